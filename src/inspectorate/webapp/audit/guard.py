"""Triggers by which the database itself refuses to change or remove audit entries, whoever asks."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_auditentry"
VERBS = ("UPDATE", "DELETE")

SQLITE = """
CREATE TRIGGER audit_entry_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'The audit record is append-only.'); END
"""

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The audit record is append-only.' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRES = """
CREATE TRIGGER audit_entry_no_{name} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
"""


def set_guard(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. They stop mistakes and injected statements, not whoever owns the tables."""
    trigger = SQLITE if connection.vendor == "sqlite" else POSTGRES
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for verb in VERBS:
            cursor.execute(trigger.format(name=verb.lower(), verb=verb, table=TABLE))


def lift_guard(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: to undo the migration, and to empty a database between tests."""
    on_table = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        for verb in VERBS:
            cursor.execute(f"DROP TRIGGER audit_entry_no_{verb.lower()}{on_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION audit_append_only()")
