"""From a database of settings to what each is due: seconds and memory as their number grows.

    python -m bench.settings [--quick] [--settings 100000]

The settings are invented (`inspectorate example load --settings`), and loading them is not part of the time. Each
number is measured in a process of its own. The limits are those for 100,000: 15 seconds and 2 GiB. With --quick 300
and 1,000 settings; else 1,000 and 10,000, and the number that is asked for. The last line is JSON.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

AS_OF = date(2026, 9, 30)
LIMIT_SECONDS, LIMIT_MEBIBYTES, OF = 15.0, 2048, 100_000


def measured() -> dict[str, Any]:
    """The figures of the database that the environment names."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.due.engine import due
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.programme.queries import histories

    library = load_library()
    gc.disable()  # as `inspectorate due` does
    settings = obligations = 0
    engine = 0.0
    start = time.perf_counter()
    for history in histories(kind="setting"):
        settings += 1
        before = time.perf_counter()
        obligations += len(due(history, library, AS_OF))
        engine += time.perf_counter() - before
    seconds = time.perf_counter() - start
    return {
        "settings": settings,
        "obligations": obligations,
        "seconds": round(seconds, 3),
        "engine_seconds": round(engine, 3),
        "us_per_setting": round(seconds / settings * 1e6, 1),
        "peak_mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def in_a_process_of_its_own(number: int) -> dict[str, Any]:
    """Load so many settings into an empty database, then measure them in a fresh process."""
    with tempfile.TemporaryDirectory() as directory:
        own = os.environ | {"INSPECTORATE_VAR": directory, "DATABASE_URL": f"sqlite:///{directory}/example.sqlite3"}
        load = [str(Path(sys.executable).parent / "inspectorate"), "example", "load", "--settings", str(number)]
        start = time.perf_counter()
        subprocess.run([*load, "--until", AS_OF.isoformat()], env=own, check=True, capture_output=True)
        loading = time.perf_counter() - start
        told = subprocess.run(
            [sys.executable, "-m", "bench.settings", "--here"], env=own, check=True, capture_output=True, text=True
        )
    figures: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return figures | {"loading_seconds": round(loading, 1)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.settings", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="300 and 1,000 settings")
    parser.add_argument("--settings", type=int, help="a number more, up to 100,000; those take some minutes to load")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(measured()))
        return 0
    numbers = [300, 1000] if asked.quick else [1000, 10_000]
    rows = [in_a_process_of_its_own(number) for number in [*numbers, *([asked.settings] if asked.settings else [])]]
    for row in rows:
        print("  ".join(f"{name.replace('_', ' ')} {value}" for name, value in row.items()))
    last = rows[-1]
    answer = {
        "bench": "settings",
        "limit_seconds": LIMIT_SECONDS,
        "limit_mebibytes": LIMIT_MEBIBYTES,
        "limit_settings": OF,
        "ratio_seconds": round(last["us_per_setting"] * OF / 1e6 / LIMIT_SECONDS, 3),
        "ratio_mebibytes": round(last["peak_mebibytes"] / LIMIT_MEBIBYTES, 3),
        "sizes": rows,
    }
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
