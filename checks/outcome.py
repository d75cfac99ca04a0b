"""What one check found, and the summary of all of them."""

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

# A test that cannot run for want of a component skips with this prefix and the component's name (tests/conftest.py).
MISSING = "missing: "


@dataclass(frozen=True)
class Outcome:
    """Counts of what passed and failed; tests not run for want of a component, by its name; remarks for the summary."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finished:
    """A check that ran: its name, what it found, and how long it took in seconds."""

    name: str
    outcome: Outcome
    seconds: float


def read_report(report: Path) -> Outcome:
    """The outcome that a JUnit file written by pytest tells; one failure when pytest wrote none."""
    if not report.exists():
        return Outcome(failed=1, remarks=("pytest ended before it ran a test",))
    # pytest wrote the file a moment ago: nothing untrusted is parsed here.
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    reasons = [skip.get("message", "") for case in cases if (skip := case.find("skipped")) is not None]
    missing = Counter(reason.removeprefix(MISSING) for reason in reasons if reason.startswith(MISSING))
    return Outcome(len(cases) - failed - len(reasons), failed, len(reasons) - missing.total(), missing)


def summary(finished: Sequence[Finished], *, missing_is_failure: bool) -> tuple[list[str], int]:
    """The closing lines and the number of failures, where a missing component counts as one when asked."""
    lines = ["", "Summary"]
    lines += [_line(check) for check in finished]
    lines += [f"  note: {remark}" for check in finished for remark in check.outcome.remarks]
    missing = sum((check.outcome.missing for check in finished), Counter[str]())
    for component, count in sorted(missing.items()):
        lines.append(f"  missing: {component}: {count} tests could not run")
    failed = sum(check.outcome.failed for check in finished)
    if missing_is_failure:
        failed += missing.total()
    passed = sum(check.outcome.passed for check in finished)
    skipped = sum(check.outcome.skipped for check in finished)
    closing = f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
    return [*lines, closing], failed


def _line(check: Finished) -> str:
    state = "failed" if check.outcome.failed else "ok"
    counts = f"{check.outcome.passed} passed, {check.outcome.failed} failed"
    return f"  {state:<7}{check.name:<28}{counts:<26}{check.seconds:6.1f} s"
