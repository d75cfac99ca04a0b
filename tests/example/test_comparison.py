"""The example's comparison is what would come out if it were worked out now, and pages show it as any other."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.test import Client

from inspectorate.example.comparison import KEPT, WANTED, load_comparison
from inspectorate.example.people import create_people, email
from inspectorate.framework.library import load_library
from inspectorate.laboratory.asking import answerable
from inspectorate.laboratory.card import LEFT_OUT, card, content
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.regime import OUTCOMES
from inspectorate.laboratory.robustness import variants
from inspectorate.laboratory.told import CAUTION
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.laboratory.models import Comparison

ANEW = "work it out anew: python -m inspectorate.example.comparison"
RESULT: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
MEANT = answerable(WANTED, load_library())


def test_it_rests_on_the_model_and_the_editions_of_today() -> None:
    model = MEANT.file.model
    assert RESULT["question"] == WANTED.as_kept(), ANEW
    assert RESULT["model_hash"] == content(model), ANEW
    assert RESULT["card"] == json.loads(json.dumps([asdict(row) for row in card(MEANT.file)])), ANEW
    assert (RESULT["left_out"], RESULT["caution"]) == (list(LEFT_OUT), CAUTION), ANEW
    assert {one["variant"]: one["label"] for one in RESULT["sweep"]} == {
        one.id: one.label for one in variants(model)
    }, ANEW


@pytest.mark.parametrize("regime", MEANT.asked.regimes, ids=lambda regime: regime.id)
def test_every_outcome_is_what_the_laboratory_works_out_today(regime: Any) -> None:
    row = next(one for one in RESULT["regimes"] if one["regime"] == regime.id)
    assert (row["edition"], row["edition_hash"]) == (regime.edition, regime.content), ANEW
    found = clock(regime, MEANT.file.model, stretch=row["stretch"])
    sums = evaluate(MEANT.file.model, MEANT.services, found, months=MEANT.asked.months).sum(0)
    assert dict(zip(OUTCOMES, sums, strict=True)) == pytest.approx(row["exact"]), ANEW


@pytest.mark.django_db
def test_the_laboratory_of_the_example_shows_it() -> None:
    create_people(by=Actor.command_line("example"), first=date(2026, 1, 1))
    assert load_comparison() == Comparison.objects.filter(state="done").count() == 1
    client = Client()
    client.force_login(
        User.objects.get(email=email(Role.POLICY_ANALYST)), "allauth.account.auth_backends.AuthenticationBackend"
    )
    made = Comparison.objects.get()
    assert f"/laboratory/{made.slug}/" in client.get("/laboratory/").text
    page = client.get(f"/laboratory/{made.slug}/").text
    assert "Short inspections see less: they err twice as often" in page
    assert page.index(CAUTION) < page.index("<svg")
