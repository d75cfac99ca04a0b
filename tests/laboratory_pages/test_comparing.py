"""A comparison is asked for on a page, worked out behind it, and told: as a result, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.signals import pre_save
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.laboratory_pages.tiny import WANTED, WORKER, analyst, asked, quick
from tests.monitoring.concern_stories import holder

from inspectorate.framework.library import load_library
from inspectorate.laboratory.asking import answerable
from inspectorate.laboratory.pathways import regimes
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.sentences import sentence
from inspectorate.webapp.laboratory import choices, running
from inspectorate.webapp.laboratory.actions import (
    ComparisonRefused,
    ask_comparison,
    begin_comparison,
    fail_comparison,
    finish_comparison,
    keep_comparison,
    tell_doing,
)
from inspectorate.webapp.laboratory.models import Comparison
from inspectorate.webapp.laboratory.tasks import run_comparison
from inspectorate.webapp.laboratory.wanted import Wanted

pytestmark = pytest.mark.django_db
NEW = "/laboratory/new/"
SENT = {
    "regimes": ["sif", "ilacs/2018-01-01"], "model": "authorities", "services": "2", "years": "1",
    "runs": "20", "policy_runs": "3", "seed": "1", "policies": ["risk"], "sweep": "on",
}  # fmt: skip


@pytest.fixture
def client() -> Client:
    reader = Client()
    reader.force_login(analyst(), "allauth.account.auth_backends.AuthenticationBackend")
    return reader


def test_the_form_offers_every_regime_of_authorities_once_by_what_it_means() -> None:
    library = load_library()
    offered = choices.regimes(library)
    newest = {name: label for name, label in offered.items() if "/" not in name}
    assert {"sif", "proposal-2017", "ilacs"} <= set(newest)
    model = choices.models()["authorities"].model
    meant = {name: found for name in newest for found in regimes(library, [name], model)}
    assert {name: found.label for name, found in meant.items()} == {
        name: label.replace(", newest edition", "") for name, label in newest.items()
    }
    assert not {found.edition for found in meant.values()} & set(offered)
    assert {"ilacs/2018-01-01", "proposal-2017/2017-02-01+overall"} <= set(offered)
    assert "one-grade" not in choices.models()


def test_what_the_form_offers_can_be_asked_of_a_model_of_the_same_bodies() -> None:
    library = load_library()
    for name in choices.regimes(library):
        model = "childrens-homes" if name.startswith("sccif") else "authorities"
        assert answerable(Wanted(regimes=(name,), model=model), library).asked.regimes[0].id == name


def test_the_form_says_what_differs_for_settings_and_they_are_not_mixed_with_authorities(client: Client) -> None:
    page = client.get(NEW).text
    assert "Common framework, children&#39;s homes (April 2022)" in page
    assert "are compared with one another, on the model of children’s homes" in page
    mixed = SENT | {"regimes": ["sif", "sccif/2022-04-01+childrens_home"]}
    assert "Choose regimes and a model of one type." in client.post(NEW, mixed).text


def test_it_is_asked_for_on_a_page_and_waits(client: Client) -> None:
    page = client.get(NEW).text
    assert 'href="/laboratory/models/authorities/"' in page
    answer = client.post(NEW, SENT, follow=True)
    assert "It waits to be taken up" in answer.text
    made = Comparison.objects.get()
    wanted = Wanted.of(made.question)
    assert (wanted.regimes, wanted.policies, wanted.sweep) == (("sif", "ilacs/2018-01-01"), ("risk",), True)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [made.slug]
    assert "asked for a comparison of regimes (sif, ilacs/2018-01-01)" in sentence(AuditEntry.objects.latest("id"))
    assert made.slug in client.get("/laboratory/").text
    assert "A comparison that you asked for waits already" in client.post(NEW, SENT).text


def test_of_two_that_a_person_asks_for_at_once_one_waits_and_the_other_is_refused() -> None:
    def rival(*, instance: Comparison, **_: Any) -> None:
        Comparison.objects.bulk_create([Comparison(slug="rival", question={}, asked_by=instance.asked_by)])

    pre_save.connect(rival, Comparison)
    try:
        with pytest.raises(ComparisonRefused, match="waits already"):
            asked()
    finally:
        pre_save.disconnect(rival, Comparison)
    assert not DBTaskResult.objects.exists()
    assert not AuditEntry.objects.filter(action="comparison_asked").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"regimes": []}, "Select regimes"),
        (
            {"regimes": ["sif", "ilacs", "ilacs/2018-08-01", "ilacs/2019-09-01", "ilacs/2020-09-01"]},
            "Choose at most 4 regimes.",
        ),
        ({"services": "501"}, "Services must be no more than 500"),
        ({"years": "21"}, "Years must be no more than 20"),
        ({"runs": "20001"}, "Runs of each regime must be no more than 20,000"),
        ({"policy_runs": "201"}, "Runs of each policy must be no more than 200"),
        ({"services": "1"}, "Services must be at least 2"),
        ({"days_a_year": "0"}, "Inspector-days a year must be at least 1"),
        ({"days_a_year": "-5"}, "Inspector-days a year must be at least 1"),
        ({"days_a_year": "1.5"}, "Inspector-days a year must be a whole number"),
        ({"regimes": ["nobody"]}, "Regimes: “nobody” is not in the list. Select one that is"),
        ({"policies": ["luck"]}, "Policies beside the regimes: “luck” is not in the list. Select one that is"),
        ({"model": "one-grade"}, "Model of services: “one-grade” is not in the list. Select one that is"),
    ],
)
def test_what_is_too_much_or_nothing_is_refused_at_its_field(client: Client, change: dict[str, Any], said: str) -> None:
    assert said in client.post(NEW, SENT | change).text
    assert not Comparison.objects.exists()


def test_what_was_worked_out_elsewhere_is_kept_as_done_and_nothing_waits(client: Client) -> None:
    kept = keep_comparison(by=Actor.of(analyst()), wanted=WANTED, result={"seed": 1})
    assert (kept.state, kept.result, Wanted.of(kept.question)) == ("done", {"seed": 1}, WANTED)
    assert not DBTaskResult.objects.exists()
    told = AuditEntry.objects.filter(action__startswith="comparison").values_list("action", flat=True)
    assert set(told) == {"comparison_asked", "comparison_done"}
    for nobody in (holder(Role.INSPECTOR), WORKER):
        with pytest.raises(PermissionRefused):
            keep_comparison(by=nobody, wanted=WANTED, result={})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"regimes": ("sif", "sif")}, "named twice"),
        ({"regimes": ("nowhere",)}, "There is no regime “nowhere”"),
        ({"model": "nothing"}, "there is no such model"),
        ({"regimes": ("sif",) * 5}, "Choose at most 4 regimes"),
        ({"runs": 20_001}, "Runs of each regime must be from 2 to 20,000"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_it_waits(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ComparisonRefused, match=said):
        asked(Wanted(**{"regimes": ("sif",), **wrong}))
    assert not DBTaskResult.objects.exists()


def test_the_worker_tells_each_step_and_keeps_what_came_out(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    told: list[str] = []
    quick(monkeypatch)
    monkeypatch.setattr(running, "tell_doing", _heard(told))
    made = asked(Wanted(regimes=("sif",), services=2, years=1, runs=2))
    assert run_comparison.call(made.slug) == {"comparison": made.slug, "state": "done"}
    assert told == ["The least that any policy could do", "Single inspection framework (May 2016)"]
    done = Comparison.objects.get()
    assert done.result["regimes"][0]["edition"] == "sif/2016-05-31"
    assert done.result["card"]
    assert [one.action for one in AuditEntry.objects.filter(actor=WORKER.name)] == [
        "comparison_done",
        "comparison_begun",
    ]
    with pytest.raises(ComparisonRefused, match="does not wait"):
        run_comparison.call(made.slug)


def _heard(told: list[str]) -> Callable[..., None]:
    def hear(*, by: Any, comparison: Comparison, doing: str) -> None:
        tell_doing(by=by, comparison=comparison, doing=doing)
        assert Comparison.objects.get(pk=comparison.pk).doing == doing
        told.append(doing)

    return hear


@pytest.mark.parametrize(
    ("effort", "said"),
    [
        ({"days_a_year": 1_000_000}, "cannot be made to take 1,000,000"),
        ({"days_a_year": 10, "policies": ("risk",), "policy_runs": 2}, "No policy can spend 10.0 inspector-days"),
    ],
)
def test_effort_that_cannot_be_equal_ends_it_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, client: Client, effort: dict[str, Any], said: str
) -> None:
    quick(monkeypatch)
    made = asked(Wanted(regimes=("sif",), services=2, years=1, runs=2, **effort))
    assert run_comparison.call(made.slug)["state"] == "failed"
    page = client.get(f"/laboratory/{made.slug}/").text
    assert "The comparison failed" in page
    assert said in page


def test_a_fault_of_the_software_is_kept_and_raised(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(running, "answer", broken)
    made = asked()
    with pytest.raises(RuntimeError):
        run_comparison.call(made.slug)
    assert (
        "The software stopped at a fault (RuntimeError: out of paper)" in client.get(f"/laboratory/{made.slug}/").text
    )


def test_the_page_asks_again_until_it_is_over_and_says_when_it_was_cut_short(client: Client) -> None:
    made = asked()
    address = f"/laboratory/{made.slug}/"
    htmx = {"HX-Request": "true"}
    Comparison.objects.update(asked_at=timezone.now() - timedelta(minutes=3))
    assert "inspectorate serve" in client.get(address).text
    begun = begin_comparison(by=WORKER, slug=made.slug)
    tell_doing(by=WORKER, comparison=begun, doing="The least that any policy could do")
    fragment = client.get(address, headers=htmx).text
    assert "Now: The least that any policy could do." in fragment
    assert 'hx-trigger="every 3s"' in fragment
    assert "<html" not in fragment
    Comparison.objects.update(doing_since=timezone.now() - timedelta(minutes=61))
    assert "It was cut short" in client.get(address, headers=htmx).text
    assert "Cut short" in client.get("/laboratory/").text
    begin_comparison(by=WORKER, slug=asked().slug)
    assert Comparison.objects.get(slug=made.slug).state == "failed"
    assert client.get(address, headers=htmx).headers["HX-Refresh"] == "true"


def test_inspectors_neither_see_nor_ask() -> None:
    inspector = holder(Role.INSPECTOR)
    with pytest.raises(PermissionRefused):
        ask_comparison(by=inspector, wanted=WANTED)
    waiting = asked()
    with pytest.raises(PermissionRefused):
        begin_comparison(by=inspector, slug=waiting.slug)
    with pytest.raises(PermissionRefused):
        tell_doing(by=inspector, comparison=waiting, doing="Nothing")
    with pytest.raises(PermissionRefused):
        finish_comparison(by=inspector, comparison=waiting, result={})
    with pytest.raises(PermissionRefused):
        fail_comparison(by=inspector, comparison=waiting, problem="No.")
