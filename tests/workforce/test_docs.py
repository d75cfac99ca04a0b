"""The how-to page names every column and word that the software goes by."""

from __future__ import annotations

import re

from tests.project.tree import ROOT

from inspectorate.formats.absence_calendars import HALF_A_DAY
from inspectorate.formats.workforce import COLUMNS
from inspectorate.formats.workforce_words import ABSENCES, CONFLICTS, GRADES, SKILLS
from inspectorate.webapp.workforce.pictures import WEEKS

PAGE = (ROOT / "docs/how-to/keep-the-workforce.md").read_text()


def test_every_column_and_word_of_a_file_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert {*COLUMNS, *GRADES, *SKILLS, *ABSENCES, *CONFLICTS} <= named


def test_the_numbers_are_those_of_the_code() -> None:
    assert HALF_A_DAY.total_seconds() == 3 * 3600
    assert "less than three hours" in PAGE
    assert f"the coming {WEEKS} weeks" in PAGE
