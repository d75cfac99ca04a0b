"""The palette of grades: readable, and told apart without colour."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from inspectorate.webapp import design

CSS = (Path(design.__file__).parent / "static/design/inspectorate.css").read_text()
COLOURS = dict(re.findall(r"--grade-([a-z-]+): (#[0-9a-f]{6})", CSS))
GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
# Linear RGB as people without red, green or blue cones see it (Machado, Oliveira and Fernandes 2009, severity 1.0).
BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))


def linear(colour: str) -> tuple[float, float, float]:
    """sRGB to linear light (IEC 61966-2-1), as WCAG 2.2 takes it for relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(light: tuple[float, float, float]) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: float, other: float) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), the lighter first."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def seen(colour: str, blindness: str) -> tuple[float, float, float]:
    light = linear(colour)
    red, green, blue = (
        min(max(sum(weight * part for weight, part in zip(row, light, strict=True)), 0), 1) for row in BLIND[blindness]
    )
    return red, green, blue


def ink_on(grade: str) -> str:
    rule = re.search(rf"\.app-grade--{grade.replace('-', '_')}[ ,][^{{]*{{([^}}]*)}}", CSS)
    assert rule is not None
    return COLOURS["paper"] if "color: var(--grade-paper)" in rule[1] else COLOURS["ink"]


@pytest.mark.parametrize("grade", GRADES)
def test_letters_stand_out_from_their_square(grade: str) -> None:
    assert contrast(luminance(linear(COLOURS[grade])), luminance(linear(ink_on(grade)))) >= 4.5


@pytest.mark.parametrize("grade", GRADES)
def test_a_border_is_unlike_every_other_ones(grade: str) -> None:
    borders = {}
    for one in GRADES:
        rule = re.search(rf"\.app-grade--{one.replace('-', '_')}[ ,][^{{]*{{([^}}]*)}}", CSS)
        assert rule is not None
        border = re.search(r"border: (\d+px) (\w+)", rule[1])
        assert border is not None
        borders[one] = border.groups()
    assert [one for one in GRADES if borders[one] == borders[grade]] == [grade]


def lab(light: tuple[float, float, float]) -> tuple[float, float, float]:
    """Linear sRGB to CIE L*a*b*, white D65 (IEC 61966-2-1; CIE 15)."""
    ratios = [sum(w * part for w, part in zip(row, light, strict=True)) / sum(row) for row in TO_XYZ]
    x, y, z = (ratio ** (1 / 3) if ratio > 0.008856 else 7.787 * ratio + 16 / 116 for ratio in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("blindness", BLIND)
@pytest.mark.parametrize(("one", "other"), list(combinations(GRADES, 2)))
def test_two_grades_differ_to_whoever_sees_fewer_colours(one: str, other: str, blindness: str) -> None:
    """At least 20 apart in L*a*b*; about 2.3 is the least that anybody notices."""
    first, second = lab(seen(COLOURS[one], blindness)), lab(seen(COLOURS[other], blindness))
    assert sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5 >= 20
