"""The database itself refuses to change or remove audit entries."""

from django.db import migrations

from inspectorate.webapp.audit.guard import lift_guard, set_guard


def guard(apps, schema_editor):
    set_guard(schema_editor.connection)


def unguard(apps, schema_editor):
    lift_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
