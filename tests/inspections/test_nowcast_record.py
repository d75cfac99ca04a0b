"""The nowcast of England's authorities, from the published record: what holds of it whatever it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.inspections.files import TESTER

from inspectorate.framework.library import load_library
from inspectorate.history.model import History
from inspectorate.intelligence.nowcast import fit_nowcast, nowcasts
from inspectorate.webapp.inspections.importing import import_file
from inspectorate.webapp.programme.queries import histories

pytestmark = pytest.mark.django_db

AS_OF = date(2019, 6, 1)


def without_what_came_later(history: History) -> History:
    """The record as it would be, had nothing become known after the day."""
    known = tuple(one for one in history.inspections if one.known_on <= AS_OF)
    return replace(history, inspections=known, predecessors=tuple(map(without_what_came_later, history.predecessors)))


def test_nothing_that_came_later_moves_it_and_an_older_grade_holds_less(real_data: Path) -> None:
    for path in sorted((real_data / "ofsted-la").iterdir()):
        import_file(by=TESTER, path=path)
    record, library = list(histories()), load_library()
    model = fit_nowcast(record, library, AS_OF, draws=100)
    told = list(nowcasts(record, model))
    then = [without_what_came_later(history) for history in record]
    assert then != record
    assert list(nowcasts(then, fit_nowcast(then, library, AS_OF, draws=100))) == told
    later = list(nowcasts(record, model, at=date(2029, 6, 1)))
    assert len(told) > 600
    for now, aged in zip(told, later, strict=True):
        assert sum(now.probabilities.values()) == pytest.approx(1)
        assert (now.body, now.area, now.last_date) == (aged.body, aged.area, aged.last_date)
        held = [one.probabilities[one.last_grade] for one in (now, aged)]
        # A body whose last grade was at odds with those before may come back to it as time passes.
        assert now.judgements > 1 or held[1] < held[0]
