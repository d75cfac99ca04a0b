"""The limits of the shipped frameworks as truth tables, and which grades they leave open."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.framework.small import BASE, edition_of, numbered

from inspectorate.framework.check import Judged, check_inspection, check_record, open_grades
from inspectorate.framework.conditions import Condition, Count, Every, GradeIs, Grades, Not
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition, Force

LIBRARY = load_library()
SHORT = {"O": "outstanding", "G": "good", "R": "requires_improvement", "I": "inadequate", "-": None}


def grades(edition: Edition, letters: str) -> dict[str, str | None]:
    """Grades by letter in the order of the framework's overall and area judgements; ``-`` is unknown."""
    names = [name for name, held in edition.judgements.items() if held.kind in ("overall", "area")]
    return {name: SHORT[letter] for name, letter in zip(names, letters, strict=True)}


# overall, help and protection, looked after, leadership -> the limits that are broken
SIF = {
    "IIII": (), "IGGI": (), "IIRR": (), "IRIR": (), "RRRR": (), "GRGG": (), "OOOO": (), "GGGO": (), "RRGG": (),
    "IRRI": (),
    "RIRR": ("inadequate_area",), "GGIG": ("inadequate_area",), "RRRI": ("inadequate_area",),
    "IRRR": ("no_inadequate_area",), "IGGG": ("no_inadequate_area",),
    "GGGR": ("leadership_requires_improvement",), "OGGG": ("leadership_good",),
    "OOOR": ("leadership_requires_improvement",), "G--R": ("leadership_requires_improvement",),
    "R-I-": ("inadequate_area",), "R-R-": (), "----": (), "I-RR": (), "-IRR": (),
}  # fmt: skip
# overall, leaders, help and protection, in care -> the limits that are broken (usual ones in brackets)
ILACS = {
    "GGGG": (), "GGRG": (), "GOGR": (), "RRRR": (), "RGRG": (), "IIII": (), "IIRR": (), "IRIR": (), "IRRI": (),
    "OOGG": (),
    "RIRR": ("(leadership_inadequate_usually)",),
    "GIRR": ("leadership_inadequate", "(leadership_inadequate_usually)"),
    "OIGG": ("leadership_inadequate", "(leadership_inadequate_usually)"),
    "GRGG": ("leadership_requires_improvement",), "OGOO": ("leadership_good",),
    "RRIR": ("help_and_protection_inadequate",), "RRRI": ("in_care_inadequate",),
    "RRII": ("help_and_protection_inadequate", "in_care_inadequate"),
    "IRRR": ("no_inadequate_area",), "OORG": ("outstanding_needs_good",), "OOGR": ("outstanding_needs_good",),
    "----": (), "R-I-": ("help_and_protection_inadequate",), "OO-R": ("outstanding_needs_good",), "I-RR": (),
}  # fmt: skip
# the same with care leavers last
SINCE_2023 = {
    "GGGGG": (), "IIRRR": (), "RRRRI": (), "IRRRI": (), "IRRRR": ("no_inadequate_area",),
    "RIRRI": ("(leadership_inadequate_usually)", "two_inadequate_areas"), "IIRRI": (), "GGGG-": (), "IRRR-": (),
}  # fmt: skip

TABLES = [
    *(("sif/2013-11-01", *row) for row in SIF.items()),
    *(("sif/2016-05-31", *row) for row in SIF.items()),
    *(("ilacs/2018-01-01", *row) for row in ILACS.items()),
    *(("ilacs/2021-04-01", *row) for row in ILACS.items()),
    *(("ilacs/2023-01-01", *row) for row in SINCE_2023.items()),
    *(("ilacs/2024-04-05", *row) for row in SINCE_2023.items()),
]


@pytest.mark.parametrize(("id_", "letters", "broken"), TABLES, ids=numbered(TABLES))
def test_the_limits_of_the_shipped_frameworks(id_: str, letters: str, broken: tuple[str, ...]) -> None:
    edition = LIBRARY.edition(id_)
    found = check_inspection(edition, grades(edition, letters))
    told = (f"({breach.limit})" if breach.force is Force.USUALLY else breach.limit for breach in found)
    assert tuple(told) == broken
    assert all(breach.rule is edition.limits[breach.limit] for breach in found)


def test_sub_judgements_and_the_board_limit_nothing() -> None:
    sif = LIBRARY.edition("sif/2013-11-01")
    others = {"adoption": "inadequate", "care_leavers": "inadequate", "lscb": "inadequate"}
    assert check_inspection(sif, {**grades(sif, "GGGG"), **others}) == ()


def test_nothing_limits_an_inspection_without_an_overall_grade() -> None:
    edition = LIBRARY.edition("ilacs/2026-04-01")
    assert edition.limits == {}
    assert all(openness.usual for openness in open_grades(edition, "leadership", {}).values())


def test_leaders_inadequate_leaves_two_overall_grades_of_which_one_is_unusual() -> None:
    edition = LIBRARY.edition("ilacs/2018-01-01")
    left = open_grades(edition, "overall", {**grades(edition, "-IRR")})
    assert {grade: (found.allowed, found.usual) for grade, found in left.items()} == {
        "outstanding": (False, False),
        "good": (False, False),
        "requires_improvement": (True, False),
        "inadequate": (True, True),
    }
    assert left["good"].closed_by == ("leadership_inadequate",)
    assert left["good"].unusual_by == ("leadership_inadequate_usually",)
    assert left["requires_improvement"].closed_by == ()


def test_an_overall_grade_that_is_known_limits_an_area(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, BASE)
    assert [
        grade for grade, found in open_grades(edition, "leaders", {"overall": "good"}).items() if found.allowed
    ] == [
        "outstanding",
        "good",
    ]


def test_a_judgement_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"rounds/2020-01-01 has no judgement cars; it has overall, leaders, care\."):
        open_grades(edition_of(tmp_path, BASE), "cars", {})


LIMITED = [LIBRARY.edition(id_) for id_ in ("sif/2013-11-01", "ilacs/2018-01-01", "ilacs/2023-01-01")]


def broken(edition: Edition, known: Grades, force: Force) -> bool:
    """Whether some limit of this force is broken, the slow and obvious way."""
    return any(
        holds(limit.when, known, edition) is True and holds(limit.then, known, edition) is False
        for limit in edition.limits.values()
        if limit.force is force
    )


def holds(condition: Condition, known: Grades, edition: Edition) -> bool | None:
    """A condition by trying every grade for what is not known."""
    names = sorted(condition.judgements())
    choices = [[known[name]] if known.get(name) else list(edition.grades) for name in names]
    answers = {_true(condition, dict(zip(names, way, strict=True)), edition) for way in product(*choices)}
    return answers.pop() if len(answers) == 1 else None


def _true(condition: Condition, known: Mapping[str, str | None], edition: Edition) -> bool:
    if isinstance(condition, GradeIs):
        return condition.bound.holds(str(known[condition.judgement]), edition.grades)
    if isinstance(condition, Count):
        met = sum(condition.bound.holds(str(known[name]), edition.grades) for name in condition.of)
        return met >= condition.at_least
    if isinstance(condition, Not):
        return not _true(condition.part, known, edition)
    answers = [_true(part, known, edition) for part in condition.parts]
    return all(answers) if isinstance(condition, Every) else any(answers)


@given(st.data())
def test_open_grades_are_those_that_break_nothing_when_tried(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(LIMITED))
    one = data.draw(st.sampled_from(sorted(edition.judgements)))
    others = [name for name in edition.judgements if name != one]
    known = {name: data.draw(st.none() | st.sampled_from(edition.grades)) for name in others}
    # Grades that break a limit among themselves are left out: they say nothing of the one that is asked for.
    if broken(edition, known, Force.ALWAYS) or broken(edition, known, Force.USUALLY):
        return
    for grade, found in open_grades(edition, one, known).items():
        tried = {**known, one: grade}
        assert found.allowed is not broken(edition, tried, Force.ALWAYS)
        assert found.usual is not (broken(edition, tried, Force.ALWAYS) or broken(edition, tried, Force.USUALLY))


def test_the_breaches_of_a_record_come_in_its_order() -> None:
    edition = LIBRARY.edition("ilacs/2018-01-01")
    record = [Judged(name, edition, grades(edition, name)) for name in ("RIRR", "GGGG", "GIRR")]
    assert [(judged.name, breach.limit) for judged, breach in check_record(record)] == [
        ("RIRR", "leadership_inadequate_usually"),
        ("GIRR", "leadership_inadequate"),
        ("GIRR", "leadership_inadequate_usually"),
    ]
