"""Opening the database from the command line: created and migrated when it is not there yet."""

import os
import sys


def open_database() -> None:
    """Set Django up and bring the database to the current shape; call it first in a command that reads the record.

    Says so on stderr when it creates or changes tables. Raises Django's OperationalError when the database named
    by DATABASE_URL cannot be reached.
    """
    set_up_django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        print(f"Preparing the database ({len(pending)} changes of its tables).", file=sys.stderr)
        call_command("migrate", interactive=False, verbosity=0)


def set_up_django() -> None:
    """Load the web application's settings and apps without touching the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.webapp.settings")
    django.setup()
