"""The how-to page says the days and columns that the software goes by."""

from __future__ import annotations

import re

from tests.project.tree import ROOT

from inspectorate.formats.concerns import NEEDED, OPTIONAL
from inspectorate.webapp.monitoring.concern_kinds import KINDS

PAGE = (ROOT / "docs/how-to/take-in-concerns.md").read_text()


def test_the_days_for_triage_are_those_of_the_table() -> None:
    said = {
        label: int(days)
        for labels, days in re.findall(r"^\| (.+?) \| (\d+) working days? \|$", PAGE, re.MULTILINE)
        for label in labels.split(", ")
    }
    assert said == {kind.label.lower(): kind.triage_within for kind in KINDS.values()}


def test_every_column_and_kind_of_a_file_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert {*NEEDED, *OPTIONAL, *KINDS} <= named
