"""`python -m checks`: run the checks one after the other, never stop at the first that fails, and sum up."""

import argparse
import os
import subprocess
import sys
import time

from checks.outcome import Finished, Outcome, summary
from checks.steps import Step, choose


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="Set up and run every check and test.")
    parser.add_argument(
        "--quick", action="store_true", help="lint, types and tests without a database: under 90 seconds"
    )
    parser.add_argument("--mutate", action="store_true", help="also change the pure packages and see that a test fails")
    parser.add_argument("--long", action="store_true", help="also many more generated examples for each property")
    return parser.parse_args()


def run(step: Step) -> Finished:
    print(f"\n== {step.name}", flush=True)
    start = time.monotonic()
    try:
        outcome = step.run()
    except (OSError, subprocess.SubprocessError) as error:
        # A tool or server that is not there or cannot start is a failed check; the checks after it still run.
        print(error)
        outcome = Outcome(failed=1, remarks=(f"{step.name}: {error}",))
    return Finished(step.name, outcome, time.monotonic() - start)


def main() -> int:
    chosen = arguments()
    finished = [run(step) for step in choose(quick=chosen.quick, mutate=chosen.mutate, long=chosen.long)]
    lines, failed = summary(finished, missing_is_failure=os.environ.get("INSPECTORATE_CI") == "1")
    print("\n".join(lines))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
