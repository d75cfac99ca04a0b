"""`python -m bench.record`: England's published record, from the files to who is due what, each part apart.

It loads the published files into a database of its own, then times the read of all histories, the obligations on a
day, and the whole `inspectorate due` command with its start. The last line is one line of JSON with every figure.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

AS_OF = date(2019, 6, 1)
LIMITS = {"obligations_seconds": 1.0, "command_seconds": 3.0}
DATA = Path(os.environ.get("INSPECTORATE_DATA", "../shared/data")) / "ofsted-la"


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and its seconds."""
    start = time.perf_counter()
    done = work()
    return done, round(time.perf_counter() - start, 3)


def measure(directory: str) -> dict[str, object]:
    """Every figure, on a database in ``directory``."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.due.engine import due
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import import_file
    from inspectorate.webapp.programme.queries import histories

    by, library = Actor.command_line("bench"), load_library()
    runs, importing = timed(lambda: [import_file(by=by, path=path).run for path in sorted(DATA.iterdir())])
    record, reading = timed(lambda: list(histories()))
    found, seconds = timed(lambda: [one for history in record for one in due(history, library, AS_OF)])
    command = [
        str(Path(sys.executable).parent / "inspectorate"),
        "due",
        "--as-of",
        AS_OF.isoformat(),
        "--format",
        "json",
    ]
    _, whole = timed(lambda: subprocess.run(command, check=True, capture_output=True, cwd=directory))
    return {
        "files": len(runs),
        "facts": sum(run.accepted + run.corrected for run in runs),
        "import_seconds": importing,
        "histories": len(record),
        "read_seconds": reading,
        "obligations": len(found),
        "obligations_seconds": seconds,
        "command_seconds": whole,
        **{f"limit_{name}": limit for name, limit in LIMITS.items()},
        **{
            f"ratio_{name}": round({"obligations_seconds": seconds, "command_seconds": whole}[name] / limit, 3)
            for name, limit in LIMITS.items()
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.record", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the same: the whole takes seconds")
    parser.parse_args()
    if not DATA.is_dir():
        print(f"The published files are not at {DATA}; INSPECTORATE_DATA names where they are.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as directory:
        os.environ |= {"INSPECTORATE_VAR": directory, "DATABASE_URL": f"sqlite:///{directory}/record.sqlite3"}
        figures = measure(directory)
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):32} {value}")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
