"""The ladder: what is open against whom, and what its file may not say."""

from __future__ import annotations

import pytest

from inspectorate.framework.setting_types import setting_types
from inspectorate.webapp.enforcement.actions import MISSING
from inspectorate.webapp.enforcement.ladder import FILE, SAME, ladder, read
from inspectorate.webapp.enforcement.models import StepTaken
from inspectorate.webapp.inspections.models import Inspection

LADDER = ladder()
KINDS = [pytest.param(kind, id=id_) for id_, kind in LADDER.kinds.items()]


@pytest.mark.parametrize("type_", setting_types())
def test_only_regulated_settings_are_enforced_against(type_: str) -> None:
    open_ = {id_ for id_, kind in LADDER.kinds.items() if kind.open_to(type_)}
    every = set(LADDER.kinds) if setting_types()[type_].regulated else set()
    homes = "home" in type_ or type_ == "residential_family_centre"
    assert open_ == (every if homes else every - {"restriction"})


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_is_reached_and_can_be_left_unless_it_ends_the_case(kind) -> None:
    reached = {step.to for step in kind.steps.values()} - {SAME}
    assert reached == set(kind.states)
    left = {name for step in kind.steps.values() if step.to != SAME for name in step.taken_from}
    assert {id_ for id_, state in kind.states.items() if not state.end} <= left
    assert kind.openings()


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_asks_for_fields_that_there_are(kind) -> None:
    for step in kind.steps.values():
        assert set(step.asks) <= set(MISSING)
        assert not (step.changes and step.taken_from), "only a case that is opened changes a condition"
        assert ("inspection" in step.asks) is (step.visit_from is not None), "a visit could be of any day"
    for state in kind.states.values():
        assert {clock.of for clock in state.clocks.values()} <= {None, "put_right_by", "ends_on"}


def test_every_rule_names_a_text_and_how_sure_it_is() -> None:
    for kind in LADDER.kinds.values():
        for rule in (kind, *kind.steps.values()):
            assert LADDER.sources[rule.basis].title
            assert rule.confidence
    assert {field.name for field in StepTaken._meta.get_fields()} >= set(MISSING)
    assert Inspection._meta.label == "inspections.Inspection"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("types: [childrens_home,", "types: [castle,", "restriction: castle is no type of setting"),
        ("to: sent, basis: policy", "to: lost, basis: policy", "warning_letter: lost is no state"),
        ("not_before: comply", "not_before: dawn", "compliance_notice: dawn is no clock"),
        ("after: [appeal]", "after: [prayer]", "restriction: prayer is no step"),
        ("visit_from: serve", "visit_from: dawn", "compliance_notice: dawn is no step"),
        ("visit_after: comply", "visit_after: dawn", "compliance_notice: dawn is no clock"),
        ("may_open: [compliance_notice, caution, prosecution]", "may_open: [war]", "warning_letter: war is no kind"),
        ("to: sent, basis: policy", "to: sent, basis: hearsay", "warning_letter: hearsay is no source"),
    ],
    ids=["type", "state", "clock", "step", "visit from", "visit after", "kind", "source"],
)  # fmt: skip
def test_a_name_that_leads_nowhere_is_told(old: str, new: str, fault: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ValueError, match=fault):
        read(text.replace(old, new, 1))
