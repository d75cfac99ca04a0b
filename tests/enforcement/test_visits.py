"""Which visits may show whether a compliance notice was met: those to the setting, since it was served."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.accounts.people import SOMEBODY
from tests.enforcement.conftest import TODAY, visited
from tests.enforcement.test_actions import NEW, due_of, notice, visit

from inspectorate.webapp.enforcement.actions import StepRefused, take_step
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.register.models import Body


@pytest.mark.parametrize(
    ("step", "first", "last", "fits"),
    [
        ("met", "2026-11-01", "2026-11-01", False),  # the day before the notice was served
        ("met", "2026-11-02", "2026-11-02", True),
        ("met", "2026-11-03", "2026-11-03", True),
        ("met", "2026-10-30", "2026-11-02", True),
        ("met", "2026-11-22", "2026-11-23", True),  # under way on the day of the step
        ("met", "2026-11-23", "2026-11-23", False),
        ("not_met", "2026-11-19", "2026-11-19", False),
        ("not_met", "2026-11-20", "2026-11-20", False),  # the last day on which it could be put right
        ("not_met", "2026-11-21", "2026-11-21", True),
    ],
)
def test_only_a_visit_at_a_time_that_can_show_it_tells_whether_a_notice_was_met(
    settings_of: dict[str, Body], step: str, first: str, last: str, fits: bool
) -> None:
    home = settings_of["home"]
    case = notice(home)
    seen = visited(home, date.fromisoformat(first), date.fromisoformat(last))
    new = replace(NEW, day=date(2026, 11, 22), inspection=seen)
    if fits:
        assert take_step(by=SOMEBODY, case=case, step=step, new=new).inspection == seen
        return
    since = "2 November 2026" if step == "met" else "21 November 2026"
    with pytest.raises(StepRefused, match=f"from {since} to 22 November 2026; record it first") as refused:
        take_step(by=SOMEBODY, case=case, step=step, new=new)
    assert refused.value.field == "inspection"


def test_a_notice_is_not_met_by_an_inspection_before_it_nor_by_one_of_another_setting(
    settings_of: dict[str, Body],
) -> None:
    home = settings_of["home"]
    case = notice(home)
    elsewhere = visited(settings_of["agency"], TODAY)
    for seen in (visit(home), elsewhere):
        with pytest.raises(StepRefused, match="Choose a visit to this setting that was carried out from 2 November"):
            take_step(by=SOMEBODY, case=case, step="met", new=replace(NEW, day=TODAY, inspection=seen))
    assert due_of(home)["sccif.always.notice_follow_up"]


def test_what_is_known_by_its_publication_alone_shows_no_notice_met(settings_of: dict[str, Body]) -> None:
    home = settings_of["home"]
    said = Said(source="A letter.", event="monitoring_visit", published=TODAY)
    told = record_event(by=SOMEBODY, body=home, edition="sccif/2017-04-01", said=said)
    with pytest.raises(StepRefused, match="Choose a visit"):
        take_step(by=SOMEBODY, case=notice(home), step="met", new=replace(NEW, day=TODAY, inspection=told))
