"""Loading the invented country through the same actions as real data, so that it shows what they would show."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from inspectorate.example.cases import load_cases
from inspectorate.example.comparison import load_comparison
from inspectorate.example.concerns import load_concerns
from inspectorate.example.country import Place, country
from inspectorate.example.indicators import load_indicators
from inspectorate.example.lives import Life, lives
from inspectorate.example.people import create_people
from inspectorate.example.plans import load_plan
from inspectorate.example.sent import load_sent
from inspectorate.example.setting_loading import add_cases, load_settings
from inspectorate.example.workforce import load_workforce
from inspectorate.formats.model import Place as FilePlace
from inspectorate.formats.model import Reading, SaidCoverage, SaidGrade, SaidInspection
from inspectorate.framework.library import Library, load_library
from inspectorate.history.model import DecisionKind, Inspection
from inspectorate.webapp.accounts.actors import Actor

FILE = "example country"
PILOTS = 3
PILOT_DAY = date(2017, 10, 2)
FIRST_NAMES = ("Ashok", "Bryn", "Carys", "Dunya", "Edith", "Femi", "Greta", "Hamid", "Iona", "Jonas")
LAST_NAMES = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Juniper", "Larch", "Maple", "Rowan", "Willow")


class ExampleRefused(Exception):
    """The database holds real bodies; the example is for a database of its own."""


def load_example(
    *,
    by: Actor,
    size: int,
    seed: int,
    until: date,
    settings: int = 0,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str, int]:
    """Fill an empty database with the country as it was on ``until``; returns how much was loaded.

    ``tell`` hears how many of the settings are loaded.

    Raises ExampleRefused, with a sentence, where the database holds any body already.
    """
    from inspectorate.webapp.inspections.importing import import_reading
    from inspectorate.webapp.register.models import Body

    if Body.objects.exists():
        raise ExampleRefused("This database holds bodies already. Name an empty one with DATABASE_URL.")
    library = load_library()
    places = country(size, seed)
    _add_places(by, places, seed)
    told = list(lives(places, library, until=until, seed=seed))
    reading = _reading(told, library, until)
    sha256 = hashlib.sha256(f"{size} {seed} {until}".encode()).hexdigest()
    import_reading(by=by, reading=reading, sha256=sha256)
    quiet = _add_unpublished(by, told, library)
    findings = _add_findings(by, told)
    pilots = _add_pilots(by, told, library, seed)
    decisions = _add_decisions(by, library, until)
    visits = load_settings(settings, places, by=by, seed=seed, until=until, tell=tell)
    cases = add_cases(by=by, until=until)
    create_people(by=by, first=date(until.year, 1, 1))
    comparisons = load_comparison()
    values = load_indicators(places, by=by, seed=seed, until=until)
    inspectors = load_workforce(by=by, seed=seed, first=until)
    inspections = concerns = planned = 0
    if until == timezone.localdate():
        inspections = load_cases(until)
        load_sent(until)
        concerns = load_concerns(until)
        planned = load_plan(by=by, seed=seed, until=until)
    return {
        "authorities": len(places),
        "settings": settings,
        "events": len(reading.inspections) + quiet + pilots + visits,
        "findings": findings,
        "decisions": decisions,
        "cases of enforcement": cases,
        "inspections under way": inspections,
        "values of indicators": values,
        "concerns": concerns,
        "inspectors": inspectors,
        "planned events": planned,
        "comparison of regimes": comparisons,
    }


def _add_places(by: Actor, places: Sequence[Place], seed: int) -> None:
    from inspectorate.webapp.register.actions import NewBody, add_body, add_contact
    from inspectorate.webapp.register.models import ContactRole

    rng = random.Random(f"contacts {seed}")
    for place in places:
        body = add_body(
            by=by,
            new=NewBody(
                kind="authority",
                code=place.code,
                name=place.name,
                codes={"gss": place.code, "three_digit": place.three_digit},
                authority_type=place.authority_type,
                government_region=place.government_region,
                ofsted_region=place.ofsted_region,
                children=place.children,
                opened=place.opened,
                closed=place.closed,
                made_from=place.made_from,
            ),
        )
        for role in (ContactRole.DIRECTOR, ContactRole.NOMINEE):
            name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
            first = max(date(2020 + rng.randrange(6), 1 + rng.randrange(12), 1), place.opened or date.min)
            email = f"{role.value}@{place.name.split()[0].lower()}.example"
            add_contact(by=by, body=body, role=role, name=name, first=first, email=email)


def _reading(told: Sequence[Life], library: Library, until: date) -> Reading:
    """The country's past as a published file would tell it."""
    numbers = count(2)
    said = [_said(life, one, next(numbers)) for life in told for one in life.inspections if one.published]
    said.append(_misspelt(said[0], next(numbers)))
    return Reading(FILE, ("invented inspections",), tuple(said), coverage=tuple(_coverage(library, until)))


def _said(life: Life, inspection: Inspection, row: int) -> SaidInspection:
    return SaidInspection(
        place=FilePlace(FILE, row=row),
        body_kind="authority",
        name=life.place.name,
        codes={"gss": life.place.code},
        regime=inspection.regime,
        event=inspection.event,
        started=inspection.started,
        ended=inspection.ended,
        published=inspection.published,
        purpose=inspection.purpose if inspection.purpose != "routine" else None,
        judgements={name: SaidGrade(str(grade).replace("_", " "), grade) for name, grade in inspection.grades.items()},
        topics=inspection.topics,
        region=life.place.ofsted_region,
    )


def _misspelt(said: SaidInspection, row: int) -> SaidInspection:
    """A row whose authority is misspelt, as real files have them: kept aside until a person says who is meant."""
    return replace(said, place=FilePlace(FILE, row=row), name=f"{said.name}e", codes={})


def _coverage(library: Library, until: date) -> Iterator[SaidCoverage]:
    """The invented record is whole: every event of every regime up to the last day."""
    for regime in dict.fromkeys(edition.regime for edition in library.editions.values()):
        first = library.first_day(regime)
        if first is not None and "authority" in library.of_regime(regime)[0].applies_to:
            events = frozenset(event for edition in library.of_regime(regime) for event in edition.events)
            yield SaidCoverage("authority", regime, events, first, until, FilePlace(FILE))


def _add_unpublished(by: Actor, told: Sequence[Life], library: Library) -> int:
    """Conversations, self-evaluations and plans: no file tells of them, so people have recorded them by hand."""
    from inspectorate.webapp.inspections.actions import Said, record_event
    from inspectorate.webapp.register.models import Body

    number = 0
    for life in told:
        body = Body.objects.get(code=life.place.code)
        for one in (one for one in life.inspections if one.published is None):
            edition = library.in_force("authority", one.known_on, one.regime) or library.of_regime(one.regime)[-1]
            source = f"Note of the {edition.events[one.event].label.lower()}"
            said = Said(source=source, event=one.event, started=one.started, ended=one.ended)
            record_event(by=by, body=body, edition=edition.id, said=said)
            number += 1
    return number


def _add_findings(by: Actor, told: Sequence[Life]) -> int:
    from inspectorate.webapp.inspections.actions import NewFinding, confirm_finding, record_finding
    from inspectorate.webapp.inspections.models import InspectionFact

    stored = {
        (fact.inspection.body.code, fact.event, fact.started): fact.inspection
        for fact in InspectionFact.objects.select_related("inspection__body")
    }
    number = 0
    for life in told:
        of = {inspection.id: inspection for inspection in life.inspections}
        for finding in life.findings:
            visit = of[finding.inspection]
            row = record_finding(
                by=by,
                inspection=stored[life.place.code, visit.event, visit.started],
                new=NewFinding(
                    kind=finding.kind,
                    text=finding.text,
                    known_on=finding.known_on,
                    put_right_by=finding.put_right_by,
                    responsible=finding.responsible or "",
                    confirmer=finding.confirmer or "",
                ),
            )
            number += 1
            if finding.confirmed_on:
                confirm_finding(by=by, finding=row, on=finding.confirmed_on, note="Seen at the next conversation.")
    return number


def _add_pilots(by: Actor, told: Sequence[Life], library: Library, seed: int) -> int:
    """A few pilot inspections of the system announced in 2017: recorded, compared, and nobody's judgement."""
    from inspectorate.webapp.inspections.actions import Said, record_event
    from inspectorate.webapp.register.models import Body

    rng = random.Random(f"pilots {seed}")
    edition = next(iter(library.of_regime("proposal-2017")))
    willing = [life for life in told if life.place.opened is None and life.place.closed is None]
    for number, life in enumerate(rng.sample(willing, min(PILOTS, len(willing)))):
        start = PILOT_DAY + timedelta(weeks=number)
        said = Said(
            source="Pilot report",
            event="short",
            started=start,
            ended=start + timedelta(days=4),
            published=start + timedelta(days=39),
            grades=dict(life.service.inspect(edition)),
            pilot=True,
        )
        record_event(by=by, body=Body.objects.get(code=life.place.code), edition=edition.id, said=said)
    return PILOTS


def _add_decisions(by: Actor, library: Library, until: date) -> int:
    """One decision of each common kind on what is due now, so that pages have them to show."""
    from inspectorate.webapp.programme.actions import Answer, take_decision
    from inspectorate.webapp.programme.queries import owed
    from inspectorate.webapp.register.models import Body

    graded = [one for one in owed(until, library=library) if one.obligation.graded and one.obligation.window.latest]
    kinds = {
        DecisionKind.DEFER: "The authority moves to new offices in the weeks that were planned.",
        DecisionKind.BRING_FORWARD: "A focused visit found that visits to children were late.",
    }
    for one, (kind, reason) in zip(graded, kinds.items(), strict=False):
        latest = one.obligation.window.latest or until
        new_day = latest + timedelta(days=90) if kind is DecisionKind.DEFER else until + timedelta(days=90)
        answer = Answer(kind=kind, reason=reason, taken_on=until, obligation=one.obligation.key, until=new_day)
        take_decision(by=by, body=Body.objects.get(code=one.body.code), edition=one.obligation.edition, answer=answer)
    return len(kinds)
