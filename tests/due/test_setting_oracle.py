"""The engine against a slow and obvious evaluation of the rules for settings, over random histories of a home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.due.setting_oracle import Owed, SettingOracle
from tests.due.small_settings import EVENTS, HOMES_2017, HOMES_2021, ID, STANDINGS, setting_edition

from inspectorate.due.engine import due
from inspectorate.due.model import Obligation
from inspectorate.due.sentences import sentence
from inspectorate.framework.library import library
from inspectorate.history.model import (
    Body,
    Coverage,
    Decision,
    DecisionKind,
    History,
    Inspection,
    Notice,
    NoticeKind,
    Registration,
    Standing,
)

NO_DATES = {
    name: {key: value for key, value in rule.items() if key != "within"} for name, rule in STANDINGS.items()
}  # how a window ends once a standing is over has its own tests
YEARS_ONLY = {
    name: {**pathway, "due": {id_: rule for id_, rule in pathway["due"].items() if "nth" in rule}}
    for name, pathway in HOMES_2021.items()
}
LIBRARY = library(
    [
        setting_edition("2017-04-01", "childrens_home", pathways=HOMES_2017, standings=NO_DATES),
        setting_edition("2021-09-01", "childrens_home", pathways=YEARS_ONLY, standings=NO_DATES),
    ]
)
EDITIONS = tuple(LIBRARY.editions.values())
DAYS = st.dates(date(2018, 1, 1), date(2024, 3, 31))
EDGES = st.sampled_from(
    [date(year, month, on) for year in range(2020, 2025)
     for month, on in ((1, 1), (3, 31), (4, 1), (6, 30), (7, 1), (9, 30), (10, 1), (12, 31))]
)  # fmt: skip
SPRING = st.dates(date(2023, 1, 1), date(2023, 6, 30))
ANY_DAY = DAYS | EDGES | SPRING


HERE = [standing for standing in Standing if standing.registered]


@st.composite
def inspections(draw: st.DrawFn, number: int) -> Inspection:
    event = draw(st.sampled_from(["full", "full", "full", "interim", "monitoring_visit"]))
    grades: dict[str, str | None] = {}
    if event == "full":
        grades = {
            "overall": draw(st.sampled_from(["good", "requires_improvement", "requires_improvement", "inadequate"]))
        }
    ended = draw(ANY_DAY)
    known = ended + timedelta(days=draw(st.sampled_from([0, 0, 30])))
    return Inspection(f"i{number}", ID, "homes", event, ended, ended, known, known, grades=grades)


@st.composite
def homes(draw: st.DrawFn) -> Body:
    opened = draw(ANY_DAY) if draw(st.integers(0, 4)) == 4 else None
    firsts = sorted(draw(st.sets(ANY_DAY, max_size=2))) if draw(st.booleans()) else []
    told = [Registration(opened or date(2015, 1, 1), "childrens_home", Standing.ACTIVE, opened or date(2015, 1, 1))]
    for first in firsts:
        standing, placed = draw(st.sampled_from([*HERE, *HERE, *Standing])), draw(st.sampled_from([None, True, False]))
        if first > told[-1].first:
            known = first + timedelta(days=draw(st.sampled_from([0, 20])))
            lasts = draw(st.sampled_from([None, 0, 30, 400]))
            until = None if lasts is None or standing is not Standing.SUSPENDED else first + timedelta(days=lasts)
            told.append(
                Registration(first, "childrens_home", standing, known, children_placed=placed, standing_until=until)
            )
    return Body(ID, "setting", "SC900001", "Children's home SC900001", opened=opened, registrations=tuple(told))


@st.composite
def decisions(draw: st.DrawFn, number: int) -> Decision:
    made_on = draw(ANY_DAY)
    return Decision(
        id=f"d{number}",
        body=ID,
        kind=draw(st.sampled_from([DecisionKind.INSPECT_AGAIN, DecisionKind.NO_SECOND])),
        made_on=made_on,
        by="Ada Reed",
        reason="Two complaints in May.",
        known_on=made_on,
        obligation=draw(st.sampled_from([None, None, f"{ID}/homes.good.second/2022-23.2"])),
        until=made_on + timedelta(days=60) if draw(st.booleans()) else None,
        ended_on=draw(st.none() | st.none() | DAYS),
    )


@st.composite
def notices(draw: st.DrawFn, number: int) -> Notice:
    served = draw(ANY_DAY)
    by = draw(st.none() | st.just(served + timedelta(days=draw(st.integers(0, 40)))))
    kind = draw(st.sampled_from([NoticeKind.COMPLIANCE, NoticeKind.COMPLIANCE, NoticeKind.SUSPENSION]))
    known = served + timedelta(days=draw(st.sampled_from([0, 3])))
    return Notice(f"n{number}", kind, served, known, by, ended_on=draw(st.none() | ANY_DAY))


@st.composite
def histories(draw: st.DrawFn) -> History:
    def many(made: Callable[[int], st.SearchStrategy[Any]], most: int) -> tuple[Any, ...]:
        return tuple(draw(made(number)) for number in range(draw(st.integers(0, most))))

    every = frozenset(EVENTS)
    files = [
        Coverage("homes", every, date(2015, 1, 1), date(2025, 1, 1), "everything"),
        Coverage("homes", every, date(2015, 1, 1), date(2022, 3, 31), "older files"),
        Coverage("homes", every, date(2022, 4, 1), date(2023, 3, 31), "one year", types=frozenset({"childrens_home"})),
        Coverage("homes", every, date(2022, 4, 1), date(2025, 1, 1), "schools", types=frozenset({"boarding_school"})),
        Coverage("homes", frozenset({"full"}), date(2015, 1, 1), date(2023, 3, 31), "the latest", latest_only=True),
        Coverage("homes", every, date(2015, 1, 1), date(2024, 3, 31), "the latest of all", latest_only=True),
    ]
    covered = draw(st.lists(st.sampled_from(files), max_size=4)) if draw(st.booleans()) else files[:1]
    return History(
        draw(homes()), many(inspections, 6), decisions=many(decisions, 2), notices=many(notices, 2),
        coverage=tuple(covered),
    )  # fmt: skip


def as_owed(made: Obligation) -> Owed:
    return Owed(made.key, made.event, made.window.earliest, made.window.latest, str(made.status))


@settings(max_examples=600, deadline=None, derandomize=True)
@given(histories(), st.dates(date(2020, 1, 1), date(2024, 6, 30)) | EDGES | SPRING)
def test_the_engine_says_what_the_oracle_says(stored: History, as_of: date) -> None:
    said = [made for made in due(stored, LIBRARY, as_of) if made.event != "case_review"]
    expected = SettingOracle(stored, EDITIONS, as_of).answer()
    order: Any = {"key": lambda owed: owed.key}
    assert sorted(map(as_owed, said), **order) == sorted(expected, **order)
    for made in said:
        for reason in (*made.reasons, *made.would_change):
            assert sentence(reason, LIBRARY).endswith(".")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data(), histories(), st.dates(date(2018, 1, 1), date(2023, 11, 30)))
def test_what_became_known_later_changes_nothing(data: Any, stored: History, as_of: date) -> None:
    after = as_of + timedelta(days=1)
    notice = replace(data.draw(notices(98)), known_on=after)
    told = Registration(date(2019, 1, 1), "independent_fostering_agency", Standing.CLOSED, after)
    registrations = sorted((*stored.body.registrations, told), key=lambda one: one.first)
    fuller = replace(
        stored,
        body=replace(stored.body, registrations=tuple(registrations)),
        inspections=(*stored.inspections, replace(data.draw(inspections(99)), known_on=after)),
        notices=(*stored.notices, notice),
    )
    assert due(fuller, LIBRARY, as_of) == due(stored, LIBRARY, as_of)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data(), histories(), st.dates(date(2018, 1, 1), date(2024, 3, 31)))
def test_the_order_in_which_facts_are_stored_is_no_matter(data: Any, stored: History, as_of: date) -> None:
    mixed = replace(
        stored,
        inspections=tuple(data.draw(st.permutations(stored.inspections))),
        decisions=tuple(data.draw(st.permutations(stored.decisions))),
        notices=tuple(data.draw(st.permutations(stored.notices))),
        coverage=tuple(data.draw(st.permutations(stored.coverage))),
    )
    assert due(mixed, LIBRARY, as_of) == due(stored, LIBRARY, as_of)
