"""The shipped library at its edges: the day before, on and after every edition, clock and pathway.

Parametrised over the library, so that whatever edition is added is guarded without a new test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspectorate.calendars import working_days_between
from inspectorate.due.engine import due
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.due.plan import DutyPlan, PathwayPlan, plan_of
from inspectorate.due.reigns import reign
from inspectorate.due.sentences import sentence
from inspectorate.due.windows import count
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Anchor, Clock, Duty, Edition, Offset, Pause, Status
from inspectorate.history.model import Body, Coverage, History, Inspection, Registration, Standing

ONE = timedelta(days=1)
ENDED = date(2022, 6, 15)  # after every pause that the library holds, before the calendars of bank holidays end
LIBRARY = load_library()
EDITIONS = tuple(LIBRARY.editions.values())


def in_force_from(edition: Edition) -> date | None:
    return next((stage.first for stage in edition.life if stage.status is Status.IN_FORCE), None)


def kind_of(edition: Edition) -> str:
    """A kind of body that the edition is for; a core, which is for nobody alone, is asked for a children's home."""
    return edition.applies_to[0] if edition.applies_to else "childrens_home"


def body_of(edition: Edition) -> Body:
    """A body that the edition applies to: an authority, or a setting registered as one of its types long ago."""
    kind = kind_of(edition)
    if kind == "authority":
        return Body("body", kind, "1", "Northmere")
    opened = date(2010, 5, 1)
    told = (Registration(opened, kind, Standing.ACTIVE, opened),)
    return Body("body", "setting", "1", "Northmere House", opened=opened, registrations=told)


def one_kind(edition: Edition) -> str | None:
    """The kind of body whose editions are asked for; those of a core are the regime's own."""
    return kind_of(edition) if edition.applies_to else None


def combinations(names: tuple[str, ...], scale: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Every way to grade these judgements, the best first."""
    if not names:
        yield {}
        return
    for grade in scale:
        for rest in combinations(names[1:], scale):
            yield {names[0]: grade, **rest}


def grades_for(edition: Edition, pathway: PathwayPlan) -> dict[str, str] | None:
    """Grades that put a body on the pathway."""
    plan = plan_of(edition)
    for grades in combinations(plan.read, plan.scale):
        first = next((other for other in plan.judged if other.pathway.when.evaluate(grades, plan.scale)), None)
        if first is pathway:
            return grades
    return None


def everything(edition: Edition) -> tuple[Coverage, ...]:
    """A record in which nothing is missing."""
    parts = []
    for regime in (edition.regime, *edition.reads):
        events = frozenset(event for other in LIBRARY.of_regime(regime) for event in other.events)
        parts.append(Coverage(regime, events, date(2000, 1, 1), date(2099, 1, 1), "all"))
    return tuple(parts)


def carried_out(edition: Edition, event: str, on: date, grades: Mapping[str, str | None] | None = None) -> Inspection:
    return Inspection(f"{event}-{on}", "body", edition.regime, event, on, on, on, on, grades=grades or {})


def judged(edition: Edition, pathway: PathwayPlan, after: str | None = None) -> History | None:
    """A body put on the pathway on `ENDED`, with the series carried out that a duty comes after."""
    grades = grades_for(edition, pathway)
    graded = sorted(plan_of(edition).graded_events)
    if grades is None or not graded:
        return None
    series = pathway.pathway.due[after] if after else None
    number = (series.series or 1) if series else 0
    visits = [carried_out(edition, series.event, ENDED + ONE * (step + 1)) for step in range(number)] if series else []
    # A pathway that asks for no grade in particular is for whoever has one.
    given = grades or {edition.headline: edition.grades[0]} if edition.headline else grades
    facts = (carried_out(edition, graded[0], ENDED, given), *visits)
    return History(body_of(edition), facts, coverage=everything(edition))


def said(stored: History, edition: Edition, on: date, rule: str) -> Obligation:
    found = [made for made in due(stored, LIBRARY, on, regimes=[edition.id]) if made.key.split("/")[1] == rule]
    assert len(found) == 1, f"{rule} on {on}: {[made.key for made in found]}"
    return found[0]


COUNTED = (Anchor.LAST_GRADED, Anchor.LAST_OF_EVENT)
JUDGED = [
    pytest.param(edition, pathway, duty, id=f"{edition.id}-{duty.rule}")
    for edition in EDITIONS
    for pathway in plan_of(edition).judged
    for duty in pathway.duties
    if duty.duty.anchor in COUNTED
]


@pytest.mark.parametrize(("edition", "pathway", "plan"), JUDGED)
def test_every_clock_of_every_pathway_opens_and_ends_on_its_days(
    edition: Edition, pathway: PathwayPlan, plan: DutyPlan
) -> None:
    stored = judged(edition, pathway, plan.duty.after_series_of)
    if stored is None:
        pytest.skip("no grades lead to this pathway")
    duty = plan.duty
    window = said(stored, edition, ENDED + ONE * 20, plan.rule).window
    for name in ("earliest", "usual", "latest"):
        offset = getattr(duty, name)
        assert getattr(window, name) == (counted_from(duty, name, offset) if offset else None), name
    if window.earliest:
        before = said(stored, edition, window.earliest - ONE, plan.rule).status
        assert before is DueStatus.NOT_YET
        assert said(stored, edition, window.earliest, plan.rule).status is not DueStatus.NOT_YET
        assert said(stored, edition, window.earliest + ONE, plan.rule).status is not DueStatus.NOT_YET
    if window.latest:
        assert said(stored, edition, window.latest - ONE, plan.rule).status is not DueStatus.OVERDUE
        assert said(stored, edition, window.latest, plan.rule).status is not DueStatus.OVERDUE
        assert said(stored, edition, window.latest + ONE, plan.rule).status is DueStatus.OVERDUE


def counted_from(duty: Duty, name: str, offset: Offset) -> date:
    """The day that a duty counted from `ENDED` gives: one counted from the next 1 April ends on the day before."""
    if duty.from_next is None:
        return count(ENDED, offset)
    day = count(date(2023, 4, 1), offset)
    return day - ONE if name == "latest" else day


STARTS = [pytest.param(edition, id=edition.id) for edition in EDITIONS if in_force_from(edition)]


@pytest.mark.parametrize("edition", STARTS)
def test_every_edition_is_in_force_from_its_day_and_not_before(edition: Edition) -> None:
    first, found = in_force_from(edition), reign(LIBRARY, edition.regime, one_kind(edition))
    assert first is not None
    assert found is not None
    before, on, after = (found.on(day) for day in (first - ONE, first, first + ONE))
    assert before is None or before.id != edition.id
    assert on is not None
    assert on.id == edition.id
    assert after is None or after.edition.edition >= edition.edition


@pytest.mark.parametrize("edition", STARTS)
def test_an_obligation_names_the_edition_in_force_on_its_day(edition: Edition) -> None:
    first = in_force_from(edition)
    assert first is not None
    body = body_of(edition)
    for day in (first - ONE, first, first + ONE):
        found = reign(LIBRARY, edition.regime, kind_of(edition))
        plan = found.on(day) if found else None
        named = {made.edition for made in due(History(body), LIBRARY, day) if made.regime == edition.regime}
        assert named <= ({plan.id} if plan else set())
        assert bool(named) == bool(plan and any(pathway.duties for pathway in plan.unjudged))


ENDS = [
    pytest.param(edition, pathway, id=f"{edition.id}-{pathway.id}")
    for edition in EDITIONS
    for pathway in plan_of(edition).judged
    if pathway.pathway.carries_over_until and in_force_from(edition) and not any(
        later.edition > edition.edition for later in LIBRARY.of_regime(edition.regime)
    )
]  # fmt: skip


@pytest.mark.parametrize(("edition", "pathway"), ENDS)
def test_a_pathway_that_carries_over_ends_on_its_day(edition: Edition, pathway: PathwayPlan) -> None:
    found, until = reign(LIBRARY, edition.regime), pathway.pathway.carries_over_until
    assert found is not None
    assert found.last is not None, "a regime without an end needs no pathway that carries over"
    assert until is not None
    stored = judged(edition, pathway)
    assert stored is not None
    ended = found.last - ONE * 300
    last = carried_out(edition, stored.inspections[0].event, ended, stored.inspections[0].grades)
    stored = History(stored.body, (last,), coverage=stored.coverage)
    governed = [
        {made.regime for made in due(stored, LIBRARY, day)}
        for day in (found.last, found.last + ONE, until - ONE, until, until + ONE)
    ]
    assert governed[:4] == [{edition.regime}] * 4
    assert edition.regime not in governed[4]


def moved_back(stored: History, by: timedelta) -> tuple[Inspection, ...]:
    days = ((event, event.ended - by) for event in stored.inspections if event.ended)
    return tuple(replace(event, started=day, ended=day, published=day, known_on=day) for event, day in days)


PAUSES = [
    pytest.param(edition, pause.pause, duty, pathway, id=f"{pause.reason}-{duty.rule}")
    for edition in EDITIONS
    for pause in plan_of(edition).pauses
    for pathway in plan_of(edition).judged
    for duty in pathway.duties
    if pause.stops(duty.duty.event) and duty.event.graded and duty.duty.earliest and duty.duty.latest
    and duty.duty.anchor is Anchor.LAST_GRADED
]  # fmt: skip


@pytest.mark.parametrize(("edition", "pause", "plan", "pathway"), PAUSES)
def test_a_pause_stops_what_is_open_from_its_first_day_to_its_last(
    edition: Edition, pause: Pause, plan: DutyPlan, pathway: PathwayPlan
) -> None:
    stored = judged(edition, pathway, plan.duty.after_series_of)
    if stored is None:
        pytest.skip("no grades lead to this pathway")
    # Everything moved back until the window opens just before the pause: it is shown moved on by the pause's length.
    assert plan.duty.earliest is not None
    days = (pause.first - ONE * back for back in range(1, 3000))
    ended = next(day for day in days if count(day, plan.duty.earliest) < pause.first)
    stored = History(stored.body, moved_back(stored, ENDED - ended), coverage=stored.coverage)
    length = (pause.last - pause.first).days + 1
    opens = count(ended, plan.duty.earliest)
    statuses = []
    for day in (pause.first, pause.last, pause.last + ONE):
        found = said(stored, edition, day, plan.rule)
        assert found.window.earliest == opens + ONE * length
        statuses.append(found.status)
    assert statuses[:2] == [DueStatus.NOT_YET, DueStatus.NOT_YET]
    assert statuses[2] is not DueStatus.NOT_YET


CLOCKS = [
    pytest.param(clock, id=f"{edition.id}-{name}") for edition in EDITIONS for name, clock in edition.clocks.items()
]


@pytest.mark.parametrize("clock", CLOCKS)
def test_every_clock_ends_on_a_day_and_not_on_the_one_before(clock: Clock) -> None:
    ends = count(ENDED, clock.length)
    length = clock.length
    if length.working_days is not None:
        assert working_days_between(ENDED, ends) == length.working_days
        assert working_days_between(ENDED, ends - ONE) == length.working_days - 1
    elif length.months is not None:
        assert (ends.year * 12 + ends.month) - (ENDED.year * 12 + ENDED.month) == length.months
    else:
        assert (ends - ENDED).days == (length.days or 0) + 7 * (length.weeks or 0)


@pytest.mark.parametrize("edition", [pytest.param(edition, id=edition.id) for edition in EDITIONS])
def test_every_reason_that_the_library_gives_is_a_sentence(edition: Edition) -> None:
    bodies = [judged(edition, pathway) for pathway in plan_of(edition).judged]
    bodies.append(History(body_of(edition)))
    for stored in filter(None, bodies):
        for made in due(stored, LIBRARY, ENDED + ONE * 400, regimes=[edition.id]):
            for reason in (*made.reasons, *made.would_change):
                text = sentence(reason, LIBRARY)
                assert text[0].isupper() or not text[0].isalpha()
                assert text.endswith((".", "?"))
