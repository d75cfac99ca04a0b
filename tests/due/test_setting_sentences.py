"""What the engine says of settings, in plain sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.due.small import day, shelf
from tests.due.small_settings import (
    AGENCY,
    HOME_2021,
    ID,
    LIBRARY,
    decision,
    history,
    home,
    inspected,
    notice,
    registration,
)

from inspectorate.due.engine import due
from inspectorate.due.labels import Labels
from inspectorate.due.sentences import sentence
from inspectorate.due.setting_sentences import standing
from inspectorate.framework.library import Library
from inspectorate.history.model import Body, History, Succession

GOOD = inspected("full", "2022-06-14", "good")
WEAK = inspected("full", "2022-01-10", "requires_improvement")
LATE = inspected("full", "2023-01-20", "requires_improvement")


def said(stored: History, on: str, event: str, library: Library = LIBRARY) -> tuple[list[str], list[str]]:
    found = next(made for made in due(stored, library, day(on)) if made.event == event)
    why, changes = ([sentence(reason, library) for reason in part] for part in (found.reasons, found.would_change))
    return why, changes


def test_a_second_inspection_that_awaits_a_decision_is_explained() -> None:
    reasons, changes = said(history(GOOD), "2022-07-01", "interim")
    assert reasons == [
        "The last graded inspection was a full inspection under The homes framework (1 September 2021), "
        "fieldwork ended 14 June 2022: overall experiences and progress good.",
        "With overall experiences and progress good, it is on the pathway “good or better”.",
        "An interim inspection (the second of 2022-23) is what law requires, from 1 April 2022, by 31 March 2023.",
        "The first inspection of 2022-23 was a full inspection, carried out on 14 June 2022.",
        "A second inspection in 2022-23 is carried out only if a person decides it.",
    ]
    assert changes == [
        "If overall experiences and progress were requires improvement: a full inspection.",
        "If overall experiences and progress were inadequate: a full inspection.",
        "A decision to inspect a second time in 2022-23, or not to.",
        "A decision to defer, pause, bring forward, convert or exempt.",
    ]


@pytest.mark.parametrize(
    ("stored", "on", "event", "expected"),
    [
        (history(GOOD, decisions=(decision("inspect_again", "2022-09-01", until="2022-12-15"),)), "2022-10-01",
         "interim",
         "To be inspected again in the year by 15 December 2022, decided by Ada Reed on 1 September 2022: "
         "Two complaints in May."),
        (history(GOOD, decisions=(decision("no_second_inspection", "2022-09-01"),)), "2022-10-01", "interim",
         "No second inspection in the year, decided by Ada Reed on 1 September 2022: Two complaints in May."),
        (history(body=home(opened="2022-11-05")), "2022-12-01", "full",
         "It was registered on 5 November 2022, so the first inspection asked for is that of 2023-24."),
        (history(body=home(opened="2022-06-05")), "2022-12-01", "full",
         "It was registered on 5 June 2022, so one inspection is asked for in 2022-23."),
        (history(inspected("full", "2018-01-10", "good")), "2018-06-01", "interim",
         "It comes after the first inspection of 2018-19, which is not on record."),
        (history(WEAK, LATE), "2023-04-10", "full",
         "The first inspection of 2022-23 was as late as 20 January 2023, so the second may slip to 30 June 2023."),
        (history(WEAK, LATE, inspected("full", "2023-05-20", "good")), "2023-06-01", "full",
         "A full inspection of 20 May 2023 counts as the second inspection of 2022-23, which had slipped."),
        (history(GOOD, notices=(notice("2022-11-28", "2022-12-22"),)), "2022-12-01", "monitoring_visit",
         "A compliance notice of 28 November 2022 is in force, and sets 22 December 2022 as the day by which to put "
         "things right."),
        (history(GOOD, notices=(notice("2022-11-28", "2022-12-22"),)), "2022-12-01", "monitoring_visit",
         "A monitoring visit is what policy asks for, from 23 December 2022, by 3 January 2023, counted from "
         "22 December 2022."),
        (history(inspected("full", "2018-05-14", "good"), inspected("interim", "2018-11-01", "declined")), "2018-11-02",
         "case_review", "An interim inspection of 1 November 2018 gave cause for it: effectiveness declined in "
         "effectiveness."),
        (history(inspected("full", "2020-11-12", "good"),
                 body=home(registration("2015-05-01", "independent_fostering_agency"))), "2021-01-01", "full",
         "The clock starts on 1 April 2021, the 1 April after 12 November 2020."),
        (history(body=home(registration("2022-03-05", "independent_fostering_agency"), opened="2022-03-05")),
         "2022-06-01", "full", "The clock starts on 5 March 2022, the day of its registration."),
        (history(body=home(registration("2015-05-01", "independent_fostering_agency"))), "2018-06-01", "full",
         "The clock starts on 1 April 2017, the day on which the regime began."),
    ],
)  # fmt: skip
def test_what_the_reasons_say(stored: History, on: str, event: str, expected: str) -> None:
    assert expected in said(stored, on, event)[0]


def test_a_newly_registered_setting_tells_of_the_one_before_it() -> None:
    before = history(GOOD, body=replace(home(), id="setting:SC800000"))
    link = Succession("setting:SC800000", ID, day("2022-07-01"), "registered_again")
    told = registration("2022-07-01")
    body = Body(ID, "setting", "SC900001", "Children's home", opened=day("2022-07-01"), predecessors=(link,),
                registrations=(told,))  # fmt: skip
    reasons, _ = said(history(body=body, predecessors=(before,)), "2022-08-01", "full")
    assert any(
        reason.startswith("A newly registered setting starts unjudged, with its clock from") for reason in reasons
    )


def test_a_standing_of_an_unknown_edition_stands_for_itself() -> None:
    facts = {"id": "suspended", "since": day("2022-05-10"), "over": None}
    assert standing(facts, Labels(shelf(HOME_2021, AGENCY), None)) == (
        "suspended, since 10 May 2022: it waits until that is over."
    )
