"""Events by hand: recording, correcting, findings and their confirmation."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.programme.places import LONDON, TODAY, concern, day, sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.models import Finding, ImportRun, Inspection, InspectionFact, KeptAside
from inspectorate.webapp.register.models import Body

PAGE = "/authorities/X10000001/"
NEW = f"{PAGE}events/new/"


@pytest.fixture
def scheduler(client: Client, places: dict[str, Body]) -> Client:
    return sign_in(client, Role.SCHEDULER)


def newest() -> InspectionFact:
    fact = InspectionFact.objects.order_by("id").last()
    assert fact is not None
    return fact


def test_every_event_of_the_edition_in_force_is_offered(scheduler: Client) -> None:
    page = scheduler.get(NEW).text
    for event in ("short", "standard", "focused_visit", "monitoring_visit", "annual_conversation", "self_evaluation"):
        assert f'value="{event}"' in page
    assert "internal_audit" not in page
    assert 'value="internal_audit"' in scheduler.get(f"{NEW}?edition=proposal-2017/2017-02-01").text


@pytest.mark.parametrize(
    ("event", "edition"),
    [
        ("annual_conversation", "ilacs/2026-04-01"),
        ("self_evaluation", "ilacs/2026-04-01"),
        ("internal_audit", "proposal-2017/2017-02-01"),
    ],
)
def test_a_conversation_a_self_evaluation_and_an_audit_are_recorded_as_done(
    scheduler: Client, event: str, edition: str
) -> None:
    said = {**day("ended", date(2026, 11, 20)), "source": "Our notes"}
    answer = scheduler.post(f"{NEW}?edition={edition}&event={event}", said, follow=True)
    assert "is recorded." in answer.text
    assert "20 November 2026" in answer.text
    assert (newest().event, newest().recorded_by) == (event, "scheduler@example.org")
    assert newest().source == "scheduler@example.org: Our notes"
    assert AuditEntry.objects.filter(action="event_recorded", actor="scheduler@example.org").count() == 1


def test_a_conversation_this_year_is_no_longer_due_this_year(scheduler: Client) -> None:
    assert "1 January to 31 December 2026" in scheduler.get(f"{PAGE}").text
    said = {**day("ended", date(2026, 11, 20)), "source": "Our notes"}
    for event in ("annual_conversation", "self_evaluation"):
        scheduler.post(f"{NEW}?event={event}", said)
    assert "1 January to 31 December 2026" not in scheduler.get(f"{PAGE}").text


def test_a_graded_inspection_with_its_grades(scheduler: Client) -> None:
    said = {
        **day("started", date(2026, 9, 7)),
        **day("ended", date(2026, 9, 18)),
        **day("published", date(2026, 11, 2)),
        "purpose": "routine",
        "grade-leadership": "good",
        "grade-help_and_protection": "good",
        "grade-in_care": "outstanding",
        "source": "The published report",
    }
    page = scheduler.post(f"{NEW}?event=standard", said, follow=True).text
    assert newest().grades == {"leadership": "good", "help_and_protection": "good", "in_care": "outstanding"}
    assert "7 to 18 September 2026" in page


def test_a_focused_visit_keeps_its_topics(scheduler: Client) -> None:
    said = {**day("ended", date(2026, 11, 18)), "other_topics": "the front door", "source": "The letter"}
    page = scheduler.post(f"{NEW}?event=focused_visit", said, follow=True).text
    assert newest().topics == ["the front door"]
    assert "The front door" in page


def test_a_pilot_is_marked(scheduler: Client) -> None:
    said = {
        **day("ended", date(2026, 5, 8)),
        "purpose": "routine",
        "grade-leadership": "good",
        "pilot": "on",
        "source": "Pilot",
    }
    scheduler.post(f"{NEW}?edition=proposal-2017/2017-02-01&event=short", said)
    assert newest().pilot is True


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"source": "A letter"}, "Enter at least one day: when it started, ended or was published."),
        ({**day("ended", TODAY), "source": ""}, "Enter what you have this from"),
        ({**day("ended", date(2026, 11, 24)), "source": "A letter"}, "The days must not be in the future."),
        (
            {**day("started", date(2026, 11, 2)), **day("ended", date(2026, 11, 1)), "source": "A letter"},
            "The last day must not be before the first.",
        ),
        ({"ended-day": "3", "ended-year": "2026", "source": "A letter"}, "Last day must include a month"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(scheduler: Client, said: dict[str, str], sentence: str) -> None:
    before = InspectionFact.objects.count()
    answer = scheduler.post(f"{NEW}?event=focused_visit", said)
    assert "Error: Record: Focused visit, Quernshire" in answer.text
    assert answer.text.count(sentence) == 2
    assert InspectionFact.objects.count() == before


def test_an_edition_that_there_is_not_is_not_found(scheduler: Client) -> None:
    assert scheduler.get(f"{NEW}?edition=ilacs/1999-01-01").status_code == 404


def test_a_correction_begins_with_what_is_on_record_and_wins(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = places["quernshire"].inspections.get()
    address = f"/inspections/{inspection.pk}/correct/"
    page = scheduler.get(address).text
    assert "What sources say" in page
    assert 'value="2023"' in page
    assert '<option value="requires_improvement" selected' in page
    said = {**day("ended", date(2023, 4, 21)), "purpose": "routine", "grade-overall": "good", "source": "The report"}
    answer = scheduler.post(address, said, follow=True)
    assert "The correction is recorded." in answer.text
    assert "21 April 2023" in answer.text
    assert newest().supersedes is not None
    assert inspection.facts.count() == 2
    assert AuditEntry.objects.filter(action="event_corrected").count() == 1


def test_a_correction_that_does_not_fit_is_refused(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = places["quernshire"].inspections.get()
    said = {
        **day("ended", date(2023, 4, 21)),
        **day("published", date(2023, 4, 1)),
        "purpose": "routine",
        "source": "x",
    }
    answer = scheduler.post(f"/inspections/{inspection.pk}/correct/", said)
    assert "The publication must not be before the visit." in answer.text
    assert inspection.facts.count() == 1


def test_a_finding_is_recorded_and_confirmed(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = places["quernshire"].inspections.get()
    said = {
        "kind": "concern_to_be_put_right",
        "text": "Children wait for a visit.",
        **day("known_on", date(2026, 10, 1)),
        **day("put_right_by", date(2026, 11, 1)),
        "responsible": "The director",
        "confirmer": "The regional lead",
    }
    page = scheduler.post(f"/inspections/{inspection.pk}/findings/new/", said, follow=True).text
    assert "Children wait for a visit." in page
    assert "Past its day and not confirmed" in page
    finding = Finding.objects.get()
    confirm = f"/findings/{finding.pk}/confirm/"
    assert "Children wait for a visit." in scheduler.get(confirm).text
    wrong = scheduler.post(confirm, {**day("on", date(2026, 9, 30)), "note": "Seen"})
    assert "The day must lie between the finding and today." in wrong.text
    page = scheduler.post(confirm, {**day("on", date(2026, 11, 16)), "note": "Seen on a visit"}, follow=True).text
    assert "Confirmed as put right on 16 November 2026" in page
    again = scheduler.post(confirm, {**day("on", TODAY), "note": "Twice"})
    assert "This has been confirmed already." in again.text
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"finding_recorded", "finding_confirmed"} <= actions


def test_a_finding_needs_its_kind_and_text(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = places["quernshire"].inspections.get()
    answer = scheduler.post(f"/inspections/{inspection.pk}/findings/new/", day("known_on", TODAY))
    assert "Select kind" in answer.text
    assert "Enter what is to be put right" in answer.text


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLICY_ANALYST, Role.DIRECTOR])
def test_who_may_not_record_is_told_so(client: Client, places: dict[str, Body], role: Role) -> None:
    inspection = places["quernshire"].inspections.get()
    finding = concern(places["quernshire"], by=TODAY)
    sign_in(client, role, body="authority:X10000001" if role is Role.DIRECTOR else "")
    for address in (NEW, f"/inspections/{inspection.pk}/findings/new/", f"/findings/{finding.pk}/confirm/"):
        answer = client.post(address, {})
        assert answer.status_code == 403
        assert "You may not record inspections." in answer.text


def test_an_inspector_records_in_their_region_and_corrects_nothing(client: Client, places: dict[str, Body]) -> None:
    sign_in(client, Role.INSPECTOR, region=LONDON)
    assert client.get("/authorities/X10000002/events/new/").status_code == 200
    assert client.get(NEW).status_code == 403
    page = client.get("/authorities/X10000002/").text
    assert "Record an event" in page
    assert "/correct/" not in page
    inspection = places["lornmere"].inspections.get()
    assert client.get(f"/inspections/{inspection.pk}/correct/").status_code == 403


def test_an_event_of_which_nothing_counts_is_not_corrected(scheduler: Client, places: dict[str, Body]) -> None:
    """A reversed import is out of view: so is the event that only it told of."""
    run = ImportRun.objects.create(file="gone.csv", sha256="1" * 64)
    inspection = Inspection.objects.create(body=places["quernshire"], regime="ilacs")
    InspectionFact.objects.create(
        inspection=inspection,
        run=run,
        source_kind="official",
        source="gone.csv, row 2",
        event="short",
        ended=date(2026, 3, 6),
        known_on=date(2026, 4, 1),
        known_confidence="official",
        recorded_by="somebody",
    )
    for address in (f"/inspections/{inspection.pk}/correct/", f"/inspections/{inspection.pk}/findings/new/"):
        assert scheduler.get(address).status_code == 404


def test_an_event_whose_rules_the_library_lacks_is_not_corrected(scheduler: Client, places: dict[str, Body]) -> None:
    inspection = Inspection.objects.create(body=places["quernshire"], regime="jar")
    InspectionFact.objects.create(
        inspection=inspection,
        source_kind="manual",
        source="A letter",
        event="joint_area_review",
        published=date(2008, 3, 6),
        known_on=date(2008, 3, 6),
        known_confidence="official",
        recorded_by="somebody",
    )
    assert scheduler.get(f"/inspections/{inspection.pk}/correct/").status_code == 404
    assert "Published 6 March 2008" in scheduler.get(PAGE).text


def test_what_files_said_and_could_not_be_taken_is_listed(client: Client, places: dict[str, Body]) -> None:
    run = ImportRun.objects.create(file="some.ods", sha256="2" * 64, state="complete", finished_at=timezone.now())
    ImportRun.objects.create(file="half.ods", sha256="3" * 64)
    said = {"sheet": "Grades", "row": 7, "column": "Overall", "text": "Goodish", "unknown": "grade"}
    KeptAside.objects.create(run=run, reason="This is no grade.", mend="Say which grade is meant.", **said)
    sign_in(client, Role.ANALYST)
    home = client.get("/").text
    assert "row of a file was kept aside" in home
    assert "import has not finished" in home
    page = client.get("/kept-aside/").text
    for sentence in ("Goodish", "Sheet “Grades”, row 7, Overall", "This is no grade.", "The import of half.ods"):
        assert sentence in page
