"""What is computed and kept: by whom, from what, what becomes of failures, and how pages read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.monitoring.computed_stories import MOVED, SIZE, alike_from, country, deprivation_of, referrals
from tests.monitoring.concern_stories import holder
from tests.programme.places import judge, place
from tests.programme.reviewing import computed

from inspectorate.intelligence.catalogue import definitions
from inspectorate.intelligence.model import SignalKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import ROLES, Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.monitoring import computed_queries as queries
from inspectorate.webapp.monitoring import computing
from inspectorate.webapp.monitoring.computing import compute_nowcasts, compute_signals
from inspectorate.webapp.monitoring.models import Computation, FoundSignal
from inspectorate.webapp.monitoring.readings import found_signals
from inspectorate.webapp.monitoring.tasks import ask_to_compute, compute_daily, compute_kind, keep_daily
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
BY = Actor.command_line("tester")
DAY = date(2022, 9, 1)
MAY = {Role.ADMINISTRATOR, Role.ANALYST, Role.SCHEDULER, Role.SENIOR_INSPECTOR}


def kept() -> list[dict[str, Any]]:
    """The newest signals as stored, without what tells one computation from another."""
    rows = FoundSignal.objects.filter(computation=queries.newest("signals")).values()
    return [{name: value for name, value in row.items() if name not in ("id", "computation_id")} for row in rows]


def order() -> list[tuple[str, float, int]]:
    return [(one.body.key, one.strength, one.place) for one in queries.ranks(queries.newest("signals"))]


def test_the_authority_that_moved_is_first_and_its_signals_are_read_back_as_they_were_found(tmp_path: Path) -> None:
    bodies = country()
    referrals(tmp_path / "a.csv")
    made = compute_signals(by=BY, as_of=DAY)
    assert (made.state, made.problem) == ("complete", "")
    moved = bodies[MOVED - 1]
    read = queries.signals_of(made, moved)
    found = [one for one in found_signals(DAY) if one.body == moved.key]
    told = [(one.kind, one.period, one.last, one.value, one.limit, one.strength, one.p_value) for one in read]
    assert told == [
        (one.kind, one.period.label, one.period.last, one.value, one.limit, one.strength, one.p_value) for one in found
    ]
    assert {one.indicator for one in read} == {"re_referrals"}
    assert SignalKind.FUNNEL in {one.kind for one in read}
    first, *rest = queries.ranks(made)
    assert (first.body, first.place) == (moved, 1)
    assert len(rest) == SIZE - 1
    assert queries.strongest(made)[moved.pk] == (len(read), read[0])


@pytest.mark.parametrize("last", [2019, 2021])
def test_the_oldest_set_of_neighbours_is_compared_with_in_the_years_before_it(tmp_path: Path, last: int) -> None:
    moved = country()[MOVED - 1]
    referrals(tmp_path / "a.csv", first=2012, last=last)
    alike_from(date(2021, 4, 1))
    found = found_signals(date(last + 1, 9, 1), every=True)
    told = {one.body: one for one in found if one.kind is SignalKind.NEIGHBOURS}
    assert len(told) == SIZE
    assert told[moved.key].strength == max(one.strength for one in told.values())


def test_computing_again_finds_the_same_and_only_the_newest_few_are_kept(tmp_path: Path) -> None:
    country()
    referrals(tmp_path / "a.csv")
    first = compute_signals(by=BY, as_of=DAY)
    before = kept()
    made = [compute_signals(by=BY, as_of=DAY) for _ in range(computing.KEPT + 1)]
    assert kept() == before
    assert [one.pk for one in Computation.objects.order_by("id")] == [one.pk for one in made[1:]]
    # Since when there are signals of the same data outlives the first of them.
    assert {one.data_since for one in Computation.objects.all()} == {first.finished_at}
    # A day of the past that somebody asks for does not take the place of what is newest.
    compute_signals(by=BY, as_of=DAY - timedelta(days=90))
    assert queries.newest("signals") == made[-1]


def test_what_became_known_later_changes_nothing(tmp_path: Path) -> None:
    country()
    referrals(tmp_path / "a.csv", last=2021)
    compute_signals(by=BY, as_of=DAY)
    before, ranks = kept(), order()
    # The year to March 2022 is released by the end of November.
    referrals(tmp_path / "b.csv", first=2022, last=2022, moved=9, to=800)
    compute_signals(by=BY, as_of=DAY)
    assert (kept(), order()) == (before, ranks)
    compute_signals(by=BY, as_of=date(2022, 12, 1))
    assert kept() != before


def test_deprivation_is_no_input_of_a_signal(tmp_path: Path) -> None:
    used = {series.partition("/")[0] for one in definitions() for series in one.series}
    assert "imd_2019" not in used
    country()
    referrals(tmp_path / "a.csv")
    before = found_signals(DAY, every=True)
    deprivation_of({number: 60.0 - number for number in range(1, SIZE + 1)})
    assert found_signals(DAY, every=True) == before


def test_where_nothing_is_known_the_computation_failed_and_says_so() -> None:
    country()
    made = compute_signals(by=BY, as_of=DAY)
    assert made.state == "failed"
    assert made.problem.startswith("No value of a core indicator was known on 1 September 2022.")
    assert queries.newest("signals") is None
    assert queries.trouble("signals") == made
    assert queries.signals_of(None, Body.objects.all()[0]) == queries.ranks(None) == []
    assert queries.strongest(None) == {}
    assert compute_nowcasts(by=BY, as_of=DAY).state == "failed"
    assert AuditEntry.objects.filter(action="computation_failed").count() == 2


def test_a_failure_stands_beside_what_was_complete_until_one_is_complete_again(tmp_path: Path) -> None:
    country()
    referrals(tmp_path / "a.csv")
    good = compute_signals(by=BY, as_of=DAY)
    bad = compute_signals(by=BY, as_of=date(2010, 1, 1))
    assert (queries.newest("signals"), queries.trouble("signals")) == (good, bad)
    compute_signals(by=BY, as_of=DAY)
    assert queries.trouble("signals") is None


def test_a_fault_of_the_software_is_kept_and_raised() -> None:
    def faulty(made: Computation) -> Any:
        yield FoundSignal(computation=made)

    with pytest.raises(Exception, match=r"NULL|null"):
        computing._compute(BY, "signals", DAY, faulty)
    made = Computation.objects.get()
    assert made.state == "failed"
    assert "Report the fault." in made.problem
    assert not FoundSignal.objects.exists()


def test_one_that_was_cut_short_is_said_to_have_failed() -> None:
    left = Computation.objects.create(kind="signals", as_of=DAY, revision="", by="x")
    Computation.objects.filter(pk=left.pk).update(started_at=timezone.now() - timedelta(hours=2))
    shown = queries.trouble("signals")
    assert (shown, shown and shown.problem) == (left, "It was cut short before it was done.")
    assert queries.running("signals") is None
    compute_signals(by=BY, as_of=DAY)
    left.refresh_from_db()
    assert (left.state, left.problem) == ("failed", "It was cut short before it was done.")


def test_nowcasts_are_kept_with_their_age() -> None:
    body = place("Ashmere", 7)
    judge(body, "good", date(2024, 2, 7), date(2024, 3, 20))
    judge(place("Birchford", 8), "inadequate", date(2023, 2, 8), date(2023, 3, 20))
    # What people record is known from the day on which they record it.
    made = compute_nowcasts(by=BY, as_of=timezone.localdate())
    assert made.state == "complete", made.problem
    found = queries.nowcasts_of(made, body)
    assert "leadership" in {one.area for one in found}
    for one in found:
        assert sum(one.probabilities.values()) == pytest.approx(1)
        assert all(low <= one.probabilities[grade] <= high for grade, (low, high) in one.interval.items())
        assert (one.last_grade, one.judgements) == ("good", 1)
        assert one.last_date == date(2024, 2, 7)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", [compute_signals, compute_nowcasts])
def test_whoever_loads_data_or_sees_forecasts_may_compute(role: Role, act: Callable[..., Computation]) -> None:
    by = holder(role, body=None if ROLES[role].at == "inspectorate" else "authority:N01")
    if role in MAY:
        assert act(by=by, as_of=DAY).by == by.name
        ask_to_compute(by=by)
        assert DBTaskResult.objects.count() == 2
    else:
        with pytest.raises(PermissionRefused):
            act(by=by, as_of=DAY)
        with pytest.raises(PermissionRefused):
            ask_to_compute(by=by)
        assert not Computation.objects.exists()
        assert not DBTaskResult.objects.exists()


def test_loading_indicators_has_signals_computed_once_however_many_files_there_are(tmp_path: Path) -> None:
    country()
    referrals(tmp_path / "a.csv", last=2020)
    referrals(tmp_path / "b.csv", first=2021, last=2021)
    referrals(tmp_path / "c.csv", first=2021, last=2021)
    (row,) = DBTaskResult.objects.filter(task_path=compute_kind.module_path)
    assert row.args_kwargs["args"] == ["signals"]
    done = compute_kind.func("signals")
    made = queries.newest("signals")
    assert made is not None
    assert done == {"computation": made.pk}
    assert made.by == "worker:compute_signals"
    assert compute_kind.func("signals") == {"unchanged": made.pk}


def waiting(path: str) -> list[Any]:
    """When each job of a task runs."""
    return [row.run_after for row in DBTaskResult.objects.filter(task_path=path).order_by("enqueued_at")]


@pytest.mark.parametrize(
    ("now", "at"), [("2026-11-25 01:00", "2026-11-25 03:00"), ("2026-11-25 10:00", "2026-11-26 03:00")]
)
def test_what_was_computed_once_is_asked_for_every_day(clock: time_machine.Traveller, now: str, at: str) -> None:
    clock.move_to(datetime.fromisoformat(f"{now}+00:00"))
    first = datetime.fromisoformat(f"{at}+00:00")
    assert keep_daily()
    assert not keep_daily()
    assert waiting(compute_daily.module_path) == [first]
    DBTaskResult.objects.all().delete()  # a worker takes it
    assert compute_daily.func() == {"asked": []}
    assert not waiting(compute_kind.module_path)
    computed("signals")
    computed("nowcast")
    clock.move_to(first)
    DBTaskResult.objects.all().delete()
    assert compute_daily.func() == {"asked": ["signals", "nowcast"]}
    assert waiting(compute_daily.module_path) == [first + timedelta(days=1)]
    assert compute_daily.func() == {"asked": []}
