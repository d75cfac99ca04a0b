"""What one word hides: rules that make one grade of several, and a small record told inspection by inspection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.framework.small import BASE
from tests.history.small import NORTHMERE, day, history, inspected

from inspectorate.framework.library import load_library
from inspectorate.framework.loader import load_editions
from inspectorate.framework.model import Edition
from inspectorate.history.model import History
from inspectorate.measurement.amalgamation import Rule, amalgamate, overall_of
from inspectorate.measurement.overall import NoOverall, OneWord, one_word

LIBRARY = load_library()
ILACS = LIBRARY.edition("ilacs/2018-01-01")
O, G, R, I = "outstanding", "good", "requires_improvement", "inadequate"  # noqa: E741  # initials, so that a row of grades reads as one
AREAS = ("leadership", "help_and_protection", "in_care")


@pytest.mark.parametrize(
    ("areas", "made"),
    [
        ((G, G, G), (G, G, G, G, G)),
        ((O, G, R), (R, G, O, G, O)),
        ((R, G, O), (R, G, O, R, R)),
        ((I, R, R), (I, R, R, I, I)),
        ((G, I, G), (I, G, G, I, G)),
    ],
)
def test_what_worst_median_best_limits_and_first_make_of_three(areas: tuple[str, ...], made: tuple[str, ...]) -> None:
    told = dict(zip(AREAS, areas, strict=True))
    assert tuple(amalgamate(rule, told, ILACS) for rule in Rule) == made


def test_of_four_areas_the_median_is_the_worse_of_the_middle_two() -> None:
    told = dict(zip((*AREAS, "care_leavers"), (G, R, I, G), strict=True))
    assert amalgamate(Rule.MEDIAN, told, LIBRARY.edition("ilacs/2023-01-01")) == R


def small(tmp_path: Path, text: str) -> Edition:
    (tmp_path / "rounds.yaml").write_text(text, encoding="utf-8")
    (edition,) = load_editions([tmp_path / "rounds.yaml"], tmp_path)
    return edition


def test_limits_that_close_every_grade_leave_the_worst(tmp_path: Path) -> None:
    closed = BASE.replace("{overall: weak}\n    force", "{overall: weak, care: weak}\n    force")
    assert amalgamate(Rule.LIMITS, {"leaders": "weak", "care": "good"}, small(tmp_path, closed)) == "weak"


def test_limits_with_exceptions_give_way_where_nothing_else_is_open(tmp_path: Path) -> None:
    usual = BASE.replace("{overall: weak}\n    force: always", "{overall: weak, care: weak}\n    force: usually")
    assert amalgamate(Rule.LIMITS, {"leaders": "weak", "care": "good"}, small(tmp_path, usual)) == "outstanding"


def test_without_one_overall_grade_there_are_no_limits_of_it() -> None:
    both = LIBRARY.of_regime("slac")[0]
    assert overall_of(both) is None
    with pytest.raises(ValueError, match="does not give one overall grade"):
        amalgamate(Rule.LIMITS, {}, both)


def graded(id_: str, on: str, overall: str, areas: tuple[str | None, ...], **said: object) -> History:
    names = (*AREAS, "care_leavers")[: len(areas)]
    body = replace(NORTHMERE, id=f"authority:{id_}", code=id_, name=f"Mere {id_}")
    grades = {"overall": overall, **dict(zip(names, areas, strict=True))}
    one = inspected(id_, ended=on, published=on, grades=grades, **said)
    return history(replace(one, body=body.id), body=body)


RECORD = [
    graded("1", "2019-05-01", G, (G, G, G)),
    graded("2", "2019-06-01", I, (I, I, G)),
    graded("3", "2019-07-01", R, (I, R, R)),
    graded("4", "2023-02-01", R, (G, R, R, O)),
    graded("5", "2019-08-01", G, (G, None, G)),
    graded("6", "2019-09-01", G, ()),
    graded("7", "2024-05-01", G, (G, G, G)),
]


def told(*more: History, as_of: str = "2023-12-31", known_by: str | None = None) -> OneWord:
    return one_word([*RECORD, *more], LIBRARY, "ilacs", day(as_of), known_by=day(known_by) if known_by else None)


def test_each_inspection_is_told_by_what_its_overall_grade_hides() -> None:
    found = told()
    assert {one.body.code: one.hidden() for one in found.hidden} == {
        "2": (("in_care",), ()),
        "3": ((), ("leadership",)),
        "4": (("leadership", "care_leavers"), ()),
    }
    assert [one.body.code for one in found.judged] == ["1", "2", "3", "4"]
    assert [body.code for body, _ in found.unread] == ["5"]


def test_shares_are_told_of_inspections_that_judged_the_same_areas() -> None:
    found = told()
    assert found.areas == AREAS
    assert [one.body.code for one in found.compared] == ["1", "2", "3"]
    assert found.kept
    assert found.kept.share.n == 3
    assert found.kept_parts is None
    assert set(found.by_area) == set(AREAS)


def test_rules_are_compared_with_what_was_published() -> None:
    published, *rules = told().hiding
    assert (published.rule, published.agrees, published.inadequate, published.better, published.worse) == (
        None, None, 1, 2, 1,
    )  # fmt: skip
    assert {one.rule: (one.agrees and round(one.agrees.value * 4), one.inadequate) for one in rules} == {
        Rule.WORST: (3, 0),
        Rule.MEDIAN: (4, 1),
        Rule.BEST: (2, 2),
        Rule.LIMITS: (2, 0),
        Rule.FIRST: (2, 0),
    }


def test_inadequate_services_with_a_good_part_are_counted_once_a_body_and_at_first() -> None:
    again = graded("2", "2021-06-01", I, (I, I, G))
    twice = History(again.body, (*RECORD[1].inspections, replace(again.inspections[0], id="2b")))
    good = one_word([RECORD[0], twice], LIBRARY, "ilacs", day("2023-12-31")).good_parts
    assert (good.inadequate, good.inspections, good.bodies, good.first, good.areas) == (2, 2, 1, 1, 2)


def test_sub_judgements_are_counted_in_beside_their_areas() -> None:
    parts = {"help_and_protection": I, "looked_after": I, "leadership": I, "adoption": G, "care_leavers": I}
    sif = [
        history(
            inspected(
                code, regime="sif", event="inspection", published="2017-02-13", grades={"overall": grade, **areas}
            ),
            body=replace(NORTHMERE, id=f"authority:{code}", code=code, name=code),
        )
        for code, grade, areas in (("1", I, parts), ("2", G, dict.fromkeys(parts, G)))
    ]
    found = one_word(sif, LIBRARY, "sif", day("2017-12-31"))
    assert found.subs == ("adoption", "care_leavers")
    assert found.hidden[0].hidden() == (("adoption",), ())
    assert found.good_parts.areas == 0
    assert found.kept_parts


def test_only_what_was_published_and_known_counts() -> None:
    draft = history(inspected("8", ended="2019-05-01", grades={"overall": G, **dict.fromkeys(AREAS, G)}))
    assert len(told(draft).judged) == 4
    assert len(told(known_by="2019-06-15").judged) == 2


def test_of_an_empty_record_nothing_is_known() -> None:
    found = one_word([], LIBRARY, "ilacs", day("2023-12-31"))
    assert (found.judged, found.areas, found.kept, found.hidden) == ((), (), None, ())
    assert found.hiding[1].agrees is None


@pytest.mark.parametrize(
    ("regime", "said"), [("nix", "holds no regime called 'nix'"), ("proposal-2017", "one overall")]
)
def test_a_regime_without_one_word_is_refused(regime: str, said: str) -> None:
    with pytest.raises(NoOverall, match=said):
        one_word([], LIBRARY, regime, day("2023-12-31"))
