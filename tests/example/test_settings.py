"""The invented settings: the same for the same seed, of any number, with lives that could be."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.example.country import country
from inspectorate.example.people import WORKPLACES
from inspectorate.example.setting_loading import load_settings
from inspectorate.example.settings import FIRST_LIST, HOMES, SUPPORTED, SUPPORTED_FROM, settings
from inspectorate.framework.check import check_inspection
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Force
from inspectorate.history.position import position
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.roles import OrganisationKind

UNTIL = date(2026, 9, 30)
PLACES = country(6, seed=1)
SOME = tuple(settings(1500, PLACES, until=UNTIL, seed=1))


def test_the_same_seed_gives_the_same_settings_and_a_part_of_them_can_be_made_alone() -> None:
    assert tuple(settings(20, PLACES, until=UNTIL, seed=1, first=31)) == SOME[30:50]
    assert tuple(settings(20, PLACES, until=UNTIL, seed=2)) != SOME[:20]


def test_every_setting_has_its_number_and_the_first_is_where_the_invented_manager_works() -> None:
    assert len({one.urn for one in SOME}) == len(SOME)
    assert SOME[0].urn == WORKPLACES[OrganisationKind.PROVIDER].body_code
    assert (SOME[0].type, SOME[0].left, SOME[0].place) == ("childrens_home", None, PLACES[0])


def test_they_are_of_all_types_and_most_are_homes_and_good() -> None:
    types = Counter(one.type for one in SOME)
    assert types["childrens_home"] > len(SOME) * 0.7
    assert len(types) >= 10
    last = Counter(full[-1].grades["overall"] for one in SOME if (full := [v for v in one.visits if v.event == "full"]))
    assert last["good"] > sum(last.values()) / 2
    assert all(last[grade] for grade in ("outstanding", "requires_improvement", "inadequate"))


def test_the_names_and_owners_of_homes_are_not_published_and_a_few_owners_have_many() -> None:
    assert {bool(one.name) for one in SOME if one.type in HOMES} == {False}
    assert {bool(one.name) for one in SOME if one.type not in HOMES} == {True}
    owners = Counter(one.spells[-1].owner for one in SOME)
    assert owners.most_common(1)[0][1] > 5 * len(SOME) / len(owners)


def test_nothing_takes_place_before_registration_or_after_the_last_day() -> None:
    for one in SOME:
        days = [visit.day for visit in one.visits]
        assert days == sorted(days), one.urn
        assert all(one.registered < day for day in days), one.urn
        assert all(visit.published <= min(one.left or UNTIL, UNTIL) for visit in one.visits), one.urn
        assert one.type != SUPPORTED or one.registered >= SUPPORTED_FROM
        assert sum(day <= FIRST_LIST for day in days) <= 1


def test_every_grade_is_one_of_the_edition_and_breaks_no_limit_without_exceptions() -> None:
    library = load_library()
    for one in SOME[:400]:
        for visit in one.visits:
            edition = library.in_force(one.type, visit.day, "sccif")
            assert edition is not None
            assert visit.event in edition.events
            assert set(visit.grades) <= set(edition.judgements)
            assert set(visit.grades.values()) <= set(edition.every_grade)
            broken = check_inspection(edition, visit.grades)
            assert not [breach for breach in broken if breach.force is Force.ALWAYS], one.urn


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_any_setting_can_be_made(first: int, seed: int) -> None:
    (one,) = settings(1, PLACES, until=UNTIL, seed=seed, first=first)
    assert one.spells[-1].as_of == UNTIL
    assert (one.left is not None) == (one.spells[-1].standing in ("resigned", "closed", "cancelled"))


@pytest.mark.django_db
def test_they_are_loaded_like_published_lists_some_thousand_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from inspectorate.example import setting_loading
    from inspectorate.example.loading import _add_places
    from inspectorate.webapp.inspections.queries import histories
    from inspectorate.webapp.register.models import Setting

    monkeypatch.setattr(setting_loading, "AT_ONCE", 40)
    by, told = Actor.command_line(), list[tuple[int, int]]()
    _add_places(by, PLACES, 1)
    events = load_settings(90, PLACES, by=by, seed=1, until=UNTIL, tell=lambda *done: told.append(done))
    assert told == [(0, 90), (40, 90), (80, 90), (90, 90)]
    record = {history.body.code: history for history in histories(kind="setting")}
    assert set(record) == {one.urn for one in SOME[:90]}
    assert events == sum(len(one.visits) for one in SOME[:90]) == sum(len(one.inspections) for one in record.values())
    for one in SOME[:90]:
        body = record[one.urn].body
        assert (body.opened, body.closed, body.gone_by) == (one.registered, one.left, None), one.urn
        assert body.type_on(UNTIL) == one.type
        assert [told.owner for told in body.registrations] == [spell.owner for spell in one.spells]
    open_now = [one for one in SOME[:90] if one.left is None and any(visit.event == "full" for visit in one.visits)]
    assert position(record.values(), UNTIL).latest.count == len(open_now)
    assert Setting.objects.filter(named=False).count() == sum(not one.name for one in SOME[:90])
