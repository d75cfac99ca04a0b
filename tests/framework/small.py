"""A small invented framework as a file, and short ways to write files and to read what is wrong with them."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path
from textwrap import dedent

from inspectorate.framework.library import Library, load_library
from inspectorate.framework.loader import read_files
from inspectorate.framework.model import Edition

BASE = """\
regime: rounds
edition: 2020-01-01
title: Rounds
applies_to: [authority]
life: [{status: in_force, first: 2020-01-01}]
sources:
  handbook: {title: The handbook, href: "https://example.org/handbook"}
  press: {title: The press}
scale:
  outstanding: {label: Outstanding, letter: O}
  good: {label: Good, letter: G}
  weak: {label: Weak, letter: W}
headline: overall
judgements:
  overall: {label: Overall, kind: overall, meaning: overall, source: handbook, confidence: official}
  leaders: {label: Leaders, meaning: leaders, source: handbook, confidence: official}
  care: {label: Care, meaning: care, source: handbook, confidence: official}
limits:
  cap:
    when: {leaders: weak}
    then: {overall: weak}
    force: always
    source: handbook
    confidence: official
events:
  round: {label: Round, kind: inspection, graded: true, team: {usual: 3}, source: handbook, confidence: official}
  visit: {label: Visit, kind: monitoring_visit, source: handbook, confidence: official}
pathways:
  weak:
    label: Weak
    when: {overall: weak}
    source: handbook
    confidence: official
    due:
      visits: {event: visit, anchor: last_graded_inspection, series: 2, source: handbook, confidence: official}
      round:
        event: round
        anchor: last_graded_inspection
        after_series_of: visits
        latest: {months: 12}
        source: handbook
        confidence: secondary
        about:
          latest: {source: press, confidence: unverified, note: A guess}
"""


def numbered(cases: Sized) -> list[str]:
    """Plain test ids for cases whose texts hold brackets and colons, by which no single test could be asked for."""
    return [f"case{number}" for number in range(len(cases))]


def write(folder: Path, *texts: str) -> list[Path]:
    """One file a text, `0.yaml` on; texts may be indented."""
    paths = [folder / f"{number}.yaml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(dedent(text), encoding="utf-8")
    return paths


def library_of(folder: Path, *texts: str) -> Library:
    """The library that these files make."""
    write(folder, *texts)
    return load_library(folder)


def edition_of(folder: Path, *texts: str) -> Edition:
    """The last edition of these files."""
    return list(library_of(folder, *texts).editions.values())[-1]


def faults(folder: Path, *texts: str) -> list[str]:
    """The sentences that these files are refused with, without the folder."""
    return [str(problem) for problem in read_files(write(folder, *texts), folder).problems]


def change(text: str, day: str = "2021-01-01") -> str:
    """A file that extends the small framework from a day on."""
    own = f"""\
    regime: rounds
    edition: {day}
    title: Rounds
    applies_to: [authority]
    extends: rounds/2020-01-01
    life: [{{status: in_force, first: {day}}}]
    """
    return dedent(own) + dedent(text)


def with_line(old: str, new: str) -> str:
    """The small framework with one piece of its text replaced."""
    assert BASE.count(old) == 1, f"{old!r} stands there {BASE.count(old)} times"
    return BASE.replace(old, new)
