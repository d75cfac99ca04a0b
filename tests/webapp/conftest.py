"""The example country for walks over all pages, and a watch for queries in loops."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from typer.testing import CliRunner

from inspectorate.cli import build


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example country for one module: loaded inside a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = CliRunner().invoke(build(), ["example", "load"], catch_exceptions=False)
        assert loaded.exit_code == 0, loaded.output
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def zeal() -> None:
    """Makes related rows that are fetched one by one an error within ``zeal_context()``."""
    from zeal.apps import ZealConfig

    ZealConfig.ready(ZealConfig.create("zeal"))
