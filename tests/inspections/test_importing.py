"""Loading files: what is taken, what is kept aside, and that nothing stored is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.inspections.files import ALDMERE, NORTHMERE, TESTER, country, load, row, write

from inspectorate.formats.model import FormatError
from inspectorate.webapp.accounts.actors import Actor, Grant
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.actions import EventRefused, map_unknown
from inspectorate.webapp.inspections.files import kept_file
from inspectorate.webapp.inspections.importing import import_file, reverse_import, run_again
from inspectorate.webapp.inspections.models import ImportRun, InspectionFact, KeptAside
from inspectorate.webapp.inspections.models.record import FactRefused
from inspectorate.webapp.register.models import BodyName

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.VAR = tmp_path / "var"


def tally(run: ImportRun) -> tuple[int, int, int, int]:
    return run.accepted, run.unchanged, run.corrected, run.kept_aside


def record() -> list[tuple[str, list[tuple[object, ...]]]]:
    """The record as engines see it, without ids and sources."""
    return [
        (
            history.body.name,
            [(one.event, one.started, one.published, dict(one.grades)) for one in history.inspections],
        )
        for history in queries.histories()
    ]


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    country()
    assert tally(load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run) == (2, 0, 0, 0)
    before, facts = record(), InspectionFact.objects.count()
    assert tally(load(tmp_path / "a.csv").run) == (0, 2, 0, 0)
    assert (record(), InspectionFact.objects.count()) == (before, facts)


def test_a_later_file_corrects_and_both_facts_stay(tmp_path: Path) -> None:
    country()
    load(tmp_path / "a.csv", NORTHMERE)
    corrected = (*NORTHMERE[:4], "Requires improvement", NORTHMERE[5])
    assert tally(load(tmp_path / "b.csv", corrected).run) == (0, 0, 1, 0)
    assert record()[1][1][0][3]["overall"] == "requires_improvement"
    assert InspectionFact.objects.count() == 2
    assert [(one.field, one.said[0][0]) for one in queries.all_disagreements()] == [("overall", "requires_improvement")]
    assert queries.to_check().count() == 1


def test_one_audit_row_a_run(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run
    (entry,) = AuditEntry.objects.filter(action="file_imported")
    assert (entry.subject_id, entry.summary["accepted"], entry.actor) == (str(run.pk), 2, TESTER.name)


def test_an_unknown_authority_is_kept_aside_and_the_rest_is_taken(tmp_path: Path) -> None:
    country("Northmere")
    run = load(tmp_path / "a.csv", ALDMERE, NORTHMERE).run
    assert tally(run) == (1, 0, 0, 1)
    (aside,) = run.rows_kept_aside.all()
    assert (aside.row, aside.text, aside.unknown) == (2, "Aldmere", "name")
    assert aside.reason == "No authority on the register is called “Aldmere”."
    assert "Map the name" in aside.mend


def test_a_person_says_what_an_unknown_name_means_and_the_rows_run_again(tmp_path: Path) -> None:
    country("Northmere")
    run = load(tmp_path / "a.csv", row("Nrothmere", *NORTHMERE[1:])).run
    assert tally(run) == (0, 0, 0, 1)
    map_unknown(by=TESTER, unknown="name", text="Nrothmere", value="N01")
    again = run_again(by=TESTER, run=run)
    assert tally(again.run) == (1, 0, 0, 0)
    assert again.run.file == "a.csv"
    assert list(queries.kept_aside()) == []


def test_an_unknown_grade_stays_unknown_until_a_person_says_what_it_means(tmp_path: Path) -> None:
    country("Northmere")
    run = load(tmp_path / "a.csv", (*NORTHMERE[:4], "Goodish", "Good")).run
    assert tally(run) == (1, 0, 0, 1)
    assert record()[0][1][0][3] == {"overall": None, "leadership": "good"}
    (aside,) = KeptAside.objects.all()
    assert (aside.text, aside.unknown, aside.row) == ("Goodish", "grade", 2)
    map_unknown(by=TESTER, unknown="grade", text="Goodish", value="good")
    run_again(by=TESTER, run=run)
    assert record()[0][1][0][3] == {"overall": "good", "leadership": "good"}


@pytest.mark.parametrize(
    ("unknown", "value", "sentence"),
    [
        ("name", "N99", "No body on the register has the code N99."),
        ("grade", " ", "Enter what it means."),
        ("colour", "red", "A colour is nothing that can be mapped."),
    ],
)
def test_an_answer_that_means_nothing_is_refused(unknown: str, value: str, sentence: str) -> None:
    with pytest.raises(EventRefused, match=sentence):
        map_unknown(by=TESTER, unknown=unknown, text="x", value=value)


def test_a_visit_that_ends_before_it_began_is_kept_aside(tmp_path: Path) -> None:
    country()
    swapped = (*NORTHMERE[:2], "18/05/2022", "07/03/2022", *NORTHMERE[4:])
    run = load(tmp_path / "a.csv", swapped, ALDMERE).run
    assert (run.accepted, run.kept_aside) == (1, 1)


@pytest.mark.parametrize("kind", ["truncated", "noise", "no name", "empty"])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence_and_nothing_is_lost(tmp_path: Path, kind: str) -> None:
    country()
    load(tmp_path / "good.csv", NORTHMERE)
    before = record()
    bad = tmp_path / "bad.ods"
    contents = {"truncated": b"PK\x03\x04" + b"\x00" * 500, "noise": bytes(range(256)) * 40_000, "empty": b""}
    if kind == "no name":
        bad = write(tmp_path / "bad.csv", NORTHMERE[1:], headings=("Kind", "Start", "Published", "Overall", "Leaders"))
    else:
        bad.write_bytes(contents[kind])
    with pytest.raises(FormatError, match=r"bad\.(ods|csv)"):
        import_file(by=TESTER, path=bad)
    assert record() == before
    assert ImportRun.objects.count() == 1


def test_a_file_in_another_encoding_is_read(tmp_path: Path) -> None:
    country("Nörthmere")
    path = write(tmp_path / "a.csv", row("Nörthmere", *NORTHMERE[1:]), encoding="cp1252")
    assert tally(load(path).run) == (1, 0, 0, 0)


def test_a_reversed_run_is_out_of_view_and_comes_back_when_loaded_again(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    before = record()
    reverse_import(by=TESTER, run=run)
    reverse_import(by=TESTER, run=run)
    assert [events for _, events in record()] == [[], []]
    assert AuditEntry.objects.filter(action="import_reversed").count() == 1
    assert tally(load(tmp_path / "a.csv").run) == (1, 0, 0, 0)
    assert record() == before


def test_a_run_that_was_cut_short_is_never_seen_and_reversed_by_the_next(tmp_path: Path) -> None:
    country()
    first = load(tmp_path / "a.csv", NORTHMERE).run
    ImportRun.objects.filter(pk=first.pk).update(state=ImportRun.State.RUNNING, finished_at=None)
    assert [events for _, events in record()] == [[], []]
    assert tally(load(tmp_path / "a.csv").run) == (1, 0, 0, 0)
    first.refresh_from_db()
    assert first.state == ImportRun.State.REVERSED
    assert sum(len(events) for _, events in record()) == 1


def test_files_are_kept_under_their_hash_and_never_written_twice(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    kept = kept_file(run.sha256)
    assert kept.read_bytes() == (tmp_path / "a.csv").read_bytes()
    written = kept.stat().st_mtime_ns
    load(tmp_path / "a.csv")
    assert kept.stat().st_mtime_ns == written


def test_facts_are_neither_changed_nor_removed(tmp_path: Path) -> None:
    country()
    load(tmp_path / "a.csv", NORTHMERE)
    fact = InspectionFact.objects.get()
    for change in (
        fact.save,
        fact.delete,
        InspectionFact.objects.all().delete,
        lambda: InspectionFact.objects.update(event="short"),
    ):
        with pytest.raises(FactRefused):
            change()
    assert InspectionFact.objects.get().event == "standard"


def test_who_may_not_import_loads_nothing(tmp_path: Path) -> None:
    country()
    with pytest.raises(PermissionRefused, match="You may not import data"):
        import_file(by=Actor("pat@example.org", (Grant(frozenset()),)), path=write(tmp_path / "a.csv", NORTHMERE))
    assert not ImportRun.objects.exists()


def test_an_empty_register_is_filled_with_the_authorities_of_england(tmp_path: Path) -> None:
    run = load(tmp_path / "a.csv", row("Lambeth", *NORTHMERE[1:])).run
    assert tally(run) == (1, 0, 0, 0)


def test_newer_software_brings_what_it_knows_of_authorities_with_the_next_import(tmp_path: Path) -> None:
    load(tmp_path / "a.csv", row("Lambeth", *NORTHMERE[1:]))
    BodyName.objects.filter(body__code="E09000001").delete()
    run = load(tmp_path / "b.csv", row("City of London", *NORTHMERE[1:])).run
    assert tally(run) == (1, 0, 0, 0)


def test_an_invented_country_gets_no_real_authorities(tmp_path: Path) -> None:
    country("Northmere")
    assert tally(load(tmp_path / "a.csv", row("Lambeth", *NORTHMERE[1:])).run) == (0, 0, 0, 1)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Northmere", "Aldmere"]),
        st.sampled_from(["ILACS Standard Inspection", "ILACS Short Inspection"]),
        st.sampled_from(["", "07/03/2022", "04/03/2019"]),
        st.sampled_from(["18/05/2022", "14/04/2019", "20/05/2022"]),
        st.sampled_from(["Good", "Inadequate"]),
        st.just("Good"),
    ),
    max_size=4,
    unique_by=lambda one: (one[0], one[3][-4:]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
@given(ROWS, ROWS)
def test_loading_again_in_any_order_adds_nothing(
    tmp_path: Path, one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> None:
    with transaction.atomic():
        country()
        for name, rows in (("one.csv", one), ("other.csv", other)):
            load(write(tmp_path / name, *rows))
        before = record()
        for name in ("other.csv", "one.csv", "other.csv"):
            run = load(tmp_path / name).run
            assert (run.accepted, run.corrected) == (0, 0)
        assert record() == before
        transaction.set_rollback(True)
