"""What follows a published report, as the page of its case and the list of cases show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from inspectorate.due.engine import due
from inspectorate.framework.library import load_library
from inspectorate.history.model import History
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.accounts.queries import who_may
from inspectorate.webapp.casework.letters import SENDERS, wanted
from inspectorate.webapp.casework.models import Case, Member, SentLetter, Version
from inspectorate.webapp.casework.parts import INSIDE, parts_of
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.engagement.plans import Called, called_by
from inspectorate.webapp.programme.presenters import DueRow, due_row
from inspectorate.webapp.programme.queries import Owed, histories


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that the newest version calls for: to whom, since which day, and how it was sent if it was."""

    to: str
    who: str
    since: date
    sent: SentLetter | None


@dataclass(frozen=True, slots=True)
class After:
    """What follows: letters for those inside the case, the plan that the body owes, what is due on site for staff."""

    letters: tuple[LetterRow, ...] = ()
    plan: Called | None = None
    late: bool = False
    due: tuple[DueRow, ...] = ()


def after(actor: Actor, found: Seen) -> After:
    """What follows a case as somebody sees it; nothing before it is published."""
    case, today = found.case, timezone.localdate()
    version = case.versions.order_by("-number").first()
    if case.stage != "published" or version is None:
        return After()
    history = next(histories([case.body.key], case.body.kind))
    plan = called_by(case.body, case.inspection_id, today, history)
    return After(
        letters=tuple(_letters(case, version)) if found.parts & (INSIDE | {"releaser"}) else (),
        plan=plan,
        late=plan is not None and plan.late(today),
        due=tuple(_due(history, today)) if has(actor, Permission.VIEW_DUE) else (),
    )


def _letters(case: Case, version: Version) -> list[LetterRow]:
    sent = {one.to: one for one in version.letters.all()}
    since = timezone.localdate(version.at)
    return [LetterRow(to, who, since, sent.get(to)) for to, who in wanted(case, version).items()]


def _due(history: History, today: date) -> list[DueRow]:
    """What the body is due on site."""
    library = load_library()
    rows = (due_row(Owed(history.body, one), library, {}) for one in due(history, library, today))
    return [row for row in rows if row.on_site]


def letters_to_send(actor: Actor) -> list[tuple[Case, LetterRow]]:
    """The letters that somebody has still to send, about the published cases that they lead or assure."""
    if actor.user_id is None:
        return []
    mine = Case.objects.filter(
        members__user_id=actor.user_id, members__part__in=SENDERS, members__ended_at__isnull=True
    )  # fmt: skip
    return _unsent(mine)


def letters_of_nobody(actor: Actor) -> list[tuple[Case, LetterRow]]:
    """The letters that nobody is there to send, for those who release the reports of the region or name its teams."""
    if not (has(actor, Permission.RELEASE_REPORTS) or has(actor, Permission.PLAN_CASES)):
        return []
    today = timezone.localdate()
    serve = Q(part="lead", user__in=who_may(today, Permission.WORK_ON_CASES)) | Q(
        part="assurer", user__in=who_may(today, Permission.ASSURE_REPORTS)
    )
    owned = Member.objects.filter(serve, ended_at__isnull=True)
    found = _unsent(Case.objects.exclude(pk__in=owned.values("case")))
    return [(case, row) for case, row in found if parts_of(actor, case) & {"releaser", "scheduler"}]


def _unsent(cases: QuerySet[Case]) -> list[tuple[Case, LetterRow]]:
    """The letters about the newest versions of published cases that are not recorded as sent, the oldest first."""
    published = cases.filter(stage="published")
    newest = Version.objects.filter(case__in=published).values("case").annotate(last=Max("id")).values("last")
    # Only an authority may have a second letter: the others with one are done, and their content is not read.
    open_ = Q(sent=0) | Q(sent=1, case__body__kind="authority")
    versions = Version.objects.filter(pk__in=newest).annotate(sent=Count("letters")).filter(open_)
    rows = versions.select_related("case__body").prefetch_related("letters", "case__members").order_by("id")
    found = ((version.case, row) for version in rows for row in _letters(version.case, version))
    return [(case, row) for case, row in found if row.sent is None]
