"""What came out of a comparison, section by section."""

from __future__ import annotations

from inspectorate.webapp.laboratory import outcome_sections as outcomes
from inspectorate.webapp.laboratory import regime_sections as regimes
from inspectorate.webapp.laboratory.section import Row, Section

SECTIONS = (
    outcomes.undetected,
    outcomes.harm,
    outcomes.delay,
    outcomes.inadequate,
    outcomes.fifths,
    regimes.effort,
    regimes.fall,
    regimes.sweep,
    outcomes.others,
)
"""In the order in which they are read."""


def sections(result: Row) -> list[Section]:
    """Every section that the result has something for."""
    return [one for one in (make(result) for make in SECTIONS) if one.rows]
