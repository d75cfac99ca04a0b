"""Which p-values stand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.intelligence.discovery import threshold

# The fifteen p-values of Benjamini and Hochberg's own example (1995, section 3.2); four are significant at 0.05.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_published_example() -> None:
    assert threshold(np.array(PUBLISHED), 0.05) == 0.0095


@pytest.mark.parametrize("p", [[], [np.nan], [0.9, np.nan, 0.8]])
def test_none_stands(p: list[float]) -> None:
    assert threshold(np.array(p), 0.1) == 0.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.floats(0.01, 1))
def test_as_the_slow_rule_has_it(p: list[float], q: float) -> None:
    ordered = sorted(p)
    standing = [value for rank, value in enumerate(ordered, 1) if value <= rank * q / len(p)]
    assert threshold(np.array(p), q) == (standing[-1] if standing else 0.0)
