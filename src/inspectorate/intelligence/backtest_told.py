"""A back-test as commands print it and pages keep it, and the sentences that say what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspectorate.intelligence.backtest import NOWCAST, SIGNALS, Backtest, Control
from inspectorate.intelligence.backtest_scores import BASE, LAST, Scores
from inspectorate.intelligence.model import VINTAGE
from inspectorate.measurement.intervals import Estimate

NAMES = {NOWCAST: "the nowcast", SIGNALS: "the nowcast with signals", LAST: "the last grade", BASE: "the base rate"}
NUMBERS = ("rps", "qwk", "auc_inadequate", "auc_decline", "hits_first_half", "days_earlier")


def as_json(result: Backtest, *, dealt: bool = False) -> dict[str, Any]:
    """The whole back-test; its shape is fixed by the design. Each number has an interval beside it.

    ``dealt``: the signals themselves were those of shuffled indicators, which the sentence then says.
    """
    return {
        "from": result.first.isoformat(),
        "cases": len(result.said),
        "forecasts": {name: _scores(one) for name, one in result.forecasts.items()},
        "by_deprivation": _groups(result.by_deprivation),
        "by_region": _groups(result.by_region),
        "negative_control": _control(result.control),
        "vintage": VINTAGE,
        "sentence": sentence(result, dealt=dealt),
    }


def sentence(result: Backtest, *, dealt: bool = False) -> str:
    """What the back-test shows, in words: no better than the last grade, or what is better and by how much."""
    if not result.said:
        return "No inspection could be forecast: none in this time followed a judgement that was known before it."
    asked = [name for name in (NOWCAST, SIGNALS) if name in result.forecasts]
    told = _wins(result, asked, LAST)
    subjects = " and ".join(NAMES[name] for name in asked)
    if not told:
        told = [f"by the ranked probability score {subjects} did no better than the last grade carried forward"]
    rest = _wins(result, asked, BASE) or [f"{subjects} did no better than the base rate"]
    if SIGNALS in asked:
        # The nowcast with signals wins whatever the nowcast wins: what signals themselves add is said.
        rest += _wins(result, [SIGNALS], NOWCAST) or ["with signals the nowcast did no better than without"]
    # Any hedged forecast may beat a certain one by this score: where the base rate does so too, it is said.
    rest += _wins(result, [BASE], LAST)
    words = "; ".join([*told, *rest])
    begins = "With indicators dealt out to the wrong bodies, on" if dealt else "On"
    return f"{begins} {len(result.said):,} inspections, {words}.{_kappas(result, asked)}"


def _kappas(result: Backtest, asked: Sequence[str]) -> str:
    """How far the likeliest grade of each agreed with what was found; nothing where no case lets it be told."""
    held = [(NAMES[name], result.forecasts[name].qwk) for name in (*asked, LAST)]
    told = [f"{one.value:.2f} of {name}" for name, one in held if one is not None]
    return f" The likeliest grade agreed with what was found at a weighted kappa of {', '.join(told)}." if told else ""


def _wins(result: Backtest, asked: Sequence[str], other: str) -> list[str]:
    gains = ((name, result.gains[name, other]) for name in asked)
    return [_against(found, name, other) for name, found in gains if found is not None and _better(found)]


def _better(estimate: Estimate | None) -> bool:
    return estimate is not None and estimate.low > 0


def _against(found: Estimate, name: str, other: str) -> str:
    return (
        f"{NAMES[name]} was better than {NAMES[other]} by {found.value:.3f} of the ranked probability score "
        f"(95 per cent interval {found.low:.3f} to {found.high:.3f})"
    )


def _control(control: Control | None) -> dict[str, Any] | None:
    if control is None:
        return None
    return {
        "seed": control.seed,
        **_scores(control.scores),
        "gain_over_nowcast": _value(control.gain),
        "gain_over_nowcast_interval": _ends(control.gain),
        "true_gain_over_nowcast": _value(control.true_gain),
        "true_gain_over_nowcast_interval": _ends(control.true_gain),
        "true_gain_over_shuffled": _value(control.over_shuffled),
        "true_gain_over_shuffled_interval": _ends(control.over_shuffled),
        "text": _control_text(control),
    }


def _control_text(control: Control) -> str:
    if _better(control.gain):
        first = (
            "Signals of shuffled indicators seem to improve the nowcast. They know nothing of the bodies, so this is "
            "chance or a mistake in the test: believe none of the numbers of signals before it is found."
        )
    else:
        first = (
            f"Signals of shuffled indicators (one deal, seed {control.seed}) give no skill that these "
            f"{control.scores.n:,} inspections can show, as it must be."
        )
    if _better(control.true_gain):
        second = "Those of the true indicators do improve the nowcast."
    else:
        second = "Those of the true indicators do not improve the nowcast either, as far as these cases can tell."
    return f"{first} {second}{_beside(control.over_shuffled)}"


def _beside(gain: Estimate | None) -> str:
    """True signals against shuffled ones, case by case: the comparison that the control is for."""
    if gain is None:
        return ""
    if gain.low > 0:
        told = "were better than the shuffled ones"
    elif gain.high < 0:
        told = "were worse than the shuffled ones"
    else:
        told = "cannot be told from the shuffled ones"
    return (
        f" Case by case the true signals {told}: {gain.value:.3f} of the ranked probability score "
        f"(95 per cent interval {gain.low:.3f} to {gain.high:.3f}, above nought in favour of the true)."
    )


def _groups(groups: Mapping[str, Mapping[str, Estimate | None]]) -> dict[str, Any]:
    return {
        key: {
            name: {"n": one.n if one else 0, "rps": _value(one), "rps_interval": _ends(one)} for name, one in of.items()
        }
        for key, of in groups.items()
    }


def _scores(one: Scores) -> dict[str, Any]:
    told: dict[str, Any] = {"n": one.n}
    for name in NUMBERS:
        estimate: Estimate | None = getattr(one, name)
        told[name], told[f"{name}_interval"] = _value(estimate), _ends(estimate)
    told["calibration"] = [
        {
            "forecast": round(bin_.forecast, 4),
            "observed": _value(bin_.observed),
            "interval": _ends(bin_.observed),
            "n": bin_.observed.n,
        }
        for bin_ in one.calibration
    ]
    return told


def _value(estimate: Estimate | None) -> float | None:
    return None if estimate is None else round(estimate.value, 4)


def _ends(estimate: Estimate | None) -> list[float] | None:
    return None if estimate is None else [round(estimate.low, 4), round(estimate.high, 4)]
