"""The settings are safe where others can reach the pages."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from inspectorate.webapp import settings as module
from inspectorate.webapp.secret_key import secret_key


def test_every_variable_of_the_environment_is_described() -> None:
    source = Path(module.__file__).read_text()
    read = set(re.findall(r'environ(?:\.get\(|\[)\s*"(\w+)"', source)) | {"DATABASE_URL"}
    assert {name for name in read if name not in (module.__doc__ or "")} == set()


@pytest.mark.slow
def test_django_finds_nothing_to_warn_of_in_a_deployment(tmp_path: Path) -> None:
    # The browser tests set this one for their own process.
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = inherited | {
        "INSPECTORATE_HOSTS": "inspections.example.org",
        "INSPECTORATE_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": module.__name__,
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    made = secret_key(path)
    assert len(made) >= 50
    assert secret_key(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.django_db
def test_sqlite_takes_the_write_lock_first() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("not for PostgreSQL: the test is about SQLite")
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
