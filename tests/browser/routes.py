"""Every page of the web application: who opens it, and with which arguments. The walks over all pages read this table.

A route that stands in neither table fails `tests/project/test_pages.py`. Arguments are those of the invented example
country, which is the same each time it is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from inspectorate.webapp.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Page:
    """One address to open. ``role`` is who comes to it (``None``: a visitor who has not signed in)."""

    route: str
    role: Role | None = Role.SCHEDULER
    arguments: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        path = reverse(self.route, kwargs=dict(self.arguments))
        return f"{path}?{urlencode(self.query)}" if self.query else path

    @property
    def id(self) -> str:
        """How test reports call it."""
        shown = [*map(str, self.arguments.values()), *(f"{name}={value}" for name, value in self.query.items())]
        return " ".join([self.route, *shown])


PAGES: tuple[Page, ...] = (
    Page("home"),
    Page("account_login", role=None),
    Page("account_logout"),
    Page("account_change_password"),
    Page("account_inactive", role=None),
    Page("people:people", Role.ADMINISTRATOR),
    Page("people:people", Role.ADMINISTRATOR, query={"words": "sam", "role": "scheduler"}),
    Page("people:new", Role.ADMINISTRATOR),
    Page("people:person", Role.ADMINISTRATOR, {"id": 2}),
    Page("people:give_role", Role.ADMINISTRATOR, {"id": 2}),
    Page("people:give_role", Role.ADMINISTRATOR, {"id": 2}, {"organisation": "1"}),
    Page("people:end_role", Role.ADMINISTRATOR, {"id": 2}),
    Page("people:organisations", Role.ADMINISTRATOR),
    Page("people:organisation_new", Role.ADMINISTRATOR),
    Page("audit:entries", Role.ADMINISTRATOR),
    Page("audit:entries", Role.QUALITY_ASSURER, query={"action": "role_given"}),
)

# Addresses that are no page to look at, each with the reason.
NOT_PAGES: dict[str, str] = {
    "people:make_link": "a button sends to it",
    "people:close": "a button sends to it",
    "people:open": "a button sends to it",
    "account_password_by_link": "its address is a secret that is made when somebody asks for it",
}
