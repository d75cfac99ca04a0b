"""What every test may ask for, and what every test is kept from: a network beyond this machine."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from checks.steps import PURE
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from typer.testing import CliRunner

ROOT = Path(__file__).parent.parent
OF_PURE_PACKAGES = {ROOT / "tests" / package for package in PURE}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}

# The usual run, and the quick one, repeat the same examples, so that a failure is the change's and not the day's.
# The long run searches.
QUIET = [HealthCheck.too_slow]
settings.register_profile("usual", max_examples=60, derandomize=True, deadline=None, suppress_health_check=QUIET)
settings.register_profile("few", max_examples=10, derandomize=True, deadline=None, suppress_health_check=QUIET)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs, so that a run can choose and the summary can count."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker("database")
            if item.path.parent in OF_PURE_PACKAGES:
                raise pytest.UsageError(f"{item.nodeid} asks a database, which no pure package does: put it elsewhere.")
            # A module's own fixture may hold the database open: without this mark, and run alone, it would be given
            # the developer's database and not the test's.
            item.add_marker("django_db")
        if "real_data" in fixtures:
            item.add_marker("real_data")
        if Path(item.path).is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker("browser")
        if item.path.parent in OF_PURE_PACKAGES and not _is_long(item):
            item.add_marker("covered")
    # A core that comes to a long file last leaves the other without work.
    long = {item.path for item in items if _is_long(item)}
    items.sort(key=lambda item: item.path not in long)


def _is_long(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("slow") or item.get_closest_marker("real_data"))


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hashing that is slow on purpose would be most of the time of a test that signs somebody in."""
    from django.conf import settings as django_settings

    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_asked_for() -> None:
    """Each client of a test would else list all static files before its first page."""
    from django.conf import settings as django_settings

    django_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def _files_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a test loads is kept in a directory of the test run, not beside the developer's own files."""
    from django.conf import settings as django_settings

    django_settings.VAR = tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The directory of the published files; without it the test is skipped and counted as missed."""
    directory = (ROOT / os.environ.get("INSPECTORATE_DATA", "../shared/data")).resolve()
    if not directory.is_dir():
        pytest.skip("missing: real data (INSPECTORATE_DATA)")
    return directory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The test database; to empty it after tests that commit, the guard of the audit record is lifted."""
    from django.db import connection
    from django.test import TransactionTestCase

    from inspectorate.webapp.audit.guard import lift_guard, set_guard

    empty = TransactionTestCase._fixture_teardown

    def empty_all(case: TransactionTestCase) -> None:
        lift_guard(connection)
        empty(case)
        set_guard(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_all)
        yield


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example country for one module: loaded inside a transaction that is rolled back."""
    from django.db import transaction

    from inspectorate.cli import build

    with django_db_blocker.unblock(), transaction.atomic():
        _count_from_one()
        loaded = CliRunner().invoke(build(), ["example", "load"], catch_exceptions=False)
        assert loaded.exit_code == 0, loaded.output
        yield
        transaction.set_rollback(True)


def _count_from_one() -> None:
    """PostgreSQL goes on counting after what was rolled back; the addresses of pages name the first rows."""
    from django.core.management.color import no_style
    from django.db import connection

    sequences = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)


@pytest.fixture(scope="session", autouse=True)
def _this_machine_only() -> Iterator[None]:
    """Refuse every connection that would leave this machine: a test that needs one tests the wrong thing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guard(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guard(socket.socket.connect_ex))
        yield


def _guard(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise ConnectionRefusedError(f"Tests may not leave this machine: {address[0]}:{address[1]}")
        return connect(self, address)

    return guarded
