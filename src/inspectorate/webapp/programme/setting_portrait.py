"""What the page of one setting says of its registration, now and through time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from inspectorate.framework.setting_types import setting_types
from inspectorate.history.register import Registration
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.setting_lists import STANDINGS, standing_text
from inspectorate.webapp.register.models import Body, Setting


@dataclass(frozen=True, slots=True)
class SpellRow:
    """What the register said from a day on."""

    first: date
    type: str
    standing: str
    owner: str
    places: int | None


@dataclass(frozen=True, slots=True)
class OnRegister:
    """What the register says of a setting. ``address`` is empty where the regulator does not publish it."""

    type: str
    standing: str
    owner: str
    owner_id: int | None
    authority: str
    authority_code: str
    places: int | None
    manager_in_post: bool | None
    address: str
    last_seen: date
    spells: tuple[SpellRow, ...]


def on_register(body: Body, registrations: Iterable[Registration]) -> OnRegister | None:
    """The registration of a setting; ``None`` of a body that is none, or that no list in view tells of."""
    found = Setting.objects.select_related("owner", "authority").filter(body=body).first()
    if found is None:
        return None
    address = ", ".join(part for part in (found.street, found.town, found.postcode) if part) if found.named else ""
    return OnRegister(
        type=setting_types()[found.type].label,
        standing=standing_text(found, timezone.localdate()),
        owner=found.owner.name if found.owner else "",
        owner_id=found.owner_id,
        authority=found.authority.name if found.authority else "",
        authority_code=found.authority.code if found.authority else "",
        places=found.places,
        manager_in_post=found.manager_in_post,
        address=address,
        last_seen=found.last_seen,
        spells=tuple(sorted(map(_row, registrations), key=lambda row: row.first, reverse=True)),
    )


def _row(told: Registration) -> SpellRow:
    standing = STANDINGS[told.standing.value] if told.standing else ""
    if told.standing_until:
        standing += f" until {day(told.standing_until)}"
    return SpellRow(told.first, setting_types()[told.type].label, standing, told.owner or "", told.places)
