"""What an address asks of a plan's board, and the events that it keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from inspectorate.due.identity import Same
from inspectorate.framework.library import load_library
from inspectorate.webapp.design.fields import SelectField, TextField
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.forms import ALL, Filter, day_of
from inspectorate.webapp.programme.plan_layout import Laid, Layout
from inspectorate.webapp.programme.plan_presenters import kind_label
from inspectorate.webapp.workforce.models import Inspector

ACROSS = 13
"""Weeks that the board shows at a time: a quarter of a year."""
ROWS = (("regions", "Regions"), ("inspectors", "Inspectors"))
ANNOUNCED = (("yes", "Announced"), ("no", "Not announced"))


class BoardFilter(Filter):
    """What the board shows."""

    region = SelectField(label="Region")
    kind = SelectField(label="Event")
    inspector = TextField(label="Inspector", input_type="search")
    announced = SelectField(label="Announced")
    start = SelectField(label="From the week of")
    by = SelectField(label="Rows")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; empty words ask for all. ``start``: the first week shown."""

    region: str
    kind: str
    inspector: str
    announced: str
    by: str
    start: int

    @classmethod
    def of(cls, said: QueryDict, plan: Layout, today: date) -> Asked:
        """As an address says; without a week that the plan has, it begins at today's."""
        words = {name: said.get(name, "").strip() for name in ("region", "kind", "inspector", "announced", "by")}
        if words["by"] not in dict(ROWS):
            words["by"] = "regions"
        asked = day_of(said.get("start", ""), today) or today
        return cls(**words, start=min(max(plan.weeks.week_of(asked), 0), len(plan.weeks) - 1))

    def weeks(self, plan: Layout) -> range:
        """The weeks shown."""
        return range(self.start, min(self.start + ACROSS, len(plan.weeks)))

    def people(self, plan: Layout) -> set[str] | None:
        """The codes of the people who are asked for; ``None`` for everybody. One query, where a name is given."""
        if not self.inspector:
            return None
        named = Q(name__icontains=self.inspector) | Q(code__iexact=self.inspector)
        return {code for code in Inspector.objects.filter(named).values_list("code", flat=True) if code in plan.people}

    def kept(self, plan: Layout, people: Collection[str] | None) -> list[Laid]:
        """The events asked for, whenever they are; ``people`` as of `people`."""
        return [one for one in plan.events if self.keeps(one, people)]

    def shown(self, plan: Layout, people: Collection[str] | None) -> list[Laid]:
        """The events asked for that take somebody's time in the weeks shown."""
        weeks = self.weeks(plan)
        return [
            one
            for one in self.kept(plan, people)
            if one.weeks and one.weeks[-1] >= weeks.start and one.first < weeks.stop
        ]

    def keeps(self, one: Laid, people: Collection[str] | None) -> bool:
        """Whether an event is asked for, whenever it is."""
        return (
            self.region in ("", one.event.region)
            and self.kind in ("", one.event.kind)
            and self.announced in ("", "yes" if one.event.announced else "no")
            and (people is None or any(code in people for code in one.people))
        )

    def query(self, plan: Layout, **changed: str) -> str:
        """The filters as an address has them, some of them changed."""
        said = {
            "region": self.region, "kind": self.kind, "inspector": self.inspector, "announced": self.announced,
            "by": self.by, "start": plan.weeks.monday(self.start).isoformat(),
        } | changed  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})

    def form(self, plan: Layout) -> BoardFilter:
        """The filters with the choices that there are."""
        library = Same(load_library())
        kinds = {one.event.kind for one in plan.events}
        labels = sorted((kind_label(kind, library), kind) for kind in kinds)
        said = {name: getattr(self, name) for name in ("region", "kind", "inspector", "announced", "by")}
        mondays = [plan.weeks.monday(week) for week in range(len(plan.weeks))]
        return BoardFilter(
            said | {"start": mondays[self.start].isoformat()},
            {
                "region": [ALL, *((name, name) for name in _regions(plan.events))],
                "kind": [ALL, *((kind, f"{label} ({kind.partition(' ')[0].upper()})") for label, kind in labels)],
                "announced": [ALL, *ANNOUNCED],
                "start": [(monday.isoformat(), day(monday)) for monday in mondays],
                "by": ROWS,
            },
        )


def _regions(events: Iterable[Laid]) -> list[str]:
    return sorted({one.event.region for one in events})
