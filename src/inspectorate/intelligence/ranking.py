"""One strength for each body, for the order of the analyst's queue and the back-test.

1. A body's funnel and neighbour signals of one indicator say nearly the same twice, and so do shift and trend: of all
   signals of one body and indicator only the strongest for the worse counts.
2. What is better than expected does not cancel what is worse: it counts as nought.
3. The strengths s of the J indicators that are left are summed as Stouffer's (1949) sum of dependent normals with one
   correlation rho between any two (Strube 1985, Psychological Bulletin 97:334): sum s / sqrt(J (1 + (J - 1) rho)).
   J is the number of indicators in the whole list, so that a longer list never lifts a body that has nothing new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt

from inspectorate.intelligence.model import Signal

CORRELATION = 0.3
"""Taken between the signals of any two indicators of one body. It moves all bodies alike, and so no rank."""


def rank(signals: Iterable[Signal]) -> Mapping[str, float]:
    """Each body's strength, the greatest first; bodies without a signal are absent and stand at nought."""
    worst: dict[str, dict[str, float]] = defaultdict(dict)
    indicators: set[str] = set()
    for signal in signals:
        indicators.add(signal.indicator)
        of = worst[signal.body]
        of[signal.indicator] = max(of.get(signal.indicator, 0.0), signal.strength)
    j = len(indicators)
    alike = sqrt(j * (1 + (j - 1) * CORRELATION)) if j else 1.0
    together = {body: sum(of.values()) / alike for body, of in worst.items()}
    return dict(sorted(together.items(), key=lambda item: (-item[1], item[0])))
