"""Grades of inspections as a picture: one word above, the areas beneath it, as wide as there are inspections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from markupsafe import Markup

WIDTH, ROW, NAME, GAP = 960, 34, 26, 14
NARROW = 24
# A grade's border is as wide as this; it must not hide its neighbour.
BORDER = 2

Pattern = tuple[str, ...]
"""The overall grade, and those of the areas."""


def patterns(rows: Sequence[str], judged: Iterable[Pattern], grades: dict[str, str], *, title: str) -> Markup:
    """A row for the overall grade and one for each area (``rows`` names them). ``grades``: ids, best first, with their
    labels. Inspections stand in one order in all rows, so that what is under a grade belongs to it."""
    order = list(grades)
    counted = sorted(Counter(judged).items(), key=lambda one: [order.index(grade) for grade in one[0]])
    total = sum(number for _pattern, number in counted)
    parts = [part for place, name in enumerate(rows) for part in _row(place, name, counted, total, grades)]
    return Markup(
        '<div class="app-scroll" tabindex="0" role="region" aria-label="{0}">'
        '<svg class="app-chart" viewBox="0 0 {1} {2}" role="group" aria-label="{0}">{3}</svg></div>'
    ).format(title, WIDTH, len(rows) * (ROW + NAME + GAP), Markup("").join(parts))


def _row(
    place: int, name: str, counted: Sequence[tuple[Pattern, int]], total: int, grades: dict[str, str]
) -> Iterator[Markup]:
    top = place * (ROW + NAME + GAP)
    yield Markup('<text class="app-chart__label" x="0" y="{}">{}</text>').format(top + NAME - 8, name)
    left = 0.0
    # Side by side and of one grade is one block, but not across the border of an overall grade.
    for (overall, grade), held in groupby(counted, key=lambda one: (one[0][0], one[0][place])):
        number = sum(count for _pattern, count in held)
        width = WIDTH * number / total
        text = _("%(name)s: %(number)d %(grade)s") % {"name": name, "number": number, "grade": grades[grade].lower()}
        if place:
            text += _(", where the overall grade is %(overall)s") % {"overall": grades[overall].lower()}
        yield _block(left, top + NAME, width, grade, grades[grade], text)
        left += width


def _block(left: float, top: float, width: float, grade: str, label: str, text: str) -> Markup:
    inside = max(width - 2 * BORDER, 1)
    return Markup(
        '<g role="img" aria-label="{0}"><title>{0}</title>'
        '<rect class="app-chart__grade app-chart__grade--{1}" x="{2:.1f}" y="{3}" width="{4:.1f}" height="{5}"/>'
        '<text class="app-chart__letter app-chart__letter--{1}" x="{6:.1f}" y="{7}">{8}</text></g>'
    ).format(
        text, grade, left + BORDER, top, inside, ROW - 2 * BORDER, left + width / 2, top + ROW / 2 + 4,
        label[0] if width > NARROW else "",
    )  # fmt: skip
