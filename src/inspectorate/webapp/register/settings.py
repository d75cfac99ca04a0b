"""Settings as the register shows them: made from what sources say, and made again whenever that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from django.db.models import Model, QuerySet

from inspectorate.framework.setting_types import IDENTIFYING, setting_types
from inspectorate.history.register import Registration
from inspectorate.history.registering import OnRegister
from inspectorate.webapp.register.models import Body, BodyCode, Owner, Setting, SettingSpell
from inspectorate.webapp.register.queries import folded

KIND = "setting"
BATCH = 500
REGISTERED = (
    "type", "standing", "standing_until", "places", "owner_id", "authority_id", "sector", "manager_in_post",
    "children_placed",
)  # fmt: skip
SPELL = ("first", "known_on", *REGISTERED)
SHOWN = (
    *REGISTERED, "named", "street", "town", "postcode", "postcode_area", "constituency", "linked_urn", "short_breaks",
    "last_seen",
)  # fmt: skip
DESCRIBED = ("name", "ofsted_region", "government_region", "opened", "closed", "gone_by")


@dataclass(frozen=True, slots=True)
class Described:
    """What a list tells of a setting beside its registration. ``name`` is empty where the source withholds it."""

    name: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""
    ofsted_region: str = ""
    government_region: str = ""
    constituency: str = ""
    linked_urn: str = ""
    short_breaks: bool | None = None


def area_of(postcode: str) -> str:
    """The area that a postcode or its beginning lies in: ``B`` of ``B37 7AA``, ``b37`` or ``B``; else none."""
    letters = "".join(takewhile(str.isalpha, postcode.strip().upper()))
    return letters if len(letters) <= 2 else ""


def bodies_of(urns: Iterable[str]) -> dict[str, Body]:
    """The bodies with these URNs; one that is new is added."""
    wanted = set(urns)
    held = {body.code: body for body in Body.objects.filter(kind=KIND, code__in=wanted)}
    new = Body.objects.bulk_create(Body(kind=KIND, code=urn, name=urn) for urn in sorted(wanted - held.keys()))
    BodyCode.objects.bulk_create(BodyCode(body=body, scheme="urn", code=body.code) for body in new)
    return held | {body.code: body for body in new}


def show_settings(views: Mapping[int, tuple[OnRegister, Described]], hidden: Iterable[int]) -> None:
    """Write settings (by the primary key of their body) as they now stand; ``hidden`` are told of by no source.

    Only what differs from what is stored is written: most lists repeat most of the one before.
    """
    gone = list(hidden)
    views = {pk: (view, _published(view, told)) for pk, (view, told) in views.items()}
    SettingSpell.objects.filter(body__in=gone).delete()
    Setting.objects.filter(body__in=gone).delete()
    owners = _owners(one.owner for view, _ in views.values() for one in view.registrations if one.owner)
    authorities = {body.key: body.pk for body in Body.objects.filter(kind="authority")}
    _show_bodies(views)
    _show_spells(views, owners, authorities)
    shown = [
        Setting(
            body_id=pk,
            named=bool(told.name),
            street=told.street,
            town=told.town,
            postcode=told.postcode,
            postcode_area=area_of(told.postcode),
            constituency=told.constituency,
            linked_urn=told.linked_urn,
            short_breaks=told.short_breaks,
            last_seen=view.last_seen,
            **_registered(view.registrations[-1], owners, authorities),
        )
        for pk, (view, told) in views.items()
    ]
    held = _stored(Setting.objects.filter(body__in=list(views)), SHOWN)
    changed = [one for one in shown if held.get(one.body_id) != [_values(one, SHOWN)]]
    Setting.objects.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, update_fields=SHOWN, unique_fields=("body",)
    )


def _published(view: OnRegister, told: Described) -> Described:
    """What is told without what is not published of its type, whoever told it and as whatever it was listed then."""
    if setting_types()[view.registrations[-1].type].named:
        return told
    withheld: dict[str, Any] = dict.fromkeys(IDENTIFYING, "")
    return replace(told, **withheld)


def _show_bodies(views: Mapping[int, tuple[OnRegister, Described]]) -> None:
    changed = []
    for pk, body in Body.objects.in_bulk(list(views)).items():
        before = _values(body, DESCRIBED)
        _describe(body, *views[pk])
        if _values(body, DESCRIBED) != before:
            changed.append(body)
    Body.objects.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, update_fields=DESCRIBED, unique_fields=("id",)
    )


def _show_spells(
    views: Mapping[int, tuple[OnRegister, Described]], owners: Mapping[str, Owner], authorities: Mapping[str, int]
) -> None:
    spells = {
        pk: [
            SettingSpell(body_id=pk, first=one.first, known_on=one.known_on, **_registered(one, owners, authorities))
            for one in view.registrations
        ]
        for pk, (view, _) in views.items()
    }
    held = _stored(SettingSpell.objects.filter(body__in=list(views)).order_by("body_id", "first"), SPELL)
    changed = [pk for pk, told in spells.items() if held.get(pk, []) != [_values(one, SPELL) for one in told]]
    SettingSpell.objects.filter(body__in=[pk for pk in changed if pk in held]).delete()
    SettingSpell.objects.bulk_create((one for pk in changed for one in spells[pk]), batch_size=BATCH)


def _stored(rows: QuerySet[Any], names: tuple[str, ...]) -> dict[int, list[tuple[Any, ...]]]:
    """What is stored of each body, in the order of the rows."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for pk, *values in rows.values_list("body_id", *names).iterator():
        found.setdefault(pk, []).append(tuple(values))
    return found


def _values(row: Model, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _describe(body: Body, view: OnRegister, told: Described) -> None:
    label = setting_types()[view.registrations[-1].type].label
    body.name = told.name or f"{label} {body.code}"
    body.ofsted_region, body.government_region = told.ofsted_region, told.government_region
    body.opened, body.closed, body.gone_by = view.opened, view.closed, view.gone_by


def _registered(one: Registration, owners: Mapping[str, Owner], authorities: Mapping[str, int]) -> dict[str, Any]:
    return {
        "type": one.type,
        "standing": one.standing or "",
        "standing_until": one.standing_until,
        "places": one.places,
        "owner_id": owners[folded(one.owner)].pk if one.owner else None,
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
