"""Short ways to write facts, inspections and histories of an invented authority."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from inspectorate.history.facts import Fact
from inspectorate.history.model import Body, History, Inspection

NORTHMERE = Body("authority:N01", "authority", "N01", "Northmere", opened=date(2000, 1, 1))
FIRST_RECORDED = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = ("started", "ended", "published", "known_on")


def day(text: str) -> date:
    """A day from ISO text."""
    return date.fromisoformat(text)


def fact(id_: int, source_kind: str = "official", **said: Any) -> Fact:
    """A fact about one inspection, recorded ``id_`` days after the first; days may be given as ISO text."""
    said |= {name: day(said[name]) for name in DAYS if isinstance(said.get(name), str)}
    known = said.pop("known_on", None) or said.get("published") or day("2023-01-01")
    recorded = FIRST_RECORDED + timedelta(days=id_)
    values: dict[str, Any] = {"event": "standard", "place": f"source {id_}", "regime": "ilacs", **said}
    return Fact(
        id=id_,
        inspection="1",
        body=NORTHMERE.id,
        source_kind=source_kind,
        recorded=recorded,
        known_on=known,
        **values,
    )


def inspected(id_: str, grade: str | None = "good", *, regime: str = "ilacs", **said: Any) -> Inspection:
    """An inspection with one overall grade; ``grade=None`` is one that could not be read."""
    said |= {name: day(said[name]) for name in DAYS if isinstance(said.get(name), str)}
    days = {name: said.pop(name, None) for name in ("started", "ended", "published")}
    known = said.pop("known_on", None) or next((on for on in reversed(list(days.values())) if on), day("2023-01-01"))
    grades = said.pop("grades", {"overall": grade})
    event = said.pop("event", "standard")
    return Inspection(
        id=id_, body=NORTHMERE.id, regime=regime, event=event, known_on=known, grades=grades, **days, **said
    )


def history(*inspections: Inspection, body: Body = NORTHMERE) -> History:
    """The record of one body."""
    return History(body, inspections)
