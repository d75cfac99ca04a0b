"""The published files give the same record in whichever order they are loaded."""

from datetime import date
from pathlib import Path

import pytest

from inspectorate.history.position import position
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections import importing, queries


@pytest.mark.django_db
def test_the_report_history_may_be_loaded_before_the_workbook(real_data: Path) -> None:
    for path in sorted((real_data / "ofsted-la").iterdir(), reverse=True):
        importing.import_file(by=Actor.command_line("test"), path=path)
    record = list(queries.histories())
    sif = position(record, date(2017, 2, 28), regime="sif")
    assert (sif.inspections.count, sif.inspections.grades["overall"]["inadequate"]) == (123, 31)
    latest = position(record, date(2023, 3, 31), known_by=date(2023, 4, 30))
    assert latest.latest.count == 152
    assert latest.latest.grades["overall"] == {
        "outstanding": 25,
        "good": 66,
        "requires_improvement": 48,
        "inadequate": 13,
    }
