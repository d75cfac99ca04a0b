"""A watch for queries in loops."""

import pytest


@pytest.fixture(scope="session")
def zeal() -> None:
    """Makes related rows that are fetched one by one an error within ``zeal_context()``."""
    from zeal.apps import ZealConfig

    ZealConfig.ready(ZealConfig.create("zeal"))
