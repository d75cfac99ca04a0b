"""The form in which a person says what the register says of a setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from inspectorate.formats.setting_cells import MOST_PLACES
from inspectorate.history.register import Standing
from inspectorate.webapp.design.fields import DayField, NumberField, SelectField, TextField
from inspectorate.webapp.design.forms import GovukForm
from inspectorate.webapp.inspections.register_actions import NewRegistration
from inspectorate.webapp.programme.setting_lists import STANDINGS

YES_NO = (("", "Not said"), ("yes", "Yes"), ("no", "No"))


class RegistrationForm(GovukForm):
    """What changed, from which day on, and what that is known from; what is left empty did not change."""

    on = DayField(label="From which day")
    standing = SelectField(label="Registration", required=False)
    owner = TextField(label="Owner", required=False, max_length=200)
    places = NumberField(label="Places", required=False, min_value=0, max_value=MOST_PLACES)
    manager_in_post = SelectField(label="Is a registered manager in post?", required=False)
    children_placed = SelectField(label="Are children placed?", required=False)
    earlier = TextField(
        label="URN under which it was registered before", required=False, max_length=20,
        help_text="Where it goes on under a new registration: it keeps its judgements.",
    )  # fmt: skip
    source = TextField(label="What you have this from", max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        self.offer("standing", [("", "Not changed"), *STANDINGS.items()])
        for name in ("manager_in_post", "children_placed"):
            self.offer(name, YES_NO)

    def new(self) -> NewRegistration:
        """What the filled-in form says of the register."""
        said = self.cleaned_data
        return NewRegistration(
            on=said["on"],
            source=said["source"],
            standing=Standing(said["standing"]) if said["standing"] else None,
            owner=said["owner"],
            places=said["places"],
            manager_in_post=_answer(said["manager_in_post"]),
            children_placed=_answer(said["children_placed"]),
        )

    @property
    def says_of_register(self) -> bool:
        """Whether it says anything of the register, and not only which setting it was before."""
        names = ("standing", "owner", "places", "manager_in_post", "children_placed")
        return any(self.cleaned_data[name] not in ("", None) for name in names)


def _answer(said: str) -> bool | None:
    return {"yes": True, "no": False}.get(said)
