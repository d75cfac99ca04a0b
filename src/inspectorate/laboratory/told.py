"""A comparison as JSON, for the command line, the pages and the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspectorate.laboratory.compare import Asked, Comparison, Row
from inspectorate.laboratory.falling import middle
from inspectorate.laboratory.model import Services
from inspectorate.laboratory.outcomes import MEASURES, Value
from inspectorate.laboratory.sweep import Swept

CAUTION = (
    "These results describe the stated model of services and nothing else. Its parameters are partly assumed; real"
    " signals may say far less, as the control without a signal shows. They are no advice about any real service."
)


def as_json(
    asked: Asked, services: Services, found: Comparison, swept: Sequence[Swept], *, model: str, model_hash: str
) -> dict[str, Any]:
    """The whole comparison. Shares are fractions, months are months, sums are of all services and months."""
    return {
        "caution": CAUTION,
        "model": model,
        "model_hash": model_hash,
        "seed": asked.seed,
        "services": len(services),
        "months": asked.months,
        "inspector_days": found.days,
        "least_harm": found.bound.harm,
        "regimes": [_row(row, asked) for row in found.rows],
        "sweep": [_swept(one) for one in swept],
    }


def _row(row: Row, asked: Asked) -> dict[str, Any]:
    regime = next((one for one in asked.regimes if one.id == row.id), None)
    return {
        "regime": row.id,
        "label": row.label,
        "edition": regime.edition if regime else None,
        "edition_hash": regime.content if regime else None,
        "control": row.control,
        "runs": asked.runs if regime else asked.policy_runs,
        "stretch": row.stretch,
        "inspector_days_as_written": row.written,
        **{key: found for measure in MEASURES for key, found in _value(measure.id, row.values[measure.id]).items()},
        **_value("above_bound", row.above_bound),
        **(_value("undetected_months_to_first", row.to_first) if row.to_first else {}),
        "undetected_months_by_fifth": [one.mean for one in row.fifths],
        "exact": dict(row.expected) or None,
        "price_of_unpredictability": row.unforeseen,
        "falling": list(row.falling) or None,
        "fall_seen_by": middle(row.falling),
        "assumed": list(row.assumed),
    }


def _value(name: str, found: Value) -> dict[str, Any]:
    return {
        name: found.mean,
        f"{name}_interval": None if found.low is None else [found.low, found.high],
        f"{name}_futures": list(found.futures) if found.futures else None,
    }


def _swept(one: Swept) -> dict[str, Any]:
    return {
        "variant": one.variant,
        "label": one.label,
        "regime": one.row,
        "undetected_months": one.undetected,
        "harm": one.harm,
        "undetected_to_first": one.undetected_to_first,
        "harm_to_first": one.harm_to_first,
    }
