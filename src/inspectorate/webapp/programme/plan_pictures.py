"""The programme's board: events under their weeks, by region or by inspector, with the load of each week on top."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from markupsafe import Markup

from inspectorate.planning.model import HALF_DAYS
from inspectorate.planning.price import DayPrice
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.design.week_bars import Bar
from inspectorate.webapp.design.week_board import Block, BoardRow, week_board
from inspectorate.webapp.programme.plan_layout import Laid, Layout
from inspectorate.webapp.programme.plan_presenters import EventRow
from inspectorate.webapp.programme.plan_prices import NO_REGION, points_text, price_text

MOST_BLOCKS = 250
"""More than these nobody could tell apart: then the board shows how many there are in each week."""

Booked = Mapping[tuple[str, int], int]
"""Half-days that events take, by person and week."""


def booked(plan: Layout, weeks: range) -> Booked:
    """What all events of a plan take of everybody in some weeks."""
    found: Counter[tuple[str, int]] = Counter()
    for laid in plan.events:
        for week, half_days in zip(laid.weeks, laid.event.held, strict=False):
            if week in weeks:
                for code in laid.people:
                    found[code, week] += half_days
    return found


def load(plan: Layout, weeks: range, people: Collection[str], taken: Booked) -> list[Bar]:
    """Week by week how much of the time of some people is taken, of how much they have."""
    bars = []
    for week in weeks:
        could = sum(plan.could(code, week) for code in people) / HALF_DAYS
        held = sum(taken[code, week] for code in people) / HALF_DAYS
        text = f"Week of {day(plan.weeks.monday(week))}: {held:,.1f} of {could:,.1f} days taken"
        bars.append(Bar(held, could, text))
    return bars


def by_region(
    plan: Layout,
    weeks: range,
    shown: Sequence[Laid],
    told: Mapping[int, EventRow],
    bars: Sequence[Bar],
    narrowed: Mapping[str, str],
    prices: Sequence[DayPrice],
) -> Markup:
    """A row a region, with the ``prices`` of its days. ``told``: what is said of each event, by its number; where there
    are more than `MOST_BLOCKS` nothing is. ``narrowed``: the address by region at which the board shows that region
    alone."""
    regions: dict[str, list[Laid]] = defaultdict(list)
    for one in shown:
        regions[one.event.region].append(one)
    many = len(shown) > MOST_BLOCKS
    rows = [
        BoardRow(
            region or NO_REGION,
            _counts(held, weeks, narrowed[region]) if many else [_block(one, told[one.number], weeks) for one in held],
            figures=[
                (one.week - weeks.start, points_text(one.points), price_text(one, plan.weeks.start))
                for one in prices
                if one.region == region and one.points
            ],
        )
        for region, held in sorted(regions.items())
    ]
    mondays = [plan.weeks.monday(week) for week in weeks]
    return week_board(rows, mondays, bars, title="Events by region and week")


def by_person(
    plan: Layout,
    weeks: range,
    rows: Sequence[tuple[str, str, Sequence[Laid]]],
    told: Mapping[int, EventRow],
    bars: Sequence[Bar],
) -> Markup:
    """A row a person: code, name and their events."""
    made = [
        BoardRow(name, [_block(one, told[one.number], weeks) for one in held], _away(plan, code, name, weeks))
        for code, name, held in rows
    ]
    mondays = [plan.weeks.monday(week) for week in weeks]
    return week_board(made, mondays, bars, title="Events by inspector and week")


def _block(laid: Laid, row: EventRow, weeks: range) -> Block:
    state = "" if row.state == "planned" else f"{row.state_text} · "
    note = f"{state}{row.team} · {row.kind}"
    return Block(laid.first - weeks.start, len(laid.weeks), row.place, note, row.text, row.state, row.href)


def _counts(held: Iterable[Laid], weeks: range, href: str) -> list[Block]:
    """How many events and people are on site in each week, where there are too many to show each."""
    events, people = Counter[int](), Counter[int]()
    for one in held:
        if one.week is not None:
            events[one.week] += 1
            people[one.week] += one.event.team
    return [
        Block(
            week - weeks.start, 1, f"{events[week]} events", f"{people[week]} people",
            f"{events[week]} events begin, with {people[week]} people", "many", href,
        )
        for week in weeks
        if events[week]
    ]  # fmt: skip


def _away(plan: Layout, code: str, name: str, weeks: range) -> list[tuple[int, float, str]]:
    person = plan.people[code]
    found = []
    for week in weeks:
        could = min(person.half_days, plan.weeks.half_days(week))
        if (lost := min(person.lost.get(week, 0), could)) > 0:
            days = f"away {lost / HALF_DAYS:g} of {could / HALF_DAYS:g} days"
            found.append((week - weeks.start, lost / could, f"{name}, week of {day(plan.weeks.monday(week))}: {days}"))
    return found
