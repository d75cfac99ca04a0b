"""Generated pages and the tables on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.framework.small import BASE, change, edition_of, library_of, numbered

from inspectorate.framework.conditions import parse_condition
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.framework.pages import GENERATED, consecutive, pages, stale, write
from inspectorate.framework.tables import tables
from inspectorate.framework.wording import condition_text, number, value_text

LIBRARY = load_library()


def test_there_is_a_page_an_edition_and_one_for_each_change() -> None:
    found = pages(LIBRARY)
    assert len(found) == 1 + len(LIBRARY.editions) + len(list(consecutive(LIBRARY))) + len({"sccif/common.md"})
    assert "ilacs/2018-01-01-changes.md" not in found
    assert "ilacs/2018-08-01-changes.md" in found
    assert "proposal-2017/2017-02-01-overall-changes.md" in found
    assert all(text.startswith(GENERATED) and text.endswith("\n") for text in found.values())
    for edition in LIBRARY.editions.values():
        assert f"[{edition.id}](" in found["index.md"]


def test_links_of_the_index_lead_to_pages() -> None:
    found = pages(LIBRARY)
    linked = {part.partition(")")[0] for part in found["index.md"].split("](")[1:]}
    assert linked <= found.keys()


@pytest.mark.parametrize("edition", LIBRARY.editions.values(), ids=list(LIBRARY.editions))
def test_every_row_has_a_cell_for_every_column(edition: Edition) -> None:
    for table in tables(edition):
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows), table.title


def table_of(edition: Edition, title: str) -> list[dict[str, str]]:
    (found,) = (table for table in tables(edition) if table.title == title)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_what_is_due_reads_well() -> None:
    rows = table_of(LIBRARY.edition("sif/2016-05-31"), "Due")
    monitoring = next(row for row in rows if row["Due"] == "Monitoring visit")
    assert monitoring["Counted from"] == "the last graded inspection, publication (else end of fieldwork)"
    assert (monitoring["Latest"], monitoring["How often"]) == ("90 working days", "4 in all, every 3 months")
    again = next(row for row in rows if row["Due"] == "Single inspection (reinspection)")
    assert again["How often"] == "after the series monitoring"


def test_every_unverified_value_is_listed_with_the_reason() -> None:
    rows = table_of(LIBRARY.edition("ilacs/2018-01-01"), "Unverified")
    told = {row["Value"]: row["Why"] for row in rows}
    assert told["events.focused_visit.notice_working_days"] == "No public source gives the notice."
    assert told["events.annual_conversation.published"] == "No public source found"


def test_answers_that_were_not_published_say_so() -> None:
    rows = table_of(LIBRARY.edition("ilacs/2024-04-05"), "Consultations")
    assert {row["Answers"] for row in rows} == {"not known"}
    (judgement, _) = table_of(LIBRARY.edition("ilacs/2023-01-01"), "Consultations")
    assert judgement["Answers"] == "Everyone who answered the survey (141): 93% agreed"
    assert judgement["Adopted"] == "yes"


ODDITIES = """
judgements: {care: {part_of: leaders, kind: sub_judgement}}
events: {visit: {notice_working_days: 2, takes_place_of: [round]}, round: {team: {small: 2}}}
pathways:
  weak:
    carries_over: true
    due:
      round: {purpose: reinspection, statutory: true, basis: publication, every: {days: 1}, fallback: null}
      asked: {event: round, anchor: request, source: press, confidence: secondary, note: "Odd;"}
  kept: {label: Kept, carries_over: true, carries_over_until: 2022-01-01, source: press, confidence: derived, due: {}}
conversions: {turn: {label: Turn, from_event: visit, to_event: round, when: worry, source: press, confidence: derived}}
consultations:
  ask:
    title: Ask
    source: press
    confidence: official
    questions:
      one:
        proposal: "A | B"
        source: press
        confidence: official
        responses:
          - {respondents: Councils, total: 3, agree: 0.5, disagree: 0.25, unsure: 0.25}
          - {respondents: Parents}
"""


def test_rare_values_are_told_too(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, BASE, change(ODDITIES))
    (care,) = (row for row in table_of(edition, "Judgements") if row["Id"] == "care")
    assert care["Kind"] == "sub judgement of “Leaders”"
    assert [row["Instead of"] for row in table_of(edition, "Events (in working days)")] == ["", "round"]
    assert [row["Team"] for row in table_of(edition, "Events (in working days)")] == ["3 (small 2)", ""]
    assert [row["Carries over"] for row in table_of(edition, "Pathways")] == [
        "until the next judgement",
        "until 2022-01-01",
    ]
    _, again, asked = table_of(edition, "Due")
    assert again["Counted from"] == "the last graded inspection, publication"
    assert again["How often"] == "every 1 day, after the series visits, required by law"
    assert asked["Counted from"] == "a request that was granted"
    (question,) = table_of(edition, "Consultations")
    assert question["Answers"] == "Councils (3): 50% agreed, 25% disagreed, 25% unsure; Parents: not published"
    assert (question["Decision"], question["Adopted"]) == ("not known", "not known")
    (turn,) = table_of(edition, "Conversions")
    assert (turn["From"], turn["To"]) == ("Visit", "Round")
    assert {row["Note"] for row in table_of(edition, "Notes")} >= {"Odd;"}


def test_pages_of_a_change_without_changed_rules_and_with_bars(tmp_path: Path) -> None:
    found = pages(library_of(tmp_path, BASE, change("day_unverified: true\nsummary: Words only\n" + ODDITIES[:0])))
    assert found["rounds/2021-01-01-changes.md"].endswith("Words only\n\nNo rule changed.\n")
    assert "The day is not verified." in found["rounds/2021-01-01.md"]
    barred = pages(library_of(tmp_path, BASE, change(ODDITIES)))["rounds/2021-01-01.md"]
    assert "A \\| B" in barred
    assert "<https://example.org/handbook>" in barred


def test_pages_are_written_found_stale_and_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    wanted = {"index.md": f"{GENERATED}\none\n", "a/b.md": f"{GENERATED}\ntwo\n"}
    assert stale(folder, wanted) == ("a/b.md", "index.md")
    write(folder, wanted)
    assert stale(folder, wanted) == ()
    (folder / "by-hand.md").write_text("# Mine\n", encoding="utf-8")
    (folder / "old.md").write_text(f"{GENERATED}\nold\n", encoding="utf-8")
    (folder / "index.md").write_text("changed\n", encoding="utf-8")
    assert stale(folder, wanted) == ("index.md", "old.md")
    write(folder, wanted)
    assert stale(folder, wanted) == ()
    assert (folder / "by-hand.md").read_text(encoding="utf-8") == "# Mine\n"
    assert not (folder / "old.md").exists()


WORDS = [
    ({"leaders": {"at_least": "good"}}, "“Leaders” is good or better"),
    ({"cars": "shiny"}, "“cars” is shiny"),
    ({}, "always"),
    ({"any": []}, "never"),
    ({"all": [{"care": "good"}]}, "“Care” is good"),
    ({"not": {"care": "good"}}, "it is not so that (“Care” is good)"),
    (
        {"any": [{"care": "good"}, {"leaders": "good", "overall": "good"}]},
        "“Care” is good or (“Leaders” is good and “Overall” is good)",
    ),
    (
        {"count": {"of": ["care", "leaders", "overall"], "grade": {"at_most": "good"}, "at_least": 2}},
        "at least two of “Care”, “Leaders” and “Overall” are good or worse",
    ),
    (
        {"count": {"of": ["care", "leaders"], "grade": "weak", "at_least": 1}},
        "at least one of “Care” and “Leaders” is weak",
    ),
    ({"count": {"of": ["care", "leaders"], "grade": "weak", "at_least": 2}}, "“Care” and “Leaders” are weak"),
]


@pytest.mark.parametrize(("stated", "text"), WORDS, ids=numbered(WORDS))
def test_conditions_in_words(tmp_path: Path, stated: dict[str, object], text: str) -> None:
    assert condition_text(parse_condition(stated), edition_of(tmp_path, BASE)) == text


VALUES = [
    (None, "left open"),
    (True, "yes"),
    (3, "3"),
    ([], "none"),
    ({}, "none"),
    (["a", 1], "a, 1"),
    ({"months": 1}, "1 month"),
    ({"working_days": 5}, "5 working days"),
    ({"months": "some"}, "months some"),
    ({"large": 5}, "large 5"),
]


@pytest.mark.parametrize(("value", "text"), VALUES, ids=numbered(VALUES))
def test_values_in_words(value: object, text: str) -> None:
    assert value_text(value) == text


def test_numbers_in_words_up_to_five() -> None:
    assert [number(n) for n in (0, 1, 5, 6)] == ["no", "one", "five", "6"]
