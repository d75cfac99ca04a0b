"""People who live near each other, and what they hold: the blocks of a plan that is mostly of events for one.

The events of a few people leave all of these people's weeks free when they are taken out, so that many of them can
change places. Events of a few places do not: whoever holds one of them has others elsewhere beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme
from inspectorate.planning.shortlist import Shortlist

SEVERAL, MORE = 40, 60
"""People of a group whose events are placed anew: fewer find less, and more take longer than they find; more may be if
what is agreed stays."""
MANY = 150
"""People among whom events are exchanged: so many that few would rather go beyond, and parts enough for all cores."""
TOGETHER = 64
"""At most so many groups in a round, for the memory that their rows take."""
ROUNDS, FEWEST = 2, 4
"""So many rounds in a turn, since groups of a round that live near each other leave each other less to choose; but so
many groups in each, if there are, for all cores to have work."""
SCATTER = 20.0
"""Minutes by which nearness is changed at random from turn to turn, so that groups are not the same."""


def groups(programme: Programme, turn: int, *, most: int = SEVERAL) -> list[Ints]:
    """All people in groups of those who live near each other, so many in each. The first of each group lives as far
    from those of the others as may be; each turn begins with somebody else."""
    minutes = _between_homes(programme)
    waiting, far = np.ones(len(minutes), dtype=bool), np.full(len(minutes), np.inf)
    drawn, found = np.random.default_rng(turn), list[Ints]()
    first = int(drawn.integers(len(minutes))) if len(minutes) else 0
    while waiting.any():
        far = np.minimum(far, minutes[first])
        near = minutes[first] + drawn.uniform(0, SCATTER, len(minutes))
        near[first] = -1
        order = np.argsort(np.where(waiting, near, np.inf), kind="stable")[:most]
        found.append(np.sort(order[waiting[order]]))
        waiting[order] = False
        first = int(np.argmax(np.where(waiting, far, -1)))
    return found


def _between_homes(programme: Programme) -> Ints:
    places = programme.problem.places
    home = np.array([places.names.index(person.home) for person in programme.problem.people], dtype=np.int64)
    minutes = np.array(places.minutes, dtype=np.int64).reshape(len(places.names), len(places.names))
    found: Ints = minutes[np.ix_(home, home)]
    return found


def rounds_of_groups(book: Book, listed: Shortlist, turn: int, *, most: int = SEVERAL) -> Iterator[list[list[int]]]:
    """What the groups of a turn hold, in rounds, as the book stands when a round begins: events for one that are
    ``listed``, and those in no week that somebody of the group could have."""
    found = groups(book.programme, turn, most=most)
    size = min(max(-(-len(found) // ROUNDS), FEWEST), TOGETHER)
    for first in range(0, len(found), size):
        yield list(_events(book, listed, found[first : first + size]))


def _events(book: Book, listed: Shortlist, people: list[Ints]) -> Iterator[list[int]]:
    count = len(book.programme.problem.people)
    on_list = np.flatnonzero(np.diff(listed.first))
    holders = [book.placed[number].people[0] if number in book.placed else NOTHING for number in on_list.tolist()]
    holder = np.array(holders, dtype=np.int64)
    nowhere = on_list[holder < 0]
    at, of = listed.of(nowhere)
    for group in people:
        ours = np.zeros(count + 1, dtype=bool)
        ours[group] = True
        could = np.bincount(of, weights=ours[listed.person[at]], minlength=len(nowhere)) > 0
        yield sorted([*on_list[ours[holder]].tolist(), *nowhere[could].tolist()])
