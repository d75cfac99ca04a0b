"""How hard a programme may be: gap, events in no week and seconds as the share of days asked for rises.

    python -m bench.utilisation [--instance 5k] [--seconds 60] [--picture FILE.svg] [--cluster ADDRESS]

The instances are those of `bench.instances`, from 0.70 to 0.95 of the days that inspectors have. ``seconds`` are those
until the plan cost no more than one per cent above what it ended with. The last line is one line of JSON with every
figure; the picture shows the same.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.planning_rows import Asked, Row, alone, row

SHARES = (0.70, 0.75, 0.80, 0.85, 0.90, 0.95)
WIDE, HIGH, LEFT, TOP, FOOT = 640, 150, 40, 52, 44


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture: what it shows and the figures, one for each share."""

    title: str
    values: tuple[float, ...]
    form: str


def figures(share: float, found: Row) -> dict[str, Any]:
    return {
        "utilisation": share,
        "gap": round(found.gap or 0.0, 5),
        "unplaced": found.unplaced,
        "seconds": found.settled_after and round(found.settled_after, 1),
        "cost": found.cost,
        "bound": found.bound,
    }


def picture(panels: list[Panel]) -> str:
    """The panels one below the other as SVG, on the axis of utilisation."""
    drawn = "\n".join(_panel(panel, number * (TOP + HIGH + FOOT)) for number, panel in enumerate(panels))
    high = len(panels) * (TOP + HIGH + FOOT)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" font-family="Arial" font-size="14">\n'
        f'<rect width="{WIDE}" height="{high}" fill="#ffffff"/>\n{drawn}\n</svg>\n'
    )


def _panel(panel: Panel, top: int) -> str:
    most = max(*panel.values, 1e-9)
    across = (WIDE - LEFT - 40) / (SHARES[-1] - SHARES[0])
    points = [
        (LEFT + (share - SHARES[0]) * across, top + TOP + HIGH * (1 - value / most))
        for share, value in zip(SHARES, panel.values, strict=True)
    ]
    foot = top + TOP + HIGH
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [
        f'<text x="{LEFT}" y="{top + 18}" font-weight="bold">{panel.title}</text>',
        f'<line x1="{LEFT}" y1="{foot}" x2="{WIDE - 40}" y2="{foot}" stroke="#505a5f"/>',
        f'<polyline points="{line}" fill="none" stroke="#1d70b8" stroke-width="2"/>',
    ]
    for share, value, (x, y) in zip(SHARES, panel.values, points, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1d70b8"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{value:{panel.form}}</text>')
        parts.append(f'<text x="{x:.1f}" y="{foot + 18}" text-anchor="middle">{share:.2f}</text>')
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instance", default="5k", help="5k, 100k, or a number of settings")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each share")
    parser.add_argument("--picture", type=Path, help="where to write the picture")
    parser.add_argument("--cluster", help="the address of a Dask scheduler")
    chosen = parser.parse_args()
    lines = []
    for share in SHARES:
        asked = Asked(chosen.instance, chosen.seconds, utilisation=share, cluster=chosen.cluster)
        lines.append(figures(share, alone(row, "inspectorate", asked)))
        print(" ".join(f"{key}={value}" for key, value in lines[-1].items()), flush=True)
    if chosen.picture:
        panels = [
            Panel(
                "Gap in per cent, where events ask for this share of the days",
                tuple(100 * line["gap"] for line in lines),
                ".1f",
            ),
            Panel("Events in no week", tuple(line["unplaced"] for line in lines), ".0f"),
            Panel(
                "Seconds until within one per cent of the final cost",
                tuple(line["seconds"] or 0 for line in lines),
                ".0f",
            ),
        ]
        chosen.picture.write_text(picture(panels), encoding="utf-8")
    print(json.dumps({"instance": chosen.instance, "rows": lines}))


if __name__ == "__main__":
    main()
