"""The shipped library: every file loads, every value has its source, every edition begins and ends on its day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.framework.small import BASE, change, edition_of, library_of, write

from inspectorate.framework.errors import FrameworkError
from inspectorate.framework.library import SHIPPED, Library, load_library
from inspectorate.framework.model import Confidence, Edition, Status
from inspectorate.framework.references import rules
from inspectorate.framework.schedule import EventKind
from inspectorate.framework.setting_types import setting_types
from inspectorate.framework.stated import as_stated

LIBRARY = load_library()
EDITIONS = [pytest.param(edition, id=id_) for id_, edition in LIBRARY.editions.items()]
ONE = timedelta(days=1)

# Each day on which the framework for authorities changes, regime by regime
FIRST_DAYS = """
slac 2009-06-01
cpi 2012-05-01
tlac 2013-06-01
sif 2013-11-01 2016-05-31
ilacs 2018-01-01 2018-08-01 2019-09-01 2020-03-17 2020-09-01 2021-04-01 2023-01-01 2024-01-01 2024-04-05 2026-04-01
"""
LAST_DAYS = {
    "slac": date(2012, 8, 31),
    "cpi": date(2013, 10, 31),
    "tlac": date(2013, 10, 31),
    "sif": date(2017, 12, 31),
}
BOUNDARIES = [
    (regime, before, date.fromisoformat(day))
    for regime, *days in (line.split() for line in FIRST_DAYS.split("\n") if line)
    for before, day in zip([None, *days], days, strict=False)
]


@pytest.mark.parametrize(("regime", "before", "first"), BOUNDARIES)
def test_each_edition_governs_from_its_day(regime: str, before: str | None, first: date) -> None:
    governing = [LIBRARY.in_force("authority", day, regime) for day in (first - ONE, first, first + ONE)]
    ids = [edition.id if edition else None for edition in governing]
    here = f"{regime}/{first}"
    assert ids == [f"{regime}/{before}" if before else None, here, here]


@pytest.mark.parametrize(("regime", "last"), LAST_DAYS.items())
def test_a_regime_that_ended_governs_until_its_last_day(regime: str, last: date) -> None:
    found = [LIBRARY.in_force("authority", day, regime) for day in (last - ONE, last, last + ONE)]
    assert [edition is not None for edition in found] == [True, True, False]


# Each day on which the framework for a type of setting changes, with the variant that governs from it
SETTINGS_FIRST_DAYS = """
childrens_home childrens_home 2017-04-01 2020-03-17 2021-10-01 2022-04-01
special_school_as_home childrens_home 2017-04-01 2020-03-17 2021-10-01 2022-04-01
secure_childrens_home secure_childrens_home 2017-04-01 2020-03-17 2022-04-01
secure_training_centre secure_training_centre 2017-04-01 2019-04-01 2020-03-17
independent_fostering_agency independent_fostering_agency 2017-04-01 2020-03-17
voluntary_adoption_agency voluntary_adoption_agency 2017-04-01 2020-03-17
adoption_support_agency adoption_support_agency 2017-04-01 2020-03-17
residential_family_centre residential_family_centre 2017-04-01 2020-03-17
residential_holiday_scheme residential_holiday_scheme 2017-04-01 2020-03-17
boarding_school boarding_school 2017-04-01 2020-03-17
residential_special_school residential_special_school 2017-04-01 2020-03-17
further_education_college further_education_college 2017-04-01 2020-03-17
supported_accommodation supported_accommodation 2024-09-01
"""
SETTING_BOUNDARIES = [
    (type_, f"sccif/{before}+{variant}" if before else None, f"sccif/{day}+{variant}")
    for type_, variant, *days in (line.split() for line in SETTINGS_FIRST_DAYS.split("\n") if line)
    for before, day in zip([None, *days], days, strict=False)
]
SEPARATE = ("settings-2013/2013-04-01", "settings-2013/2015-04-01")


@pytest.mark.parametrize(("type_", "before", "here"), SETTING_BOUNDARIES)
def test_each_edition_governs_a_type_of_setting_from_its_day(type_: str, before: str | None, here: str) -> None:
    first = LIBRARY.edition(here).edition
    governing = [LIBRARY.in_force(type_, day, "sccif") for day in (first - ONE, first, first + ONE)]
    assert [edition.id if edition else None for edition in governing] == [before, here, here]


@pytest.mark.parametrize("type_", sorted(set(setting_types()) - {"cafcass", "supported_accommodation"}))
def test_every_type_had_a_framework_of_its_own_before_the_common_one(type_: str) -> None:
    days = [date(2013, 3, 31), date(2013, 4, 1), date(2015, 3, 31), date(2015, 4, 1), date(2017, 3, 31)]
    found = [LIBRARY.in_force(type_, day) for day in days]
    assert [edition.id if edition else None for edition in found] == [
        None, SEPARATE[0], SEPARATE[0], SEPARATE[1], SEPARATE[1]]  # fmt: skip
    common = LIBRARY.in_force(type_, date(2017, 4, 1))
    assert common is not None
    assert common.regime == "sccif"


def test_the_tables_of_days_hold_every_edition_that_was_ever_in_force() -> None:
    ever = {id_ for id_, edition in LIBRARY.editions.items() if Status.IN_FORCE in {s.status for s in edition.life}}
    authorities = {f"{regime}/{first}" for regime, _, first in BOUNDARIES}
    settings = {here for *_, here in SETTING_BOUNDARIES} | set(SEPARATE)
    cores = {"sccif/2017-04-01", "settings-2013/2013-04-01+common"}
    assert authorities | settings | cores == ever
    assert all(LIBRARY.edition(core).applies_to == () for core in cores)


def test_of_several_regimes_the_newest_governs() -> None:
    days = [date(2009, 5, 31), date(2012, 7, 1), date(2013, 7, 1), date(2015, 1, 1), date(2018, 1, 1), date(2026, 6, 1)]
    found = [LIBRARY.in_force("authority", day) for day in days]
    assert [edition.regime if edition else None for edition in found] == [None, "cpi", "tlac", "sif", "ilacs", "ilacs"]


def test_what_governs_settings_governs_a_type_and_no_kind() -> None:
    assert LIBRARY.in_force("setting", date(2020, 1, 1)) is None


def test_a_proposal_governs_nobody() -> None:
    proposals = LIBRARY.of_regime("proposal-2017")
    assert [edition.variant for edition in proposals] == [None, "overall"]
    days = [date(2016, 6, 27), date(2016, 6, 28), date(2017, 1, 31), date(2017, 2, 1), date(2030, 1, 1)]
    expected = [Status.DRAFT, Status.CONSULTATION, Status.CONSULTATION, Status.DRAFT, Status.DRAFT]
    assert [proposals[0].status_on(day) for day in days] == expected
    assert all(LIBRARY.in_force("authority", day, "proposal-2017") is None for day in days)
    assert LIBRARY.first_day("proposal-2017") is None


def test_the_first_day_of_a_regime() -> None:
    assert LIBRARY.first_day("ilacs") == date(2018, 1, 1)
    assert LIBRARY.first_day("sif") == date(2013, 11, 1)
    assert LIBRARY.first_day("nowhere") is None


def test_editions_are_in_the_order_of_their_regimes_and_days() -> None:
    regimes = list(dict.fromkeys(edition.regime for edition in LIBRARY.editions.values()))
    assert regimes == ["slac", "cpi", "settings-2013", "tlac", "sif", "proposal-2017", "sccif", "ilacs"]
    assert [edition.edition for edition in LIBRARY.of_regime("ilacs")] == sorted(
        edition.edition for edition in LIBRARY.of_regime("ilacs")
    )


def test_an_edition_that_is_not_held_is_told_with_those_that_are() -> None:
    assert LIBRARY.edition("ilacs/2018-01-01").regime == "ilacs"
    with pytest.raises(KeyError, match="The framework library holds no edition ilacs/2018-01-02; it holds slac/2009"):
        LIBRARY.edition("ilacs/2018-01-02")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_value_says_where_it_comes_from_and_how_sure_we_are(edition: Edition) -> None:
    found = list(rules(edition))
    assert found
    for path, rule in found:
        assert rule.source in edition.sources, path
        assert rule.confidence in Confidence, path
        if rule.confidence is Confidence.OFFICIAL:
            assert edition.sources[rule.source].href, f"{path}: an official rule needs an address"
        if rule.source == "none":
            assert rule.confidence is Confidence.UNVERIFIED, path
        for name, about in rule.about.items():
            assert about.source != "none" or about.confidence is Confidence.UNVERIFIED, (path, name)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_file_lies_where_its_edition_says(edition: Edition) -> None:
    variant = f"-{edition.variant}" if edition.variant else ""
    assert (SHIPPED / edition.regime / f"{edition.edition}{variant}.yaml").is_file()
    assert len(LIBRARY.editions) == len(list(SHIPPED.rglob("*.yaml")))


@pytest.mark.parametrize("edition", EDITIONS)
def test_grades_read_from_earlier_scales_exist_there(edition: Edition) -> None:
    for step in edition.scale.values():
        for regime, grade in step.equals.items():
            assert any(grade in earlier.scale for earlier in LIBRARY.of_regime(regime))
    assert all(LIBRARY.of_regime(regime) for regime in edition.reads)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_reads_back_from_its_plain_values(edition: Edition) -> None:
    again = Edition.model_validate(as_stated(edition))
    assert LIBRARY.content_hash(again) == LIBRARY.content_hash(edition)
    assert as_stated(again) == as_stated(edition)


def test_inspectors_go_to_whatever_takes_days_on_site_and_to_no_self_evaluation() -> None:
    events = [event for edition in LIBRARY.editions.values() for event in edition.events.values()]
    assert all(event.kind.on_site for event in events if event.on_site_working_days)
    assert not EventKind.SELF_EVALUATION.on_site


def test_every_hash_is_its_own() -> None:
    assert set(Counter(LIBRARY.content_hash(edition) for edition in LIBRARY.editions.values()).values()) == {1}


def test_a_later_edition_supersedes_without_changing_the_hash(tmp_path: Path) -> None:
    alone = edition_of(tmp_path, BASE)
    library = library_of(tmp_path, BASE, change(""))
    followed = library.edition("rounds/2020-01-01")
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [followed.status_on(day) for day in days] == [
        Status.DRAFT,
        Status.IN_FORCE,
        Status.IN_FORCE,
        Status.SUPERSEDED,
    ]
    assert alone.status_on(date(2021, 1, 1)) is Status.IN_FORCE
    assert library.content_hash(followed) == library.content_hash(alone)
    assert followed.life[-1].derived
    assert followed.life[-1].note == "A later edition follows."


def test_an_edition_that_says_when_it_ended_is_taken_at_its_word(tmp_path: Path) -> None:
    ended = BASE.replace("first: 2020-01-01}]", "first: 2020-01-01}, {status: superseded, first: 2020-06-01}]")
    edition = library_of(tmp_path, ended, change("")).edition("rounds/2020-01-01")
    assert [stage.first for stage in edition.life] == [date(2020, 1, 1), date(2020, 6, 1)]


def test_files_of_a_folder_are_named_from_the_folder_on(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", "just words")
    with pytest.raises(FrameworkError, match=r"^deep/0\.yaml, line 1: "):
        load_library(tmp_path)


def test_a_hash_changes_with_any_value(tmp_path: Path) -> None:
    first = edition_of(tmp_path, BASE)
    second = edition_of(tmp_path, BASE.replace("note: A guess", "note: A surmise"))
    library = Library({first.id: first})
    assert library.content_hash(first) != library.content_hash(second)


def test_pilots_drafts_and_consultations_are_used_only_when_named(tmp_path: Path) -> None:
    life = """life:
    - {status: consultation, first: 2020-06-01}
    - {status: pilot, first: 2020-09-01}
    - {status: in_force, first: 2021-03-01}
    """
    later = change("").replace("life: [{status: in_force, first: 2021-01-01}]\n", life)
    library = library_of(tmp_path, BASE, later)
    named = library.edition("rounds/2021-01-01")
    days = [date(2020, 5, 31), date(2020, 6, 1), date(2020, 9, 1), date(2021, 2, 28), date(2021, 3, 1)]
    assert [named.status_on(day) for day in days] == [
        Status.DRAFT,
        Status.CONSULTATION,
        Status.PILOT,
        Status.PILOT,
        Status.IN_FORCE,
    ]
    governing = [library.in_force("authority", day) for day in days]
    assert [edition.id if edition else None for edition in governing] == ["rounds/2020-01-01"] * 4 + [named.id]
    assert library.edition("rounds/2020-01-01").life[-1].first == date(2021, 3, 1)


def test_the_library_is_read_once() -> None:
    assert load_library() is LIBRARY


def test_a_folder_of_ones_own_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    assert load_library(tmp_path) is not load_library(tmp_path)


ANSWERS = {
    "sif/2016-05-31": [("reinspection", 86, {"focus": (True, [])})],
    "ilacs/2018-01-01": [("future_of_inspection", None, {"separate_judgements_only": (False, [])})],
    "ilacs/2023-01-01": [
        ("care_leavers", 141, {"separate_judgement": (True, [0.93]), "from_january_2023": (True, [0.78])})
    ],
    "ilacs/2024-04-05": [("post_inspection", 1576, {"dialogue": (True, []), "escalation": (True, [])})],
}


@pytest.mark.parametrize(("id_", "asked"), ANSWERS.items())
def test_published_answers_to_consultations(
    id_: str, asked: list[tuple[str, int | None, dict[str, tuple[bool, list[float]]]]]
) -> None:
    edition = LIBRARY.edition(id_)
    for name, responses, questions in asked:
        consultation = edition.consultations[name]
        assert consultation.responses == responses
        for question, (adopted, shares) in questions.items():
            held = consultation.questions[question]
            assert (held.adopted, [answer.agree for answer in held.responses]) == (adopted, shares)


def test_what_the_article_leaves_open_is_never_filled_from_the_framework_of_2018() -> None:
    for edition in LIBRARY.of_regime("proposal-2017"):
        assert not {"framework", "reports", "window_guides", "lga_first"} & set(edition.sources)
        open_ = [name for name, held in edition.parameters.items() if held.source != "article"]
        assert open_
        assert all(edition.parameters[name].confidence is Confidence.UNVERIFIED for name in open_)


def test_values_repeat_the_parameters_that_their_notes_name() -> None:
    edition = LIBRARY.edition("proposal-2017/2017-02-01")
    values = {name: held.value for name, held in edition.parameters.items()}
    short = edition.pathways["good_or_better"].due["short"]
    assert None not in (short.usual, short.earliest, short.latest)
    assert short.usual.months == 36
    assert (short.earliest.months, short.latest.months) == (36 - values["window_months"], 36 + values["window_months"])
    inadequate = edition.pathways["inadequate"].due
    assert inadequate["monitoring"].series == values["monitoring_visits"]
    assert inadequate["reinspection"].latest is not None
    assert inadequate["reinspection"].latest.months == values["reinspection_latest_months"]
    for event in ("short", "two_week", "four_week_reinspection"):
        held = edition.events[event]
        assert held.team is not None
        assert (held.team.usual, held.notice_working_days) == (values["team"], values["notice_working_days"])
    assert edition.events["focused_visit"].on_site_working_days == values["focused_visit_days"]
    for pathway in edition.pathways.values():
        assert pathway.due["concern"].latest is not None
        assert pathway.due["concern"].latest.weeks == values["concern_put_right_weeks"]
