"""Settings as the register shows them: made from what sources say, and made again whenever that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inspectorate.framework.setting_types import setting_types
from inspectorate.history.register import Registration
from inspectorate.history.registering import OnRegister
from inspectorate.webapp.register.models import Body, BodyCode, Owner, Setting, SettingSpell
from inspectorate.webapp.register.queries import folded

KIND = "setting"


@dataclass(frozen=True, slots=True)
class Described:
    """What a list shows of a setting beside its registration. ``name`` is empty where the source withholds it."""

    name: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""
    ofsted_region: str = ""
    government_region: str = ""
    constituency: str = ""
    linked_urn: str = ""
    short_breaks: bool | None = None


def bodies_of(urns: Iterable[str]) -> dict[str, Body]:
    """The bodies with these URNs; one that is new is added."""
    wanted = set(urns)
    held = {body.code: body for body in Body.objects.filter(kind=KIND, code__in=wanted)}
    new = Body.objects.bulk_create(Body(kind=KIND, code=urn, name=urn) for urn in sorted(wanted - held.keys()))
    BodyCode.objects.bulk_create(BodyCode(body=body, scheme="urn", code=body.code) for body in new)
    return held | {body.code: body for body in new}


def show_settings(views: Mapping[int, tuple[OnRegister, Described]], hidden: Iterable[int]) -> None:
    """Write settings (by the primary key of their body) as they now stand; ``hidden`` are told of by no source."""
    touched = [*views, *hidden]
    SettingSpell.objects.filter(body__in=touched).delete()
    Setting.objects.filter(body__in=touched).delete()
    owners = _owners(one.owner for view, _ in views.values() for one in view.registrations if one.owner)
    authorities = {body.key: body.pk for body in Body.objects.filter(kind="authority")}
    bodies = Body.objects.in_bulk(list(views))
    for pk, (view, told) in views.items():
        _describe(bodies[pk], view, told)
    fields = ("name", "ofsted_region", "government_region", "opened", "closed", "gone_by")
    Body.objects.bulk_update(bodies.values(), fields, batch_size=200)
    spells = [
        SettingSpell(body_id=pk, first=one.first, known_on=one.known_on, **_registered(one, owners, authorities))
        for pk, (view, _) in views.items()
        for one in view.registrations
    ]
    SettingSpell.objects.bulk_create(spells, batch_size=500)
    shown = (
        Setting(
            body_id=pk,
            named=bool(told.name),
            street=told.street,
            town=told.town,
            postcode=told.postcode,
            postcode_area="".join(letter for letter in told.postcode[:2] if letter.isalpha()),
            constituency=told.constituency,
            linked_urn=told.linked_urn,
            short_breaks=told.short_breaks,
            last_seen=view.last_seen,
            **_registered(view.registrations[-1], owners, authorities),
        )
        for pk, (view, told) in views.items()
    )
    Setting.objects.bulk_create(shown, batch_size=500)


def _describe(body: Body, view: OnRegister, told: Described) -> None:
    label = setting_types()[view.registrations[-1].type].label
    body.name = told.name or f"{label} {body.code}"
    body.ofsted_region, body.government_region = told.ofsted_region, told.government_region
    body.opened, body.closed, body.gone_by = view.opened, view.closed, view.gone_by


def _registered(one: Registration, owners: Mapping[str, Owner], authorities: Mapping[str, int]) -> dict[str, Any]:
    return {
        "type": one.type,
        "standing": one.standing or "",
        "places": one.places,
        "owner": owners.get(folded(one.owner)) if one.owner else None,
        "authority_id": authorities.get(one.authority) if one.authority else None,
        "sector": one.sector or "",
        "manager_in_post": one.manager_in_post,
        "children_placed": one.children_placed,
    }


def _owners(names: Iterable[str]) -> dict[str, Owner]:
    wanted = {folded(name): name for name in names}
    held = {owner.folded: owner for owner in Owner.objects.all() if owner.folded in wanted}
    new = [Owner(name=name, folded=key) for key, name in wanted.items() if key not in held]
    return held | {owner.folded: owner for owner in Owner.objects.bulk_create(new)}
