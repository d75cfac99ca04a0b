"""A section of what came out of a comparison, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

Row = Mapping[str, Any]
Form = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Section:
    """One question: ``says`` are its paragraphs, ``key`` the rows by the numbers that the picture gives them, and
    ``rows`` the table's, each with its head and cells. A long table has a ``fold``: on the screen it stands behind
    these words."""

    id: str
    title: str
    says: tuple[str, ...]
    picture: Markup | None
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    key: tuple[str, ...] = ()
    fold: str = ""


def with_interval(row: Row, id_: str, form: Form) -> str:
    """A mean and its interval in words."""
    if row.get(id_) is None:
        return "nothing to measure"
    ends = row[f"{id_}_interval"]
    return f"{form(row[id_])} ({form(ends[0])} to {form(ends[1])})" if ends else form(row[id_])


def number(value: float | None, form: Form) -> str:
    """A number, or that there is none."""
    return "nothing to measure" if value is None else form(value)


def whole(value: float) -> str:
    """A number to read: no more figures than it can be trusted for."""
    if abs(value) >= 1e6:
        return _minus(f"{value / 1e6:,.1f} million")
    return _minus(f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}")


def signed(value: float) -> str:
    """As `whole`, with its sign."""
    return f"+{whole(value)}" if value > 0 else whole(value)


def tenths(value: float) -> str:
    return _minus(f"{value:.1f}")


def hundredths(value: float) -> str:
    return _minus(f"{value:.2f}")


def share(value: float) -> str:
    return _minus(f"{value:.1%}")


def changed(value: float) -> str:
    """A change as a share, with its sign."""
    return _minus(f"{value:+.1%}")


def _minus(text: str) -> str:
    return text.replace("-", "−")
