"""Commands that people wait for do not load what only others need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("polars", "pandas", "numba", "ortools", "scipy", "weasyprint")
ASK = f"""
import sys
from inspectorate.cli import main
sys.argv[0] = "inspectorate"
try:
    main()
except SystemExit as end:
    assert end.code in (0, None), end.code
print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with no database: the first command that needs one makes it for all."""
    return tmp_path_factory.mktemp("var")


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["--help"], ["due", "--as-of", "2019-06-01"], ["judgements", "--regime", "sif", "--as-of", "2017-02-28"]],
    ids=lambda words: words[0],
)
def test_a_quick_command_loads_no_heavy_package(words: list[str], var: Path) -> None:
    surroundings = os.environ | {"INSPECTORATE_VAR": str(var), "DATABASE_URL": f"sqlite:///{var}/a.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *words], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"
