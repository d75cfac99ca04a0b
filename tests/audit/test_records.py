"""The audit record only grows."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.guard import lift_guard, set_guard
from inspectorate.webapp.audit.models import AuditEntry, AuditRefused
from inspectorate.webapp.audit.records import record

BY = Actor.command_line("tester")


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_thing() -> None:
    entry = record(by=BY, action="thing_changed", subject="authority:E06000001", on=date(2024, 2, 29), count=3)
    entry.refresh_from_db()
    assert (entry.actor, entry.user_id, entry.action) == ("command-line:tester", None, "thing_changed")
    assert (entry.subject_kind, entry.subject_id) == ("authority", "E06000001")
    assert entry.summary == {"on": "2024-02-29", "count": 3}


@pytest.mark.django_db
def test_a_row_is_named_by_its_model_and_key() -> None:
    first = record(by=BY, action="thing_changed", subject="x:1")
    assert record(by=BY, action="looked_at", subject=first).subject_kind == "audit.auditentry"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(AuditRefused, match="outside a transaction"):
        record(by=BY, action="thing_changed", subject="x:1")


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_with_the_change_that_was_rolled_back() -> None:
    with transaction.atomic():
        record(by=BY, action="thing_changed", subject="x:1")
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_models_refuse_to_change_or_remove() -> None:
    entry = record(by=BY, action="thing_changed", subject="x:1")
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(actor="another"),
        lambda: AuditEntry.objects.bulk_update([entry], ["actor"]),
    ):
        with pytest.raises(AuditRefused):
            attempt()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET actor = 'another'", "DELETE FROM audit_auditentry"])
def test_the_database_refuses_it_too(statement: str) -> None:
    record(by=BY, action="thing_changed", subject="x:1")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().actor == "command-line:tester"


@pytest.mark.django_db(transaction=True)
def test_a_committed_entry_is_gone_only_because_the_test_ended() -> None:
    assert not AuditEntry.objects.exists()
    with transaction.atomic():
        record(by=BY, action="thing_changed", subject="x:1")


@pytest.mark.django_db(transaction=True)
def test_the_guard_can_be_lifted_and_set_again() -> None:
    with transaction.atomic():
        record(by=BY, action="thing_changed", subject="x:1")
    lift_guard(connection)
    set_guard(connection)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry")
