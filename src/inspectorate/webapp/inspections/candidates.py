"""The inspections that a row of a file may be about, by what is said of them now and by what was said before.

What is out of view counts nowhere, but keeps its identity: when its file is loaded again the same inspection comes
back, with the findings, corrections and decisions that name it. So does one that a person has corrected since.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby

from inspectorate.formats.model import SaidInspection
from inspectorate.history.facts import Fact, standing
from inspectorate.history.matching import Match, Told, match
from inspectorate.webapp.inspections.models import ImportRun, InspectionFact
from inspectorate.webapp.inspections.streams import frozen

# By which rules an inspection that is out of view is known again; grades alone are too little for that.
SURE = frozenset({"number", "same_day", "near"})
# By which rules one source's words suffice, where the view has come to differ from them.
EXACT = frozenset({"number", "same_day"})
COMPLETED = ImportRun.State.COMPLETE
Key = tuple[int, str]


class Candidates:
    """Every inspection on record of some bodies, by body and regime, and what each source said of it.

    What the run that is being written has added so far counts as in view.
    """

    def __init__(self, bodies: Collection[int], run: ImportRun) -> None:
        self._run = run
        self._in_view: dict[Key, dict[str, Told]] = {}
        self._said: dict[Key, list[Told]] = {}
        self._contents: dict[str, set[object]] = {}
        rows = InspectionFact.objects.filter(inspection__body__in=bodies)
        rows = rows.select_related("inspection__body", "run").order_by("inspection_id", "id")
        for _, group in groupby(rows.iterator(), key=lambda row: row.inspection_id):
            self._learn(list(group))

    def _learn(self, rows: Sequence[InspectionFact]) -> None:
        id_, key = str(rows[0].inspection_id), (rows[0].inspection.body_id, rows[0].inspection.regime)
        counting = [row for row in rows if row.run is None or row.run == self._run or row.run.state == COMPLETED]
        numbers = [row.number for row in counting if row.number]
        if live := standing([frozen(row) for row in counting]):
            told = reduce(_joined, (_told(fact) for fact in live))
            self._in_view.setdefault(key, {})[id_] = replace(told, id=id_, number=numbers[0] if numbers else None)
        said = (replace(_told(frozen(row)), id=id_, number=row.number or None) for row in rows)
        self._said.setdefault(key, []).extend(said)
        self._contents[id_] = {content(row) for row in counting}

    def find(self, key: Key, told: Told, *, authority: bool) -> Match | None:
        """The inspection in view that ``told`` is about: by its view, else by what any one source said of it."""
        in_view = self._in_view.get(key, {})
        found = match(told, list(in_view.values()), authority=authority)
        before = None if found else self._by_one_source(key, told, EXACT)
        return found or (replace(before, to_check=True) if before and before.id in in_view else None)

    def find_out_of_view(self, key: Key, told: Told) -> str | None:
        """The id of the inspection that ``told`` was about before the import that told of it was reversed."""
        before = self._by_one_source(key, told, SURE)
        return before.id if before else None

    def _by_one_source(self, key: Key, told: Told, rules: Collection[str]) -> Match | None:
        found = match(told, self._said.get(key, []), authority=False)
        return found if found and found.rule in rules else None

    def says_already(self, fact: InspectionFact, id_: str) -> bool:
        """Whether a fact in view says the very same of this inspection."""
        return content(fact) in self._contents[id_]

    def add(self, key: Key, told: Told, fact: InspectionFact, id_: str) -> None:
        """Remember what a new fact says of an inspection, for the rows that follow."""
        in_view = self._in_view.setdefault(key, {})
        in_view[id_] = _joined(in_view[id_], told) if id_ in in_view else replace(told, id=id_)
        self._contents.setdefault(id_, set()).add(content(fact))
        self._said.setdefault(key, []).append(replace(told, id=id_))


def told_of(said: SaidInspection) -> Told:
    """What one row of a file tells, as it is compared."""
    grades = {name: judged.grade for name, judged in said.judgements.items()}
    return Told(said.event, said.started, said.ended, said.published, grades, said.number)


def content(row: InspectionFact) -> object:
    """What a fact says, apart from where it stands and when it was recorded: two that say the same are one."""
    return (
        row.source_kind,
        row.event,
        row.purpose,
        row.number,
        row.started,
        row.ended,
        row.published,
        tuple(sorted((name, grade or "") for name, grade in row.grades.items())),
        tuple(row.topics),
        row.lead,
    )


def _told(fact: Fact) -> Told:
    return Told(fact.event, fact.started, fact.ended, fact.published, fact.grades)


def _joined(known_so_far: Told, told: Told) -> Told:
    """What is told of an inspection with one source more; what was known stays."""
    return replace(
        known_so_far,
        event=known_so_far.event or told.event,
        started=known_so_far.started or told.started,
        ended=known_so_far.ended or told.ended,
        published=known_so_far.published or told.published,
        grades={**told.grades, **{name: grade for name, grade in known_so_far.grades.items() if grade}},
    )
