"""Files about the workforce: taken in once, in any number and order, and what cannot be taken is kept aside."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.accounts.people import person
from tests.monitoring.concern_stories import holder
from tests.programme.places import LONDON, NORTH, TODAY
from tests.workforce.people import SCHEDULER, agreed, iris, leave
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.formats.model import FormatError
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.importing import import_workforce
from inspectorate.webapp.workforce.models import Absence, Conflict, Inspector, Skill, Terms, WorkforceFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("body")]
PEOPLE = (
    "inspector,name,region,home,grade,contract_share,working_days,cost_per_day,most_weeks,first_day\n"
    "N-1,Iris Elm,North West,Lornmere,HMI,60%,mon-wed,,3,2020-01-06\n"
    "L-1,Lena Ash,London,,SCRI,,,425.50,,\n"
)
SKILLS = "inspector,skill,last_day\nN-1,fostering,2027-03-31\nL-1,education,\n"
ABSENCES = "inspector,absence,first_day,last_day\nN-1,annual leave,2026-12-21,2026-12-31\nL-1,sick,2026-11-20,\n"
CONFLICTS = "inspector,conflict,body,last_day\nN-1,worked there,Ashmere,2027-06-30\n"


def write(tmp_path: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text)
    return paths


def take(tmp_path: Path, text: str, name: str = "workforce.csv") -> WorkforceFile:
    path = tmp_path / name
    path.write_text(text)
    (made,) = import_workforce(by=SCHEDULER, paths=[path])
    return made


def counts(*files: WorkforceFile) -> list[tuple[int, int, int, int]]:
    return [(one.new, one.changed, one.unchanged, len(one.aside)) for one in files]


def test_files_are_taken_together_in_any_order_and_twice_changes_nothing(tmp_path: Path, body: object) -> None:
    paths = write(tmp_path, skills=SKILLS, absences=ABSENCES, conflicts=CONFLICTS, people=PEOPLE)
    assert counts(*import_workforce(by=SCHEDULER, paths=paths)) == [
        (2, 0, 0, 0), (2, 0, 0, 0), (1, 0, 0, 0), (2, 0, 0, 0)
    ]  # fmt: skip
    first, second = Inspector.objects.order_by("-code")
    held = first.terms.get()
    assert (first.first, held.region, held.share, held.working_days, held.most_weeks, held.first) == (
        date(2020, 1, 6), NORTH, Decimal("0.6"), "123", 3, date(2020, 1, 6)
    )  # fmt: skip
    assert (second.first, second.terms.get().grade, second.terms.get().cost_per_day) == (
        TODAY, "regulatory_inspector", 42_550
    )  # fmt: skip
    assert (Skill.objects.get(inspector=first).last, Absence.objects.get(inspector=second).kind) == (
        date(2027, 3, 31), "sickness"
    )  # fmt: skip
    assert Conflict.objects.get().body == body
    again = counts(*import_workforce(by=SCHEDULER, paths=paths))
    assert again == [(0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 1, 0), (0, 0, 2, 0)]
    assert (Inspector.objects.count(), Terms.objects.count(), Skill.objects.count()) == (2, 2, 2)
    assert AuditEntry.objects.filter(action="workforce_taken_in").count() == 8


def test_what_people_ended_or_struck_out_does_not_come_back(tmp_path: Path) -> None:
    take(tmp_path, PEOPLE)
    take(tmp_path, ABSENCES)
    ended, struck = Absence.objects.order_by("-first")
    actions.end_entry(by=SCHEDULER, held=ended, last=date(2026, 12, 23))
    actions.strike_entry(by=SCHEDULER, held=struck, reason="Another Lena.")
    assert counts(take(tmp_path, ABSENCES)) == [(0, 0, 2, 0)]
    assert Absence.objects.count() == 2


def test_new_terms_are_added_and_the_earlier_ones_stay(tmp_path: Path) -> None:
    take(tmp_path, PEOPLE)
    later = "inspector,name,region,from_day\nn-1,Iris Oak,London,2027-04-01\nL-1,Lena Ash,London,\n"
    assert counts(take(tmp_path, later)) == [(0, 2, 0, 0)]
    first = Inspector.objects.get(code="N-1")
    assert first.name == "Iris Oak"
    assert [(one.first, one.region, one.share) for one in first.terms.all()] == [
        (date(2020, 1, 6), NORTH, Decimal("0.6")), (date(2027, 4, 1), LONDON, Decimal(1))
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="inspector_changed").count() == 1
    assert counts(take(tmp_path, later), take(tmp_path, PEOPLE)) == [(0, 0, 2, 0), (0, 0, 2, 0)]


def test_terms_that_hold_already_are_not_added_again(tmp_path: Path) -> None:
    iris()
    same = "inspector,name,region,home\nN-1,Iris Elm,North West,Lornmere\n"
    assert counts(take(tmp_path, same)) == [(0, 0, 1, 0)]
    assert counts(take(tmp_path, same.replace("Elm", "Oak"))) == [(0, 1, 0, 0)]
    assert Terms.objects.count() == 1
    assert counts(take(tmp_path, same.replace("Lornmere", "Vexmere"))) == [(0, 1, 0, 0)]


def test_an_account_is_linked_by_its_email_address(tmp_path: Path) -> None:
    user = person(Role.INSPECTOR)
    people = (
        f"inspector,name,region,email,last_day\nN-1,Iris Elm,London,{user.email.upper()},2027-01-01\n"
        f"N-2,Una Oak,London,{user.email},\nN-3,Oz Oak,London,nobody@example.org,\n"
    )
    made = take(tmp_path, people)
    assert counts(made) == [(1, 0, 0, 2)]
    assert [(one.place.row, one.place.column, one.reason) for one in made.kept_aside] == [
        (3, "email", "The account belongs to Iris Elm (N-1)."), (4, "email", "No account has this email address.")
    ]  # fmt: skip
    assert Inspector.objects.get().user == user
    assert counts(take(tmp_path, f"inspector,skill\n{user.email},secure\n")) == [(1, 0, 0, 0)]
    assert counts(take(tmp_path, "inspector,name,region\nN-1,Iris Elm,North West\n")) == [(0, 1, 0, 0)]
    assert Inspector.objects.get().user == user, "a file without the address leaves the account"


def test_what_cannot_be_taken_is_kept_aside_with_its_place_the_reason_and_the_mend(tmp_path: Path) -> None:
    take(tmp_path, PEOPLE)
    take(tmp_path, ABSENCES)
    made = take(
        tmp_path,
        "inspector,name,region,skill,absence,conflict,body,first_day,last_day\n"
        "N-3,Oz Oak,Atlantis,,,,,,\n"
        "N-4,Ida Yew,London,,,,,,\n"
        "N-4,Ida Yew,North West,,,,,,\n"
        "N-9,,,secure,,,,,\n"
        "N-1,,,,,declared,Moonmere,,\n"
        "N-1,,,,leave,,,2026-12-22,2026-12-24\n"
        "N-1,,,,leave,,,2026-12-28,2027-01-03\n"
        "N-1,,,,holiday,,,2026-12-28,2027-01-03\n"
        "N-1,,,,sulking,,,2026-12-28,2027-01-03\n",
    )
    assert counts(made) == [(2, 0, 1, 6)]
    found = made.kept_aside
    assert [(one.place.row, one.place.column, one.reason) for one in found] == [
        (2, "region", "The register has no region “Atlantis”. Its regions are London, North West."),
        (4, "inspector", "A row above has this code, and says something else."),
        (5, "inspector", "No inspector has the code or email address “N-9”."),
        (6, "body", "No authority or setting on the register is called “Moonmere”."),
        (7, "last_day", "It lies within what is on record (21 to 31 December 2026), and says something else."),
        (10, "absence", "There is no such absence."),
    ]
    assert all(one.mend.endswith(".") for one in found)


def test_a_regional_scheduler_takes_in_the_rows_of_their_region(tmp_path: Path) -> None:
    (path,) = write(tmp_path, people=PEOPLE)
    (made,) = import_workforce(by=holder(Role.SCHEDULER, region=NORTH), paths=[path])
    assert counts(made) == [(1, 0, 0, 1)]
    assert "limited to North West" in made.kept_aside[0].reason
    with pytest.raises(PermissionRefused):
        import_workforce(by=holder(Role.ANALYST), paths=[path])


def calendar(first: str, after: str, *more: str, uid: str = "a@x") -> str:
    lines = [f"UID:{uid}", "SUMMARY:Leave", f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}", *more]
    return "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


def standing() -> list[tuple[date | None, date | None]]:
    return [(one.first, one.last) for one in Absence.objects.filter(struck_at=None)]


def test_an_entry_of_a_calendar_that_moved_is_struck_out_and_the_new_days_stand(tmp_path: Path) -> None:
    iris()
    (before, after) = (calendar("20261221", "20261225"), calendar("20261228", "20270101"))
    assert counts(take(tmp_path, before, "N-1.ics"), take(tmp_path, before, "N-1.ics")) == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert counts(take(tmp_path, after, "N-1.ics")) == [(0, 1, 0, 0)]
    assert standing() == [(date(2026, 12, 28), date(2026, 12, 31))]
    struck = Absence.objects.exclude(struck_at=None).get()
    assert (struck.first, struck.struck_reason) == (date(2026, 12, 21), "Moved in the calendar N-1.ics.")
    assert counts(take(tmp_path, before, "N-1.ics")) == [(0, 1, 0, 0)]
    assert standing() == [(date(2026, 12, 21), date(2026, 12, 24))], "an entry may move back"
    cancelled = calendar("20261221", "20261225", "STATUS:CANCELLED")
    assert counts(take(tmp_path, cancelled, "N-1.ics"), take(tmp_path, cancelled, "N-1.ics")) == [
        (0, 1, 0, 0), (0, 0, 1, 0)
    ]  # fmt: skip
    assert standing() == []
    assert counts(take(tmp_path, after, "N-1.ics")) == [(0, 1, 0, 0)]
    assert standing() == [(date(2026, 12, 28), date(2026, 12, 31))]


def test_a_calendar_does_not_take_back_what_a_person_decided(tmp_path: Path) -> None:
    iris()
    text = calendar("20261221", "20261225")
    take(tmp_path, text, "N-1.ics")
    actions.end_entry(by=SCHEDULER, held=Absence.objects.get(), last=date(2026, 12, 22))
    assert counts(take(tmp_path, text, "N-1.ics")) == [(0, 0, 1, 0)]
    assert standing() == [(date(2026, 12, 21), date(2026, 12, 22))]
    actions.strike_entry(by=SCHEDULER, held=Absence.objects.get(), reason="Called off.")
    assert counts(take(tmp_path, text, "N-1.ics")) == [(0, 0, 1, 0)]
    assert standing() == []


def test_an_entry_that_was_cancelled_before_anybody_saw_it_changes_nothing(tmp_path: Path) -> None:
    iris()
    assert counts(take(tmp_path, calendar("20261221", "20261225", "STATUS:CANCELLED"), "n-1.ics")) == [(0, 0, 1, 0)]


def test_two_entries_of_one_name_are_not_both_taken(tmp_path: Path) -> None:
    iris()
    both = calendar("20261221", "20261225").replace("END:VCALENDAR\n", "") + calendar("20270111", "20270116")
    made = take(tmp_path, "BEGIN:VCALENDAR\n" + both.replace("BEGIN:VCALENDAR\n", ""), "N-1.ics")
    assert counts(made) == [(1, 0, 0, 1)]
    assert made.kept_aside[0].reason == "An entry above has the same UID."


def test_the_same_absence_from_a_list_and_from_a_calendar_is_one(tmp_path: Path) -> None:
    leave(iris(), date(2026, 12, 21), date(2026, 12, 24))
    assert counts(take(tmp_path, calendar("20261221", "20261225"), "N-1.ics")) == [(0, 0, 1, 0)]


def test_a_calendar_that_is_given_for_an_inspector_may_have_any_name(tmp_path: Path) -> None:
    made, path = iris(), tmp_path / "calendar.ics"
    path.write_text(calendar("20261221", "20261225"))
    (file,) = import_workforce(by=SCHEDULER, paths=[path], inspector=made)
    assert counts(file) == [(1, 0, 0, 0)]
    assert Absence.objects.get().inspector == made
    assert take(tmp_path, calendar("20261221", "20261225"), "other.ics").kept_aside[0].place.row == 2


def run(*words: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(build(), ["workforce", *words])
    return answer.exit_code, answer.stdout, answer.stderr


def test_the_command_line_takes_in_files_and_says_what_it_kept_aside(tmp_path: Path) -> None:
    paths = write(tmp_path, people=PEOPLE, skills=SKILLS + "N-9,secure,\n" * 11)
    code, out, told = run("import", *map(str, paths))
    assert (code, out) == (0, "")
    assert "people.csv: 2 new, 0 changed, 0 unchanged, 0 kept aside." in told
    assert "kept aside: skills.csv, row 4, inspector: “N-9”. No inspector has the code or email address" in told
    assert "… and 1 more" in told
    (tmp_path / "N-1.ics").write_text(calendar("20261221", "20261225").replace("Leave", "Choir"))
    assert "1 entries name no absence" in run("import", str(tmp_path / "N-1.ics"))[2]
    assert run("import", str(paths[1]), "--strict")[0] == 1


def test_where_one_file_cannot_be_read_none_is_taken(tmp_path: Path) -> None:
    paths = write(tmp_path, people=PEOPLE, wrong="a,b\n1,2\n")
    code, _, told = run("import", *map(str, paths))
    assert (code, "wrong.csv has no column “inspector”" in told, "Nothing was taken." in told) == (1, True, True)
    assert "none.csv cannot be opened" in run("import", str(tmp_path / "none.csv"))[2]
    assert not Inspector.objects.exists()
    with pytest.raises(FormatError):
        import_workforce(by=SCHEDULER, paths=paths)


def test_the_command_line_lists_the_workforce_of_a_day(tmp_path: Path) -> None:
    import_workforce(by=SCHEDULER, paths=write(tmp_path, people=PEOPLE, skills=SKILLS, absences=ABSENCES))
    code, out, _ = run("list", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert rows[0] == {
        "code": "N-1", "name": "Iris Elm", "region": NORTH, "home": "Lornmere", "grade": "inspector",
        "contract_share": 0.6, "working_days": "123", "cost_per_day": None, "most_weeks": 3, "skills": ["fostering"],
        "absence": "leave", "absent_from": "2026-12-21", "absent_to": "2026-12-31", "conflicts": 0,
    }  # fmt: skip
    assert (rows[1]["cost_per_day"], rows[1]["absent_to"]) == (42_550, None)
    assert [one["skills"] for one in json.loads(run("list", "--as-of", "2027-04-01", "--format", "json")[1])] == [
        [], ["education"]
    ]  # fmt: skip
    assert "Lena Ash" not in run("list", "--region", NORTH)[1]
    assert "not known" in run("list")[1]
    assert "N-1,Iris Elm,North West" in run("list", "--format", "csv")[1]


def test_terms_of_a_file_do_not_begin_before_the_inspector(tmp_path: Path) -> None:
    iris()
    take(tmp_path, "inspector,name,region,from_day\nN-1,Iris Elm,London,2019-01-01\n")
    assert [one.first.isoformat() for one in Terms.objects.all()] == ["2020-01-06", "2020-01-06"]
    assert agreed().region == NORTH
