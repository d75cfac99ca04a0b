"""How the results of the checks are counted and told."""

from collections import Counter
from pathlib import Path

from checks.outcome import Finished, Outcome, read_report, summary

REPORT = """<?xml version="1.0"?>
<testsuites><testsuite>
  <testcase name="passes"/>
  <testcase name="fails"><failure message="no"/></testcase>
  <testcase name="breaks"><error message="no"/></testcase>
  <testcase name="chosen"><skipped message="only on a full moon"/></testcase>
  <testcase name="browser one"><skipped message="missing: chromium"/></testcase>
  <testcase name="browser two"><skipped message="missing: chromium"/></testcase>
</testsuite></testsuites>
"""


def test_a_report_is_counted_with_what_was_missing(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert read_report(report) == Outcome(passed=1, failed=2, skipped=1, missing=Counter(chromium=2))


def test_a_run_that_wrote_no_report_has_failed(tmp_path: Path) -> None:
    assert read_report(tmp_path / "none.xml").failed == 1


def test_the_summary_names_each_missing_component_and_ends_with_the_count() -> None:
    finished = [
        Finished("tests on SQLite", Outcome(passed=7, skipped=1), 3.0),
        Finished("tests on PostgreSQL", Outcome(missing=Counter(PostgreSQL=4)), 0.1),
        Finished("browser tests", Outcome(missing=Counter(chromium=2), remarks=("nobody looked",)), 0.1),
    ]
    lines, failed = summary(finished, missing_is_failure=False)
    assert failed == 0
    assert lines[-4:] == [
        "  note: nobody looked",
        "  missing: PostgreSQL: 4 tests could not run",
        "  missing: chromium: 2 tests could not run",
        "7 passed, 0 failed, 1 skipped",
    ]


def test_where_nothing_may_be_missing_each_missed_test_is_a_failure() -> None:
    lines, failed = summary(
        [Finished("browser tests", Outcome(missing=Counter(chromium=2)), 0.1)], missing_is_failure=True
    )
    assert failed == 2
    assert lines[-1] == "0 passed, 2 failed"
