"""The template environment: GOV.UK macros, the filters and the names that every template may use."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design import filters
from inspectorate.webapp.design.addresses import page_of, plan_of


def environment(**options: Any) -> Environment:
    """Called by Django with its own loader and escaping; adds the macros under ``govuk_frontend_jinja/``."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk])
    # The GOV.UK macros read parameters of parameters that nobody gave.
    options["undefined"] = ChainableUndefined
    made = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    # Public pages speak through gettext: {% trans %} … {% endtrans %} and _("…").
    made.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    made.filters |= {
        "date": filters.day,
        "span": filters.span,
        "age": filters.age,
        "moment": filters.moment,
        "words": filters.words,
        "commands": filters.commands,
    }
    made.globals |= {"static": static, "url": url, "page_of": page_of, "plan_of": plan_of, "Permission": Permission}
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page: ``url("register:body", kind="authority", code="E08000001")``."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
