"""What a table of inspections says, claim by claim; whatever cannot be taken is kept aside with its text and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from inspectorate.formats import vocabulary as words
from inspectorate.formats.layout import Table
from inspectorate.formats.leads import code_lead
from inspectorate.formats.model import KeptAside, SaidGrade, SaidInspection
from inspectorate.formats.order import misplaced
from inspectorate.formats.rows import Claim, Part, claims, parts
from inspectorate.formats.values import (
    Event,
    Mappings,
    UnknownError,
    cell_text,
    graded_event,
    is_blank,
    read_date,
    read_event,
    read_grade,
)

MAP_GRADE = "Map the text to a grade, or to “not judged”, and load the kept-aside rows again."
MAP_DATE = "Map the text to a date written as 2021-09-27, and load the kept-aside rows again."
MAP_EVENT = "Map the text to a kind of inspection, such as “ilacs standard”, and load the kept-aside rows again."
CORRECT = "Compare with the published report; correct the dates in the file, or record the inspection by hand."


@dataclass(frozen=True, slots=True)
class Terms:
    """What the caller decides: a person's mappings, the key that codes names, the last day a date may have."""

    mappings: Mappings
    lead_key: bytes | None = None
    last_day: date | None = None
    source_kind: str = "compiled"


@dataclass(slots=True)
class Taken:
    """What was taken from one table, and what was kept aside."""

    inspections: list[SaidInspection] = field(default_factory=list)
    kept_aside: list[KeptAside] = field(default_factory=list)


def read_inspections(table: Table, terms: Terms) -> Taken:
    """Everything a table says of inspections. Raises `headings.UnreadableError` where its headings do not suffice."""
    taken = Taken()
    part_list, undated = parts(table)
    taken.kept_aside += undated
    found = list(claims(table, part_list))
    taken.kept_aside += [claim for claim in found if isinstance(claim, KeptAside)]
    told = [claim for claim in found if isinstance(claim, Claim)]
    reader = _Reader(table, terms, _only_regime(table, part_list, told, terms), taken)
    for claim in told:
        reader.take(claim)
    return taken


def _only_regime(table: Table, part_list: list[Part], told: Iterable[Claim], terms: Terms) -> str | None:
    """The one regime that a table is of, for cells that do not name theirs ("monitoring visit"); else ``None``.

    It is what all other rows name; in a table without any column for the kind, what the wording of its headings is of.
    """
    if any(part.events for part in part_list):
        regimes = {event.regime for claim in told if (event := _try_event(claim, terms)) and event.regime}
    else:
        regimes = {heading.wording_of for _, heading in table.having("grade") if heading.wording_of}
    return regimes.pop() if len(regimes) == 1 else None


def _try_event(claim: Claim, terms: Terms) -> Event | None:
    try:
        return read_event(claim.event, terms.mappings)
    except UnknownError:
        return None


@dataclass(slots=True)
class _Reader:
    table: Table
    terms: Terms
    only_regime: str | None
    taken: Taken

    def take(self, claim: Claim) -> None:
        """Read one claim into an inspection, or keep it aside."""
        try:
            dates = self._dates(claim)
            event = self._event(claim, dates)
            regime = event.regime or claim.part.regime or self.only_regime
            if regime is None:
                raise UnknownError("event", claim.event, f"“{claim.event}” does not say under which framework")
        except UnknownError as problem:
            mend = MAP_DATE if problem.kind == "date" else MAP_EVENT
            column = claim.event_column if problem.kind == "event" else self._column_of(claim, problem.text)
            self._aside(claim, column, problem.text, problem.reason, mend, problem.kind)
            return
        if self._in_order(claim, regime, dates):
            self._accept(claim, event, regime, dates)

    def _in_order(self, claim: Claim, regime: str, dates: dict[str, date]) -> bool:
        """Whether the dates can be right; if not, the claim is kept aside here."""
        given = _texts(claim.dates)
        first = words.REGIMES[regime].first
        if not dates:
            self._aside(claim, None, claim.event or _texts(claim.grades), "no date is given", CORRECT)
        elif min(dates.values()) < first:
            # Most often the source names the wrong framework, which a person may mend for this one row.
            reason = f"no inspection under {regime.upper()} took place before {first.isoformat()} ({given})"
            self._aside(claim, claim.event_column, self._row_name(claim, dates), reason, MAP_EVENT, "event")
        elif disorder := misplaced(dates, self.terms.last_day):
            self._aside(claim, None, given, disorder, CORRECT)
        else:
            return True
        return False

    def _dates(self, claim: Claim) -> dict[str, date]:
        read = {role: read_date(cell, self.terms.mappings) for role, (_, cell) in claim.dates.items()}
        return {role: day for role, day in read.items() if day is not None}

    def _event(self, claim: Claim, dates: dict[str, date]) -> Event:
        """What kind of inspection a claim is of. A person may map a row by its own name, over a blank or wrong cell."""
        part, row = claim.part, self._row_name(claim, dates)
        text = row if ("event", row) in self.terms.mappings else claim.event
        if text:
            event = read_event(text, self.terms.mappings)
            if part.regime and event.regime not in (None, part.regime):
                raise UnknownError("event", row, f"the heading speaks of {part.regime.upper()}, the cell of “{text}”")
            return replace(event, purpose=event.purpose or part.purpose)
        if not part.events:
            regime = part.regime or self.only_regime
            if regime is None:
                raise UnknownError("event", row, "no column and no heading says under which framework")
            return Event(regime, graded_event(regime, part.purpose), part.purpose)
        raise UnknownError(
            "event", row, "the file does not say which kind of inspection this was, nor under which framework"
        )

    def _row_name(self, claim: Claim, dates: dict[str, date]) -> str:
        if claim.link and "://" in claim.link:
            return claim.link
        return ", ".join([claim.name, *(f"{role} {day.isoformat()}" for role, day in dates.items())])

    def _accept(self, claim: Claim, event: Event, regime: str, dates: dict[str, date]) -> None:
        judgements: dict[str, SaidGrade] = {}
        for area, (heading, cell) in claim.grades.items():
            grade = self._grade(claim, area, heading, cell, regime, min(dates.values()))
            if grade is not None:
                judgements[words.REGIMES[regime].judgements[area]] = grade
        self.taken.inspections.append(
            SaidInspection(
                place=self.table.place(claim.row),
                body_kind="authority",
                name=claim.name,
                codes=claim.codes,
                regime=regime,
                event=event.event,
                started=dates.get("started"),
                ended=dates.get("ended"),
                published=dates.get("published"),
                purpose=event.purpose,
                judgements=judgements,
                topics=claim.topics,
                lead=code_lead(claim.lead, self.terms.lead_key) if claim.lead else None,
                region=claim.region,
                source_kind=self.terms.source_kind,
                name_column=self.table.having("name")[0][0].text,
            )
        )

    def _grade(self, claim: Claim, area: str, heading: str, cell: object, regime: str, day: date) -> SaidGrade | None:
        """One grade; a text that is no grade is listed, and stays with the inspection as an unknown grade."""
        try:
            grade = read_grade(cell, regime, self.terms.mappings)
        except UnknownError as problem:
            self._aside(claim, heading, problem.text, problem.reason, MAP_GRADE, "grade")
            grade = SaidGrade(problem.text, None)
        if grade is None:
            return None
        judgement = words.REGIMES[regime].judgements.get(area)
        if judgement is None:
            self._unjudged(claim, heading, grade, f"{regime.upper()} makes no such judgement")
            return None
        since = words.JUDGED_FROM.get((regime, judgement))
        if since is not None and day < since:
            self._unjudged(
                claim, heading, grade, f"{regime.upper()} makes this judgement from {since.isoformat()} only"
            )
            return None
        return grade

    def _unjudged(self, claim: Claim, heading: str, grade: SaidGrade, reason: str) -> None:
        if grade.grade is not None:
            self._aside(claim, heading, grade.text, reason, "Compare with the published report.")

    def _column_of(self, claim: Claim, text: str) -> str | None:
        return next((heading for heading, cell in claim.dates.values() if cell_text(cell) == text), None)

    def _aside(
        self, claim: Claim, column: str | None, text: str, reason: str, mend: str, unknown: str | None = None
    ) -> None:
        place = self.table.place(claim.row, column)
        self.taken.kept_aside.append(KeptAside(place, text, f"{claim.name}: {reason}", mend, unknown))


def _texts(cells: Mapping[str, tuple[str, object]]) -> str:
    return "; ".join(f"{heading}: {cell_text(cell)}" for heading, cell in cells.values() if not is_blank(cell))
