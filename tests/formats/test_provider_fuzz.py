"""Tables of settings that were shuffled, cut, renamed or written over: read, or kept aside, and never made up."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.test_provider_layouts import SAMPLES, Sample

from inspectorate.formats import FormatError, Reading, read_file
from inspectorate.formats.setting_headings import heads_settings

FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Rows = list[list[str]]


def _rows(sample: Sample) -> Rows:
    return list(csv.reader(io.StringIO(sample.table, newline="")))


def _shuffle_columns(rows: Rows, chance: random.Random) -> Rows:
    order = list(range(max(len(row) for row in rows)))
    chance.shuffle(order)
    return [[row[at] if at < len(row) else "" for at in order] for row in rows]


def _drop_column(rows: Rows, chance: random.Random) -> Rows:
    at = chance.randrange(len(rows[-1]))
    return [row[:at] + row[at + 1 :] for row in rows]


def _rename_column(rows: Rows, chance: random.Random) -> Rows:
    head = next(row for row in rows if heads_settings(row))
    renamed = [*head]
    renamed[chance.randrange(len(head))] = chance.choice(
        ["Colour", "URN", "Inspection date", "Overall effectiveness", ""]
    )
    return [renamed if row is head else row for row in rows]


def _swap_cells(rows: Rows, chance: random.Random) -> Rows:
    row = chance.choice(rows)
    one, other = chance.randrange(len(row)), chance.randrange(len(row))
    swapped = [*row]
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return [swapped if each is row else each for each in rows]


def _write_over(rows: Rows, chance: random.Random) -> Rows:
    row = chance.choice(rows)
    written = [*row]
    noise = ["31/02/2016", "Brilliant", "£4", "-1", "SC1", "NULL", "REDACTED", "\u2028", "2", "99999", "Crèche", "1e9"]
    written[chance.randrange(len(row))] = chance.choice(noise)
    return [written if each is row else each for each in rows]


def _double_heading(rows: Rows, chance: random.Random) -> Rows:
    head = next(row for row in rows if heads_settings(row))
    at = chance.randrange(rows.index(head), len(rows) + 1)
    return [*rows[:at], head, *rows[at:]]


def _stray_lines(rows: Rows, chance: random.Random) -> Rows:
    at = chance.randrange(len(rows) + 1)
    stray = chance.choice([["Notes"], [], ["a", "b"], ["Table 3: as at 31 March 2011"], ["", "", "only this"]])
    return [*rows[:at], stray, *rows[at:]]


def _longer_row(rows: Rows, chance: random.Random) -> Rows:
    row = chance.choice(rows)
    return [[*each, "", "more"] if each is row else each for each in rows]


BREAKS = [
    _shuffle_columns,
    _drop_column,
    _rename_column,
    _swap_cells,
    _write_over,
    _double_heading,
    _stray_lines,
    _longer_row,
]


def _written(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _read(tmp_path: Path, sample: Sample, raw: bytes) -> Reading | None:
    path = tmp_path / sample.file
    path.write_bytes(raw)
    try:
        return read_file(path)
    except FormatError:
        return None


def _days_said(reading: Reading) -> Iterator[date]:
    for setting in reading.settings:
        yield from (day for day in (setting.registered, setting.left) if day is not None)
    for one in reading.inspections:
        yield from (day for day in (one.started, one.ended, one.published) if day is not None)


@FUZZ
@given(
    sample=st.sampled_from(SAMPLES),
    breaks=st.lists(st.sampled_from(BREAKS), min_size=1, max_size=4),
    seed=st.integers(),
)
def test_a_broken_table_is_read_or_kept_aside_and_nothing_is_made_up(
    sample: Sample, breaks: list[object], seed: int, tmp_path: Path
) -> None:
    chance, rows = random.Random(seed), _rows(sample)
    for each in breaks:
        if any(heads_settings(row) for row in rows) and all(rows):
            rows = each(rows, chance)
    reading = _read(tmp_path, sample, _written(rows))
    if reading is None:
        return
    cells = {cell.strip() for row in rows for cell in row}
    written = {day for cell in cells if (day := _day(cell)) is not None}
    assert set(_days_said(reading)) <= written
    for one in reading.inspections:
        assert {grade.text for grade in one.judgements.values()} <= {" ".join(cell.split()) for cell in cells}
        assert one.codes["urn"] in {cell.upper() for cell in cells}
    _account_for(rows, reading)


def _day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _account_for(rows: Rows, reading: Reading) -> None:
    """Every row below a heading that was recognised is taken, kept aside, a heading, prose or blank."""
    if not reading.recognised:
        return
    first = (
        min(one.place.row or 0 for one in (*reading.settings, *reading.kept_aside)) if reading.settings else len(rows)
    )
    told = {one.place.row for one in (*reading.settings, *reading.kept_aside, *reading.inspections)}
    for number, row in enumerate(rows, 1):
        filled = [cell for cell in row if cell.strip() and cell != "NULL"]
        if number > first and len(filled) > 1 and not heads_settings(filled):
            assert number in told, row


@FUZZ
@given(sample=st.sampled_from(SAMPLES), share=st.floats(0, 1))
def test_a_download_that_was_cut_off_says_nothing_that_the_whole_does_not(
    sample: Sample, share: float, tmp_path: Path
) -> None:
    raw = sample.table.encode()
    whole, cut = _read(tmp_path, sample, raw), _read(tmp_path, sample, raw[: int(len(raw) * share)])
    if whole is None or cut is None:
        return
    assert set(_days_said(cut)) <= set(_days_said(whole))
    known = {
        (one.place.row, judgement, grade.grade)
        for one in whole.inspections
        for judgement, grade in one.judgements.items()
    }
    said = {
        (one.place.row, judgement, grade.grade)
        for one in cut.inspections
        for judgement, grade in one.judgements.items()
    }
    assert {fact for fact in said - known if fact[2] is not None} <= _shortened(sample, cut)


def _shortened(sample: Sample, cut: Reading) -> set[tuple[int | None, str, str | None]]:
    """“Requires improvement” is left of “Requires improvement to be good”: the same grade, or in 2013 not a new one."""
    return {
        (one.place.row, judgement, "requires_improvement")
        for one in cut.inspections
        for judgement, grade in one.judgements.items()
        if grade.text.lower() == "requires improvement"
    }


@FUZZ
@given(
    sample=st.sampled_from(SAMPLES),
    wrong=st.sampled_from(["utf-16-le", "utf-16-be", "utf-8", "cp1252", "cp037", "utf-7"]),
    noise=st.binary(max_size=6),
    at=st.floats(0, 1),
)
def test_another_encoding_or_a_broken_byte_is_refused_or_read(
    sample: Sample, wrong: str, noise: bytes, at: float, tmp_path: Path
) -> None:
    raw = sample.table.encode(wrong, errors="replace")
    cut = int(len(raw) * at)
    reading = _read(tmp_path, sample, raw[:cut] + noise + raw[cut:])
    for one in reading.inspections if reading else ():
        assert one.regime in ("sccif", "settings-2013")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.layout)
def test_a_heading_that_comes_again_changes_nothing(sample: Sample, tmp_path: Path) -> None:
    rows = _rows(sample)
    head = next(row for row in rows if heads_settings(row))
    once, twice = (
        _read(tmp_path, sample, _written(rows)),
        _read(tmp_path, sample, _written([*rows[:-2], head, *rows[-2:]])),
    )
    assert once is not None
    assert twice is not None
    assert [one.urn for one in once.settings] == [one.urn for one in twice.settings]
    assert [one.complete for one in once.registers] == [one.complete for one in twice.registers]
    assert len(once.coverage) == len(twice.coverage)
