"""What a reading of a table of settings says, as plain lines that a person can compare with the table."""

from __future__ import annotations

from dataclasses import fields

from inspectorate.formats import KeptAside, Reading, SaidInspection, SaidSetting
from inspectorate.formats.model import SaidCoverage

_NOT_SHOWN = ("place", "urn", "type", "as_of", "source_kind")


def told(reading: Reading) -> list[str]:
    """A line for each setting, each inspection and each thing kept aside in the order of rows, then what is covered."""
    rows: list[tuple[int, int, str]] = [(one.place.row or 0, 0, _setting(one)) for one in reading.settings]
    rows += [(one.place.row or 0, 1, _inspection(one)) for one in reading.inspections]
    rows += [(one.place.row or 0, 2, _aside(one)) for one in reading.kept_aside]
    lines = [line for _, _, line in sorted(rows, key=lambda row: row[:2])]
    days = sorted({str(one.as_of) for one in reading.settings})
    lines.append(f"as of {' '.join(days)}")
    lines += [f"register {one.as_of}, {'whole' if one.complete else 'not whole'}" for one in reading.registers]
    return lines + [_covered(one) for one in reading.coverage]


def _setting(one: SaidSetting) -> str:
    said = {field.name: getattr(one, field.name) for field in fields(one) if field.name not in _NOT_SHOWN}
    shown = ", ".join(f"{name} {value}" for name, value in said.items() if value is not None)
    return f"{one.urn} {one.type}: {shown}"


def _inspection(one: SaidInspection) -> str:
    grades = ", ".join(f"{judgement} {grade.grade}" for judgement, grade in one.judgements.items()) or "nothing judged"
    report = f", report {one.published}" if one.published else ""
    return f"  {one.regime} {one.event} {one.number or 'without number'} on {one.started}{report}: {grades}"


def _aside(one: KeptAside) -> str:
    mapped = f" ({one.unknown} may be mapped)" if one.unknown else ""
    return f"  aside “{one.text}”: {one.reason}{mapped}"


def _covered(one: SaidCoverage) -> str:
    latest = "latest " if one.latest_only else ""
    events = " ".join(sorted(one.events))
    return f"covers {latest}{events} of {one.regime}, {one.first} to {one.last}, {len(one.types)} types"
