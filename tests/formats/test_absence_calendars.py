"""A calendar as a list of absences: which entries are taken, on which days, and what is kept of the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.formats import absence_calendars
from inspectorate.formats.model import FormatError
from inspectorate.formats.workforce import SaidAbsence, WorkforceReading, read_workforce


def read(tmp_path: Path, *entries: str, name: str = "N-1.ics") -> WorkforceReading:
    body = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    path = tmp_path / name
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n")
    return read_workforce(path)


def absence(tmp_path: Path, *lines: str) -> SaidAbsence:
    found = read(tmp_path, "\n".join(lines))
    assert found.kept_aside == ()
    (said,) = found.said
    assert isinstance(said, SaidAbsence)
    return said


LEAVE = "UID:a@x\nSUMMARY:Annual leave\nDTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261225"


def test_the_day_on_which_an_entry_ends_is_no_longer_part_of_it(tmp_path: Path) -> None:
    said = absence(tmp_path, LEAVE)
    assert (said.inspector, said.kind, said.first, said.last) == (
        "N-1",
        "leave",
        date(2026, 12, 21),
        date(2026, 12, 24),
    )
    assert (said.uid, said.cancelled, said.place.file, said.place.row) == ("a@x", False, "N-1.ics", 3)


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        ("DTSTART;VALUE=DATE:20261221", date(2026, 12, 21), date(2026, 12, 21)),
        ("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261221", date(2026, 12, 21), date(2026, 12, 21)),
        ("DTSTART:20261221T090000\nDTEND:20261222T170000", date(2026, 12, 21), date(2026, 12, 22)),
        ("DTSTART:20261221T090000\nDTEND:20261222T000000", date(2026, 12, 21), date(2026, 12, 21)),
        # In summer London is an hour ahead of UTC: this begins on the 22nd there.
        ("DTSTART:20260621T233000Z\nDURATION:PT8H", date(2026, 6, 22), date(2026, 6, 22)),
        ("DTSTART;TZID=Europe/Paris:20261221T090000\nDTEND:20261221T170000", date(2026, 12, 21), date(2026, 12, 21)),
        ("DTSTART:20261221T090000\nDTEND:20261221T120000", date(2026, 12, 21), date(2026, 12, 21)),
    ],
)
def test_days_are_those_of_london(tmp_path: Path, lines: str, first: date, last: date) -> None:
    said = absence(tmp_path, "SUMMARY:Training", lines)
    assert (said.kind, said.first, said.last) == ("training", first, last)


def test_a_category_tells_before_the_title(tmp_path: Path) -> None:
    said = absence(tmp_path, "SUMMARY:Cornwall", "CATEGORIES:Red,Holiday", "DTSTART;VALUE=DATE:20261221")
    assert said.kind == "leave"


def test_what_is_no_absence_is_counted_and_nothing_of_it_kept(tmp_path: Path) -> None:
    found = read(tmp_path, LEAVE, "SUMMARY:Dentist\nDTSTART:20261221T090000Z", "DTSTART:20261221T090000Z")
    assert (len(found.said), found.kept_aside, found.passed_over) == (1, (), 2)
    assert "Dentist" not in repr(found)


def test_a_cancelled_entry_says_so_and_a_moved_one_of_a_series_has_a_name_of_its_own(tmp_path: Path) -> None:
    said = absence(tmp_path, LEAVE, "STATUS:cancelled", "RECURRENCE-ID;VALUE=DATE:20261214")
    assert (said.cancelled, said.uid) == (True, "a@x/20261214")


@pytest.mark.parametrize(
    ("lines", "column", "reason"),
    [
        ("DTSTART:20261221T090000\nRRULE:FREQ=WEEKLY", "RRULE", "The entry repeats."),
        ("DTSTART:20261221T090000\nRDATE:20261228T090000", "RRULE", "The entry repeats."),
        ("DESCRIPTION:Nothing", "DTSTART", "Its days cannot be read."),
        ("DTSTART:20261221\nDURATION:20261222", "DTSTART", "Its days cannot be read."),
        ("DTSTART:2026122T090000", "DTSTART", "Its days cannot be read."),
        ("DTSTART;VALUE=DATE:19491231", "DTSTART", "Its days lie in no year from 1950 to 2099."),
        ("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:21000102", "DTSTART", "Its days lie in no year from 1950"),
        ("DTSTART:00010101T000000Z\nDTEND:00010102T000000Z", "DTSTART", "Its days cannot be read."),
        ("DTSTART:20261221T090000\nDTEND:20261220T090000", "DTEND", "It ends before it begins."),
        ("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261220", "DTEND", "It ends before it begins."),
        ("DTSTART:20261221T090000\nDTEND:20261221T115959", "DTEND", "It lasts less than half a day."),
    ],
)
def test_an_entry_that_cannot_be_taken_is_kept_aside_and_the_rest_taken(
    tmp_path: Path, lines: str, column: str, reason: str
) -> None:
    found = read(tmp_path, f"SUMMARY:Training\n{lines}", LEAVE)
    assert len(found.said) == 1
    (aside,) = found.kept_aside
    assert (aside.place.row, aside.place.column, aside.reason.startswith(reason)) == (3, column, True)
    assert aside.mend.endswith(".")
    assert "Training" not in repr(aside)


NAMES = ("DTSTART", "DTEND", "DURATION", "UID", "SUMMARY", "CATEGORIES", "STATUS", "RECURRENCE-ID", "RRULE")
PARAMETERS = ("", ";VALUE=DATE", ";TZID=Europe/Paris", ";TZID=No/Where")
VALUES = ("20261221", "20261221T090000", "20261222T170000Z", "00010101T000000Z", "99991231T235959", "20261332", "P1D",
          "-P99999999D", "Leave", "CANCELLED", "", "FREQ=DAILY", "20261221/PT1H")  # fmt: skip


@given(
    entries=st.lists(
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(PARAMETERS), st.sampled_from(VALUES)), max_size=6),
        max_size=3,
    )
)
def test_every_entry_is_taken_kept_aside_or_passed_over(
    entries: list[list[tuple[str, str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = ["\n".join(["SUMMARY:Leave", *(f"{name}{more}:{value}" for name, more, value in one)]) for one in entries]
    try:
        found = read(tmp_path_factory.mktemp("any"), *lines)
    except FormatError:
        return  # some lines break the whole file; it is refused in a sentence, which other tests read
    assert len(found.said) + len(found.kept_aside) + found.passed_over == len(entries)


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\nnonsense", "BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR"])
def test_a_broken_calendar_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "N-1.ics"
    path.write_text(text)
    with pytest.raises(FormatError, match=r"N-1.ics cannot be read as a calendar \(.+\): export it again"):
        read_workforce(path)


def test_a_calendar_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence_calendars, "MOST_ENTRIES", 1)
    with pytest.raises(FormatError, match="has 2 entries"):
        read(tmp_path, LEAVE, LEAVE)
    monkeypatch.setattr(absence_calendars, "MOST_BYTES", 10)
    with pytest.raises(FormatError, match="is larger than 0 MB"):
        read(tmp_path, LEAVE)
