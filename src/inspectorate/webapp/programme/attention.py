"""What needs somebody's attention, for the start page and the lists it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from inspectorate.due.labels import day_text
from inspectorate.due.model import DueStatus
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.inspections import queries as inspections
from inspectorate.webapp.inspections.models import Finding, ImportRun
from inspectorate.webapp.monitoring import concern_queries as concerns
from inspectorate.webapp.monitoring.concern_kinds import UNTRIAGED
from inspectorate.webapp.monitoring.concern_queries import LATE, NOBODY
from inspectorate.webapp.monitoring.review_queries import recommended_to, waiting_with_concerns
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.snapshot import Snapshot

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: how many, what they are in words (for one, for several), and the list of them.

    ``pressing`` ones ask for an act; the others are good to know.
    """

    count: int
    one: str
    several: str
    href: str
    pressing: bool = True
    none: str = ""
    """The words where there is none of it, for what is said even then."""

    @property
    def text(self) -> str:
        """The words for this many."""
        if not self.count:
            return self.none
        return self.one if self.count == 1 else self.several


Matters = Callable[[Actor, str, date], Iterable[Matter]]
_sources: list[Matters] = []


def matters_come_from(matters: Matters) -> None:
    """Called once by an app when it is ready: what somebody looks after in it, in a region or in all, on a day."""
    _sources.append(matters)


def matters(actor: Actor, region: str, today: date, on_record: Snapshot) -> list[Matter]:
    """Everything that a person of this role looks after, in a region or in all; what there is none of stays out,
    unless it has words for that."""
    found = [
        *_due(region, on_record),
        *_findings(region, today),
        *_decisions(actor, region, today, on_record.idle),
        *_concerns(actor, region, today),
        *(matter for source in _sources for matter in source(actor, region, today)),
        *_data(actor),
    ]
    return [matter for matter in found if matter.count or matter.none]


def _due(region: str, on_record: Snapshot) -> Iterator[Matter]:
    counts = Counter(row.status for row in on_record.due if region in ("", row.region))
    words = {
        DueStatus.OVERDUE: ("event is overdue", "events are overdue"),
        DueStatus.OPEN: ("event may be carried out now", "events may be carried out now"),
        DueStatus.UNKNOWN: (
            "event may be due: the record does not tell",
            "events may be due: the record does not tell",
        ),
    }
    for status, (one, several) in words.items():
        href = with_query(reverse("programme:due"), region=region, status=status.value)
        yield Matter(counts[status], one, several, href, pressing=status is DueStatus.OVERDUE)


def _findings(region: str, today: date) -> Iterator[Matter]:
    yield Matter(
        late_findings(region, today).count(),
        "finding is past its day, and nobody has confirmed that it was put right",
        "findings are past their day, and nobody has confirmed that they were put right",
        with_query(reverse("programme:findings"), region=region),
    )


def late_findings(region: str, today: date) -> QuerySet[Finding]:
    """Findings past the day agreed for them that nobody has confirmed, oldest first."""
    rows = Finding.objects.filter(confirmed_on__isnull=True, taken_back_at__isnull=True, put_right_by__lt=today)
    if region:
        rows = rows.filter(inspection__body__ofsted_region=region)
    return rows.select_related("inspection__body").order_by("put_right_by", "id")


def _decisions(actor: Actor, region: str, today: date, idle: Collection[str]) -> Iterator[Matter]:
    if has(actor, Permission.TAKE_DECISION):
        yield Matter(
            len(decisions_to_look_at(region, today, idle)),
            "decision stands but is spent, or expires within 30 days",
            "decisions stand but are spent, or expire within 30 days",
            with_query(reverse("programme:decisions"), region=region),
        )
        yield Matter(
            len(recommended_to(actor, region)),
            "decision that a review recommends waits to be taken",
            "decisions that reviews recommend wait to be taken",
            with_query(reverse("programme:recommendations"), region=region),
        )


def decisions_to_look_at(region: str, today: date, idle: Collection[str]) -> list[Decision]:
    """Decisions that nobody has ended, and on which nothing rests any more (``idle``) or which expire within thirty
    days."""
    standing = Decision.objects.filter(ended_at__isnull=True).select_related("body", "edition")
    if region:
        standing = standing.filter(body__ofsted_region=region)
    return [row for row in standing if str(row.pk) in idle or (row.expires and today <= row.expires <= today + SOON)]


def _concerns(actor: Actor, region: str, today: date) -> Iterator[Matter]:
    """Concerns that nobody has triaged, said of none too; what is past its day; what nobody looks after any more."""
    if not has(actor, Permission.VIEW_CONCERNS):
        return
    page, stand = reverse("monitoring:concerns"), concerns.standing(region, today)
    since = f"received on {day_text(stand.oldest)}" if stand.oldest else ""
    yield Matter(
        stand.untriaged,
        f"concern is untriaged, {since}",
        f"concerns are untriaged, the oldest {since}",
        with_query(page, region=region, state=UNTRIAGED),
        pressing=bool(stand.untriaged),
        none="No concern is untriaged",
    )
    yield Matter(
        stand.late,
        "concern is past the day by which it was to be triaged or closed",
        "concerns are past the day by which they were to be triaged or closed",
        with_query(page, region=region, state=LATE),
    )
    yield Matter(
        stand.nobodys,
        "concern has an owner who is not in the role any more",
        "concerns have an owner who is not in the role any more",
        with_query(page, region=region, owner=NOBODY),
    )
    if has(actor, Permission.SEE_FORECASTS):
        yield Matter(
            waiting_with_concerns(actor, region),
            "body waits for a review to which a concern was passed",
            "bodies wait for a review to which concerns were passed",
            with_query(reverse("programme:reviews"), region=region, state="passed"),
        )


def _data(actor: Actor) -> Iterator[Matter]:
    if has(actor, Permission.MAP_UNKNOWN) or has(actor, Permission.IMPORT_DATA):
        yield Matter(
            inspections.kept_aside().count(),
            "row of a file was kept aside",
            "rows of files were kept aside",
            reverse("programme:kept_aside"),
        )
        yield Matter(
            ImportRun.objects.filter(state=ImportRun.State.RUNNING).count(),
            "import has not finished: nothing of it counts",
            "imports have not finished: nothing of them counts",
            reverse("programme:kept_aside"),
        )
    if has(actor, Permission.CORRECT_FACT):
        yield Matter(
            sum(1 for _ in inspections.all_disagreements(kind="authority")),
            "matter on which sources disagree",
            "matters on which sources disagree",
            reverse("programme:disagreements"),
            pressing=False,
        )


def with_query(path: str, **said: str) -> str:
    """An address with what is asked of it; what is empty is left out."""
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{path}?{query}" if query else path
