"""The invented people: one account for each role, so that every page can be looked at by whom it is for.

`python -m inspectorate.example.people` prints them. Their password is public: they exist in the example alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.accounts.models import Organisation

PASSWORD = "northshire by daylight"

NAMES = {
    Role.ADMINISTRATOR: "Ada Fennwick",
    Role.SCHEDULER: "Sam Tarnley",
    Role.ANALYST: "Anil Quernmere",
    Role.INSPECTOR: "Ines Gorsedale",
    Role.LEAD_INSPECTOR: "Lena Marrowby",
    Role.QUALITY_ASSURER: "Quentin Lornholt",
    Role.SENIOR_INSPECTOR: "Saul Whinfell",
    Role.POLICY_ANALYST: "Pat Kestcombe",
    Role.DIRECTOR: "Dina Pellstowe",
    Role.NOMINEE: "Noor Ruskhaven",
    Role.DATA_OFFICER: "Dafydd Ulverfell",
    Role.REGISTERED_MANAGER: "Maya Vexmarch",
    Role.RESPONSIBLE_INDIVIDUAL: "Rhys Hallowsea",
    Role.DEPARTMENT_OFFICIAL: "Dele Ardenminster",
}


@dataclass(frozen=True, slots=True)
class Workplace:
    """An organisation; an authority or provider stands for a body, named by kind and code."""

    name: str
    body_kind: str = ""
    body_code: str = ""


WORKPLACES = {
    OrganisationKind.INSPECTORATE: Workplace("The example inspectorate"),
    OrganisationKind.AUTHORITY: Workplace("Northshire", "authority", "X00000000"),
    OrganisationKind.PROVIDER: Workplace("Northshire Children's Homes", "setting", "XS000001"),
    OrganisationKind.DEPARTMENT: Workplace("The example department"),
}


def email(role: Role) -> str:
    """The address with which the person of a role signs in."""
    return f"{role.value.replace('_', '-')}@northshire.example"


def create_people(*, by: Actor, first: date) -> None:
    """Create each organisation and person, each in their role from ``first`` on. Raises as the account actions do."""
    from inspectorate.webapp.accounts import actions

    workplaces = dict(_workplaces(by))
    for role, name in NAMES.items():
        person = actions.create_person(by=by, email=email(role), name=name, password=PASSWORD)
        actions.give_role(by=by, user=person, organisation=workplaces[ROLES[role].at], role=role, first=first)


def _workplaces(by: Actor) -> Iterator[tuple[OrganisationKind, Organisation]]:
    from inspectorate.webapp.accounts import actions

    for kind, place in WORKPLACES.items():
        names = {"name": place.name, "body_kind": place.body_kind, "body_code": place.body_code}
        yield kind, actions.create_organisation(by=by, kind=kind, **names)


def main() -> None:
    """Print who can sign in."""
    print(f"Sign in with one of these addresses and the password: {PASSWORD}")
    for role in NAMES:
        print(f"  {ROLES[role].label:<34}{email(role)}")


if __name__ == "__main__":
    main()
