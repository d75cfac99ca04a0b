"""Writing the audit record: every action calls `record` in its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from inspectorate.webapp.audit.models import AuditEntry, AuditRefused

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor


def record(*, by: Actor, action: str, subject: models.Model | str, **values: Any) -> AuditEntry:
    """Note that ``by`` did ``action`` (a verb in the past, ``decision_taken``) to ``subject``.

    ``subject`` is a saved row, or ``kind:id`` for what has none. ``values`` say what was changed: anything JSON can
    hold, dates and decimals included. Raises AuditRefused outside ``transaction.atomic``: an entry whose change was
    rolled back, or a change without its entry, would make the record untrue.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AuditRefused(f"The action {action!r} was recorded outside a transaction.")
    kind, subject_id = _name(subject)
    return AuditEntry.objects.create(
        actor=by.name, user_id=by.user_id, action=action, subject_kind=kind, subject_id=subject_id, summary=values
    )


def _name(subject: models.Model | str) -> tuple[str, str]:
    if isinstance(subject, str):
        kind, _, code = subject.partition(":")
        return kind, code
    return subject._meta.label_lower, str(subject.pk)
