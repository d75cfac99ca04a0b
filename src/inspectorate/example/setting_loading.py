"""Loading invented settings through the same actions as published lists, some thousand at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from inspectorate.example.country import Place
from inspectorate.example.settings import FIRST_LIST, ExampleSetting, Visit, settings
from inspectorate.formats.model import Place as FilePlace
from inspectorate.formats.model import Reading, SaidCoverage, SaidGrade, SaidInspection, SaidRegister, SaidSetting
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Publication
from inspectorate.webapp.accounts.actors import Actor

FILE = "example settings"
LIST_2021, LIST_NOW, IN_YEARS = (f"{FILE} {part}" for part in ("2021", "now", "inspections"))
AT_ONCE = 5000
ONE = timedelta(days=1)


def load_settings(
    number: int,
    places: Sequence[Place],
    *,
    by: Actor,
    seed: int,
    until: date,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Add ``number`` settings with their past to the record; returns how many events were told of them."""
    from inspectorate.webapp.inspections.importing import import_reading

    events = 0
    made = settings(number, places, until=until, seed=seed)
    for first in range(0, number, AT_ONCE):
        tell(first, number)
        reading = _reading(islice(made, AT_ONCE), until)
        events += len(reading.inspections)
        sha256 = hashlib.sha256(f"settings {number} {seed} {until} {first}".encode()).hexdigest()
        import_reading(by=by, reading=reading, sha256=sha256)
    tell(number, number)
    return events


def add_cases(*, by: Actor, until: date) -> int:
    """A compliance notice against the first setting, and a restriction that has been reviewed, for pages to show."""
    from inspectorate.webapp.enforcement.actions import NewStep, open_case, take_step
    from inspectorate.webapp.register.models import Body

    home = Body.objects.filter(kind="setting", code="XS000001").first()
    if home is None:
        return 0
    served = until - timedelta(days=20)
    notice = NewStep(day=served, reason="Staff had not been checked.", regulation="Regulation 32",
                     put_right_by=until + timedelta(days=8))  # fmt: skip
    restriction = NewStep(day=served, reason="Two children were hurt in one week.")
    open_case(by=by, body=home, kind="compliance_notice", step="serve", new=notice)
    case = open_case(by=by, body=home, kind="restriction", step="serve", new=restriction)
    reviewed = NewStep(day=until - timedelta(days=2), reason="Reviewed with the placing authorities: it goes on.")
    take_step(by=by, case=case, step="review", new=reviewed)
    return 2


def _reading(made: Iterable[ExampleSetting], until: date) -> Reading:
    held = list(made)
    said = [_said(one, visit) for one in held for visit in one.visits]
    registers = (
        SaidRegister(FilePlace(FILE, LIST_2021), FIRST_LIST, complete=False),
        SaidRegister(FilePlace(FILE, LIST_NOW), until, complete=True),
    )
    return Reading(
        FILE,
        ("invented settings and their inspections",),
        inspections=tuple(said),
        settings=tuple(one for setting in held for one in _registered(setting)),
        registers=registers,
        coverage=tuple(_coverage(until)),
        released=until,
    )


def _registered(setting: ExampleSetting) -> Iterator[SaidSetting]:
    for spell in setting.spells:
        listed = LIST_2021 if spell.as_of == FIRST_LIST else LIST_NOW
        yield SaidSetting(
            place=FilePlace(FILE, listed),
            urn=setting.urn,
            type=setting.type,
            as_of=spell.as_of,
            standing=spell.standing,
            registered=setting.registered,
            left=setting.left + ONE if setting.left and spell.as_of != FIRST_LIST else None,
            name=setting.name or None,
            town=setting.place.name if setting.name else None,
            postcode=f"XX{setting.place.three_digit[1:]} 1ZZ" if setting.name else None,
            ofsted_region=setting.place.ofsted_region,
            government_region=setting.place.government_region,
            authority=setting.place.name,
            sector="Private",
            places=spell.places,
            owner=spell.owner,
        )


def _said(setting: ExampleSetting, visit: Visit) -> SaidInspection:
    return SaidInspection(
        place=FilePlace(FILE, IN_YEARS),
        body_kind="setting",
        name=setting.name or setting.urn,
        codes={"urn": setting.urn},
        regime="sccif",
        event=visit.event,
        started=visit.day,
        ended=visit.day + ONE,
        published=visit.published,
        judgements={name: SaidGrade(grade.replace("_", " "), grade) for name, grade in visit.grades.items()},
        region=setting.place.ofsted_region,
    )


def _coverage(until: date) -> Iterator[SaidCoverage]:
    """Everything since the first list; of what came before it, each setting's latest full inspection."""
    editions = load_library().of_regime("sccif")
    held = [event for edition in editions for event in edition.events.items()]
    # Reviews of cases leave no report, so no list tells of them.
    events = frozenset(id_ for id_, event in held if event.published is not Publication.NEVER)
    whole = SaidCoverage("setting", "sccif", events, FIRST_LIST + ONE, until, FilePlace(FILE))
    yield whole
    yield replace(whole, events=frozenset({"full"}), first=editions[0].edition, last=FIRST_LIST, latest_only=True)
