"""What the programme's pages say: obligations, windows and decisions as ready text and links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from inspectorate.due.labels import Labels, capital, day_text, listed
from inspectorate.due.model import DueStatus, Obligation, Reason
from inspectorate.due.sentences import sentence
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, Status
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.design.addresses import page
from inspectorate.webapp.design.filters import span
from inspectorate.webapp.programme.decision_presenters import DEEDS
from inspectorate.webapp.programme.queries import Owed

STATUSES = {
    DueStatus.OVERDUE: "Overdue",
    DueStatus.OPEN: "Open now",
    DueStatus.UNKNOWN: "Unknown",
    DueStatus.AWAITS_DECISION: "Awaits a decision",
    DueStatus.WAITS: "Waits",
    DueStatus.NOT_YET: "Not yet",
    DueStatus.NOT_OWED: "Not owed",
}
# Overdue first: what needs attention stands where people look first.
ORDER = {status: place for place, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row of a due list; ``why`` is the one sentence of its reasons that tells most."""

    key: str
    body: str
    kind: str
    code: str
    region: str
    event: str
    label: str
    graded: bool
    on_site: bool
    regime: str
    earliest: date | None
    usual: date | None
    latest: date | None
    status: DueStatus
    why: str
    decision: str

    @property
    def status_text(self) -> str:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def window(self) -> str:
        """The window in words."""
        return days_text(self.earliest, self.usual, self.latest)

    @property
    def body_href(self) -> str:
        """The page of the body, at this obligation."""
        return f"{page(self.kind, self.code)}#{anchor(self.key)}"

    @property
    def why_href(self) -> str:
        """The page with the whole chain of reasons."""
        return f"{page(self.kind, self.code, 'why')}?{urlencode({'obligation': self.key})}"

    @property
    def decide_href(self) -> str:
        """The page on which a decision about it is taken."""
        return f"{page(self.kind, self.code, 'decide')}?{urlencode({'obligation': self.key})}"

    @property
    def month(self) -> date | None:
        """The first day of the month in which it is usually, else at the latest, carried out."""
        day = self.usual or self.latest or self.earliest
        return day.replace(day=1) if day else None


@dataclass(frozen=True, slots=True)
class Explained:
    """An obligation with its chain of reasons and what would change it; ``decisions`` are the links to decide."""

    row: DueRow
    id: str
    reasons: tuple[ReasonLine, ...]
    changes: tuple[str, ...]
    decisions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason as a sentence, with where the rule stands and how sure it is."""

    text: str
    source: str
    unverified: bool


def due_row(one: Owed, library: Library, decisions: Mapping[str, str]) -> DueRow:
    """One obligation as a row; ``decisions`` tell each decision, by its id, in a few words."""
    found, labels = one.obligation, Labels(library, one.obligation.edition)
    return DueRow(
        key=found.key,
        body=one.body.name,
        kind=one.body.kind,
        code=one.body.code,
        region=one.body.region or "",
        event=found.event,
        label=capital(labels.event(found.event, found.purpose)),
        graded=found.graded,
        on_site=library.edition(found.edition).events[found.event].kind.on_site,
        regime=labels.title(),
        earliest=found.window.earliest,
        usual=found.window.usual,
        latest=found.window.latest,
        status=found.status,
        why=one_line(found, library),
        decision=decisions.get(found.decision or "", ""),
    )


def attention(row: DueRow) -> tuple[int, date, str, str]:
    """The order of attention: overdue first, then by the end of the window, then by name."""
    return ORDER[row.status], row.latest or row.usual or row.earliest or date.max, row.body, row.key


def explained(one: Owed, library: Library, decisions: Mapping[str, str], kinds: Collection[DecisionKind]) -> Explained:
    """One obligation in full, with links to the kinds of decision that may be taken."""
    row = due_row(one, library, decisions)
    return Explained(
        row=row,
        id=anchor(row.key),
        reasons=tuple(
            ReasonLine(sentence(reason, library), reason.source or "", reason.confidence == "unverified")
            for reason in one.obligation.reasons
        ),
        changes=tuple(sentence(reason, library) for reason in one.obligation.would_change),
        decisions=tuple((DEEDS[kind], f"{row.decide_href}&{urlencode({'kind': kind.value})}") for kind in kinds),
    )


def anchor(key: str) -> str:
    """A key as the id of an element: what an address may hold after its ``#``."""
    return "".join(letter if letter.isalnum() else "-" for letter in key.partition("/")[2])


def window_text(found: Obligation) -> str:
    """The window in words: ``4 March 2027 to 4 September 2027, usually 4 June 2027``."""
    return days_text(found.window.earliest, found.window.usual, found.window.latest)


def days_text(earliest: date | None, usual: date | None, latest: date | None) -> str:
    """A window's days in words, whichever of them are known; the usual day where it is neither end."""
    usually = f", usually {day_text(usual)}" if usual and usual not in (earliest, latest) else ""
    if earliest and latest:
        return f"{'On ' if earliest == latest else ''}{span(earliest, latest)}{usually}"
    if latest:
        return f"By {day_text(latest)}{usually}"
    if earliest:
        return f"From {day_text(earliest)}{usually}"
    return f"Usually {day_text(usual)}" if usual else "No day is known"


def one_line(found: Obligation, library: Library) -> str:
    """The one line of the reasons that tells most: a decision, what is not known, a finding, or the pathway."""
    said = {_kind(reason.rule): reason for reason in found.reasons}
    decided = [reason for reason in found.reasons if reason.facts.get("decision") == found.decision]
    if found.decision and decided:
        return sentence(decided[-1], library)
    for kind in ("open_finding", "unjudged"):
        if kind in said:
            return sentence(said[kind], library)
    return _not_known(said, found, library) or _on_pathway(said, found, library)


def _not_known(said: Mapping[str, Reason], found: Obligation, library: Library) -> str:
    if "not_covered" in said:
        facts = said["not_covered"].facts
        return f"No record covers {span(facts['first'], facts['as_of'])}, so it may have been carried out."
    if "pathway_unknown" in said:
        labels = Labels(library, found.edition)
        missing = listed([labels.judgement(id_) for id_ in said["pathway_unknown"].facts["missing"]], "and")
        return f"The grade for {missing} is not known, so the pathway is open."
    return ""


def _on_pathway(said: Mapping[str, Reason], found: Obligation, library: Library) -> str:
    if "pathways" not in said:
        return ""
    pathway = said["pathways"].rule.partition("#")[2].split(".")[1]
    start = said["due"].facts["from"] if "due" in said else None
    counted = f"; counted from {day_text(start)}" if start else ""
    return f"{capital(Labels(library, found.edition).pathway(pathway))}{counted}."


def _kind(rule: str) -> str:
    """What sort of reason it is: the part of an edition without its ids, or the engine's own word."""
    names = rule.partition("#")[2].split(".")
    return rule if not names[0] else "due" if len(names) > 2 else names[0]


def plain_edition(edition: Edition) -> str:
    """An edition as a choice shows it: its title and day, and that it is not in force where it never was."""
    day = day_text(edition.edition)
    never = all(stage.status is not Status.IN_FORCE for stage in edition.life)
    return f"{edition.title} ({day}{', not in force' if never else ''})"
