"""The laboratory's fit: whether its intervals hold what was planted, and what the record says of areas together.

    python -m bench.lab_fit [--quick]

Coverage: invented records of the real one's size (156 services, 42 of them inspected three times and 108 twice), of
models drawn from the prior that the fit takes; how often its 95% intervals hold the drawn numbers. Together: where the
published files are at hand, the log-likelihood of all areas of an inspection at once, with more and more of the falls
of each area put down to shocks. At rest: the share of services at the last grade in each area of the shipped models of
authorities and of homes when no event has come for centuries, beside where they begin. The last line is one line of
JSON with every figure. With --quick fewer records.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tests.laboratory.records import planted

from inspectorate.framework.library import load_library
from inspectorate.laboratory.fit import fit
from inspectorate.laboratory.fit_area import Area
from inspectorate.laboratory.fit_record import trails
from inspectorate.laboratory.likelihood import Seen, likelihood_slopes, record
from inspectorate.laboratory.model import FIFTHS, Model
from inspectorate.laboratory.reading import read_model

DATA = Path(os.environ.get("INSPECTORATE_DATA", "../shared/data"))
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Of all falls of an area, those put down to shocks."""
MONTHS = 4096
MODELS = ("authorities", "childrens-homes")


def drawn(model: Model, random: np.random.Generator) -> Model:
    """A model whose fitted numbers are drawn from the prior."""
    for place in range(len(model.areas)):
        area = Area(model, place)
        mean, spread = area.prior
        least, most = np.array(area.borders).T
        model = area.into(model, np.clip(random.normal(mean, spread), least, most))
    return replace(model, alike=float(random.random()))


def coverage(records: int) -> dict[str, Any]:
    """How often intervals hold what was planted, by parameter, with the numbers that were looked at."""
    held: dict[str, list[bool]] = {}
    for seed in range(records):
        model = drawn(read_model("authorities"), np.random.default_rng(seed))
        seen = planted(model, 42, 3, seed) + planted(model, 108, 2, 1000 + seed) + planted(model, 6, 1, 2000 + seed)
        found = fit(seen, model)
        for name in ("worse", "better", "start", "alike"):
            value = getattr(model, name)
            inside = (found.low[name] <= value) & (value <= found.high[name])
            held.setdefault(name, []).extend(np.ravel(inside).tolist())
    every = [one for ones in held.values() for one in ones]
    return {"records": records, "numbers": len(every), "held": float(np.mean(every))} | {
        f"held_{name}": float(np.mean(ones)) for name, ones in held.items()
    }


def published() -> tuple[Seen, ...]:
    """The record of the published files, loaded into a database of its own."""
    from inspectorate.cli.database import open_database

    with tempfile.TemporaryDirectory() as directory:
        os.environ |= {"INSPECTORATE_VAR": directory, "DATABASE_URL": f"sqlite:///{directory}/record.sqlite3"}
        open_database()
        from inspectorate.webapp.accounts.actors import Actor
        from inspectorate.webapp.inspections.importing import import_file
        from inspectorate.webapp.inspections.queries import histories

        for path in sorted((DATA / "ofsted-la").iterdir()):
            import_file(by=Actor.command_line("bench"), path=path)
        model = read_model("authorities")
        return trails(histories(), load_library(), areas=model.areas, grades=model.grades, regimes=("sif", "ilacs"))


def together(services: Sequence[Seen]) -> list[dict[str, float]]:
    """What all areas at once say of how many falls are shocks, each area's falls on the whole kept."""
    fitted = fit(services, read_model("authorities")).model
    seen = record(services, len(fitted.areas))
    falls = fitted.worse + fitted.shock
    most = float(falls.mean())
    found = []
    for share in SHARES:
        model = replace(fitted, shock=share * most, worse=np.maximum(falls - share * most, 0.0))
        found.append({"shock": share * most, "log_likelihood": likelihood_slopes(model, seen)[0]})
    return found


def at_rest(name: str) -> dict[str, dict[str, float]]:
    """By area of a model: the share at the last grade in the end, in the middle fifth, and in the beginning."""
    model = read_model(name)
    shares = np.linalg.matrix_power(model.transition(FIFTHS // 2), MONTHS)[0]
    last = model.grades_of == model.steps - 1
    return {
        area: {"in_the_end": float(shares[last[:, place]].sum()), "in_the_beginning": float(model.start[place, -1])}
        for place, area in enumerate(model.areas)
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    figures: dict[str, Any] = coverage(4 if arguments.parse_args().quick else 40)
    print(f"Intervals held {figures['held']:.1%} of {figures['numbers']} planted numbers.")
    figures["at_rest"] = {name: at_rest(name) for name in MODELS}
    for name in MODELS:
        for area, one in figures["at_rest"][name].items():
            end, begun = one["in_the_end"], one["in_the_beginning"]
            print(f"{name}, {area}: {end:.1%} at the last grade without any event, {begun:.1%} first")
    if DATA.is_dir():
        figures["together"] = together(published())
        for one in figures["together"]:
            print(f"Shocks of {one['shock']:.2%} a month: log-likelihood {one['log_likelihood']:.1f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
