"""Which of many p-values stand when most say nothing: control of the share of false ones among those listed.

Benjamini and Hochberg (1995, JRSS-B 57:289) hold the false discovery rate at q when the tests are independent;
Benjamini and Yekutieli (2001, Annals of Statistics 29:1165) show that they do so under positive dependence too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def threshold(p: NDArray[np.float64], q: float) -> float:
    """The largest p-value that stands: those at or below it are listed. 0.0 where none does.

    ``p`` has any shape; what is not a number is no test. ``q`` is the wanted share of false ones among those listed.
    """
    ordered = np.sort(p[np.isfinite(p)])
    m = ordered.size
    if m == 0:
        return 0.0
    standing = np.flatnonzero(ordered <= np.arange(1, m + 1) * q / m)
    return float(ordered[standing[-1]]) if standing.size else 0.0
