"""The visits that a step of enforcement may rest on: those to the setting itself, at a time when they could show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import load_library
from inspectorate.history.model import History, Inspection
from inspectorate.webapp.design.filters import span
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.register.models import Body


def visits(body: Body, first: date, last: date) -> Iterator[Inspection]:
    """What was carried out at a setting and over on ``first`` or later, begun by ``last``, the newest first.

    What no source gives a day of fieldwork for is left out: its publication does not tell when anybody was there.
    """
    history = _history(body)
    for one in reversed(history.inspections if history else ()):
        began, over = one.started or one.ended, one.ended or one.started
        if began and over and over >= first and began <= last:
            yield one


def choices(body: Body, first: date) -> Iterator[tuple[str, str]]:
    """The same until today, as choices."""
    history, today = _history(body), timezone.localdate()
    edition = load_library().in_force(history.body.type_on(today), today) if history else None
    labels = Labels(load_library(), edition.id if edition else None)
    for one in visits(body, first, today):
        yield one.id, f"{capital(labels.event(one.event, one.purpose))}, {span(one.started, one.ended)}"


def _history(body: Body) -> History | None:
    return next(iter(histories([body.key], "setting")), None)
