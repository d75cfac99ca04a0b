"""What must be true of a decision: each kind with everything it needs, and without each part of it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.accounts.people import SOMEBODY
from tests.programme.places import TODAY

from inspectorate.framework.library import load_library
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.programme.actions import Answer, end_decision, take_decision
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.states import NEEDED, DecisionRefused, check_answer, check_fits
from inspectorate.webapp.register.models import Body

EDITION = "ilacs/2026-04-01"
WHOLE = Answer(
    kind=DecisionKind.DEFER,
    reason="Because",
    taken_on=TODAY,
    obligation="authority:X10000001/ilacs.requires_improvement.standard/1",
    rule="ilacs.requires_improvement.standard",
    event="short",
    until=date(2027, 1, 1),
    expires=date(2027, 6, 1),
)
EMPTY = {"obligation": "", "rule": "", "event": "", "until": None, "expires": None}


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_a_whole_answer_is_taken(kind: DecisionKind) -> None:
    check_answer(replace(WHOLE, kind=kind))


@pytest.mark.parametrize(("kind", "field", "sentence"), [(k, f, s) for k, parts in NEEDED.items() for f, s in parts])
def test_each_part_that_a_kind_needs_is_asked_for_by_name(kind: DecisionKind, field: str, sentence: str) -> None:
    with pytest.raises(DecisionRefused, match=sentence) as refused:
        check_answer(replace(WHOLE, kind=kind, **{field: EMPTY[field]}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"taken_on": date(2026, 11, 24)}, "taken_on"),
        ({"until": date(2026, 11, 22)}, "until"),
        ({"expires": date(2026, 11, 22)}, "expires"),
    ],
)
def test_days_and_reasons_that_do_not_fit(changed: dict[str, object], field: str) -> None:
    with pytest.raises(DecisionRefused) as refused:
        check_answer(replace(WHOLE, **changed))
    assert refused.value.field == field


@pytest.mark.parametrize("changed", [{"until": TODAY}, {"expires": TODAY}, {"taken_on": TODAY}])
def test_the_day_itself_fits(changed: dict[str, date]) -> None:
    check_answer(replace(WHOLE, **changed))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"obligation": "authority:X10000002/ilacs.requires_improvement.standard/1"}, "obligation"),
        ({"event": "internal_audit"}, "event"),
        ({"rule": "ilacs.requires_improvement.nothing"}, "rule"),
        ({"kind": DecisionKind.VISIT, "event": "standard"}, "event"),  # a graded one is brought forward
    ],
)
def test_what_another_body_or_edition_has_is_refused(changed: dict[str, str], field: str) -> None:
    edition = load_library().edition(EDITION)
    check_fits(WHOLE, edition, "authority:X10000001")
    with pytest.raises(DecisionRefused) as refused:
        check_fits(replace(WHOLE, **changed), edition, "authority:X10000001")
    assert refused.value.field == field


def test_a_decision_ends_once_and_with_a_reason(places: dict[str, Body]) -> None:
    answer = Answer(kind=DecisionKind.PAUSE, reason="Flood", taken_on=date(2026, 11, 2), until=date(2027, 1, 1))
    decision = take_decision(by=SOMEBODY, body=places["quernshire"], edition=EDITION, answer=answer)
    assert str(decision) == "pause for Quernshire on 2026-11-02"
    for on, reason in ((TODAY, " "), (date(2026, 11, 1), "Dry"), (date(2026, 11, 24), "Dry")):
        with pytest.raises(DecisionRefused):
            end_decision(by=SOMEBODY, decision=decision, on=on, reason=reason)
    end_decision(by=SOMEBODY, decision=decision, on=date(2026, 11, 2), reason="Dry")
    with pytest.raises(DecisionRefused, match="already ended"):
        end_decision(by=SOMEBODY, decision=decision, on=TODAY, reason="Dry")
    assert Decision.objects.get().ended_on == date(2026, 11, 2)
