"""A signal in plain English: what stands out, against what, how old it is, and how often such a one is false."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inspectorate.intelligence.model import Indicator, Signal, SignalKind

_AGAINST = {
    SignalKind.FUNNEL: "against {comparator} for all bodies; beyond {limit}, chance and the usual spread hardly reach",
    SignalKind.NEIGHBOURS: "against {comparator}, the mean of its statistical neighbours; the limit is {limit}",
    SignalKind.SHIFT: "against {comparator} expected from its own past; its level has moved, the limit is {limit}",
    SignalKind.TREND: "against {comparator} expected from its own past; it drifts, the limit is {limit}",
}


def sentence(signal: Signal, indicator: Indicator, names: Mapping[str, str]) -> str:
    """One signal in words. ``names`` gives the bodies' names by id; a body without one is called by its id."""
    who = names.get(signal.body, signal.body)
    if signal.value is None or signal.comparator is None or signal.limit is None:
        return (
            f"{who}: {indicator.label} for {signal.period.label} is not there, though most other bodies' are. It was "
            f"expected by {_day(signal.published)}. {_false(signal)}"
        )
    told = _AGAINST[signal.kind].format(comparator=_number(signal.comparator), limit=_number(signal.limit))
    sample = "of a number of cases that nobody states" if signal.sample is None else f"of {signal.sample:,.0f}"
    side = "worse" if signal.strength > 0 else "better"
    return (
        f"{who}: {indicator.label} is {_number(signal.value)} {indicator.unit} ({signal.period.label}, {sample}), "
        f"{told}. That is {abs(signal.strength):.1f} standard deviations {side} than expected. "
        f"Published {_day(signal.published)}, about a time that ended {_day(signal.period.last)}. {_false(signal)}"
    )


def _false(signal: Signal) -> str:
    number = signal.expected_false_alarms
    told = "fewer than one" if number < 0.95 else f"about {number:.0f}"
    return f"Chance alone gives {told} of this kind in a year, in all bodies and core indicators."


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
