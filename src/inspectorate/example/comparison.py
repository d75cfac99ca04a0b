"""A comparison of regimes that is worked out already, so that the laboratory has one to show.

To work one out takes minutes, for which whoever looks at the example would wait. So what came out is kept beside.
`python -m inspectorate.example.comparison` works it out anew, when a test says that something else would come out now.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from inspectorate.example.cases import actor_of
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.laboratory.wanted import Wanted

KEPT = Path(__file__).with_suffix(".json")

WANTED = Wanted(
    regimes=("sif", "proposal-2017", "ilacs"),
    policies=("risk",),
    services=153,
    years=3,
    runs=1000,
    policy_runs=50,
    seed=1,
    sweep=True,
)


def load_comparison() -> int:
    """Keep the comparison as one that the policy analyst asked for; returns how many there are."""
    from inspectorate.webapp.laboratory.actions import keep_comparison

    keep_comparison(by=actor_of(Role.POLICY_ANALYST), wanted=WANTED, result=json.loads(KEPT.read_text("utf-8")))
    return 1


def work_out() -> None:
    """Work the comparison out and write what came out."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.webapp.settings")
    django.setup()
    from inspectorate.webapp.laboratory.running import answer

    KEPT.write_text(json.dumps(answer(WANTED, told=print), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    work_out()
