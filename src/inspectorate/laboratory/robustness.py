"""The same model with one thing mis-estimated: what a comparison must survive, and the control that it must fail.

Policies that act on signals are compared again where signals say nothing. What they still win there they do not win by
their signals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.laboratory.model import SHORT_INSPECTION, Floats, Look, Model

CONTROL = "useless-signal"
"""The variant that is always shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A model with one thing changed; ``label`` says which, for readers."""

    id: str
    label: str
    model: Model


def variants(model: Model) -> tuple[Variant, ...]:
    """What sweeps run, the control first; changes that leave the model as it was are left out."""
    made = (Variant(id_, label, change(model)) for id_, label, change in CHANGES)
    return tuple(one for one in made if one.id == CONTROL or _differs(one.model, model))


def useless_signal(model: Model) -> Model:
    """The model with a signal that says the same of every service, as often as it did on the whole at the beginning."""
    worst = model.grades_of.max(1)
    shares = np.bincount(worst, model.beginning, minlength=model.steps)
    return replace(model, signal=np.tile(shares @ model.signal, (model.steps, 1)))


def erring(model: Model, factor: float) -> Model:
    """The model with the errors of every event multiplied; no grade is then said less often than never."""
    return _looks(model, lambda look: replace(look, errors=_multiplied(look.errors, factor)))


def _short(model: Model, factor: float) -> Model:
    """The model with the errors of short inspections alone multiplied, where it has a look for them."""
    short = {kind: look for kind, look in model.looks.items() if kind == SHORT_INSPECTION}
    return replace(model, looks={**model.looks, **erring(replace(model, looks=short), factor).looks})


def _multiplied(errors: Floats, factor: float) -> Floats:
    missed = errors * (1 - np.eye(len(errors)))
    most = np.maximum(missed.sum(1, keepdims=True), 1e-12)
    missed = missed * np.minimum(factor, 1 / most)
    found: Floats = missed + np.diag(1 - missed.sum(1))
    return found


def _looks(model: Model, change: Callable[[Look], Look]) -> Model:
    return replace(model, looks={kind: change(look) for kind, look in model.looks.items()})


def _falling(model: Model, factor: float) -> Model:
    """Chances of falling multiplied, as far as they and those of rising stay chances."""
    rising = np.hstack([np.zeros((len(model.areas), 1)), model.better])[:, :-1]
    led = np.full(len(model.areas), model.led.max())
    led[model.leadership] = 1.0
    most = (1 - rising) / (led * model.fifths.max())[:, None]
    return replace(model, worse=np.minimum(factor * model.worse, most), shock=min(factor * model.shock, 1.0))


def _rising(model: Model, factor: float) -> Model:
    return replace(model, better=factor * model.better)


def _effect(model: Model, factor: float) -> Model:
    return _looks(model, lambda look: replace(look, effect=factor * look.effect))


CHANGES: tuple[tuple[str, str, Callable[[Model], Model]], ...] = (
    (CONTROL, "Signals say nothing: the control", useless_signal),
    ("falling-half", "Services fall half as often", lambda model: _falling(model, 0.5)),
    ("falling-twice", "Services fall twice as often", lambda model: _falling(model, 2.0)),
    ("rising-half", "Services rise by themselves half as often", lambda model: _rising(model, 0.5)),
    ("rising-none", "Services never rise by themselves", lambda model: _rising(model, 0.0)),
    ("errors-half", "Inspections and visits err half as often", lambda model: erring(model, 0.5)),
    ("errors-twice", "Inspections and visits err twice as often", lambda model: erring(model, 2.0)),
    ("short-errs-twice", "Short inspections see less: they err twice as often", lambda model: _short(model, 2.0)),
    ("effect-half", "Inspections and visits change half as much", lambda model: _effect(model, 0.5)),
    ("effect-none", "Inspections and visits change nothing", lambda model: _effect(model, 0.0)),
    ("leadership-none", "Leaders make no other area fall", lambda model: replace(model, led=np.ones(model.steps))),
    ("shock-none", "No shock takes all areas down at once", lambda model: replace(model, shock=0.0)),
)


def _differs(one: Model, other: Model) -> bool:
    names = ("worse", "better", "led", "signal")
    same = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)
    looks = all(look.same(other.looks[kind]) for kind, look in one.looks.items())
    return not (same and looks and one.shock == other.shock)
