"""A small record for commands to work on."""

from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run
from tests.inspections.files import ALDMERE, NORTHMERE, country, row, write


@pytest.fixture
def inspected_twice(db: None, tmp_path: Path, settings: Any) -> None:
    """Two authorities, one of them inspected twice."""
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    country()
    earlier = row("Northmere", "ILACS Short Inspection", "05/03/2018", "18/04/2018", "Inadequate")
    assert run("import", str(write(tmp_path / "a.csv", NORTHMERE, ALDMERE, earlier))).exit_code == 0
