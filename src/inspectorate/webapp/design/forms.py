"""Forms whose fields draw themselves, and the GOV.UK error summary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe

from inspectorate.webapp.design.govuk_field import GovukField


class GovukBoundField(BoundField):
    """A field of a form, drawn with its GOV.UK macro when a template writes it."""

    field: GovukField
    form: GovukForm

    def __str__(self) -> SafeString:
        return govuk(self.field.component, self.field.macro, self.field.parameters(self))

    __html__ = __str__


class GovukForm(forms.Form):
    """Base of every form. Its fields are those of `fields`; pass it to the page as ``form``: the layout shows the
    error summary."""

    bound_field_class = GovukBoundField
    # A form that only narrows a list sets this to False: nobody has to fill in any of it.
    says_optional = True

    def error_list(self) -> list[dict[str, str]]:
        """Every error with the input it is about, in the order of the fields; what is about none comes first."""
        listed = [{"text": str(text)} for text in self.non_field_errors()]
        for bound in self:
            target = bound.field.widget.id_for_label(bound.auto_id) if bound.field.widget else bound.auto_id
            listed += [{"text": str(text), "href": f"#{target}"} for text in bound.errors]
        return listed

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Give a field its choices, as (value, label)."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def refuse(self, refusal: Any) -> None:
        """Show an action's refusal (its message is a sentence) at the field that it names, else above the form."""
        field = getattr(refusal, "field", None)
        self.add_error(field if field in self.fields else None, str(refusal))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form takes as data: what was sent, be it empty, or ``None`` where the page was only asked for."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile] | None:
    """As `posted`, for a form's files: an empty dictionary of files would count as a form that was sent."""
    return request.FILES if request.method == "POST" else None


def govuk(component: str, macro: str, parameters: dict[str, Any]) -> SafeString:
    """One GOV.UK component as HTML: ``govuk("tag", "govukTag", {"text": "Due"})``."""
    backend = cast(Jinja2, engines["jinja2"])
    template = backend.env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return mark_safe(str(getattr(template.module, macro)(parameters)))  # the macro escapes what it is given
