"""The rows that keep anybody from leading two events of a block that want a new lead.

Whoever goes alone leads. Of a team several may be able to, and who of them does has to be asked: were it left open, two
teams could be made of people of whom nobody but the same one may lead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme
from inspectorate.planning.rows import Rows

Leads = Mapping[int, Mapping[int, int]]
"""By the number of an event for a team, then of each person who could lead it: the variable that says so."""


def lead_rows(programme: Programme, choices: Choices, rows: Rows, left_out: Ints) -> Leads:
    """Make the rows; and the variables of teams that another event of the block binds. The seats of ``choices`` are the
    first variables: who is bound by events outside the block has none that leads."""
    places = {programme.events[number].id: place for place, number in enumerate(choices.events.tolist())}
    bound = [
        (place, places[other], people)
        for name, place in places.items()
        for other, people in programme.new_leads.get(name, ())
        if other in places
    ]
    seats = {place: _seats(choices, place) for place, _, _ in bound}
    teams = {
        place: _named(rows, of, int(left_out[place]))
        for place, of in seats.items()
        if programme.team[choices.events[place]] > 1
    }
    leads = seats | {place: {who: [variable] for who, variable in of.items()} for place, of in teams.items()}
    for place, other, people in bound:
        for person in sorted(people & leads[place].keys() & leads[other].keys()) if place < other else ():
            rows.add([(variable, 1) for variable in (*leads[place][person], *leads[other][person])], most=1)
    return {int(choices.events[place]): of for place, of in teams.items()}


def _seats(choices: Choices, place: int) -> dict[int, list[int]]:
    """The seats of an event whose people could lead it, by person."""
    found: dict[int, list[int]] = defaultdict(list)
    for seat in np.flatnonzero((choices.of == place) & (choices.brings & 1 > 0)).tolist():
        found[int(choices.person[seat])].append(seat)
    return found


def _named(rows: Rows, seats: Mapping[int, list[int]], left_out: int) -> dict[int, int]:
    """For each person who could lead a team whether they do: one who is on it does, unless it is left out."""
    found = {person: rows.variable() for person in seats}
    for person, variable in found.items():
        rows.add([(variable, 1), *((seat, -1) for seat in seats[person])], most=0)
    rows.add([*((variable, 1) for variable in found.values()), (left_out, 1)], least=1, most=1)
    return found
