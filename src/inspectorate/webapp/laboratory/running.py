"""Working a comparison out: what the command `inspectorate lab compare` does, step by step told to the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from inspectorate.framework.library import load_library
from inspectorate.laboratory.asking import AskedWrongly, answerable
from inspectorate.laboratory.card import LEFT_OUT, card, content
from inspectorate.laboratory.compare import compare
from inspectorate.laboratory.effort import EffortUnequal
from inspectorate.laboratory.sweep import sweep
from inspectorate.laboratory.told import as_json
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.laboratory.actions import begin_comparison, fail_comparison, finish_comparison, tell_doing
from inspectorate.webapp.laboratory.models import Comparison
from inspectorate.webapp.laboratory.wanted import Wanted

WORKER = "run_comparison"


def run(slug: str) -> Comparison:
    """Begin a comparison that waits, work it out, and keep the result or why there is none."""
    by = Actor.worker(WORKER)
    found = begin_comparison(by=by, slug=slug)
    try:
        result = answer(Wanted.of(found.question), told=lambda doing: tell_doing(by=by, comparison=found, doing=doing))
    except (AskedWrongly, EffortUnequal) as problem:
        return fail_comparison(by=by, comparison=found, problem=str(problem))
    # Whatever it is, it is kept as the failure that pages show, and raised again for the log: none is swallowed.
    except Exception as problem:
        sentence = f"The software stopped at a fault ({type(problem).__name__}: {problem}). Report the fault."
        fail_comparison(by=by, comparison=found, problem=sentence)
        raise
    return finish_comparison(by=by, comparison=found, result=result)


def answer(wanted: Wanted, *, told: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """All that pages, files and the report show: the comparison as `told.as_json` has it, and with it what was asked,
    the model's card as it was then, and the version of the software. Raises AskedWrongly and EffortUnequal."""
    meant = answerable(wanted, load_library())
    of = meant.file.model, meant.services, meant.asked
    found = compare(*of, told=told)
    rows = sweep(*of, days=found.days, told=told) if wanted.sweep else ()
    result = as_json(meant.asked, meant.services, found, rows, model=wanted.model, model_hash=content(meant.file.model))
    return result | {
        "question": wanted.as_kept(),
        "software": version("inspectorate"),
        "model_label": meant.file.label,
        "model_summary": meant.file.summary,
        "card": [asdict(row) for row in card(meant.file)],
        "left_out": list(LEFT_OUT),
    }
