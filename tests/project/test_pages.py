"""A guard over all pages: none is forgotten."""

from tests.browser.addresses import named_routes
from tests.browser.routes import NOT_PAGES, PAGES


def test_every_route_is_in_one_of_the_tables() -> None:
    assert named_routes() == {page.route for page in PAGES} | set(NOT_PAGES)
    assert not {page.route for page in PAGES} & set(NOT_PAGES)
