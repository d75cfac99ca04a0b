"""A small invented framework for two types of setting, and short ways to write a home, its registrations and notices.

A home is inspected twice in each inspection year. From September 2021 a good one is inspected a second time only if a
person decides it, and the second inspection of one below good may slip into the next year. An agency is inspected once
in three years from the 1 April after its last inspection. What is common to both stands in the core.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.due.small import RULE, SCALE, day, duty, edition, event, shelf

from inspectorate.framework.model import Edition
from inspectorate.history.model import (
    Body,
    Coverage,
    Decision,
    DecisionKind,
    History,
    Inspection,
    Notice,
    NoticeKind,
    Registration,
    Standing,
)

EFFECT_SCALE = {
    "improved": {"label": "Improved effectiveness", "letter": "Im"},
    "sustained": {"label": "Sustained effectiveness", "letter": "Su"},
    "declined": {"label": "Declined in effectiveness", "letter": "De"},
}
JUDGEMENTS = {
    "overall": {**RULE, "label": "Overall experiences and progress", "kind": "overall", "meaning": "overall"},
    "effectiveness": {**RULE, "label": "Effectiveness", "meaning": "effectiveness", "scale": EFFECT_SCALE},
}
EVENTS = {
    "full": event("Full inspection", takes_place_of=["interim", "monitoring_visit"]),
    "interim": event("Interim inspection", graded=False) | {"graded": False},
    "monitoring_visit": event("Monitoring visit", "monitoring_visit"),
    "case_review": event("Urgent case review", "case_review"),
}


def yearly(event_id: str, nth: int, **more: Any) -> dict[str, Any]:
    """The first or second inspection of each inspection year, as law requires."""
    return duty(event_id, "inspection_year", nth=nth, statutory=True, **more)


FIRST = yearly("full", 1)
BEFORE, HALF = "before_this_year", "first_half_of_year"
REVIEW = duty(
    "case_review",
    "judged",
    after={"any": [{"overall": "inadequate"}, {"effectiveness": "declined"}]},
    basis="fieldwork_end",
    latest={"days": 7},
)
ALWAYS = {
    "follow_up": duty("monitoring_visit", "notice", earliest={"days": 1}, latest={"working_days": 5}),
    "review": REVIEW,
}
SLIP = {"first_from": {"months": 9}, "by": {"months": 3}}
STANDINGS = {
    "suspended": {**RULE, "label": "Suspended", "state": "suspended", "waits": ["full", "interim"]},
    "closing": {**RULE, "label": "Proposed to close", "state": "proposed_to_close", "waits": ["interim"]},
    "empty": {**RULE, "label": "No children placed", "state": "no_children_placed", "waits": ["full"],
              "within": {"months": 6}},
}  # fmt: skip
GOOD = {**RULE, "label": "Good or better", "when": {"overall": {"at_least": "good"}}}
BELOW = {**RULE, "label": "Requires improvement", "when": {"overall": "requires_improvement"}}
INADEQUATE = {**RULE, "label": "Inadequate", "when": {"overall": "inadequate"}}
UNJUDGED = {**RULE, "label": "Newly registered", "unjudged": True, "due": {
    "first": yearly("full", 1, registered=[BEFORE, HALF]),
    "second": yearly("interim", 2, registered=[BEFORE])}}  # fmt: skip
HOMES_2017 = {
    "unjudged": UNJUDGED,
    "good": {**GOOD, "due": {"first": FIRST, "second": yearly("interim", 2)}},
    "below": {**BELOW, "due": {"first": FIRST, "second": yearly("full", 2)}},
    "inadequate": {**INADEQUATE, "due": {"first": FIRST, "second": yearly("full", 2)}},
}
SOON = duty("monitoring_visit", basis="publication", earliest={"weeks": 6}, latest={"weeks": 8})
HOMES_2021 = {
    "unjudged": UNJUDGED,
    "good": {**GOOD, "due": {"first": FIRST, "second": yearly("interim", 2, only_if_decided=True)}},
    "below": {**BELOW, "due": {"first": FIRST, "second": yearly("full", 2, may_slip=SLIP)}},
    "inadequate": {
        **INADEQUATE, "due": {"first": FIRST, "second": yearly("full", 2, may_slip=SLIP), "soon": SOON}},
}  # fmt: skip
CYCLE = duty("full", from_next="inspection_year", latest={"months": 36}, statutory=True)
AGENCIES = {
    "unjudged": {**RULE, "label": "New agency", "unjudged": True, "due": {
        "first": duty("full", "opened", within=(7, None, 12))}},
    "good": {**GOOD, "due": {"cycle": CYCLE}},
    "below": {**BELOW, "due": {"soon": duty("full", within=(12, None, 18)), "cycle": CYCLE}},
}  # fmt: skip


def setting_edition(first: str, variant: str | None, **more: Any) -> Edition:
    """An edition of ``homes`` for one type, or (without one) its core."""
    values = {"events": EVENTS, "judgements": JUDGEMENTS, "scale": SCALE, "standings": STANDINGS, "always": ALWAYS}
    return edition("homes", first, variant=variant, applies_to=[variant] if variant else [], **(values | more))


CORE = setting_edition("2017-04-01", None)
HOME_2017 = setting_edition("2017-04-01", "childrens_home", pathways=HOMES_2017)
HOME_2021 = setting_edition("2021-09-01", "childrens_home", pathways=HOMES_2021)
AGENCY = setting_edition("2017-04-01", "independent_fostering_agency", pathways=AGENCIES)
LIBRARY = shelf(CORE, HOME_2017, HOME_2021, AGENCY)
EVERYTHING = (Coverage("homes", frozenset(EVENTS), date(2010, 1, 1), date(2030, 12, 31), "the register"),)
ID = "setting:SC900001"


def registration(first: str, type_: str = "childrens_home", standing: str = "active", **more: Any) -> Registration:
    """What the register said from a day on, known at once."""
    known = day(more.pop("known_on", first))
    return Registration(day(first), type_, Standing(standing), known, **more)


def home(*registrations: Registration, opened: str | None = "2015-05-01", **more: Any) -> Body:
    """A setting, registered in May 2015 as a children's home unless a test says otherwise."""
    told = registrations or (registration(opened or "2015-05-01"),)
    first = day(opened) if opened else None
    return Body(ID, "setting", "SC900001", "Children's home SC900001", opened=first, registrations=told, **more)


def inspected(event_id: str, ended: str, grade: str | None = None, **more: Any) -> Inspection:
    """An event of the setting, published and known on the day that it ended unless a test says otherwise.

    A full inspection has an overall grade, an interim one an effect; ``?`` is one that nobody could read.
    """
    judgement = "effectiveness" if event_id == "interim" else "overall"
    grades = {} if grade is None else {judgement: None if grade == "?" else grade}
    on = day(ended)
    known = day(more.pop("known_on", ended))
    return Inspection(f"{event_id}-{ended}", ID, "homes", event_id, on, on, known, known, grades=grades, **more)


def notice(served_on: str, put_right_by: str | None, **more: Any) -> Notice:
    """A compliance notice."""
    known, ended = day(more.pop("known_on", served_on)), more.pop("ended_on", None)
    by = day(put_right_by) if put_right_by else None
    kind = NoticeKind(more.pop("kind", "compliance_notice"))
    return Notice(f"notice-{served_on}", kind, day(served_on), known, by, ended_on=day(ended) if ended else None)


def decision(kind: str, made_on: str, **more: Any) -> Decision:
    """A decision about the setting, taken by Ada Reed and known at once."""
    days = {name: day(more.pop(name)) for name in ("until", "expires", "ended_on") if name in more}
    values = {"id": f"{kind}-{made_on}", "by": "Ada Reed", "reason": "Two complaints in May.", **days, **more}
    return Decision(body=ID, kind=DecisionKind(kind), made_on=day(made_on), known_on=day(made_on), **values)


def history(
    *inspections: Inspection, body: Body | None = None, coverage: Iterable[Coverage] = EVERYTHING, **more: Any
) -> History:
    """What is stored about the setting."""
    return History(body or home(), inspections, coverage=tuple(coverage), **more)
