"""Which grades put a body on which pathway, for every way in which it could be graded."""

from __future__ import annotations

from itertools import product

import pytest

from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition

LIBRARY = load_library()
SHORT = {"O": "outstanding", "G": "good", "R": "requires_improvement", "I": "inadequate"}
PATHWAYS = [pytest.param(edition, id=edition.id) for edition in LIBRARY.editions.values() if edition.pathways]


def holding(edition: Edition, grades: dict[str, str]) -> list[str]:
    """The pathways for judged bodies whose condition these grades meet."""
    judged = ((id_, pathway) for id_, pathway in edition.pathways.items() if not pathway.unjudged)
    return [id_ for id_, pathway in judged if pathway.when.evaluate(grades, edition.grades)]


@pytest.mark.parametrize("edition", PATHWAYS)
def test_known_grades_put_a_body_on_exactly_one_pathway(edition: Edition) -> None:
    read = sorted(frozenset[str]().union(*(pathway.when.judgements() for pathway in edition.pathways.values())))
    for way in product(edition.grades, repeat=len(read)):
        grades = dict(zip(read, way, strict=True))
        assert len(holding(edition, grades)) == 1, grades
    assert sum(pathway.unjudged for pathway in edition.pathways.values()) == 1


# leaders, help and protection, in care, care leavers: real results of spring 2026 and cases around the test
SINCE_2026 = [
    ("GGGG", "good_or_better"),
    ("GGGR", "good_or_better"),
    ("GRGG", "good_or_better"),
    ("OOOO", "good_or_better"),
    ("GRRG", "requires_improvement"),
    ("RGGG", "requires_improvement"),
    ("RRRG", "requires_improvement"),
    ("RRRR", "requires_improvement"),
    ("IIGR", "inadequate"),
    ("GGGI", "inadequate"),
    ("IGGG", "inadequate"),
]


@pytest.mark.parametrize(("letters", "pathway"), SINCE_2026)
def test_without_an_overall_grade_the_areas_decide(letters: str, pathway: str) -> None:
    names = ("leadership", "help_and_protection", "in_care", "care_leavers")
    grades = {name: SHORT[letter] for name, letter in zip(names, letters, strict=True)}
    assert holding(LIBRARY.edition("ilacs/2026-04-01"), grades) == [pathway]


OVERALL = {"outstanding": "good_or_better", "good": "good_or_better", "requires_improvement": "requires_improvement",
           "inadequate": "inadequate"}  # fmt: skip


@pytest.mark.parametrize("id_", ["ilacs/2018-01-01", "ilacs/2024-04-05", "proposal-2017/2017-02-01+overall"])
@pytest.mark.parametrize("grade", OVERALL)
def test_an_overall_grade_decides_where_there_is_one(id_: str, grade: str) -> None:
    assert holding(LIBRARY.edition(id_), {"overall": grade}) == [OVERALL[grade]]


@pytest.mark.parametrize(
    ("letters", "pathway"),
    [
        ("GGG", "good_or_better"),
        ("OGR", "requires_improvement"),
        ("OOI", "inadequate"),
        ("RRR", "requires_improvement"),
    ],
)
def test_the_worst_of_three_areas_decides_in_the_system_announced_in_2017(letters: str, pathway: str) -> None:
    names = ("help_and_protection", "in_care", "leadership")
    grades = {name: SHORT[letter] for name, letter in zip(names, letters, strict=True)}
    assert holding(LIBRARY.edition("proposal-2017/2017-02-01"), grades) == [pathway]


GRADED = """
ilacs/2018-01-01 unjudged standard routine
ilacs/2018-01-01 good_or_better short routine
ilacs/2018-01-01 requires_improvement standard routine
ilacs/2018-01-01 inadequate standard reinspection
ilacs/2026-04-01 good_or_better short routine
ilacs/2026-04-01 requires_improvement standard routine
ilacs/2026-04-01 inadequate standard reinspection
sif/2013-11-01 unjudged inspection routine
sif/2016-05-31 inadequate inspection reinspection
proposal-2017/2017-02-01 good_or_better short routine
proposal-2017/2017-02-01 requires_improvement two_week routine
proposal-2017/2017-02-01 inadequate four_week_reinspection reinspection
"""


@pytest.mark.parametrize("row", [line.split() for line in GRADED.split("\n") if line], ids="-".join)
def test_the_graded_event_that_each_pathway_leads_to(row: list[str]) -> None:
    id_, pathway, event, purpose = row
    edition = LIBRARY.edition(id_)
    graded = [duty for duty in edition.pathways[pathway].due.values() if edition.events[duty.event].graded]
    assert [(duty.event, duty.purpose) for duty in graded] == [(event, purpose)]


def test_visits_between_inspections() -> None:
    ilacs = LIBRARY.edition("ilacs/2018-01-01")
    numbers = {
        id_: pathway.due["focused_visit"].series if "focused_visit" in pathway.due else None
        for id_, pathway in ilacs.pathways.items()
    }
    assert numbers == {"unjudged": None, "good_or_better": 1, "requires_improvement": 2, "inadequate": None}
    assert ilacs.events["joint_inspection"].takes_place_of == ("focused_visit",)
