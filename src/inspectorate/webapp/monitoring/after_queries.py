"""Vacancies, turnover and agency staff before and after judgements, from what is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspectorate.intelligence.after_judgements import After, after, given
from inspectorate.webapp.inspections.judgement_presenters import GRADES
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.monitoring.definitions import core_definitions
from inspectorate.webapp.monitoring.indicator_queries import neighbours
from inspectorate.webapp.monitoring.models import Area
from inspectorate.webapp.monitoring.panel_making import PanelMaker

MEASURES = ("vacancies", "turnover", "agency_workers")


@dataclass(frozen=True, slots=True)
class WorkforceAfter:
    """What came of the judgements that were known by a day, by measure.

    ``alike`` names the set of statistical neighbours: that which held when the last judgement was published, on
    ``reach``.
    """

    known_by: date
    reach: date
    measures: tuple[After, ...]
    alike: str


def workforce_after(known_by: date, regime: str | None = None) -> WorkforceAfter | None:
    """The answer for a day, of the judgements of one regime or of all; ``None`` where no judgement can be compared:
    no numbers of the workforce, no neighbours or no judgements are loaded."""
    told = given(histories(), known_by)
    if not told:
        return None
    wanted = [one for one in core_definitions() if one.definition.indicator.id in MEASURES]
    panels = PanelMaker(known_by, Area.Kind.AUTHORITY, None).panels(wanted)
    reach = max(one.day for one in told)
    alike = neighbours(reach)
    measures = tuple(after(panel, told, alike, tuple(GRADES), regime) for panel in panels)
    return WorkforceAfter(known_by, reach, measures, alike.model) if any(one.grades for one in measures) else None
