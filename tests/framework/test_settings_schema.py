"""What a framework file may say of settings: a core and types, years, slips, standings, scales of single judgements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.framework.small import BASE, edition_of, faults, library_of, numbered, with_line

from inspectorate.framework.check import open_grades
from inspectorate.framework.diff import diff, sentence
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition
from inspectorate.framework.setting_types import groups, in_group, setting_types
from inspectorate.framework.stated import as_stated, content_hash
from inspectorate.framework.tables import tables

CORE = BASE.replace("applies_to: [authority]", "applies_to: []")
HOMES = """\
regime: rounds
edition: 2020-01-01
title: Rounds of homes
variant: childrens_home
applies_to: [childrens_home]
extends: rounds/2020-01-01
life: [{status: in_force, first: 2020-01-01}]
judgements:
  effect:
    label: Effect
    meaning: effect
    source: handbook
    confidence: official
    scale: {better: {label: Better, letter: B}, worse: {label: Worse, letter: W}}
limits:
  effect: {when: {effect: worse}, then: {overall: weak}, force: always, source: handbook, confidence: official}
events:
  review: {label: Review, kind: case_review, source: handbook, confidence: official}
pathways:
  weak:
    due:
      round: null
      first: {event: round, anchor: inspection_year, nth: 1, statutory: true, source: handbook, confidence: official}
      second:
        event: round
        anchor: inspection_year
        nth: 2
        registered: [before_this_year, first_half_of_year]
        may_slip: {first_from: {months: 9}, by: {months: 3}}
        source: handbook
        confidence: official
      cycle:
        event: round
        anchor: last_graded_inspection
        from_next: inspection_year
        latest: {months: 36}
        source: handbook
        confidence: official
always:
  follow_up: {event: visit, anchor: notice, latest: {working_days: 5}, source: handbook, confidence: official}
  review:
    event: review
    anchor: judged
    after: {effect: worse}
    latest: {days: 7}
    source: handbook
    confidence: official
standings:
  empty:
    label: Nobody placed
    state: no_children_placed
    waits: [round]
    within: {months: 6}
    source: handbook
    confidence: official
  closing: {label: Closing, state: proposed_to_close, source: handbook, confidence: official}
"""
LATER = """\
regime: rounds
edition: 2021-10-01
title: Rounds of homes
variant: childrens_home
applies_to: [childrens_home]
extends: rounds/2020-01-01+childrens_home
life: [{status: in_force, first: 2021-10-01}]
pathways:
  weak:
    due:
      second: {may_slip: null, only_if_decided: true}
always:
  review: {after: {effect: better}}
"""
SCHOOLS = """\
regime: rounds
edition: 2020-01-01
title: Rounds of schools
variant: schools
applies_to: [boarding_school, residential_special_school]
extends: rounds/2020-01-01
life: [{status: in_force, first: 2020-01-01}]
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("rounds"), CORE, HOMES, LATER, SCHOOLS)


def test_types_extend_the_core_and_a_later_edition_the_one_before_it(held: Library) -> None:
    later = held.edition("rounds/2021-10-01+childrens_home")
    assert (later.applies_to, later.extends) == (("childrens_home",), "rounds/2020-01-01+childrens_home")
    assert later.pathways["weak"].due["second"].only_if_decided
    assert held.edition("rounds/2020-01-01+schools").pathways == held.edition("rounds/2020-01-01").pathways


def test_a_type_has_its_own_edition_in_force(held: Library) -> None:
    def on(day: str, type_: str) -> str | None:
        found = held.in_force(type_, date.fromisoformat(day))
        return found.id if found else None

    assert on("2021-09-30", "childrens_home") == "rounds/2020-01-01+childrens_home"
    assert on("2021-10-01", "childrens_home") == "rounds/2021-10-01+childrens_home"
    assert on("2021-10-01", "boarding_school") == "rounds/2020-01-01+schools"
    assert on("2021-10-01", "authority") is None


def test_what_can_be_said_of_settings_reads_back_as_stated(held: Library) -> None:
    for edition in held.editions.values():
        assert Edition.model_validate(as_stated(edition)) == edition.model_copy(update={"life": edition.life[:1]})


def test_an_edition_that_says_nothing_of_it_has_the_content_that_it_had(held: Library) -> None:
    core = as_stated(held.edition("rounds/2020-01-01"))
    assert {"always", "standings"}.isdisjoint(core)
    assert {"nth", "after", "may_slip", "registered"}.isdisjoint(core["pathways"]["weak"]["due"]["round"])
    assert "scale" not in core["judgements"]["overall"]
    homes = as_stated(held.edition("rounds/2020-01-01+childrens_home"))
    assert homes["pathways"]["weak"]["due"]["second"]["nth"] == 2
    assert len({content_hash(edition) for edition in held.editions.values()}) == 4


def test_a_judgement_may_have_its_own_scale(held: Library) -> None:
    homes = held.edition("rounds/2020-01-01+childrens_home")
    assert homes.every_grade == ("outstanding", "good", "weak", "better", "worse")
    assert list(homes.scale_of("effect")) == ["better", "worse"]
    assert list(homes.scale_of("overall")) == list(homes.scale_of("elsewhere")) == ["outstanding", "good", "weak"]
    assert [homes.grade(name) and homes.grade(name).letter for name in ("good", "worse", "fine")] == [
        "G", "W", None]  # fmt: skip
    assert {grade: found.allowed for grade, found in open_grades(homes, "effect", {"overall": "good"}).items()} == {
        "better": True, "worse": False}  # fmt: skip


def test_the_tables_say_it_in_words(held: Library) -> None:
    found = {table.title: table.rows for table in tables(held.edition("rounds/2020-01-01+childrens_home"))}
    assert [row[0] for row in found["Grades"]] == ["Outstanding", "Good", "Weak", "Better", "Worse"]
    assert [row[:-1] for row in found["Due"]] == [
        ("Weak", "Visit", "the last graded inspection, end of fieldwork (else publication)", "", "", "", "2 in all"),
        ("Weak", "Round", "each inspection year (1 April to 31 March)", "", "", "",
         "the first of the year, required by law"),
        ("Weak", "Round", "each inspection year (1 April to 31 March)", "", "", "",
         "the second of the year, may slip into the first 3 months of the next year, where the first was carried out "
         "9 months or more into its own, if registered before 1 April of the year or from 1 April to 30 September of "
         "the year"),
        ("Weak", "Round", "the 1 April after the last graded inspection", "", "", "36 months", ""),
        ("Always", "Visit", "each compliance notice in force, the day that it sets", "", "", "5 working days", ""),
        ("Always", "Review", "the last event since the last graded inspection with “Effect” is worse, end of fieldwork "
         "(else publication)", "", "", "7 days", ""),
    ]  # fmt: skip
    assert [row[:-1] for row in found["On the register"]] == [
        ("Nobody placed", "no children placed", "Round", "6 months"),
        ("Closing", "proposed to close", "nothing", ""),
    ]


def test_what_changed_is_said_in_words(held: Library) -> None:
    a, b = held.edition("rounds/2020-01-01+childrens_home"), held.edition("rounds/2021-10-01+childrens_home")
    told = [sentence(change, a, b) for change in diff(a, b)]
    assert "Always due “review”, after: “Effect” is better (was “Effect” is worse)." in told
    assert "Pathway “Weak”, second, only if decided: new, yes." in told
    assert any(line.startswith("Pathway “Weak”, second, may slip: gone (was first from 9 months") for line in told)


YEAR = "anchor: inspection_year, nth: 1"
SLIP = "may_slip: {first_from: {months: 9}, by: {months: 3}}"
WAITS = "standings: {a: {label: A, state: suspended, waits: [dance], source: press, confidence: official}}"
FAULTS = (
    (("anchor: last_graded_inspection, series: 2", "anchor: inspection_year"),
     "a duty of the inspection year is its first or its second; write nth: 1 or nth: 2."),
    (("anchor: last_graded_inspection, series: 2", "anchor: inspection_year, nth: 3"),
     "a duty of the inspection year is its first or its second; write nth: 1 or nth: 2."),
    (("series: 2", "nth: 1"), "only a duty of the inspection year is the n-th; leave nth out."),
    (("anchor: last_graded_inspection, series: 2", f"{YEAR}, only_if_decided: true"),
     "only_if_decided speaks of a year's second inspection only; leave only_if_decided out."),
    (("anchor: last_graded_inspection, series: 2", f"{YEAR}, {SLIP}"),
     "may_slip speaks of a year's second inspection only; leave may_slip out."),
    (("series: 2", "after: {overall: weak}"), "after speaks of a duty with the anchor judged only; leave after out."),
    (("anchor: last_graded_inspection, series: 2", "anchor: judged, after: {overall: fine}"),
     "fine is not a grade of the scale; name one that is there (outstanding, good, weak) or add it."),
    (("meaning: care,", "meaning: care, scale: {good: {label: Good, letter: G}},"),
     "good is a grade of the edition's scale too; name it otherwise, so that no condition confuses the two."),
    (("pathways:\n", f"{WAITS}\npathways:\n"),
     "dance is not an event; name one that is there (round, visit) or add it."),
    (("pathways:\n", "always:\n  a: {event: dance, anchor: notice, source: press, confidence: official}\npathways:\n"),
     "dance is not an event; name one that is there (round, visit) or add it."),
)  # fmt: skip


@pytest.mark.parametrize(("piece", "problem"), FAULTS, ids=numbered(FAULTS))
def test_each_fault_is_told(tmp_path: Path, piece: tuple[str, str], problem: str) -> None:
    told = faults(tmp_path, with_line(*piece))
    assert any(problem in one for one in told), "\n".join(told)


def test_a_condition_compares_a_judgement_with_its_own_scale(tmp_path: Path) -> None:
    text = HOMES.replace("then: {overall: weak}", "then: {overall: worse}")
    assert faults(tmp_path, CORE, text) == [
        "1.yaml, line 16: worse is not a grade of the scale; "
        "name one that is there (outstanding, good, weak) or add it."
    ]


def test_an_edition_for_nobody_is_sound(tmp_path: Path) -> None:
    assert edition_of(tmp_path, CORE).applies_to == ()


def test_types_are_counted_in_groups() -> None:
    assert groups() == ("all_childrens_homes",)
    assert in_group("all_childrens_homes") == ("childrens_home", "special_school_as_home", "secure_childrens_home")
    assert in_group("schools") == ()


def test_the_names_of_homes_of_every_kind_are_not_published_and_those_of_all_others_are() -> None:
    assert {one.id for one in setting_types().values() if not one.named} == set(in_group("all_childrens_homes"))
