"""What a person fills in to have regimes compared."""

from __future__ import annotations

from typing import Any, ClassVar

from inspectorate.framework.library import load_library
from inspectorate.laboratory.regime import POLICIES
from inspectorate.webapp.design.fields import CheckboxesField, ConfirmField, NumberField, RadiosField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.laboratory import choices
from inspectorate.webapp.laboratory.wanted import LABELS, LIMITS, MOST_REGIMES, Wanted


def _number(name: str, *, hint: str, required: bool = True) -> NumberField:
    least, most = LIMITS[name]
    return NumberField(
        label=LABELS[name], min_value=least, max_value=most, required=required, help_text=hint,
        classes="govuk-input--width-10" if name == "seed" else "govuk-input--width-5",
    )  # fmt: skip


class CompareForm(GovukForm):
    """What is compared, on which services, and how often."""

    regimes = CheckboxesField(
        label="Regimes",
        help_text=f"Up to {MOST_REGIMES}. The others are measured by the first that is chosen."
        " Those of settings (the common framework, SCCIF) are compared with one another, on the model of children’s"
        " homes: a home has few children, and its inspection takes two inspector-days where one of an authority takes"
        " 15 to 140, so that no effort would be the same. There is no model of other settings yet.",
    )
    model = RadiosField(label="Model of services")
    services = _number("services", hint="England has 153 authorities, and had 2,821 children’s homes in March 2023.")
    years = _number("years", hint="How long, up to 20.")
    days_a_year = _number(
        "days_a_year", required=False,
        hint="For all services together. Left empty: what the first regime takes as it is written.",
    )  # fmt: skip
    policies = CheckboxesField(
        label="Policies beside the regimes", required=False, choices=list(POLICIES.items()),
        help_text="They rank services anew each month, and are no inspectorate’s own. Each is shown again where signals"
        " say nothing: that control says what its signals are worth.",
    )  # fmt: skip
    longest = _number("longest", required=False, hint="The most months between two inspections of a service.")
    runs = _number("runs", hint="The more, the narrower the intervals, and the longer it takes: up to 20,000.")
    policy_runs = _number("policy_runs", hint="Policies take far longer: up to 200.")
    seed = _number("seed", hint="The same seed gives the same numbers again.")
    sweep = ConfirmField(label="Ask again where the model is wrong, one parameter at a time", required=False)

    USUAL: ClassVar[dict[str, object]] = {
        "regimes": ["sif", "proposal-2017", "ilacs"],
        "model": "authorities",
        "policies": ["risk"],
        "services": 153,
        "years": 10,
        "runs": 1000,
        "policy_runs": 100,
        "seed": 1,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        library, models = load_library(), choices.models()
        self.offer("regimes", choices.regimes(library).items())
        self.offer("model", [(name, file.label) for name, file in models.items()])
        self.models = models

    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        lists = {name: tuple(self.cleaned_data[name]) for name in ("regimes", "policies")}
        return Wanted(**{**self.cleaned_data, **lists})
