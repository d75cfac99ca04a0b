"""`inspectorate measure severity`: what it tells of inspectors together, and that it tells of nobody alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.commands import run

SCALE = ("outstanding", "good", "requires improvement", "inadequate")


def written(path: Path, *, leads: int = 6, apart: bool = False) -> Path:
    """Twelve bodies, each inspected four times in two areas; ``apart``: each half by inspectors of its own."""
    random = np.random.default_rng(1)
    with path.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["body", "area", "lead", "day", "grade"])
        for body in range(12):
            for year in range(2020, 2024):
                lead = int(random.integers(leads))
                if apart:
                    lead = lead // 2 * 2 + body % 2
                for area in ("leadership", "experiences"):
                    grade = SCALE[min(3, max(0, round(random.normal(body / 6 + lead / 6))))]
                    rows.writerow([f"Home {body}", area, f"Jo Marsh {lead}", f"{year}-03-0{body % 9 + 1}", grade])
    return path


def test_json_tells_the_spread_with_its_interval_and_names_nobody(tmp_path: Path) -> None:
    result = run("measure", "severity", str(written(tmp_path / "led.csv")), "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Marsh" not in result.stdout
    told = json.loads(result.stdout)
    assert [told[name] for name in ("inspectors", "bodies", "judgements", "sets")] == [6, 12, 96, 1]
    assert [one["area"] for one in told["areas"]] == ["experiences", "leadership"]
    assert told["odds"]["value"] > 1
    for one in (told["severity"], told["odds"], *(area["share"] for area in told["areas"])):
        assert one["low"] < one["value"] < one["high"]


def test_table_and_csv_have_the_same_figures(tmp_path: Path) -> None:
    path = str(written(tmp_path / "led.csv"))
    rows = list(csv.DictReader(io.StringIO(run("measure", "severity", path, "--format", "csv").stdout)))
    assert [row["figure"] for row in rows] == ["severity", "odds", "share", "share"]
    table = run("measure", "severity", path).stdout
    assert "96 judgements of 12 bodies by 6 lead inspectors" in table
    assert all(f"{float(row['value']):.3f}" in table for row in rows)


def test_of_fewer_than_five_inspectors_nothing_is_told(tmp_path: Path) -> None:
    result = run("measure", "severity", str(written(tmp_path / "led.csv", leads=4)))
    assert "Fewer than five inspectors led these inspections" in result.stderr
    assert result.stdout.count("too few to tell") == 4
    assert result.exit_code == 0


def test_sets_that_no_inspector_links_are_said(tmp_path: Path) -> None:
    result = run("measure", "severity", str(written(tmp_path / "led.csv", apart=True)))
    assert "No inspector links the 2 sets into which these bodies fall" in result.stderr


@pytest.mark.parametrize("strict", [True, False])
def test_rows_that_cannot_be_read_are_told(tmp_path: Path, *, strict: bool) -> None:
    path = written(tmp_path / "led.csv")
    with path.open("a") as stream:
        stream.write("Home 1,leadership,Jo Marsh 1,2025-01-01,fair\n")
    result = run("measure", "severity", str(path), *(["--strict"] if strict else []))
    assert "kept aside: led.csv, row 98, grade: “fair”. It is no grade of the scale." in result.stderr
    assert result.exit_code == int(strict)


def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path) -> None:
    missing = run("measure", "severity", str(tmp_path / "none.csv"))
    assert (missing.exit_code, missing.stderr) == (1, "none.csv cannot be opened: No such file or directory.\n")
    (tmp_path / "other.csv").write_text("body,area\nHome,leadership\n")
    other = run("measure", "severity", str(tmp_path / "other.csv"))
    assert (other.exit_code, "other.csv has no column “lead”" in other.stderr) == (1, True)
    (tmp_path / "bad.csv").write_text("body,area,lead,day,grade\nHome,leadership,L,2025-01-01,fair\n")
    bad = run("measure", "severity", str(tmp_path / "bad.csv"))
    assert (bad.exit_code, bad.stderr.splitlines()[-1]) == (1, "bad.csv: There are no judgements to learn from.")
