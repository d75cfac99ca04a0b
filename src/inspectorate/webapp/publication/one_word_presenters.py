"""What one word hides, as the public page and its files show it: plain values, so that they can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from inspectorate.due.labels import capital
from inspectorate.formats.tables import DataTable, Value
from inspectorate.measurement.amalgamation import Rule
from inspectorate.measurement.information import Kept
from inspectorate.measurement.overall import Hiding, Judged, OneWord
from inspectorate.webapp.design.series_chart import Share, shares_chart
from inspectorate.webapp.inspections.judgement_presenters import GRADES
from inspectorate.webapp.publication.one_word_picture import patterns

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """An area or sub-judgement by name, and its grade."""

    name: str
    grade: str


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """One inspection whose overall grade hides something."""

    name: str
    day: date | None
    overall: str
    better: tuple[Part, ...]
    worse: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class OneWordPage:
    """Everything that the page shows. ``tables`` are its files by name, and what its own tables are made of."""

    regime: str
    judged: int
    bodies: int
    compared: int
    unread: int
    areas: tuple[str, ...]
    share: Share | None
    patterns: Markup
    shares: Markup
    rules: Markup
    hidden: tuple[HiddenRow, ...]
    hides_inadequate: int
    inadequate: int
    good_parts: int
    good_areas: int
    tables: Mapping[str, DataTable]


def page(found: OneWord) -> OneWordPage:
    """The page of one regime, of which inspections are on record."""
    names = _names(found)
    kept = [(_("All areas together"), found.kept)]
    if found.kept_parts:
        kept.append((_("All areas and their sub-judgements"), found.kept_parts))
    kept += ((capital(names[area]), one) for area, one in found.by_area.items())
    rules = [(_rule(one.rule, found, names), one) for one in found.hiding]
    shares = [_share(name, one) for name, one in kept]
    by_rule = [_share(name, one.kept) for name, one in rules]
    tables = (
        DataTable(
            "kept", _("What the overall grade keeps"), _kept_headings(), [(name, *_kept(one)) for name, one in kept]
        ),
        DataTable("rules", _("Rules for one grade"), _rule_headings(), [(name, *_hiding(one)) for name, one in rules]),
        _inspections(found, names),
    )
    return OneWordPage(
        regime=found.regime.upper(),
        judged=len(found.judged),
        bodies=len({one.body.id for one in found.judged}),
        compared=len(found.compared),
        unread=len(found.unread),
        areas=tuple(names[area] for area in found.areas),
        share=shares[0],
        patterns=_patterns(found, names),
        shares=shares_chart([one for one in shares if one], title=_("How much the overall grade keeps")),
        rules=shares_chart([one for one in by_rule if one], title=_("How much one grade by each rule keeps")),
        hidden=tuple(_hidden(one) for one in found.hidden),
        hides_inadequate=found.hiding[0].inadequate,
        inadequate=found.good_parts.inadequate,
        good_parts=found.good_parts.inspections,
        good_areas=found.good_parts.areas,
        tables={table.name: table for table in tables},
    )


def _names(found: OneWord) -> dict[str, str]:
    """What parts are called: those that are compared by the last edition that judged them so, others by the newest."""
    return {part: _short(one, part) for told in (found.judged, found.compared) for one in told for part in one.parts}


def _short(one: Judged, part: str) -> str:
    judgement = one.edition.judgements[part]
    return judgement.short or judgement.label


def _rule(rule: Rule | None, found: OneWord, names: Names) -> str:
    return {
        None: _("As published"),
        Rule.WORST: _("The worst area"),
        Rule.MEDIAN: _("The middle area"),
        Rule.BEST: _("The best area"),
        Rule.LIMITS: _("The best that limits allow"),
        Rule.FIRST: _("The first: %(area)s") % {"area": names[found.areas[0]]},
    }[rule]


def _share(name: str, kept: Kept | None) -> Share | None:
    return Share(name, name, kept.share.value, kept.share.low, kept.share.high) if kept else None


def _kept_headings() -> tuple[str, ...]:
    return (
        _("Of"), _("Kept"), _("Interval from"), _("Interval to"), _("Bits"), _("Bits kept"), _("Seen before"),
    )  # fmt: skip


def _kept(kept: Kept | None) -> tuple[Value, ...]:
    if kept is None:
        return (None,) * 6
    return kept.share.value, kept.share.low, kept.share.high, kept.bits, kept.told, kept.seen


def _rule_headings() -> tuple[str, ...]:
    return (
        _("Rule"), _("Kept"), _("Interval from"), _("Interval to"), _("Same as published"),
        _("Hides an inadequate area"), _("Hides a better part"), _("Hides a worse part"),
    )  # fmt: skip


def _hiding(one: Hiding) -> tuple[Value, ...]:
    agrees = one.agrees.value if one.agrees else None
    return *_kept(one.kept)[:3], agrees, one.inadequate, one.better, one.worse


def _inspections(found: OneWord, names: Names) -> DataTable:
    parts = [(part, capital(name)) for part, name in names.items()]
    headings = (
        _("Code"), _("Authority"), _("Carried out by"), _("Published"), _("Overall"), *(name for _id, name in parts),
        _("Better than overall"), _("Worse than overall"),
    )  # fmt: skip

    def rows() -> Iterator[tuple[Value, ...]]:
        for one in found.judged:
            told = (one.body.code, one.body.name, one.inspection.carried_out, one.inspection.published, one.overall)
            better, worse = (", ".join(names[part] for part in side) or None for side in one.hidden())
            yield *told, *(one.parts.get(part) for part, _name in parts), better, worse

    return DataTable("inspections", _("Every inspection"), headings, list(rows()))


def _patterns(found: OneWord, names: Names) -> Markup:
    judged = ((one.overall, *one.areas.values()) for one in found.compared)
    rows = [_("Overall"), *(capital(names[area]) for area in found.areas)]
    labels = {grade: GRADES[grade] for grade in found.scale}
    return patterns(rows, judged, labels, title=_("The overall grade, and the grades of areas beneath it"))


def _hidden(one: Judged) -> HiddenRow:
    better, worse = (tuple(Part(_short(one, part), one.parts[part]) for part in side) for side in one.hidden())
    return HiddenRow(one.body.name, one.inspection.carried_out, one.overall, better, worse)
