"""The record by hand: events, corrections, findings, each by who may and with its audit row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from tests.inspections.files import TESTER, country

from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.actors import Actor, Grant
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.actions import (
    EventRefused,
    NewFinding,
    Said,
    confirm_finding,
    correct_event,
    record_event,
    record_finding,
)
from inspectorate.webapp.inspections.models import Finding, Inspection, InspectionFact
from inspectorate.webapp.register.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]

EDITION = "ilacs/2023-01-01"
SHORT = Said(
    source="The report of 24 May 2023",
    event="short",
    started=date(2023, 4, 17),
    ended=date(2023, 4, 21),
    published=date(2023, 5, 24),
    grades={"overall": "good", "leadership": "outstanding"},
)
CONCERN = NewFinding(
    kind=FindingKind.CONCERN,
    text="Visits to children are late.",
    known_on=date(2023, 5, 24),
    put_right_by=date(2023, 8, 31),
    responsible="Director",
    confirmer="Regional lead",
)


@pytest.fixture
def _today() -> object:
    with time_machine.travel("2024-01-15 10:00", tick=False):
        yield


@pytest.fixture
def northmere() -> Body:
    return country()["Northmere"]


def view() -> object:
    """The one inspection on record, as engines see it."""
    (one,) = (one for history in queries.histories() for one in history.inspections)
    return one


def test_an_event_that_no_file_tells_of_is_recorded_with_its_source(northmere: Body) -> None:
    record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    one = view()
    assert (one.event, one.ended, one.known_on) == ("short", date(2023, 4, 21), date(2023, 5, 24))
    assert one.grades == {"overall": "good", "leadership": "outstanding"}
    assert one.sources == ("command-line:tester: The report of 24 May 2023",)
    assert AuditEntry.objects.get(action="event_recorded").summary["body"] == "authority:N01"


def test_a_conversation_has_no_grades_and_is_known_from_its_day(northmere: Body) -> None:
    talked = Said(source="Note of the meeting", event="annual_conversation", ended=date(2023, 11, 7))
    record_event(by=TESTER, body=northmere, edition=EDITION, said=talked)
    assert (view().known_on, view().graded) == (date(2023, 11, 7), False)


@pytest.mark.parametrize(
    ("said", "sentence", "field"),
    [
        (replace(SHORT, source="  "), "Enter what you have this from.", "source"),
        (replace(SHORT, event="long"), "Choose an event of this framework.", "event"),
        (replace(SHORT, started=None, ended=None, published=None), "Enter at least one day", "started"),
        (replace(SHORT, published=date(2024, 1, 16)), "must not be in the future", "started"),
        (replace(SHORT, ended=date(2023, 4, 16)), "The last day must not be before the first.", "ended"),
        (replace(SHORT, published=date(2023, 4, 20)), "The publication must not be before the visit.", "published"),
        (replace(SHORT, event="focused_visit"), "gives no grades", "event"),
        (replace(SHORT, grades={"overall": "superb"}), "has no judgement overall with the grade superb", None),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence_and_nothing_is_stored(
    northmere: Body, said: Said, sentence: str, field: str | None
) -> None:
    with pytest.raises(EventRefused, match=sentence) as refused:
        record_event(by=TESTER, body=northmere, edition=EDITION, said=said)
    assert refused.value.field == field
    assert not Inspection.objects.exists()
    assert not AuditEntry.objects.filter(action="event_recorded").exists()


def test_an_event_that_is_on_record_already_is_corrected_and_not_added_again(northmere: Body) -> None:
    record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    with pytest.raises(EventRefused, match="Short inspection on that day is on record already") as refused:
        record_event(by=TESTER, body=northmere, edition=EDITION, said=replace(SHORT, source="My notes", ended=None))
    assert refused.value.field == "started"
    assert Inspection.objects.count() == 1
    for other in (
        replace(SHORT, pilot=True),
        replace(SHORT, event="annual_conversation", grades={}),
        replace(SHORT, started=date(2023, 4, 16), ended=date(2023, 4, 22), published=None),
    ):
        record_event(by=TESTER, body=northmere, edition=EDITION, said=other)
    assert Inspection.objects.count() == 4


def test_a_correction_wins_and_what_was_said_before_stays(northmere: Body) -> None:
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    for grade in ("requires_improvement", "inadequate"):
        better = replace(SHORT, source="Letter of correction", grades={"overall": grade})
        correct_event(by=TESTER, inspection=inspection, edition=EDITION, said=better)
    assert view().grades == {"overall": "inadequate"}
    assert [fact.supersedes_id is not None for fact in InspectionFact.objects.order_by("id")] == [False, True, True]
    assert AuditEntry.objects.filter(action="event_corrected").count() == 2


def test_a_correction_stays_within_its_regime(northmere: Body) -> None:
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    with pytest.raises(EventRefused, match="carried out under ilacs, not sif"):
        correct_event(by=TESTER, inspection=inspection, edition="sif/2013-11-01", said=SHORT)


def test_a_pilot_is_recorded_and_is_nobodys_judgement(northmere: Body) -> None:
    record_event(by=TESTER, body=northmere, edition=EDITION, said=replace(SHORT, pilot=True))
    assert not view().graded
    assert view().grades


def test_a_concern_is_open_until_somebody_confirms_that_it_was_put_right(northmere: Body) -> None:
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    finding = record_finding(by=TESTER, inspection=inspection, new=CONCERN)
    (told,) = (one for history in queries.histories() for one in history.findings)
    assert (told.kind, told.responsible, told.confirmed_on) == (FindingKind.CONCERN, "Director", None)
    confirm_finding(by=TESTER, finding=finding, on=date(2023, 9, 4), note="Seen in ten files.")
    (told,) = (one for history in queries.histories() for one in history.findings)
    assert told.confirmed_on == date(2023, 9, 4)
    assert AuditEntry.objects.get(action="finding_confirmed").summary["note"] == "Seen in ten files."


@pytest.mark.parametrize(
    ("on", "note", "sentence"),
    [
        (date(2023, 5, 23), "Seen.", "between the finding and today"),
        (date(2024, 1, 16), "Seen.", "between the finding and today"),
        (date(2023, 9, 4), " ", "how you know"),
    ],
)
def test_a_confirmation_needs_a_day_that_can_be_and_says_how_it_is_known(
    northmere: Body, on: date, note: str, sentence: str
) -> None:
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    finding = record_finding(by=TESTER, inspection=inspection, new=CONCERN)
    with pytest.raises(EventRefused, match=sentence):
        confirm_finding(by=TESTER, finding=finding, on=on, note=note)


def test_a_finding_is_confirmed_once_and_says_something(northmere: Body) -> None:
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    finding = record_finding(by=TESTER, inspection=inspection, new=CONCERN)
    confirm_finding(by=TESTER, finding=finding, on=date(2023, 9, 4), note="Seen.")
    with pytest.raises(EventRefused, match="confirmed already"):
        confirm_finding(by=TESTER, finding=finding, on=date(2023, 9, 5), note="Seen again.")
    with pytest.raises(EventRefused, match="what is to be put right"):
        record_finding(by=TESTER, inspection=inspection, new=replace(CONCERN, text=" "))


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"known_on": date(2024, 1, 14)}, None),
        ({"known_on": date(2024, 1, 15), "put_right_by": None}, None),
        ({"known_on": date(2024, 1, 16), "put_right_by": None}, "known_on"),
        ({"put_right_by": date(2023, 5, 23)}, "put_right_by"),
        ({"put_right_by": date(2023, 5, 24)}, None),
        ({"put_right_by": date(2023, 5, 25)}, None),
    ],
)
def test_a_finding_is_known_by_today_and_put_right_no_earlier(
    northmere: Body, days: dict[str, date | None], field: str | None
) -> None:
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    new = replace(CONCERN, **({"put_right_by": date(2024, 2, 1)} | days))
    if field is None:
        assert record_finding(by=TESTER, inspection=inspection, new=new).pk
        return
    with pytest.raises(EventRefused, match=r"must not be in the future|cannot be put right before") as refused:
        record_finding(by=TESTER, inspection=inspection, new=new)
    assert refused.value.field == field
    assert not Finding.objects.exists()


def test_an_inspector_of_another_region_changes_nothing(northmere: Body) -> None:
    held = frozenset({Permission.RECORD_EVENT, Permission.CORRECT_FACT})
    elsewhere = Actor("ines@example.org", (Grant(held, region="London"),))
    inspection = record_event(by=TESTER, body=northmere, edition=EDITION, said=SHORT)
    finding = record_finding(by=TESTER, inspection=inspection, new=CONCERN)
    changes = (
        lambda: record_event(by=elsewhere, body=northmere, edition=EDITION, said=SHORT),
        lambda: correct_event(by=elsewhere, inspection=inspection, edition=EDITION, said=SHORT),
        lambda: record_finding(by=elsewhere, inspection=inspection, new=CONCERN),
        lambda: confirm_finding(by=elsewhere, finding=finding, on=date(2023, 9, 4), note="Seen."),
    )
    for change in changes:
        with pytest.raises(PermissionRefused, match="limited to London"):
            change()
    assert (InspectionFact.objects.count(), Finding.objects.filter(confirmed_on=None).count()) == (1, 1)
