"""A children's home is inspected without notice; requirements go on record, and a boarding school has none."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.accounts.people import SOMEBODY
from tests.casework.people import MONDAY, People, Story, on_site
from tests.enforcement.conftest import settings_of

from inspectorate.due.this_year import Stand
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.casework import preparing, queries
from inspectorate.webapp.casework.actions import cases, judging
from inspectorate.webapp.casework.actions.cases import NewCase
from inspectorate.webapp.casework.actions.moves import take
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.inspections.importing import import_file
from inspectorate.webapp.inspections.models import Coverage, Finding
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.programme.standing import standing
from inspectorate.webapp.register.models import Body, Setting

__all__ = ["settings_of"]
pytestmark = pytest.mark.django_db
HOMES = "sccif/2022-04-01+childrens_home"
GRADES = {"help_and_protection": "requires_improvement", "leadership": "requires_improvement",
          "overall": "requires_improvement"}  # fmt: skip


def inspected(home: Body, clock: time_machine.Traveller, edition: str = HOMES) -> Story:
    """A full inspection of a setting that nobody was told of, under way."""
    return on_site(People(home), home, clock, edition=edition, event="full", announced=False)


def publish(story: Story) -> None:
    """From the last day on site to the report."""
    story.on(story.case.ends or MONDAY, 17).take("lead", "judge", done_on=timezone.localdate())
    story.grade("lead", "provisional", **GRADES).take("lead", "draft").write().take("lead", "send_to_assurance")
    story.grade("assurer", "moderated", **GRADES).take("assurer", "send_to_body").answer()
    story.grade("assurer", "final", **GRADES).approve().release().publish()


def test_a_home_is_inspected_without_notice_and_its_requirements_go_on_record(
    settings_of: dict[str, Body], clock: time_machine.Traveller
) -> None:
    home = settings_of["home"]
    story = inspected(home, clock)
    edition = queries.edition_of(story.case)
    assert "Restraints, and the children who were restrained" in preparing.letter(story.case, edition).asked
    with pytest.raises(CaseRefused, match="Enter the regulation that is breached"):
        story.find("requirement", "Staff are to be checked.", put_right_by=date(2027, 1, 29))
    with pytest.raises(CaseRefused, match="Enter the day by which it is to be put right"):
        story.find("requirement", "Staff are to be checked.", regulation="Regulation 32")
    with pytest.raises(CaseRefused, match="Choose a kind of finding that bodies of this kind have"):
        story.find("area_for_priority_action", "It is for authorities.")
    story.find("requirement", "Staff are to be checked.", regulation="Regulation 32", put_right_by=date(2027, 1, 29))
    story.find("recommendation", "Ask children about their meals.")
    publish(story)
    told = {(one.kind, one.regulation, one.put_right_by) for one in Finding.objects.all()}
    assert told == {("requirement", "Regulation 32", date(2027, 1, 29)), ("recommendation", "", None)}
    assert Setting.objects.get(body=home).grade == "requires_improvement"
    due = {one.obligation.key.split("/")[1] for one in owed(timezone.localdate(), bodies=[home.key], kind="setting")}
    assert any("requires_improvement" in key for key in due)


def test_a_boarding_school_has_recommendations_only(
    settings_of: dict[str, Body], clock: time_machine.Traveller
) -> None:
    story = inspected(settings_of["school"], clock, "sccif/2017-04-01+boarding_school")
    assert judging.kinds_for(story.case) == ("strength", "recommendation")


@pytest.mark.parametrize(
    ("starts", "move", "stand"),
    [
        (None, "", Stand.OWED),
        (date(2027, 9, 6), "", Stand.PLANNED),
        (date(2028, 3, 31), "", Stand.PLANNED),
        (date(2028, 4, 1), "", Stand.OWED),
        (date(2027, 9, 6), "defer", Stand.OWED),
        (date(2027, 9, 6), "cancel", Stand.OWED),
    ],
)
def test_a_duty_of_law_is_planned_once_days_in_time_are_set_for_it(
    settings_of: dict[str, Body], clock: time_machine.Traveller, starts: date | None, move: str, stand: Stand
) -> None:
    home = settings_of["home"]
    clock.move_to("2027-05-03T10:00:00+00:00")
    Coverage.objects.update(last=timezone.localdate())
    by = People(home).actor("scheduler")
    (required,) = [one.obligation for one in owed(timezone.localdate(), bodies=[home.key], kind="setting")]
    assert counted(home) == {Stand.OWED: 1}
    new = NewCase(
        edition=HOMES, event=required.event, obligation=required.key, announced=False, starts=starts, ends=starts
    )
    case = cases.open_case(by=by, body=home, new=new)
    if move:
        take(by=by, case=case, move=move, said={"reason": "A flood.", "until": date(2027, 10, 4)})
    assert counted(home) == {stand: 1}


def counted(home: Body) -> Counter[Stand]:
    return standing(timezone.localdate())[home.ofsted_region].counts["childrens_home"]


def test_a_manager_of_another_home_sees_nothing(settings_of: dict[str, Body], clock: time_machine.Traveller) -> None:
    story = inspected(settings_of["home"], clock)
    with pytest.raises(PermissionRefused):
        story.take("stranger", "answer")


def test_the_published_report_of_a_home_that_a_file_names_tells_neither_name_nor_address(
    settings_of: dict[str, Body], clock: time_machine.Traveller, client: Client, tmp_path: Path
) -> None:
    path = tmp_path / "list as at 23 November 2026.csv"
    path.write_text(
        "URN,Provision type,Registration status,Name,Address 1,Town,Postcode\n"
        "SC900001,Children's home,Active,Rose Cottage,1 Well Lane,Lornham,ZZ4 5AA\n"
    )
    import_file(by=SOMEBODY, path=path)
    story = inspected(Body.objects.get(code="SC900001"), clock)
    publish(story)
    address = f"/reports/{story.case.slug}/"
    texts = [client.get(one).text for one in (address, f"{address}1/report.json", "/reports/", "/reports/?q=rose")]
    assert [said for said in ("Rose", "Well Lane", "Lornham", "ZZ4") if said in "".join(texts[:3])] == []
    assert ["Children's home SC900001" in text.replace("&#39;", "'") for text in texts] == [True, True, True, False]
