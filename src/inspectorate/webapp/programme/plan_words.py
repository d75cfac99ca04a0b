"""What the ids of a programme are called: events, people and bodies as those who plan know them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspectorate.planning.model import Event, Problem
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.models import Inspector

QUOTED = re.compile(r"“([^”]+)”")
BODY = re.compile(r"\b[a-z]+:\w+")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class BodyNames(dict[str, str]):
    """Names of bodies by ``kind:code``. One is read when it is asked for, and kept: most pages tell one of thousands.
    What is not on record stands for itself."""

    def __missing__(self, id_: str) -> str:
        self.read([id_])
        return self[id_]

    def read(self, ids: Iterable[str]) -> None:
        """Read many in one query."""
        wanted = set(ids)
        held = Body.objects.filter(code__in={id_.partition(":")[2] for id_ in wanted})
        self.update({id_: id_ for id_ in wanted})
        self.update({f"{kind}:{code}": name for kind, code, name in held.values_list("kind", "code", "name")})


@dataclass(frozen=True, slots=True)
class Names:
    """``events`` by key; the names of ``bodies`` by ``kind:code`` and of ``people`` by code."""

    events: Mapping[str, Event]
    bodies: BodyNames
    people: Mapping[str, str]

    @classmethod
    def of(cls, *problems: Problem) -> Names:
        """The names of what some problems speak of; of an event in several, as the first has it."""
        events = {event.id: event for problem in reversed(problems) for event in problem.events}
        return cls(events, BodyNames(), dict(Inspector.objects.values_list("code", "name")))

    def body(self, id_: str) -> str:
        return self.bodies[id_]

    def person(self, code: str) -> str:
        return self.people.get(code, code)

    def event(self, key: str) -> str:
        """An event by its body and kind; a key that no problem has stands for itself."""
        event = self.events.get(key)
        if event is None:
            return f"“{key}”"
        return f"{self.body(event.body)} ({event.kind.partition(' ')[2].replace('_', ' ') or event.kind})"

    def sentence(self, said: str) -> str:
        """A sentence of `planning.check` or `planning.in_the_way` with names for ids, and days as people write them."""
        named = QUOTED.sub(lambda found: self._named(found[1]), said)
        named = BODY.sub(lambda found: self.body(found[0]), named)
        return DAY.sub(lambda found: day(found[0]), named)

    def _named(self, quoted: str) -> str:
        if quoted in self.events:
            return self.event(quoted)
        return self.people.get(quoted, f"“{quoted}”")
