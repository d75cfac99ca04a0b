"""The negative control: the same indicators, given to the wrong bodies. Whatever predicts from these is mistaken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inspectorate.intelligence.model import Panel


def shuffled(panel: Panel, *, seed: int) -> Panel:
    """The panel with whole series dealt out anew among the bodies. The same seed and indicator give the same deal.

    Each indicator is dealt by itself, so that a body's indicators no longer belong together; a series stays whole, so
    that its levels, drifts, gaps and end are as real as before.
    """
    rng = np.random.default_rng([seed, *panel.indicator.id.encode()])
    order = rng.permutation(len(panel.bodies))
    to = {int(old): new for new, old in enumerate(order)}
    return replace(
        panel,
        value=panel.value[:, order],
        numerator=panel.numerator[:, order],
        denominator=panel.denominator[:, order],
        known_on=panel.known_on[:, order],
        marks={(row, to[column]): mark for (row, column), mark in panel.marks.items()},
        closed={to[column]: day for column, day in panel.closed.items()},
    )
