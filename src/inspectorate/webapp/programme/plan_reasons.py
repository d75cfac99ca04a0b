"""Why an event is in its week with its people, in sentences; they name unannounced days, so only for who may plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inspectorate.due.labels import day_text, listed
from inspectorate.formats.workforce_words import GRADES, SKILLS
from inspectorate.planning.account import Account, account
from inspectorate.planning.explain import Bar, Other, Reasons
from inspectorate.planning.explain import reasons as reasons_of
from inspectorate.planning.model import Event, Problem, Weeks
from inspectorate.webapp.design.filters import span
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_proof
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.models import Inspector

MOST = 6
"""Sentences about other weeks; those that would save most come first."""


def reasons(kept: Plan, event_id: str) -> list[str]:
    """Why an event of a plan is in its week with its people, or in none. Raises KeyError for one that is not in it."""
    return sentences(account(*problem_and_proof(kept)), event_id)


def sentences(told: Account, event_id: str) -> list[str]:
    """The same, where the plan's account is there already."""
    why = reasons_of(told, event_id)
    words = _Words.of(told.book.programme.problem, why)
    if why.event.locked:
        return [f"Its people have been told: it stays in the week of {words.week(why.event.locked.week)}."]
    return [*_window(why, words), *_people(why, words), *_others(why, words)]


@dataclass(frozen=True, slots=True)
class _Words:
    """Names for the codes of a plan."""

    weeks: Weeks
    events: dict[str, Event]
    bodies: dict[str, str]
    people: dict[str, str]

    @classmethod
    def of(cls, problem: Problem, why: Reasons) -> _Words:
        """The names that some reasons need, in two queries."""
        events = {event.id: event for event in problem.events}
        named = [rival.event for other in why.others for rival in other.rivals]
        named += [name for other in why.others for name in other.by if name in events]
        codes = {events[name].body.partition(":")[2] for name in named}
        people = {name for other in why.others for name in other.people}
        people |= set(why.placement.people) if why.placement else set()
        return cls(
            problem.weeks,
            events,
            dict(Body.objects.filter(code__in=codes).values_list("code", "name")),
            dict(Inspector.objects.filter(code__in=people).values_list("code", "name")),
        )

    def week(self, week: int) -> str:
        return day_text(self.weeks.monday(week))

    def in_weeks(self, weeks: Sequence[int]) -> str:
        """``In the week of 4 May 2026``, ``In the weeks of 4 to 18 May 2026 and 1 June 2026``."""
        runs: list[list[int]] = []
        for week in weeks:
            if runs and week == runs[-1][-1] + 1:
                runs[-1].append(week)
            else:
                runs.append([week])
        told = _listed([span(self.weeks.monday(run[0]), self.weeks.monday(run[-1])) for run in runs])
        return f"In the week{'s' if len(weeks) > 1 else ''} of {told}"

    def person(self, code: str) -> str:
        return self.people.get(code, code)

    def event(self, name: str) -> str:
        """An event by its body and kind; what others do stands for itself."""
        if name not in self.events:
            return name
        event = self.events[name]
        code = event.body.partition(":")[2]
        return f"{self.bodies.get(code, code)} ({event.kind.replace('_', ' ')})"


def _window(why: Reasons, words: _Words) -> Iterator[str]:
    event, parts = why.event, why.parts
    window = span(words.weeks.monday(event.earliest), words.weeks.monday(event.latest))
    yield f"It may first be on site in the weeks of {window}; its usual week is that of {words.week(event.usual)}."
    if why.placement is None:
        yield f"It is in no week. Leaving it out costs {_points(why.cost)}."
        return
    away = why.placement.week - event.usual
    if away:
        side, price = ("after", parts.late) if away > 0 else ("before", parts.early)
        yield f"It is {_weeks(abs(away))} {side} its usual week, at {_points(price)}."
    else:
        yield "It is in its usual week."
    if parts.past_latest:
        past = _weeks(why.placement.week - event.latest)
        yield f"That is {past} past its latest one, at a further {_points(parts.past_latest)}."
    if parts.school_holiday:
        yield f"Schools are closed in that week, at {_points(parts.school_holiday)}."
    if parts.spread:
        yield f"It is not announced; so that nobody can foresee it, chance added {_points(parts.spread)} to this week."


def _people(why: Reasons, words: _Words) -> Iterator[str]:
    event = why.event
    asks = [*event.skills, *(event.cover if event.team == 1 else ())]
    skilled = f"with the skill for it ({_listed([_skill(one) for one in asks])}) " if asks else ""
    yield (
        f"{_count(why.may, 'inspector')} {skilled}can be sent there without a conflict of interest, "
        f"of whom {why.may_lead} may lead{_grade(event)}."
    )
    if event.team > 1 and event.cover:
        yield f"Somebody on the team must have the skill for {_listed([_skill(one) for one in event.cover])}."
    place = why.placement
    if place is None:
        return
    others = [words.person(one) for one in place.people if one != place.lead]
    team = f"{words.person(place.lead)} leads, with {_listed(others)}" if others else f"{words.person(place.lead)} goes"
    costs = {
        "travel": why.parts.travel,
        "contractors": why.parts.contractors,
        "load above a fair share": why.parts.over_share,
    }
    spent = [f"{_points(points)} for {what}" for what, points in costs.items() if points]
    yield f"{team}{', at ' + _listed(spent) if spent else ''}."
    if sum(why.prices):
        yield f"To other events the time would be worth {_points(sum(why.prices))}, at the prices of this plan."


def _others(why: Reasons, words: _Words) -> Iterator[str]:
    """What the weeks that would be cheaper, or nearer the usual one, would have needed."""
    grouped: dict[Other, list[Other]] = defaultdict(list)
    for other in why.others:
        if other.bar is not Bar.DEARER and (other.cost is not None or _nearer(why, other.week)):
            grouped[_obstacle(other)].append(other)
    ordered = sorted(grouped.values(), key=lambda group: -max(_saved(why, other) for other in group))
    for group in ordered[:MOST]:
        yield f"{words.in_weeks([other.week for other in group])} {_in_the_way(why, group, words)}"
    left = sum(len(group) for group in ordered[MOST:])
    if left:
        yield f"In {_count(left, 'further week')} it would save less, and others hold the time or the place."
    elif not ordered:
        yield "No other week would be cheaper, even if everybody were free."


def _nearer(why: Reasons, week: int) -> bool:
    """Whether a week is nearer the usual one; any is to what is in none."""
    usual = why.event.usual
    return why.placement is None or abs(week - usual) < abs(why.placement.week - usual)


def _obstacle(other: Other) -> Other:
    """What is the same of several weeks with one obstacle."""
    rivals = tuple(replace(rival, price=0) for rival in other.rivals)
    team = other.people if other.bar in (Bar.NOTHING, Bar.TIRED, Bar.LEAD) else ()
    return replace(other, week=0, cost=None, people=team, rivals=rivals)


def _saved(why: Reasons, other: Other) -> int:
    """The points by which an event would be cheaper in another week; 0 where it cannot be there at all."""
    return 0 if other.cost is None else why.cost - other.cost


def _in_the_way(why: Reasons, group: Sequence[Other], words: _Words) -> str:
    first = group[0]
    by = _listed([words.event(name) for name in first.by])
    people = _listed([words.person(name) for name in first.people])
    if first.cost is None:
        return {
            Bar.SHORT: "there are too few working days for it, or its other weeks would lie outside the programme.",
            Bar.BODY: f"something else at the same body is too near: {by}.",
        }.get(first.bar, "no team that the rules allow has the time, whatever else is moved.")
    saved = sorted({_saved(why, other) for other in group})
    less = f"{saved[0]:,} to {_points(saved[-1])}" if len(saved) > 1 else _points(saved[0])
    team = f" with {people}" if why.placement and why.placement.week in {other.week for other in group} else ""
    held = {
        Bar.BODY: f"but another event at the same body is too near: {by}.",
        Bar.STARTS: "but as many events begin in the region as may.",
        Bar.LEAD: f"but {words.person(first.people[0])} leads another event there, and nobody is to lead both: {by}.",
        Bar.TIRED: f"but {people} would be with events for too many weeks in a row.",
        Bar.NOTHING: f"and {people} could go: this plan is not the best that can be.",
    }
    return f"it would cost {less} less{team}, {held.get(first.bar) or _held(group, words)}"


def _held(group: Sequence[Other], words: _Words) -> str:
    """Who would have been needed, what has them, and the price of their time: the most that it is in these weeks."""
    at: dict[str, list[str]] = defaultdict(list)
    for rival in group[0].rivals:
        at[rival.person].append(rival.event)
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, events in at.items():
        together[tuple(sorted(events))].append(words.person(person))
    who = [
        f"{_listed(people)} {'is' if len(people) == 1 else 'are'} with {_listed([words.event(one) for one in events])}"
        for events, people in together.items()
    ]
    price = max(sum({rival.person: rival.price for rival in other.rivals}.values()) for other in group)
    worth = f"; at the prices of this plan the time is worth {_points(price)} to others" if price else ""
    return f"but {_listed(who)}{worth}."


def _grade(event: Event) -> str:
    grades = list(GRADES.values())
    return f" ({grades[event.lead_grade].label} or above)" if 0 < event.lead_grade < len(grades) else ""


def _skill(name: str) -> str:
    return SKILLS[name].label.lower() if name in SKILLS else name.replace("_", " ")


def _points(number: int) -> str:
    return _count(number, "point")


def _weeks(number: int) -> str:
    return _count(number, "week")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _listed(parts: Sequence[str]) -> str:
    return listed(parts, "and")
