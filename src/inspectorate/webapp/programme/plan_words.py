"""What the ids of a programme are called: events, people and bodies as those who plan know them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspectorate.planning.model import Event, Problem
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.workforce.models import Inspector

QUOTED = re.compile(r"“([^”]+)”")
BODY = re.compile(r"\b[a-z]+:\w+")


@dataclass(frozen=True, slots=True)
class Names:
    """``events`` by key; the names of ``bodies`` by ``kind:code`` and of ``people`` by code."""

    events: Mapping[str, Event]
    bodies: Mapping[str, str]
    people: Mapping[str, str]

    @classmethod
    def of(cls, *problems: Problem) -> Names:
        """The names of all that some problems speak of; of an event in several, as the first has it."""
        bodies = {f"{kind}:{code}": name for kind, code, name in Body.objects.values_list("kind", "code", "name")}
        events = {event.id: event for problem in reversed(problems) for event in problem.events}
        return cls(events, bodies, dict(Inspector.objects.values_list("code", "name")))

    def body(self, id_: str) -> str:
        return self.bodies.get(id_, id_)

    def person(self, code: str) -> str:
        return self.people.get(code, code)

    def event(self, key: str) -> str:
        """An event by its body and kind; a key that no problem has stands for itself."""
        event = self.events.get(key)
        if event is None:
            return f"“{key}”"
        return f"{self.body(event.body)} ({event.kind.partition(' ')[2].replace('_', ' ') or event.kind})"

    def sentence(self, said: str) -> str:
        """A sentence of `planning.check` or `planning.in_the_way` with names for ids."""
        named = QUOTED.sub(lambda found: self._named(found[1]), said)
        return BODY.sub(lambda found: self.body(found[0]), named)

    def _named(self, quoted: str) -> str:
        if quoted in self.events:
            return self.event(quoted)
        return self.people.get(quoted, f"“{quoted}”")
