"""Publication: what was approved by one and released by another, once, for ever, and every change of a byte found."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.people import MONDAY, People, Story, on_site, planned

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework import report
from inspectorate.webapp.casework.actions import release
from inspectorate.webapp.casework.actions.moves import take
from inspectorate.webapp.casework.chain import verify
from inspectorate.webapp.casework.models import Case, KeptRefused, Move, Version
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.tasks import publish_released
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.monitoring.tasks import compute_kind
from inspectorate.webapp.register.models import Body


def approved(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A focused visit whose letter is approved."""
    story = on_site(people, council, clock, event="focused_visit", topics=("The front door",))
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    return story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer().approve()


@pytest.fixture
def versions(people: People, council: Body, clock: time_machine.Traveller) -> list[Version]:
    story = approved(people, council, clock).release().publish().on("2027-01-11")
    story.take("assurer", "amend", reason="A figure was wrong.").write("lead", "A second paragraph.")
    story.approve().release().publish()
    return list(Version.objects.order_by("id"))


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example puts back what it changed
@given(data=st.data())
def test_any_single_changed_byte_of_any_published_version_is_found(
    data: st.DataObject, versions: list[Version]
) -> None:
    version = data.draw(st.sampled_from(versions))
    column = data.draw(st.sampled_from(("content", "sha256", "previous", "link")))
    text = getattr(version, column)
    if not text:
        return
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="ascii", min_codepoint=32, exclude_characters=text[place]))
    changed = text[:place] + letter + text[place + 1 :]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE casework_version SET {column} = %s WHERE id = %s", [changed, version.pk])
        try:
            assert verify()
        finally:
            cursor.execute(f"UPDATE casework_version SET {column} = %s WHERE id = %s", [text, version.pk])
    assert verify() == []


@pytest.mark.django_db
def test_a_version_that_is_taken_out_is_missed(versions: list[Version]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_version WHERE id = %s", [versions[0].pk])
    assert any("does not follow on" in fault for fault in verify())


@pytest.mark.django_db
def test_the_last_version_that_is_taken_out_is_missed_too(versions: list[Version]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_version WHERE id = %s", [versions[-1].pk])
    assert any("was taken out" in fault for fault in verify())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [("reason", "Another."), ("at", "2020-01-01 10:00:00+00:00"), ("public", False), ("number", 7),
     ("released_by", '["nobody@example.org"]')],
)  # fmt: skip
def test_what_is_told_beside_a_version_is_compared_with_the_audit_record(
    versions: list[Version], column: str, value: object
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE casework_version SET {column} = %s WHERE id = %s", [value, versions[-1].pk])
    assert any("is not what it was when it was published" in fault for fault in verify())


@pytest.mark.django_db
def test_a_version_put_under_another_case_is_found(
    versions: list[Version], people: People, council: Body, clock: time_machine.Traveller
) -> None:
    other = planned(people, council, clock).case
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_version SET case_id = %s WHERE id = %s", [other.pk, versions[-1].pk])
    (fault,) = verify()
    assert fault == f"Version 2 of case {other.slug}: its content is that of case {versions[0].case.slug}."


@pytest.mark.django_db
def test_a_case_put_under_another_body_is_found(versions: list[Version], council: Body) -> None:
    Case.objects.update(body=Body.objects.exclude(pk=council.pk)[0])
    assert [fault.partition(": ")[2] for fault in verify()] == [f"its content is about {council.key}."] * 2


@pytest.mark.django_db
def test_a_reason_that_is_not_the_one_in_the_content_is_found(versions: list[Version]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_version SET reason = 'Another.' WHERE id = %s", [versions[-1].pk])
    assert any("not the one that was approved" in fault for fault in verify())


@pytest.mark.django_db
def test_what_was_published_is_neither_changed_nor_removed_by_the_software(versions: list[Version]) -> None:
    for act in (versions[0].save, versions[0].delete, lambda: Version.objects.update(reason="x"),
                lambda: Version.objects.all().delete()):  # fmt: skip
        with pytest.raises(KeptRefused):
            act()


@pytest.mark.django_db
def test_an_amendment_keeps_the_first_version_and_says_why(versions: list[Version]) -> None:
    first, second = versions
    assert "A second paragraph." not in first.content
    assert "A second paragraph." in second.content
    assert (first.reason, second.reason) == ("", "A figure was wrong.")
    facts = InspectionFact.objects.filter(inspection=first.case.inspection).order_by("id")
    assert [fact.supersedes_id for fact in facts] == [None, facts[0].pk]
    assert {fact.published for fact in facts} == {timezone.localdate(first.at)}


@pytest.mark.django_db
def test_the_content_is_hashed_as_it_is_given_out(versions: list[Version]) -> None:
    for version in versions:
        assert report.digest(version.content) == version.sha256
        assert report.canonical(json.loads(version.content)) == version.content


@pytest.mark.django_db
def test_the_worker_publishes_when_the_time_has_come_and_says_so_when_it_may_not(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = approved(people, council, clock)
    at = timezone.now() + timedelta(hours=3)
    story.release(at)
    assert publish_released.func(story.case.pk) == {"refused": "Its time has not come."}
    clock.move_to(at + timedelta(seconds=1))
    assert publish_released.func(story.case.pk) == {"version": Version.objects.get().pk}
    assert "not possible now" in str(publish_released.func(story.case.pk)["refused"])
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_a_report_is_released_for_an_hour_to_come_or_for_now(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, client = approved(people, council, clock), Client()
    client.force_login(people.users["senior"], "allauth.account.auth_backends.AuthenticationBackend")
    address, now = f"/cases/{story.case.slug}/moves/release/", timezone.localtime()
    offered = re.search(r'<input[^>]*name="hour"[^>]*>', client.get(address).text)
    assert offered is not None
    assert f'value="{now.hour + 1}"' in offered.group()
    for at in (now - timedelta(days=900), now - timedelta(hours=1)):
        with pytest.raises(CaseRefused, match="The time of publication has passed"):
            story.release(at)
    today = {"day-day": now.day, "day-month": now.month, "day-year": now.year, "sure": "on"}
    assert "The time of publication has passed" in client.post(address, {**today, "hour": now.hour - 1}).text
    client.post(address, {**today, "hour": now.hour + 1})
    assert story.now().publish_at == now.replace(hour=now.hour + 1, minute=0, second=0, microsecond=0)
    story.take("senior", "revoke", reason="No.").approve()
    client.post(address, {**today, "hour": now.hour - 1, "now": "on"})
    assert story.publish().case.stage == "published"


@pytest.mark.django_db
def test_whoever_amends_or_withdraws_is_told_that_the_public_reads_why(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, client = approved(people, council, clock).release(), Client()
    client.force_login(people.users["senior"], "allauth.account.auth_backends.AuthenticationBackend")
    for move, public in (("revoke", False), ("amend", True), ("withdraw", True)):
        page = client.get(f"/cases/{story.case.slug}/moves/{move}/").text
        assert ("The public reads this" in page) is public
        assert ("It is kept, with your name." in page) is not public


@pytest.mark.django_db
def test_notice_is_not_recorded_before_it_is_given(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story, today = planned(people, council, clock), timezone.localdate()
    with pytest.raises(CaseRefused, match="The day must not be in the future"):
        story.take("lead", "give_notice", told="The director", done_on=today + timedelta(days=1))
    assert story.take("lead", "give_notice", told="The director", done_on=today).case.stage == "notified"


@pytest.mark.django_db
def test_a_withdrawal_says_why_and_removes_nothing(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = approved(people, council, clock).release().publish()
    story.take("senior", "withdraw", reason="It named a child.")
    assert Version.objects.count() == 1
    with pytest.raises(CaseRefused, match="not possible now"):
        story.take("assurer", "amend", reason="No.")


def at_once(*acts: object) -> list[str]:
    """What each act said when all were done in the same moment, each in a thread with a connection of its own."""
    start, said = threading.Barrier(len(acts)), []

    def do(act: object) -> None:
        start.wait()
        try:
            patiently(act)
            said.append("done")
        except CaseRefused as refusal:
            said.append(str(refusal))
        finally:
            connections.close_all()

    def patiently(act: Callable[[], object]) -> object:
        """SQLite in memory, as tests have it, does not wait for another's lock: that is done here."""
        for _ in range(200):
            try:
                return act()
            except OperationalError as fault:
                if "locked" not in str(fault):
                    raise
                time.sleep(0.02)
        raise AssertionError("the database stayed locked")

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_two_people_press_release_at_once_and_one_double_clicks(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = approved(people, council, clock)
    actor, case, at = people.actor("senior"), story.case, timezone.now()

    def press() -> None:
        take(by=actor, case=case, move="release", said={"publish_at": at})

    said = at_once(press, press, press)
    assert [one.partition(":")[0] for one in said] == ["Release for publication", "Release for publication", "done"]
    assert Move.objects.filter(move="release").count() == 1

    def publish() -> None:
        release.publish(by=Actor.worker("test"), case=case)

    assert at_once(publish, publish).count("done") == 1
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_a_case_that_was_only_planned_has_nothing_to_publish(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    with pytest.raises(CaseRefused, match="not possible now"):
        story.publish()
    assert release.publish_due(by=Actor.worker("test"), now=datetime.max.replace(tzinfo=timezone.now().tzinfo)) == []
    assert Case.objects.get().inspection is None


@pytest.mark.django_db
def test_once_a_report_on_an_authority_is_out_what_rests_on_the_record_is_computed_anew(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = approved(people, council, clock).release()
    assert not DBTaskResult.objects.filter(task_path=compute_kind.module_path).exists()
    story.publish()
    asked = DBTaskResult.objects.filter(task_path=compute_kind.module_path)
    assert sorted(one.args_kwargs["args"] for one in asked) == [["nowcast"], ["signals"]]
