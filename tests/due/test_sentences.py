"""Every reason the engine can give has one plain sentence."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from tests.due.small import (
    BODY,
    FIRST,
    LIBRARY,
    RULE,
    SECOND,
    SECOND_PATHWAYS,
    day,
    decision,
    duty,
    edition,
    finding,
    history,
    inspected,
    shelf,
    successor,
)

import inspectorate.due
from inspectorate.due.engine import due
from inspectorate.due.labels import article, day_text, days_text, listed, lowered
from inspectorate.due.model import Reason
from inspectorate.due.sentences import EDITION_SENTENCES, SENTENCES, sentence
from inspectorate.framework.library import Library
from inspectorate.history.model import DecisionKind, History

SNOW = {**RULE, "label": "Snow", "first": "2020-12-01", "last": "2021-01-31"}
PAUSED = shelf(FIRST, SECOND, edition("second", "2020-03-17", pathways=SECOND_PATHWAYS, pauses={"snow": SNOW}))
GOOD = inspected("standard", "2018-05-01", "good")
WEAK = inspected("standard", "2018-05-01", "requires_improvement")
JOINT = inspected("joint_inspection", "2018-12-03")
PUBLISHED = inspected("standard", None, "good", published="2018-06-15")
BEGUN = inspected("standard", None, "good", published="2018-06-15", started="2018-05-01")
MERGED = history(body=successor(history(GOOD), opened="2019-04-01"), predecessors=(history(GOOD),))


def said(stored: History, on: str, event: str, library: Library = LIBRARY) -> tuple[list[str], list[str]]:
    found = next(made for made in due(stored, library, day(on)) if made.event == event)
    why, changes = ([sentence(reason, library) for reason in part] for part in (found.reasons, found.would_change))
    return why, changes


def test_a_chain_reads_as_an_explanation() -> None:
    reasons, changes = said(history(GOOD), "2018-06-01", "short")
    assert reasons == [
        "The last graded inspection was a standard inspection under The second framework (1 January 2018), "
        "fieldwork ended 1 May 2018: overall effectiveness good.",
        "With overall effectiveness good, it is on the pathway “good or better”.",
        "A short inspection is what policy asks for, from 1 November 2020, usually 1 May 2021, by 1 November 2021, "
        "counted from 1 May 2018.",
    ]
    assert changes == [
        "If overall effectiveness were requires improvement: a standard inspection.",
        "If overall effectiveness were inadequate: a standard inspection as a re-inspection.",
        "A decision to defer, pause, bring forward, convert or exempt.",
    ]


@pytest.mark.parametrize(
    ("stored", "on", "event", "expected"),
    [
        (history(), "2019-06-01", "standard",
         "The clock starts on 1 January 2018, the day on which the regime began."),
        (history(body=successor(opened="2019-04-01")), "2019-06-01", "standard",
         "The clock starts on 1 April 2019, the day on which the body came into being."),
        (MERGED, "2019-06-01", "standard",
         "A new authority starts unjudged, with its clock from 1 April 2019; its predecessor Northmere was last "
         "judged by a standard inspection under The second framework (1 January 2018), fieldwork ended 1 May 2018: "
         "overall effectiveness good."),
        (history(body=successor(history(), opened="2019-04-01"), predecessors=(history(),)), "2019-06-01", "standard",
         "A new authority starts unjudged, with its clock from 1 April 2019; "
         "no graded inspection of its predecessor Northmere is known."),
        (history(inspected("full", "2017-05-01", "inadequate", regime="first")), "2018-06-01", "full",
         "A body on the pathway “inadequate” stays under The first framework (1 November 2013) until 31 August 2018, "
         "although The second framework (1 January 2018) is in force."),
        (history(inspected("standard", "2018-05-01", "?")), "2019-02-01", "short",
         "The pathway cannot be decided (“good or better”, “requires improvement” or “inadequate”), "
         "because the grade for overall effectiveness is not known."),
        (history(inspected("standard", "2018-05-01", "?")), "2019-02-01", "short",
         "This would be due on the pathway “good or better”."),
        (history(PUBLISHED), "2018-07-01", "short",
         "No source gives the day on which fieldwork ended, so the window counts from the day of publication, "
         "15 June 2018; the true day is no later than that."),
        (history(BEGUN), "2018-07-01", "short",
         "No source gives the day on which fieldwork ended, so the window counts from the day of publication, "
         "15 June 2018; the true day is no later than that and no earlier than 1 May 2018."),
        (history(inspected("full", "2016-05-01", "good", regime="first")), "2018-06-01", "focused_visit",
         "The regime that asks for it began on 1 January 2018, so the clock starts no earlier."),
        (history(WEAK, JOINT),
         "2019-05-01", "focused_visit", "A joint inspection took the place of a focused visit."),
        (history(WEAK, JOINT),
         "2019-05-01", "focused_visit", "On record since then: 1 of 2 (focused visit)."),
        (history(GOOD, inspected("self_evaluation", "2019-03-05")), "2019-06-02", "self_evaluation",
         "The last self-evaluation was carried out on 5 March 2019."),
        (history(inspected("standard", "2018-05-01", "inadequate")), "2019-06-02", "standard",
         "It comes after 4 events (monitoring visit), of which 0 are on record."),
        (history(inspected("standard", "2018-05-01", "inadequate"), coverage=()), "2019-06-02", "standard",
         "It comes after 4 events (monitoring visit), of which 0 are on record; "
         "no record covers the time from 2 May 2018."),
        (history(GOOD, coverage=()), "2018-06-01", "short",
         "A short inspection may have been carried out: no record covers 2 May 2018 to 1 June 2018."),
        (history(GOOD, decisions=(decision("defer", "2020-12-01", until="2021-06-30", expires="2021-05-31"),)),
         "2021-01-01", "short", "Deferred to 30 June 2021 by Ada Reed on 1 December 2020: "
         "Flooding closed the offices. It expires on 31 May 2021."),
        (history(GOOD, decisions=(decision("defer", "2020-12-01", until="2021-06-30", ended_on="2020-12-31"),)),
         "2021-01-01", "short", "A decision (defer) no longer holds: it ended on 31 December 2020. "
         "It was taken by Ada Reed on 1 December 2020: Flooding closed the offices."),
        (history(GOOD, decisions=(decision("pause", "2020-12-01", until="2020-12-11"),)),
         "2021-01-01", "short", "Paused from 1 December 2020 to 10 December 2020, which moves the window on "
         "by 10 days, by Ada Reed on 1 December 2020: Flooding closed the offices."),
        (history(GOOD, decisions=(decision("convert", "2020-12-01", event="standard"),)),
         "2021-01-01", "standard", "Converted to a standard inspection by Ada Reed on 1 December 2020: "
         "Flooding closed the offices."),
        (history(GOOD, decisions=(decision("convert", "2020-12-01", event="grand_tour"),)),
         "2021-01-01", "short", "Not applied, because The second framework (1 January 2018) has no such event "
         "(grand_tour): a decision by Ada Reed on 1 December 2020: Flooding closed the offices."),
    ],
)  # fmt: skip
def test_what_the_reasons_say(stored: History, on: str, event: str, expected: str) -> None:
    assert expected in said(stored, on, event)[0]


def test_a_finding_is_told_with_who_when_and_who_confirms() -> None:
    concern = finding(
        "concern_to_be_put_right", GOOD.id, "2018-06-20",
        put_right_by="2018-08-31", responsible="the director", confirmer="Ben Holt",
    )  # fmt: skip
    found = due(history(GOOD, findings=(concern,)), LIBRARY, day("2018-09-01"))
    told = [sentence(reason, LIBRARY) for made in found for reason in (*made.reasons, *made.would_change)]
    what = (
        "a concern to be put right, to be put right by 31 August 2018 by the director: Visits to children are late. "
        "Ben Holt is to confirm it."
    )
    assert f"Nobody has confirmed {what}" in told
    assert f"To raise at the conversation, since nobody has confirmed it: {what}" in told
    assert f"A decision to bring it forward because of {what}" in told


def test_a_pause_of_the_framework_is_told_by_its_name() -> None:
    reasons, _ = said(history(GOOD), "2021-01-01", "short", PAUSED)
    assert (
        "Snow: nothing was carried out from 1 December 2020 to 31 January 2021, so the window moves on by 62 days."
        in reasons
    )


def rules_in_the_code() -> set[str]:
    """Every name that the package gives a reason, read from its source."""
    names = set()
    for path in Path(inspectorate.due.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                values = [value.value for value in node.args if isinstance(value, ast.Constant)]
                if node.func.id == "Reason" and isinstance(node.args[0], ast.Constant):
                    names.add(values[0])
                elif node.func.id in ("finding_reason", "decision_reason", "stated"):
                    names |= set(values)
    return names


def test_every_reason_in_the_code_has_a_sentence_and_every_sentence_a_reason() -> None:
    kinds = {f"decision_{kind.value}" for kind in DecisionKind}
    assert rules_in_the_code() | kinds == set(SENTENCES)
    assert set(EDITION_SENTENCES) == {"pathways", "due", "always", "pauses", "standings"}


def test_a_rule_without_a_sentence_is_an_error() -> None:
    with pytest.raises(KeyError, match="whim"):
        sentence(Reason("whim"), LIBRARY)


def test_labels() -> None:
    assert day_text(None) == "a day that no source gives"
    assert [days_text(1), days_text(1250)] == ["1 day", "1,250 days"]
    assert [listed([], "or"), listed(["a"], "or"), listed(["a", "b", "c"], "or")] == ["", "a", "a, b or c"]
    assert [lowered("JTAI visit"), lowered("A visit"), lowered("")] == ["JTAI visit", "a visit", ""]
    assert [article("area"), article("visit")] == ["an area", "a visit"]


def test_what_a_library_does_not_hold_is_named_by_its_id() -> None:
    grades = {"sum_of_parts": "very_fine", "overall": None}
    strange = inspected("grand_tour", "2018-05-01", regime="elsewhere", grades=grades)
    reads = shelf(edition("second", "2018-01-01", reads=["elsewhere"], pathways=SECOND_PATHWAYS))
    reasons, _ = said(history(strange), "2018-06-01", "short", reads)
    assert reasons[0] == (
        "The last graded inspection was a grand tour under a framework the library does not hold, fieldwork ended "
        "1 May 2018: overall not known and sum of parts very fine."
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"started": "2018-04-25", "published": "2018-06-01"}, "fieldwork began 25 April 2018"),
        ({"published": "2018-06-01"}, "published 1 June 2018"),
    ],
)
def test_an_inspection_is_told_by_the_best_day_known(days: dict[str, str], expected: str) -> None:
    reasons, _ = said(history(inspected("standard", None, "good", **days)), "2018-07-01", "short")
    assert expected in reasons[0]


def test_an_inspection_of_no_known_day() -> None:
    reasons, changes = said(history(replace(PUBLISHED, published=None)), "2018-07-01", "short")
    assert "of a day that no source gives" in reasons[0]
    none = "No source gives the day on which fieldwork ended, and the framework allows no other day in its place."
    assert none in reasons
    assert "A short inspection is what policy asks for; no day to count from is known." in reasons
    assert "The day on which fieldwork ended of the inspection counted from, which no source gives." in changes


def test_a_day_that_stands_in_for_a_later_one_says_so() -> None:
    rule = duty("short", basis="publication", fallback="fieldwork_end", within=(30, 36, 42))
    pathways = {"good": {**SECOND_PATHWAYS["good"], "due": {"short": rule}}}
    library = shelf(edition("second", "2018-01-01", pathways=pathways))
    reasons, _ = said(history(replace(GOOD, published=None)), "2018-06-01", "short", library)
    expected = (
        "No source gives the day of publication, so the window counts from the day on which fieldwork ended, "
        "1 May 2018; the true day is no earlier than that."
    )
    assert expected in reasons


def test_ranges_of_grades() -> None:
    pathways = {
        "weak": {**SECOND_PATHWAYS["good"], "label": "Weak", "when": {"overall": {"at_most": "requires_improvement"}}},
        "strong": {**RULE, "label": "Strong", "when": {"overall": {"at_least": "good"}}, "due": {}},
    }
    weak = shelf(edition("second", "2018-01-01", pathways=pathways))
    _, changes = said(history(inspected("standard", "2018-05-01", "inadequate")), "2018-06-01", "short", weak)
    assert changes[0] == "If overall effectiveness were good or better: the pathway “strong”."
    pathways["strong"]["due"] = {"long": duty("standard", statutory=True)}
    strong = shelf(edition("second", "2018-01-01", pathways=pathways))
    reasons, changes = said(history(GOOD), "2018-06-01", "standard", strong)
    assert changes[0] == "If overall effectiveness were requires improvement or worse: a short inspection."
    assert reasons[-1] == "A standard inspection is what law requires, counted from 1 May 2018."


def test_what_is_carried_over_without_an_end() -> None:
    pathways = {"all": {**RULE, "label": "All", "carries_over": True, "due": {"full": duty("full")}}}
    first = edition("first", "2013-11-01", ended="2018-01-01", events=FIRST.events, pathways=pathways)
    stored = history(inspected("full", "2017-05-01", "good", regime="first"), body=BODY)
    reasons, _ = said(stored, "2030-01-01", "full", shelf(first, SECOND))
    expected = "A body on the pathway “all” stays under The first framework (1 November 2013), although"
    assert any(text.startswith(expected) for text in reasons)
    assert "It is on the pathway “all”." in reasons


def test_grades_read_from_elsewhere() -> None:
    when = {"all": [{"overall": "good"}, {"in_care": "good"}]}
    pathways = {"good": {**SECOND_PATHWAYS["good"], "when": when}}
    library = shelf(FIRST, edition("second", "2018-01-01", reads=["first"], pathways=pathways))
    grades = {"overall": "good", "looked_after": "good"}
    first = inspected("full", "2016-05-01", regime="first", grades=grades)
    reasons, _ = said(history(first), "2018-06-01", "short", library)
    same = "Children in care is read from the earlier judgement of looked-after children, which has the same meaning."
    assert same in reasons
    again = inspected("standard", "2018-05-01", "good", purpose="reinspection")
    whole = inspected("standard", "2018-02-01", grades={"overall": "inadequate", "in_care": "good"})
    reasons, _ = said(history(whole, again), "2018-06-01", "short", library)
    assert "The last inspection did not judge children in care again, so the earlier judgement of it stands." in reasons
