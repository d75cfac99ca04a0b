"""Two editions side by side: what changed between them, and which bodies the change moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.due.labels import Labels, capital
from inspectorate.due.model import Obligation
from inspectorate.due.moves import Move, moves
from inspectorate.framework.diff import diff, sentence
from inspectorate.framework.library import Library, load_library
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.fields import DayField, SelectField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.frameworks.presenters import CONFIDENCE
from inspectorate.webapp.programme.presenters import window_text
from inspectorate.webapp.programme.queries import histories


class CompareForm(GovukForm):
    """Which two editions, and on which day bodies are looked at."""

    a = SelectField(label="From edition")
    b = SelectField(label="To edition")
    as_of = DayField(label="As known on")

    def __init__(self, library: Library, data: Mapping[str, Any] | None, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for name in ("a", "b"):
            self.offer(name, [(id_, id_) for id_ in library.editions])

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        if found.get("a") and found.get("a") == found.get("b"):
            raise forms.ValidationError("Choose two different editions.")
        return found


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One body that would be moved: what it is due under each of the two."""

    body: str
    code: str
    before: str
    after: str
    event_changes: bool


@requires(Permission.VIEW_FRAMEWORKS)
def compare(request: StaffRequest) -> HttpResponse:
    """The form, and beneath it the changes and, for who may see what is due, the bodies moved."""
    library = load_library()
    data: dict[str, object] = {**request.GET.dict()}
    if data and not any(key.startswith("as_of") for key in data):
        data["as_of"] = timezone.localdate()
    form = CompareForm(library, data or None, initial={"as_of": timezone.localdate()})
    context: dict[str, object] = {"form": form}
    if data and form.is_valid():
        before, after = form.cleaned_data["a"], form.cleaned_data["b"]
        old, new = library.edition(before), library.edition(after)
        context |= {
            "before": old,
            "after": new,
            "as_of": form.cleaned_data["as_of"],
            "changes": [
                (sentence(change, old, new), change.source, CONFIDENCE[change.confidence] if change.confidence else "")
                for change in diff(old, new)
            ],
        }
        if has(request.actor, Permission.VIEW_DUE):
            context["moved"] = _moved(library, before, after, form.cleaned_data["as_of"])
    return render(request, "programme/compare.html", context)


def _moved(library: Library, before: str, after: str, as_of: date) -> list[MoveRow]:
    rows = [_row(library, move) for move in moves(histories(), library, before, after, as_of)]
    return sorted(rows, key=lambda row: (not row.event_changes, row.body))


def _row(library: Library, move: Move) -> MoveRow:
    return MoveRow(
        body=move.body.name,
        code=move.body.code,
        before=_told(library, move.before),
        after=_told(library, move.after),
        event_changes=move.event_changes,
    )


def _told(library: Library, owed: Obligation | None) -> str:
    if owed is None:
        return "Nothing graded"
    event = capital(Labels(library, owed.edition).event(owed.event, owed.purpose))
    return f"{event}: {window_text(owed)}"
