"""Whether anything that an inspector typed is ever lost, whatever fails.

    python -m bench.evidence_loss [--schedules N] [--first N] [--seed S] [--workers W] [--quick]

Each schedule is one sitting with the notebook in a real browser, against a real server: typing, files, and at random a
lost connection, a server killed with -9, a browser killed with -9, an expired sign-in, a clock that is wrong, a second
device that writes into the same note, a second tab, and a server that comes back as another release whose form differs.
In the end everything is put right, and each character that was typed is looked for in what the server holds; each byte
of a file counts as one. A character younger than a second when the browser was killed, and not shown as saved, is in
flight; every other one must be there. With --quick 40 schedules. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.evidence_site import Site
from bench.evidence_sitting import ACTS, Sitting

BATCH = 25
"""Schedules that follow one another on one server."""


def recovered(text: str, held: list[str]) -> int:
    """How many characters of a note the server has: the longest beginning that one of its versions has."""
    return max((_same(text, one) for one in held), default=0)


def _same(a: str, b: str) -> int:
    """How many characters two texts have in common from their beginning."""
    return next((number for number, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def run(seed: int, site: Site, playwright: Any) -> dict[str, Any]:
    """One schedule, its characters counted."""
    from inspectorate.webapp.casework.models import Attachment, NoteVersion

    rng = random.Random(seed)
    before = set(NoteVersion.objects.values_list("id", flat=True))
    sitting = Sitting(site, playwright, rng)
    for act in rng.choices(list(ACTS), list(ACTS.values()), k=rng.randint(5, 11)):
        sitting.act(act)
    sitting.type()
    sitting.finish()
    held = [text for id_, text in NoteVersion.objects.values_list("id", "text") if id_ not in before]
    files = set(Attachment.objects.values_list("sha256", flat=True))
    typed = sum(len(note.text) for note in sitting.notes) + sum(file.size for file in sitting.files)
    found = sum(recovered(note.text, held) for note in sitting.notes)
    found += sum(file.size for file in sitting.files if file.sha256 in files)
    in_flight = sum(note.in_flight for note in sitting.notes) + sitting.files_in_flight
    gone = [f"a file of {file.size} bytes" for file in sitting.files if file.sha256 not in files]
    gone += [f"{note.text!r} after {recovered(note.text, held)} characters"
             for note in sitting.notes if recovered(note.text, held) < len(note.text)]  # fmt: skip
    return {"typed": typed, "recovered": found, "in_flight": in_flight, "lost": typed - found, "seed": seed,
            "faults": sitting.faults, "told": f"{sitting.acts}; at the end: {sitting.end}; gone: {gone}"}  # fmt: skip


def work(first: int, count: int, seed: int, loaded: Site) -> list[dict[str, Any]]:
    """Some schedules one after another, with a copy of a loaded site and a browser of their own."""
    site = loaded.copy(Path(tempfile.mkdtemp(prefix="evidence-")))
    os.environ.update(site.environment)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    site.start()
    try:
        with sync_playwright() as playwright:
            return [run(seed * 1_000_003 + first + number, site, playwright) for number in range(count)]
    finally:
        site.kill()
        shutil.rmtree(site.var, ignore_errors=True)


def counted(results: list[dict[str, Any]]) -> dict[str, int]:
    """All characters of some schedules."""
    total = {name: sum(one[name] for one in results) for name in ("typed", "recovered", "in_flight", "lost")}
    return {"schedules": len(results), **total}


def main() -> None:
    """Run the schedules and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m bench.evidence_loss", description=__doc__)
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first schedule, to go on from there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--quick", action="store_true")
    said = parser.parse_args()
    schedules = 40 if said.quick else said.schedules
    start, results = time.perf_counter(), []
    # A process for each batch: Django is set up for one database only.
    with (
        tempfile.TemporaryDirectory(prefix="evidence-") as var,
        ProcessPoolExecutor(said.workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool,
    ):
        loaded = Site(Path(var))
        loaded.load()
        end = said.first + schedules
        firsts = range(said.first, end, BATCH)
        jobs = [pool.submit(work, first, min(BATCH, end - first), said.seed, loaded) for first in firsts]
        for job in as_completed(jobs):
            if job.exception():
                pool.shutdown(wait=False, cancel_futures=True)  # or the fault would be told when all others are done
            found = job.result()
            for one in found:
                if one["lost"]:
                    print(f"schedule {one['seed']} lost {one['lost']} characters: {one['told']}", flush=True)
            results += found
            print(json.dumps(counted(results)), file=sys.stderr, flush=True)  # what stands, should it be cut short

    faults: Counter[str] = Counter()
    for one in results:
        faults.update(one["faults"])
    print(f"{len(results)} schedules in {time.perf_counter() - start:.0f} seconds: {dict(faults)}")
    print(json.dumps(counted(results)))


if __name__ == "__main__":
    main()
