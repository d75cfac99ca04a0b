"""The database itself refuses to change or remove audit entries, whoever asks."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_entry_no_{name} BEFORE {verb} ON audit_auditentry
BEGIN SELECT RAISE(ABORT, 'The audit record is append-only.'); END
"""

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The audit record is append-only.' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRES = """
CREATE TRIGGER audit_entry_no_{name} BEFORE {verb} ON audit_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(name=verb.lower(), verb=verb))
        return
    # TRUNCATE stays possible on PostgreSQL only to the table's owner, by intent: tests empty tables with it.
    schema_editor.execute(POSTGRES_FUNCTION)
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(POSTGRES.format(name=verb.lower(), verb=verb))


def unguard(apps, schema_editor):
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON audit_auditentry"
    for name in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER audit_entry_no_{name}{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_append_only()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
