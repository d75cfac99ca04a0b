"""What follows a published report, as the page of its case and the list of cases show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from inspectorate.due.engine import due
from inspectorate.framework.library import load_library
from inspectorate.history.model import History
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.casework.letters import wanted
from inspectorate.webapp.casework.models import Case, SentLetter, Version
from inspectorate.webapp.casework.parts import INSIDE
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.engagement.plans import Called, called_by
from inspectorate.webapp.programme.presenters import DueRow, due_row
from inspectorate.webapp.programme.queries import Owed, histories


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that the newest version calls for: to whom, and how it was sent if it was."""

    to: str
    who: str
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
    return [LetterRow(to, who, sent.get(to)) for to, who in wanted(case, version).items()]


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
        stage="published", members__user_id=actor.user_id, members__part__in=("lead", "assurer"),
        members__ended_at__isnull=True,
    )  # fmt: skip
    newest = Version.objects.filter(case__in=mine).values("case").annotate(last=Max("id")).values("last")
    versions = Version.objects.filter(pk__in=newest).select_related("case__body").prefetch_related("letters")
    found = ((version.case, row) for version in versions for row in _letters(version.case, version))
    return [(case, row) for case, row in found if row.sent is None]
