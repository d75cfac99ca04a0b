"""The checks, in the order in which they run: the quick ones that read the code first, the browser last."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checks.outcome import Outcome, read_report
from checks.postgres import find_binaries, throw_away_server

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "var" / "checks"
PURE = (
    "calendars", "framework", "history", "due", "measurement", "intelligence", "formats", "planning", "laboratory",
)  # fmt: skip
CODE = ("src", "tests", "checks", "bench")


@dataclass(frozen=True)
class Step:
    name: str
    run: Callable[[], Outcome]


def choose(*, quick: bool, mutate: bool, long: bool) -> list[Step]:
    """The steps of this run, in order."""
    reading = [
        command("ruff check", "ruff", "check", "-q", *CODE),
        command("ruff format", "ruff", "format", "-q", "--check", *CODE),
        command("types (mypy)", "mypy"),
        command("arrows (import-linter)", "lint-imports", "--no-cache"),
    ]
    if quick:
        return [*reading, Step("unit tests", partial(pytest, "unit", *TWO, "-m", QUICK, environment=FEW))]
    steps = [
        *reading,
        command("migrations", "python", "-m", "django", "makemigrations", "--check", "--dry-run"),
        command("django check", "python", "-m", "django", "check", "--fail-level", "WARNING"),
        command("generated pages", "python", "-m", "checks.reference", "--check"),
        command("documentation", "mkdocs", "build", "--strict", "-q", "-d", str(ROOT / "var" / "site")),
        Step("known vulnerabilities", audit),
        Step("tests of pure packages", partial(pytest, "pure", *OWN, *TWO, "-m", "covered", *COVERAGE)),
        command("coverage of pure packages", *COVERED),
        Step("tests on SQLite", partial(pytest, "sqlite", *TWO, "-m", "not browser and not covered")),
        Step("tests on PostgreSQL", on_postgres),
        Step("browser tests", partial(pytest, "browser", "tests/browser", *TWO)),
    ]
    if long:
        steps.append(Step("long properties", partial(pytest, "long", *TWO, "-m", "not browser", environment=LONG)))
    if mutate:
        steps.append(Step("mutants", mutants))
    return steps


# A file stays on one core, so that what it prepares for its tests is prepared once. Files begin in the order in which
# tests/conftest.py puts them, the longest first; by the number of their tests the longest would come last.
TWO = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
# Counting coverage makes Python several times slower: a pure package is covered by its own quick tests, and all others
# run without.
OWN = tuple(f"tests/{package}" for package in PURE)
QUICK = "not browser and not database and not real_data and not slow"
WITHOUT_PURE = tuple(f"--ignore={directory}" for directory in OWN)
ON_BOTH = "database and not browser and not one_database"
FEW, LONG = {"HYPOTHESIS_PROFILE": "few"}, {"HYPOTHESIS_PROFILE": "long"}
COVERAGE = ("--cov", "--cov-report=")
COVERED = (
    "coverage", "report", "--skip-covered", "--show-missing", "--fail-under=100",
    "--include=" + ",".join(f"src/inspectorate/{package}/*" for package in PURE),
)  # fmt: skip


def command(name: str, tool: str, *options: str) -> Step:
    """A step that passes when the tool exits with 0; what the tool prints is shown."""
    return Step(name, lambda: Outcome(failed=1) if execute(tool, *options) else Outcome(passed=1))


def execute(tool: str, *options: str, environment: dict[str, str] | None = None) -> int:
    return subprocess.run([binary(tool), *options], cwd=ROOT, env=surroundings(environment), check=False).returncode


def binary(tool: str) -> str:
    return str(Path(sys.executable).parent / tool)


KEPT = {"INSPECTORATE_DATA", "INSPECTORATE_CI"}


def surroundings(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of the checks: no database or setting of the person who runs them has a say."""

    def is_setting(name: str) -> bool:
        return name == "DATABASE_URL" or (name.startswith("INSPECTORATE_") and name not in KEPT)

    inherited = {name: value for name, value in os.environ.items() if not is_setting(name)}
    own = {"DJANGO_SETTINGS_MODULE": "inspectorate.webapp.settings", "NO_MKDOCS_2_WARNING": "1"}
    return inherited | own | (extra or {})


def pytest(name: str, *options: str, environment: dict[str, str] | None = None) -> Outcome:
    """Run pytest with these options and read its report."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    code = execute("pytest", *options, f"--junitxml={report}", environment=environment)
    outcome = read_report(report)
    if code not in (0, 1) and not outcome.failed:
        # pytest's own trouble (2 to 4) or no test chosen (5): never a pass.
        return Outcome(outcome.passed, 1, outcome.skipped, outcome.missing, (f"{name}: pytest ended with code {code}",))
    return outcome


def on_postgres() -> Outcome:
    """The tests of what the database does, once more on a PostgreSQL server of their own (docs/decisions/0008)."""
    binaries = find_binaries()
    if binaries is None:
        return Outcome(missing=Counter({"PostgreSQL": count_tests(ON_BOTH)}))
    with throw_away_server(binaries) as url:
        return pytest("postgres", *TWO, *WITHOUT_PURE, "-m", ON_BOTH, environment={"DATABASE_URL": url})


def count_tests(marks: str) -> int:
    listed = subprocess.run(
        [binary("pytest"), "--collect-only", "-m", marks],
        cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return sum("::" in line for line in listed.stdout.splitlines())


def audit() -> Outcome:
    """Ask for known vulnerabilities of the runtime requirements.

    An advisory is reported, not failed: one that appears tomorrow must not turn a good commit into a bad one.
    """
    options = ("-r", "requirements/base.txt", "--require-hashes", "--disable-pip")
    try:
        done = subprocess.run(
            [binary("pip-audit"), *options, "--format", "json", "--progress-spinner", "off", "--timeout", "5"],
            cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=False, timeout=90,
        )  # fmt: skip
        found = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, subprocess.TimeoutExpired):
        # Without an answer pip-audit prints no JSON.
        remark = "known vulnerabilities were not looked up: the advisory service could not be reached"
        print(remark)
        return Outcome(remarks=(remark,))
    looked_up = [entry for entry in found if "vulns" in entry]
    remarks = [f"known vulnerability: {entry['name']} {flaw['id']}" for entry in looked_up for flaw in entry["vulns"]]
    if len(looked_up) < len(found):
        remarks.append(
            f"the advisory service knew nothing of {len(found) - len(looked_up)} of {len(found)} requirements"
        )
    print("\n".join(remarks) or "none known")
    return Outcome(passed=int(bool(looked_up)), remarks=tuple(remarks))


def mutants() -> Outcome:
    """Change the pure packages in thousands of small ways and count the changes that a test notices (about an hour).

    Survivors are told, not failed: some changes, such as those of an error's wording, are no fault.
    """
    if execute("mutmut", "run") or execute("mutmut", "export-cicd-stats"):
        return Outcome(failed=1)
    stats = json.loads((ROOT / "mutants" / "mutmut-cicd-stats.json").read_text())
    noticed = stats["killed"] + stats["timeout"]
    remark = f"tests noticed {noticed} of {stats['total']} mutants; `mutmut results` lists the others"
    return Outcome(passed=int(noticed > 0), failed=int(noticed == 0), remarks=(remark,))
