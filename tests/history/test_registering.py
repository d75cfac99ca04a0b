"""What a register says of a setting, made from what sources say of it."""

from datetime import date

import pytest

from inspectorate.history.register import Registration, Standing
from inspectorate.history.registering import Entry, on_register


def entry(on, recorded=1, source_kind="official", **more):
    told = {name: more.pop(name) for name in ("registered", "left", "listed") if name in more}
    first = date.fromisoformat(on)
    return Entry(
        recorded, source_kind, Registration(first, "childrens_home", more.pop("standing", None), first, **more), **told
    )


def test_a_setting_nobody_lists_has_no_view():
    with pytest.raises(ValueError, match="needs an entry"):
        on_register([])


def test_what_a_later_list_leaves_open_goes_on_and_only_changes_begin_a_spell():
    seen = on_register(
        [
            entry("2021-03-31", places=4, owner="Northmere Care", registered=date(2019, 5, 1)),
            entry("2022-03-31", places=4),
            entry("2023-03-31", places=6),
        ]
    )
    assert [(one.first.year, one.places, one.owner) for one in seen.registrations] == [
        (2021, 4, "Northmere Care"),
        (2023, 6, "Northmere Care"),
    ]
    assert (seen.opened, seen.closed, seen.gone_by) == (date(2019, 5, 1), None, None)
    assert seen.last_seen == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ([entry("2022-03-31", 1, places=4), entry("2022-03-31", 2, places=5)], 5),
        ([entry("2022-03-31", 1, places=4), entry("2022-03-31", 2, "compiled", places=5)], 4),
        ([entry("2022-03-31", 1, "manual", places=3), entry("2022-03-31", 2, places=5)], 3),
        ([entry("2022-03-31", 1, places=4), entry("2022-03-31", 2)], 4),
    ],
)
def test_of_one_day_a_person_wins_then_an_official_list_then_the_later(told, places):
    assert on_register(told).registrations[0].places == places
    assert on_register(list(reversed(told))).registrations[0].places == places


SUSPENDED, UNTIL = Standing.SUSPENDED, date(2022, 5, 31)


@pytest.mark.parametrize(
    ("later", "until"),
    [
        (entry("2022-05-30", places=5), UNTIL),
        (entry("2022-06-30", places=5), UNTIL),  # it says nothing of the standing
        (entry("2022-05-30", standing=SUSPENDED, places=5), UNTIL),
        (entry("2022-05-31", standing=SUSPENDED, places=5), UNTIL),
        (entry("2022-06-01", standing=SUSPENDED, places=5), None),  # suspended still: nobody says until when
        (entry("2022-05-30", standing=SUSPENDED, standing_until=date(2022, 7, 1)), date(2022, 7, 1)),
        (entry("2022-05-20", standing=Standing.ACTIVE), None),
    ],
)
def test_a_standing_keeps_its_last_day_until_a_source_says_otherwise(later, until):
    told = entry("2022-05-10", source_kind="manual", standing=SUSPENDED, standing_until=UNTIL)
    first, last = on_register([told, later]).registrations
    assert (first.standing_until, last.standing_until) == (UNTIL, until)


def test_of_one_day_the_last_day_of_a_standing_comes_from_the_source_that_gives_the_standing():
    by_hand = entry("2022-05-10", source_kind="manual", standing=SUSPENDED, standing_until=UNTIL)
    listed = entry("2022-05-10", 2, standing=Standing.ACTIVE, places=5)
    (seen,) = on_register([listed, by_hand]).registrations
    assert (seen.standing, seen.standing_until, seen.places) == (SUSPENDED, UNTIL, 5)
    others = entry("2022-05-10", 3, source_kind="manual", places=6)
    assert on_register([others, by_hand]).registrations[0].standing_until == UNTIL


def test_one_that_a_complete_register_no_longer_lists_has_gone_by_that_day():
    seen = on_register([entry("2021-03-31")], [date(2020, 3, 31), date(2022, 3, 31), date(2023, 3, 31)])
    assert (seen.closed, seen.gone_by) == (None, date(2022, 3, 31))


def test_a_list_of_inspections_does_not_contradict_the_complete_register_of_its_day():
    told = [entry("2021-03-31"), entry("2022-03-31", listed=False)]
    assert on_register(told, [date(2022, 3, 31)]).gone_by == date(2022, 3, 31)
    assert on_register(told, [date(2021, 3, 31)]).gone_by is None
    assert on_register([*told, entry("2022-03-31", 2)], [date(2022, 3, 31)]).gone_by is None


def test_a_setting_that_resigned_has_gone_by_the_day_of_the_list_that_says_so():
    told = [entry("2021-03-31", standing=Standing.ACTIVE), entry("2022-03-31", standing=Standing.RESIGNED)]
    assert on_register(told).gone_by == date(2022, 3, 31)
    assert on_register(told[1:]).gone_by == date(2022, 3, 31)


def test_its_last_day_is_the_one_before_it_left_unless_a_later_list_has_it_again():
    left = entry("2022-03-31", standing=Standing.RESIGNED, left=date(2021, 9, 30))
    assert on_register([entry("2021-03-31"), left]).closed == date(2021, 9, 29)
    back = on_register([entry("2021-03-31"), left, entry("2023-03-31", standing=Standing.ACTIVE)])
    assert (back.closed, back.gone_by) == (None, None)


def test_one_that_a_list_still_has_on_the_day_it_left_was_there_that_day():
    left = entry("2023-03-31", standing=Standing.RESIGNED, left=date(2022, 3, 31), listed=False)
    assert on_register([entry("2022-03-31", standing=Standing.ACTIVE), left]).closed == date(2022, 3, 31)
    assert on_register([entry("2021-03-31", standing=Standing.ACTIVE), left]).closed == date(2022, 3, 30)
    assert on_register([left]).closed == date(2022, 3, 30)


@pytest.mark.parametrize(("left", "closed"), [("2022-05-01", None), ("2022-05-02", "2022-05-01")])
def test_one_that_would_have_left_before_it_came_has_no_last_day(left, closed):
    told = entry("2023-03-31", registered=date(2022, 5, 1), standing=Standing.RESIGNED, left=date.fromisoformat(left))
    seen = on_register([told])
    assert (str(seen.closed), str(seen.gone_by)) == (str(closed), "None" if closed else "2023-03-31")
