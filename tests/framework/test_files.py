"""What a framework file may hold, and the sentence that each fault is refused with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.framework.small import BASE, change, edition_of, faults, numbered, with_line, write

from inspectorate.framework.errors import FrameworkError, Problem
from inspectorate.framework.loader import load_editions, read_files


def test_the_small_framework_is_sound(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, BASE)
    assert edition.id == "rounds/2020-01-01"
    assert edition.grades == ("outstanding", "good", "weak")
    assert edition.pathways["weak"].due["round"].about["latest"].note == "A guess"


FAULTS = [
    (
        ("  cap:\n", "  cap:\n    wehn: {leaders: good}\n"),
        "0.yaml, line 20: wehn is not a key in limits.cap; did you mean when?",
    ),
    (("title: Rounds\n", "titel: Rounds\n"), "0.yaml, line 1: title is missing; add title: with its value."),
    (("title: Rounds\n", "titel: Rounds\n"), "0.yaml, line 3: titel is not a key; did you mean title?"),
    (
        ("note: A guess}", "note: A guess, or not}"),
        "0.yaml, line 44: or not is not a key in pathways.weak.due.round.about.latest; "
        "if it belongs to the text before it, put that text in quotes.",
    ),
    (
        ("team: {usual: 3}", "team: {zzz: 3, usual: 3}"),
        "0.yaml, line 26: zzz is not a key in events.round.team; the keys here are small, usual, large.",
    ),
    (
        ("    force: always\n    source: handbook\n", "    force: always\n"),
        "0.yaml, line 19: source is missing in limits.cap; add source: with its value.",
    ),
    (
        ("    force: always\n    source: handbook\n", "    force: always\n    source: handbok\n"),
        "0.yaml, line 23: handbok is not a source; name one that is there (handbook, press) or add it.",
    ),
    (("confidence: secondary", "confidence: certain"), "0.yaml, line 42: 'certain' is not a confidence in "
        "pathways.weak.due.round; write one of official, secondary, derived or unverified."),
    (("team: {usual: 3}", "team: {usual: several}"), "0.yaml, line 26: usual in events.round.team is 'several', "
        "which is of the wrong type; write a whole number."),
    (("graded: true", "graded: perhaps"), "0.yaml, line 26: graded in events.round is 'perhaps', which is of the "
        "wrong type; write true or false."),
    (("applies_to: [authority]", "applies_to: authority"), "0.yaml, line 4: applies_to is 'authority', which is of "
        "the wrong type; write a list."),
    (("title: Rounds\n", "title: [Rounds]\n"), "0.yaml, line 3: title is ['Rounds'], which is of the wrong type; "
        "write text."),
    (("  handbook: {title: The handbook, href: \"https://example.org/handbook\"}", "  handbook: The handbook"),
        "0.yaml, line 7: handbook in sources is 'The handbook', which is of the wrong type; write several keys."),
    (("life: [{status: in_force, first: 2020-01-01}]", "life: [{status: in_force, first: soon}]"),
        "0.yaml, line 5: first in life.0 is 'soon', which is of the wrong type; write a day, like 2018-01-01."),
    (("life: [{status: in_force, first: 2020-01-01}]", "life: [{status: in_force, first: 2020-02-30}]"),
        "0.yaml, line 5: 2020-02-30 cannot be read as a value; write a day that exists, like 2018-01-01, or put the "
        "text in quotes."),
    (("life: [{status: in_force, first: 2020-01-01}]", "life: []"), "0.yaml, line 5: the edition has no stage of "
        "life; add one, as in [{status: draft, first: 2018-01-01}]."),
    (("life: [{status: in_force, first: 2020-01-01}]",
        "life: [{status: in_force, first: 2020-01-01}, {status: draft, first: 2019-01-01}]"),
        "0.yaml, line 5: the stages of life are not in the order of their days; put the earliest first."),
    (("when: {leaders: weak}", "when: {leader: weak}"), "0.yaml, line 20: leader is not a judgement; name one that "
        "is there (overall, leaders, care) or add it."),
    (("then: {overall: weak}", "then: {overall: poor}"), "0.yaml, line 21: poor is not a grade of the scale; name "
        "one that is there (outstanding, good, weak) or add it."),
    (("then: {overall: weak}", "then: {overall: [weak]}"), "0.yaml, line 21: then in limits.cap is wrong; a grade is "
        "compared as good, {at_least: good} or {at_most: good}, not ['weak']."),
    (("latest: {months: 12}", "latest: {months: 12, days: 1}"), "0.yaml, line 40: latest in "
        "pathways.weak.due.round is wrong; give exactly one of months, weeks, working_days, days."),
    (("event: round\n", "event: rounds\n"), "0.yaml, line 37: rounds is not an event; name one that is there (round, "
        "visit) or add it."),
    (("after_series_of: visits", "after_series_of: round"), "0.yaml, line 39: round is not a series of this pathway; "
        "name one that is there (visits) or add it."),
    (("after_series_of: visits", "series: 2\n        after_series_of: round"), "0.yaml, line 40: round "
        "is not a series of this pathway; name one that is there (visits) or add it."),
    (("after_series_of: visits", "findings: [worry]"), "0.yaml, line 39: worry is not a kind of finding; name one "
        "that is there (area_for_priority_action, concern_to_be_put_right, requirement, recommendation) or add it."),
    (("latest: {source: press", "lastest: {source: press"), "0.yaml, line 44: lastest is not a field of round; name "
        "one that is there (event, purpose, anchor, basis, fallback, earliest, usual, latest, every, series, "
        "after_series_of, findings, nth, only_if_decided, may_slip, registered, from_next, after, statutory) or add "
        "it."),
    (("latest: {source: press", "latest: {source: pres"), "0.yaml, line 44: pres is not a source; name one that is "
        "there (handbook, press) or add it."),
    (("headline: overall", "headline: total"), "0.yaml, line 13: total is not a judgement; name one that is there "
        "(overall, leaders, care) or add it."),
    (("meaning: care,", "meaning: care, part_of: caring,"), "0.yaml, line 17: caring is not a judgement; name one "
        "that is there (overall, leaders, care) or add it."),
    (("kind: monitoring_visit,", "kind: monitoring_visit, takes_place_of: [walk],"), "0.yaml, line 27: walk is not "
        "an event; name one that is there (round, visit) or add it."),
    (("title: Rounds\n", "title: Rounds\ntitle: Rings\n"), "0.yaml, line 4: title is given twice, first on line 3; "
        "keep one of the two."),
    (("title: Rounds\n", "title: &a Rounds\nsummary: *a\n"), "0.yaml, line 4: a value refers to another with *; "
        "write the value out."),
    (("title: Rounds\n", "title: Rounds\n[a, b]: 1\n"), "0.yaml, line 4: a key must be a word; write it out without "
        "<< or brackets."),
    (("title: Rounds\n", "title: Rounds\n<<: {summary: x}\n"), "0.yaml, line 4: a key must be a word; write it out "
        "without << or brackets."),
    (("title: Rounds\n", "title: 'Rounds\n"), "is not YAML"),
    (("title: Rounds\n", "title: Rounds\ntime: !!python/name:x y\n"), "0.yaml, line 4: python/name:x is not a kind of "
        "value that a framework holds; write text in quotes, a number, a day, a list or entries."),
    (("title: Rounds\n", "title: Rounds\nsummary: !!binary /w==\n"), "0.yaml, line 4: binary is not a kind of value "
        "that a framework holds;"),
    (("title: Rounds\n", "title: Rounds\nsummary: .nan\n"), "0.yaml, line 4: .nan cannot be read as a value; "
        "write a number, like 0.01,"),
    (("title: Rounds\n", f"title: Rounds\nsummary: {'9' * 6000}\n"), f"0.yaml, line 4: {'9' * 37}... cannot be read "
        "as a value;"),
    (("title: Rounds\n", f"title: {'R' * 50}\nsummary: [{'a' * 50}]\n"), f"0.yaml, line 4: summary is ['{'a' * 35}..., "
        "which is of the wrong type; write text."),
    (("title: Rounds\n", f"title: Rounds\nsummary: {'[' * 600}{']' * 600}\n"), "0.yaml, line 4: values stand too deep "
        "within each other; take some levels out."),
    (("title: Rounds\n", "title: Rounds\nextends: {a: b}\n"), "0.yaml, line 4: it extends {'a': 'b'}, which is not "
        "there; extend one of rounds/2020-01-01."),
    (("title: Rounds\n", "title: Rounds\nclocks:\n\ta: 1\n"), "0.yaml, line 5: this is not YAML (found character that "
        "cannot start any token); mend the line or the one before."),
    (("regime: rounds\n", "regime: ../rounds\n"), "0.yaml, line 1: '../rounds' cannot be part of an id; write small "
        "letters, digits, - and _ only."),
    (("title: Rounds\n", "title: Rounds\nvariant: a+b\n"), "0.yaml, line 4: 'a+b' cannot be part of an id; write small "
        "letters, digits, - and _ only."),
    (("meaning: care,", "meaning: care, part_of: care,"), "0.yaml, line 17: care is part of itself; name another "
        "judgement."),
    (("kind: monitoring_visit,", "kind: monitoring_visit, takes_place_of: [visit],"), "0.yaml, line 27: visit takes "
        "the place of itself; name other events."),
    (("applies_to: [authority]", "applies_to: [council]"), "0.yaml, line 4: council is not a kind of body; name one "
        "that is there (authority, childrens_home, special_school_as_home, secure_childrens_home, "
        "secure_training_centre, independent_fostering_agency, voluntary_adoption_agency, adoption_support_agency, "
        "residential_family_centre, residential_holiday_scheme, boarding_school, residential_special_school, "
        "further_education_college, supported_accommodation, cafcass) or add it."),
    (("latest: {months: 12}", "latest: {months: -12}"), "0.yaml, line 40: latest in pathways.weak.due.round is wrong; "
        "give a length of 0 or more."),
    (("series: 2", "series: 0"), "0.yaml, line 35: a series of 0 is none; count at least 1, or leave series out."),
    (("latest: {months: 12}\n", "usual: {months: 13}\n        latest: {months: 12}\n"), "0.yaml, line 41: latest comes "
        "before usual; make latest at least as long as usual."),
    (("latest: {months: 12}\n", "earliest: {weeks: 3}\n        latest: {weeks: 2}\n"), "0.yaml, line 41: latest comes "
        "before earliest; make latest at least as long as earliest."),
]  # fmt: skip


@pytest.mark.parametrize(("piece", "sentence"), FAULTS, ids=numbered(FAULTS))
def test_each_fault_is_told_with_its_line_and_its_mend(tmp_path: Path, piece: tuple[str, str], sentence: str) -> None:
    told = faults(tmp_path, with_line(*piece))
    assert any(sentence in one for one in told), "\n".join(told)


SECTIONS = """\
judgements:
  overall: {label: Overall, kind: overall, meaning: overall, source: handbook, confidence: official}
  leaders:
    label: Leaders
    part_of: whole
    meaning: leaders
    source: handbook
    confidence: official
events:
  round:
    label: Round
    takes_place_of: [walk]
    kind: inspection
    source: handbook
    confidence: official
    about:
      label:
        source: nobody
        confidence: unverified
pathways:
  weak:
    label: Weak
    when: {care: weak}
    source: handbook
    confidence: official
    due: {}
pauses:
  ice:
    label: Ice
    first: 2020-03-01
    last: 2020-02-01
    events: [sledge]
    source: press
    confidence: official
  day: {label: Day, first: 2020-03-01, last: 2020-03-01, source: press, confidence: official}
conversions:
  turn:
    label: Turn
    from_event: crawl
    to_event: run
    when: concern
    source: handbook
    confidence: official
consultations:
  ask:
    title: Ask
    source: handbook
    confidence: official
    questions:
      one: {proposal: One, source: nowhere, confidence: official}
"""
LISTED = """\
line 17: whole is not a judgement; name one that is there (overall, leaders) or add it
line 24: walk is not an event; name one that is there (round) or add it
line 30: nobody is not a source; name one that is there (handbook, press) or add it
line 35: care is not a judgement; name one that is there (overall, leaders) or add it
line 43: the pause ends on 2020-02-01, before it begins; turn the days round
line 44: sledge is not an event; name one that is there (round) or add it
line 51: crawl is not an event; name one that is there (round) or add it
line 52: run is not an event; name one that is there (round) or add it
line 62: nowhere is not a source; name one that is there (handbook, press) or add it
"""


def test_all_faults_of_a_file_are_listed_in_the_order_of_its_lines(tmp_path: Path) -> None:
    top = BASE[: BASE.index("headline")]
    assert faults(tmp_path, top + SECTIONS) == [f"0.yaml, {line}." for line in LISTED.splitlines()]


def test_where_nothing_can_be_named_that_is_said(tmp_path: Path) -> None:
    told = faults(tmp_path, BASE[: BASE.index("judgements")])
    assert told == ["0.yaml, line 13: overall is not a judgement; name one that is there (none) or add it."]


def test_a_field_that_is_less_sure_than_its_rule_may_share_the_source(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, with_line("latest: {source: press, confidence", "latest: {confidence"))
    assert edition.pathways["weak"].due["round"].about["latest"].source is None


@pytest.mark.parametrize("earliest", ["{months: 12}", "{months: 11}", "{weeks: 60}"])
def test_a_window_may_be_of_one_day_and_lengths_of_two_units_are_not_compared(tmp_path: Path, earliest: str) -> None:
    window = f"earliest: {earliest}\n        latest: {{months: 12}}"
    assert faults(tmp_path, with_line("latest: {months: 12}", window)) == []


def test_an_empty_scale_is_refused(tmp_path: Path) -> None:
    text = "regime: r\nedition: 2020-01-01\ntitle: T\napplies_to: [authority]\n"
    text += "life: [{status: draft, first: 2020-01-01}]\n"
    assert faults(tmp_path, text + "sources: {}\nscale: {}\n") == [
        "0.yaml, line 7: the scale has no grades; add them, from best to worst."
    ]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list\n"], ids=["empty", "text", "list"])
def test_what_is_not_a_mapping_is_no_framework(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) == [
        "0.yaml, line 1: this is not a framework; write regime, edition, title and so on."
    ]


def test_a_file_that_cannot_be_read_is_told_without_stopping_the_others(tmp_path: Path) -> None:
    (sound,) = write(tmp_path, BASE)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: Vérité".encode("latin-1"))
    loaded = read_files([sound, latin, tmp_path / "gone.yaml"], tmp_path)
    assert [edition.id for edition in loaded.editions] == ["rounds/2020-01-01"]
    assert [str(problem) for problem in loaded.problems] == [
        "gone.yaml, line 1: the file cannot be read (No such file or directory); save it as UTF-8 text.",
        "latin.yaml, line 1: the file cannot be read (it is not UTF-8 text); save it as UTF-8 text.",
    ]


def test_control_characters_are_not_yaml(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, "title: \x00\n")
    assert told.startswith("0.yaml, line 1: this is not YAML (")


def test_one_id_belongs_to_one_file(tmp_path: Path) -> None:
    assert faults(tmp_path, BASE, BASE) == [
        "1.yaml, line 2: rounds/2020-01-01 is also in 0.yaml; give one of them another day or a variant."
    ]


def test_files_that_lack_their_day_are_not_taken_for_one_another(tmp_path: Path) -> None:
    undated = with_line("edition: 2020-01-01\n", "")
    told = [f"{number}.yaml, line 1: edition is missing; add edition: with its value." for number in (0, 1)]
    assert faults(tmp_path, undated, undated) == told


def test_a_question_ends_in_one_mark_only(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, BASE + "summry: All of it\n")
    assert told.endswith("summry is not a key; did you mean summary?")


def test_an_edition_extends_one_that_is_there(tmp_path: Path) -> None:
    orphan = change("").replace("rounds/2020-01-01", "rounds/2019-01-01")
    assert faults(tmp_path, BASE, orphan) == [
        "1.yaml, line 5: it extends rounds/2019-01-01, which is not there; "
        "extend one of rounds/2020-01-01, rounds/2021-01-01."
    ]


def test_editions_do_not_extend_each_other_in_a_ring(tmp_path: Path) -> None:
    first = BASE.replace("title: Rounds", "title: Rounds\nextends: rounds/2021-01-01")
    (told,) = faults(tmp_path, first, change(""))
    assert told == (
        "1.yaml, line 5: an edition extends itself (rounds/2020-01-01 extends rounds/2021-01-01 extends "
        "rounds/2020-01-01); extend an earlier edition."
    )


def test_what_extends_a_refused_file_is_not_blamed_for_it(tmp_path: Path) -> None:
    told = faults(tmp_path, with_line("force: always", "force: often"), change(""))
    assert told == [
        "0.yaml, line 22: 'often' is not a force in limits.cap; write one of always or usually.",
    ]


def test_loading_raises_with_every_sentence(tmp_path: Path) -> None:
    paths = write(tmp_path, with_line("force: always", "force: often"))
    with pytest.raises(FrameworkError) as raised:
        load_editions(paths, tmp_path)
    assert raised.value.problems == (
        Problem("0.yaml", 22, "'often' is not a force in limits.cap", "write one of always or usually"),
    )
    assert str(raised.value) == str(raised.value.problems[0])


def test_without_a_root_files_are_named_as_they_were_given(tmp_path: Path) -> None:
    (path,) = write(tmp_path, with_line("force: always", "force: often"))
    assert read_files([path]).problems[0].file == str(path)
