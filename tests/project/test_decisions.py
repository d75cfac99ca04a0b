"""Architecture decisions: one number each, one screen each, the same five parts each."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.project.tree import ROOT

DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
ONE_SCREEN = 60


def test_numbers_are_unique_and_without_gaps() -> None:
    numbers = Counter(int(path.name[:4]) for path in DECISIONS)
    assert numbers == Counter(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts(path: Path) -> None:
    text = path.read_text()
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.search(r"^Status: (accepted|superseded by \d{4})$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= ONE_SCREEN
