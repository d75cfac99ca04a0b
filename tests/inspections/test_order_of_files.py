"""Files of different sources may be loaded in any order: the same inspections and the same view of them come out."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.inspections.files import HEADINGS, TESTER, country, row, write

from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.importing import import_file

pytestmark = pytest.mark.django_db

OFFICIAL = "Official statistics: inspections of the authorities of an invented country"
ONLY_PUBLISHED = ("Local authority name", "Inspection type", "Publication date", "Overall effectiveness", "Leaders")
STANDARD, SHORT = "ILACS Standard Inspection", "ILACS Short Inspection"
VISITS = st.sampled_from([STANDARD, SHORT])
GRADES = st.sampled_from(["Outstanding", "Good", "Requires improvement", "Inadequate"])
BODIES = st.sampled_from(["Northmere", "Aldmere"])


class Visit(NamedTuple):
    """One inspection as it happened; what sources tell of it is some part of this."""

    body: str
    kind: str
    year: int
    start: int
    weeks_to_report: int
    overall: str
    leaders: str

    @property
    def started(self) -> date:
        return date(self.year, 1, 7) + timedelta(days=self.start)

    @property
    def published(self) -> date:
        return self.started + timedelta(weeks=self.weeks_to_report)


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.VAR = tmp_path / "var"


def told(visit: Visit, **other: str) -> tuple[str, ...]:
    """The row of a source that tells all of it; ``other`` is what it tells differently."""
    days = {"started": f"{visit.started:%d/%m/%Y}", "published": f"{visit.published:%d/%m/%Y}"}
    said = {**visit._asdict(), **days, **other}
    return row(*(str(said[name]) for name in ("body", "kind", "started", "published", "overall", "leaders")))


def official(path: Path, *rows: tuple[str, ...]) -> Path:
    """A release of the regulator: a title that says so, then a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[OFFICIAL], [], HEADINGS, *rows])
    return path


def record_after(*paths: Path) -> list[tuple[object, ...]]:
    """What is on record once the files were loaded in this order, without ids; nothing of it stays."""
    with transaction.atomic():
        country()
        for path in paths:
            import_file(by=TESTER, path=path)
        found = [
            (
                history.body.name,
                *(one.regime, one.event, one.started, one.ended, one.published, one.known_on),
                tuple(sorted(one.grades.items())),
            )
            for history in queries.histories()
            for one in history.inspections
        ]
        transaction.set_rollback(True)
    return sorted(found, key=str)


def same_in_every_order(*paths: Path) -> list[tuple[object, ...]]:
    first, *others = [record_after(*order) for order in permutations(paths)]
    assert all(other == first for other in others)
    return first


FOUND_IN_BOTH = Visit("Northmere", STANDARD, 2022, 60, 10, "Good", "Good")


def test_an_official_release_wins_over_a_compiled_history_whichever_comes_first(tmp_path: Path) -> None:
    release = official(tmp_path / "release.csv", told(FOUND_IN_BOTH, overall="Requires improvement"))
    compiled = write(tmp_path / "compiled.csv", told(FOUND_IN_BOTH))
    (one,) = same_in_every_order(release, compiled)
    assert dict(one[-1]) == {"overall": "requires_improvement", "leadership": "good"}


def test_what_only_one_source_tells_is_on_record_whichever_comes_first(tmp_path: Path) -> None:
    later = FOUND_IN_BOTH._replace(year=2024, overall="Outstanding")
    one = write(tmp_path / "one.csv", told(FOUND_IN_BOTH), told(later))
    other = write(tmp_path / "other.csv", told(FOUND_IN_BOTH), told(later._replace(body="Aldmere")))
    assert len(same_in_every_order(one, other)) == 3


def test_a_source_without_fieldwork_days_joins_one_that_has_them(tmp_path: Path) -> None:
    full = write(tmp_path / "full.csv", told(FOUND_IN_BOTH))
    short_row = (FOUND_IN_BOTH.body, STANDARD, f"{FOUND_IN_BOTH.published:%d/%m/%Y}", "Good", "Good")
    published = write(tmp_path / "published.csv", short_row, headings=ONLY_PUBLISHED)
    (one,) = same_in_every_order(full, published)
    assert one[3:6] == (FOUND_IN_BOTH.started, None, FOUND_IN_BOTH.published)


def test_a_source_that_writes_another_day_within_a_fortnight_tells_of_the_same_one(tmp_path: Path) -> None:
    one = official(tmp_path / "one.csv", told(FOUND_IN_BOTH))
    moved = f"{FOUND_IN_BOTH.published + timedelta(days=7):%d/%m/%Y}"
    other = write(tmp_path / "other.csv", told(FOUND_IN_BOTH, published=moved))
    (view,) = same_in_every_order(one, other)
    assert view[5] == FOUND_IN_BOTH.published


VISIT = st.builds(
    Visit,
    body=BODIES,
    kind=VISITS,
    year=st.sampled_from([2019, 2022]),
    start=st.integers(0, 250),
    weeks_to_report=st.integers(3, 14),
    overall=GRADES,
    leaders=GRADES,
)
LIVES = st.lists(VISIT, max_size=4, unique_by=lambda visit: (visit.body, visit.year))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20)
@given(LIVES, st.data())
def test_two_sources_that_each_tell_part_of_the_truth_make_one_record(
    tmp_path: Path, lives: list[Visit], data: st.DataObject
) -> None:
    parts: list[list[tuple[str, ...]]] = [[], []]
    for visit in lives:
        for part in parts:
            if data.draw(st.booleans()):
                days = data.draw(st.sampled_from([{}, {"started": ""}, {"published": ""}]))
                part.append(told(visit, **days))
    one, other = official(tmp_path / "one.csv", *parts[0]), write(tmp_path / "other.csv", *parts[1])
    paths = [path for path, rows in ((one, parts[0]), (other, parts[1])) if rows]
    found = same_in_every_order(*paths) if paths else []
    bodies_and_years = {(line[0], line[1]) for part in parts for line in part}
    assert {line[0] for line in found} == {name for name, _ in bodies_and_years}
