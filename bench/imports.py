"""Importing every published file, beside reading the same files with plain pandas.

    python -m bench.imports [--quick]

The files are loaded into a database of their own, in a process of its own, and once more with pandas, which only reads
them: it recognises nothing, matches nothing and keeps nothing. With --quick one list. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("INSPECTORATE_DATA", "../shared/data"))


def files(*, quick: bool) -> list[Path]:
    """The published lists of settings, and the workbook and history of authorities."""
    lists = sorted((DATA / "ofsted-providers").glob("*/*.csv"))
    return lists[:1] if quick else [*lists, *sorted((DATA / "ofsted-la").glob("*.ods"))]


def imported(paths: list[Path]) -> dict[str, Any]:
    """Rows and seconds of loading the files into the database that the environment names."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import import_file

    by, rows, start = Actor.command_line("bench"), 0, time.perf_counter()
    for path in paths:
        reading = import_file(by=by, path=path).reading
        rows += max(len(reading.inspections), len(reading.settings))
    return _figures(rows, start)


def read_by_pandas(paths: list[Path]) -> dict[str, Any]:
    """The same files, read as tables of text."""
    import pandas

    rows, start = 0, time.perf_counter()
    for path in paths:
        if path.suffix == ".ods":
            sheets = pandas.read_excel(path, sheet_name=None, header=None, dtype=str)
            rows += sum(map(len, sheets.values()))
        else:
            names = [f"column {number}" for number in range(80)]
            rows += len(pandas.read_csv(path, header=None, names=names, dtype=str, encoding="cp1252"))
    return _figures(rows, start)


def _figures(rows: int, start: float) -> dict[str, Any]:
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"rows": rows, "seconds": round(seconds, 2), "rows_a_second": round(rows / seconds), "peak_mebibytes": peak}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one list instead of all files")
    parser.add_argument("--here", choices=("import", "pandas"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    paths = files(quick=asked.quick)
    if not paths:
        print(f"The published files are not at {DATA}; INSPECTORATE_DATA names where they are.", file=sys.stderr)
        return 1
    if asked.here:
        print(json.dumps(imported(paths) if asked.here == "import" else read_by_pandas(paths)))
        return 0
    found: dict[str, Any] = {}
    for name in ("import", "pandas"):
        with tempfile.TemporaryDirectory() as directory:
            own = os.environ | {"INSPECTORATE_VAR": directory, "DATABASE_URL": f"sqlite:///{directory}/record.sqlite3"}
            words = [sys.executable, "-m", "bench.imports", "--here", name, *(["--quick"] if asked.quick else [])]
            told = subprocess.run(words, env=own, check=True, capture_output=True, text=True)
        found[name] = json.loads(told.stdout.splitlines()[-1])
        print(f"{name:8}" + "  ".join(f"{key.replace('_', ' ')} {value:,}" for key, value in found[name].items()))
    ratio = round(found["import"]["seconds"] / found["pandas"]["seconds"], 1)
    print(json.dumps({"bench": "imports", "files": len(paths), **found, "ratio_seconds": ratio}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
