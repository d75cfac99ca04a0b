"""Small published files of an invented country, and ways to load them."""

from __future__ import annotations

import csv
from pathlib import Path

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.importing import Imported, import_file
from inspectorate.webapp.register.actions import NewBody, add_body
from inspectorate.webapp.register.models import Body

TESTER = Actor.command_line("tester")
HEADINGS = (
    "Local authority name",
    "Inspection type",
    "Inspection start date",
    "Publication date",
    "Overall effectiveness",
    "Impact of leaders",
)


def country(*names: str, first: int = 1) -> dict[str, Body]:
    """Invented authorities on the register, by name; their codes are N01, N02 and so on from ``first``."""
    found = {}
    for number, name in enumerate(names or ("Northmere", "Aldmere"), start=first):
        code = f"N{number:02}"
        found[name] = add_body(by=TESTER, new=NewBody(kind="authority", code=code, name=name, codes={"gss": code}))
    return found


def row(name: str, kind: str, started: str, published: str, overall: str, leaders: str = "Good") -> tuple[str, ...]:
    return name, kind, started, published, overall, leaders


NORTHMERE = row("Northmere", "ILACS Standard Inspection", "07/03/2022", "18/05/2022", "Good")
ALDMERE = row("Aldmere", "ILACS Short Inspection", "11/04/2022", "24/05/2022", "Outstanding", "Outstanding")


def write(path: Path, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def load(path: Path, *rows: tuple[str, ...]) -> Imported:
    return import_file(by=TESTER, path=write(path, *rows) if rows else path)
