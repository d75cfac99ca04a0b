"""What each event of a block may use whatever the others use: rules that tie events together are settled beforehand.

Two events at one body get weeks that are apart and, where they want different leads, people who differ; somebody who
could work too many weeks in a row gets weeks off; as many events may start in a region and week as there may. Within
what stays open each event can be anywhere. Where events are now stays open, and what else does is drawn, so that
another turn opens something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numba import njit

from inspectorate.planning.book import Book, Held, free_around
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Flags, Floats, Ints


def untied(book: Book, choices: Choices, held: Mapping[int, Held], drawn: np.random.Generator) -> Flags:
    """Which options of events that are in no week of a book are open. They were ``held`` by no rule's breach. (N,)."""
    # Weeks that are held come first: draws are below 1.
    wanted = drawn.random(book.free.shape)
    for one in held.values():
        wanted[one.people, one.week] = 1
    found: Flags = _apart(book, choices, held, drawn) & rested(book, choices, wanted)
    return found & _begun(book, choices, held, drawn) & _led(book, choices, held, drawn)


def _apart(book: Book, choices: Choices, held: Mapping[int, Held], drawn: np.random.Generator) -> Flags:
    """Events at one body, one after the other as they are now. One that is in no week may be wherever those leave room
    that are in one, and then they stay where they are."""
    programme, spacing, width = book.programme, book.programme.problem.rules.spacing, book.free.shape[1]
    at_body: dict[str, list[int]] = defaultdict(list)
    for of, number in enumerate(choices.events.tolist()):
        at_body[programme.events[number].body].append(of)
    may = np.ones((len(choices.events), width), dtype=bool)
    weeks = np.arange(width)
    for together in at_body.values():
        if len(together) == 1:
            continue
        numbers = choices.events[together].tolist()
        placed = sorted((held[number].week, of) for number, of in zip(numbers, together, strict=True) if number in held)
        nowhere = [of for number, of in zip(numbers, together, strict=True) if number not in held]
        for (week, of), (later, other) in pairwise(placed):
            last = int(drawn.integers(week, later - spacing + 1))
            may[of] &= weeks <= last
            may[other] &= weeks >= last + spacing
        for week, of in placed if nowhere else ():
            may[of] &= weeks == week
            may[nowhere] &= abs(weeks - week) >= spacing
        for of in drawn.permutation(nowhere)[1:]:
            may[of] = False
    found: Flags = may[choices.of, choices.week]
    return found


def rested(book: Book, choices: Choices, wanted: Floats) -> Flags:
    """Which options are open when nobody has weeks that would all in all be too many in a row; those that are
    ``wanted`` most, (P, W), come first."""
    works = book.holds > 0
    could = works.copy()
    could[choices.person, choices.week] = True
    before, after = free_around(could)
    most = book.programme.most_running
    long = np.flatnonzero((could & (after - before - 1 > most[:, None])).any(axis=1))
    may = np.ones(could.shape, dtype=bool)
    if len(long):
        order = np.argsort(-wanted[long], axis=1, kind="stable")
        may[long] = _in_a_row(works[long], could[long] & ~works[long], order, most[long])
    found: Flags = may[choices.person, choices.week]
    return found


@njit(cache=True, nogil=True)
def _in_a_row(works: Flags, could: Flags, order: Ints, most: Ints) -> Flags:
    """The weeks that people work, and of those that they could, in some order, such as leave nobody more than so many
    in a row. (P, W), ``most`` (P,)."""
    found = works.copy()
    for person in range(found.shape[0]):
        for week in order[person]:
            if not could[person, week]:
                continue
            first, last = week, week
            while first > 0 and found[person, first - 1]:
                first -= 1
            while last < found.shape[1] - 1 and found[person, last + 1]:
                last += 1
            found[person, week] = last - first < most[person]
    return found


def _begun(book: Book, choices: Choices, held: Mapping[int, Held], drawn: np.random.Generator) -> Flags:
    """No more events in a region and week than may begin there."""
    programme, limited = book.programme, book.programme.problem.rules.most_starts
    may = np.ones((len(choices.events), book.free.shape[1]), dtype=bool)
    could: dict[tuple[str, int], list[int]] = defaultdict(list)
    if limited:
        for of, week in np.unique(np.stack([choices.of, choices.week]), axis=1).T.tolist():
            region = programme.events[int(choices.events[of])].region
            if region in limited:
                could[region, week].append(of)
    for (region, week), those in could.items():
        numbers = choices.events[those].tolist()
        here = [number in held and held[number].week == week for number in numbers]
        left = max(limited[region] - book.starts[region, week], 0)
        first = np.argsort(drawn.random(len(those)) - np.array(here), kind="stable")
        may[np.array(those)[first[left:]], week] = False
    found: Flags = may[choices.of, choices.week]
    return found


def _led(book: Book, choices: Choices, held: Mapping[int, Held], drawn: np.random.Generator) -> Flags:
    """Of two events that want different leads, whoever could have both may have one."""
    programme = book.programme
    at = {programme.events[number].id: of for of, number in enumerate(choices.events.tolist())}
    leads = {of: held[number].lead for of, number in enumerate(choices.events.tolist()) if number in held}
    may = np.ones(len(choices.of), dtype=bool)
    for name, of in at.items():
        for other, people in programme.new_leads.get(name, ()):
            # Each pair is told of both its events.
            if at.get(other, -1) <= of:
                continue
            pair = (of, at[other])
            for person in sorted(people):
                now = [one for one in pair if leads.get(one) == person]
                kept = now[0] if now else pair[int(drawn.integers(2))]
                may &= (choices.person != person) | (choices.of == kept) | ~np.isin(choices.of, pair)
    return may
