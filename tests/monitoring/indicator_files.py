"""Small files of indicators of an invented country, and ways to load them."""

from __future__ import annotations

import csv
from pathlib import Path

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.importing import Imported, import_file
from inspectorate.webapp.register.actions import NewBody, add_body
from inspectorate.webapp.register.models import Body

TESTER = Actor.command_line("tester")
HEADINGS = ("time_period", "geographic_level", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
REFERRALS = ("referral_count", "rereferral_count", "rereferral_percent")


def authority(name: str, number: int, **told: object) -> Body:
    """An invented authority with the codes N01 and 901 for number 1."""
    code = f"N{number:02}"
    codes = {"gss": code, "three_digit": str(900 + number)}
    return add_body(by=TESTER, new=NewBody(kind="authority", code=code, name=name, codes=codes, **told))


def of(name: str, number: int, period: str, *values: str) -> tuple[str, ...]:
    """One row about an authority."""
    return (period, "Local authority", "E12000001", "North East", str(900 + number), f"N{number:02}", name, *values)


def england(period: str, *values: str) -> tuple[str, ...]:
    return (period, "National", "", "", "", "", "", *values)


def load(path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = REFERRALS) -> Imported:
    """Load a table of referrals with these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([(*HEADINGS, *columns), *rows])
    return import_file(by=TESTER, path=path)
