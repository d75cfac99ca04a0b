"""Files of concerns, on a page and at the command line: taken in once, and what cannot be read kept aside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.monitoring.concern_stories import WEDNESDAY, ashmere, holder, said
from tests.programme.places import place, sign_in
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.monitoring.concern_actions import correct_concern
from inspectorate.webapp.monitoring.concern_importing import import_concerns
from inspectorate.webapp.monitoring.models import Concern, ConcernFile
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
HEAD = "body,kind,received_on,text,reference,areas\n"
GOOD = HEAD + (
    "Ashmere,complaint,2026-11-02,Nobody called back.,C-1,leadership\n"
    "X10000007,serious incident,2026-11-20,A child was hurt.,,\n"
)
MIXED = GOOD + (
    "Moonmere,complaint,2026-11-02,Nobody called back.,C-2,\n"
    "Ashmere,grumble,2026-11-02,Nobody called back.,C-3,\n"
    "Ashmere,complaint,2026-12-02,Nobody called back.,C-4,\n"
    "Ashmere,complaint,2026-11-02,Something else.,C-1,\n"
    "Ashmere,complaint,2026-11-02,Nobody called back.,C-5,gardens\n"
)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(f"{WEDNESDAY.isoformat()} 10:00", tick=True):
        yield


@pytest.fixture
def body(db: None) -> Body:
    return ashmere()


def take(tmp_path: Path, text: str) -> ConcernFile:
    path = tmp_path / "concerns.csv"
    path.write_text(text)
    return import_concerns(by=holder(Role.ADMINISTRATOR), path=path)


def test_the_same_file_twice_changes_nothing(body: Body, tmp_path: Path) -> None:
    first, second = take(tmp_path, GOOD), take(tmp_path, GOOD)
    assert (first.new, first.unchanged, second.new, second.unchanged) == (2, 0, 0, 2)
    made = Concern.objects.order_by("received_on")
    assert [(one.kind, one.state, one.origin, one.file) for one in made] == [
        ("complaint", "untriaged", "file", first), ("serious_incident", "untriaged", "file", first)
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="concerns_taken_in").count() == 2


def test_a_row_that_a_person_corrected_since_is_still_known(body: Body, tmp_path: Path) -> None:
    take(tmp_path, GOOD)
    concern = Concern.objects.get(kind="complaint")
    correct_concern(by=holder(Role.ANALYST), concern=concern, said=said(text="Better."), reason="Misread.")
    assert take(tmp_path, GOOD).new == 0
    assert concern.versions.count() == 2


def test_what_cannot_be_taken_is_kept_aside_with_row_column_sentence_and_mend(body: Body, tmp_path: Path) -> None:
    made = take(tmp_path, MIXED)
    assert made.new == 2
    found = [(one.place.row, one.place.column, one.text, one.reason) for one in made.kept_aside]
    differs = "Row 2 has this reference and day of receipt, and says something else."
    assert found == [
        (4, "body", "Moonmere", "No authority or setting on the register is called “Moonmere”."),
        (5, "kind", "grumble", "There is no such kind of concern."),
        (6, "received_on", "2026-12-02", "The day of receipt must not be in the future."),
        (7, "reference", "(3 characters, not kept)", differs),
        (8, "areas", "gardens", found[4][3]),
    ]
    assert found[4][3].startswith("“gardens” is no area that this body is judged on.")
    assert all(one.mend for one in made.kept_aside)


@pytest.mark.parametrize("column", ["reported_by", "how_it_came", "reference"])
def test_no_text_is_kept_by_which_a_whistleblower_could_be_known(body: Body, tmp_path: Path, column: str) -> None:
    name = "Sam Somebody of the team in Ashmere East; " * 3 + "end"
    made = take(tmp_path, f"body,kind,received_on,text,{column}\nAshmere,whistleblowing,2026-11-02,It froze.,{name}\n")
    (aside,) = made.kept_aside
    assert (aside.place.row, aside.place.column) == (2, column)
    assert aside.text == f"({len(name)} characters, not kept)"
    assert "Somebody" not in str(ConcernFile.objects.values())
    page = sign_in(Client(), Role.ADMINISTRATOR).get(f"/concerns/files/{made.pk}/")
    assert "Somebody" not in page.text
    assert f"({len(name)} characters, not kept)" in page.text


def test_a_row_that_stands_twice_is_one_concern_and_one_that_differs_is_kept_aside(body: Body, tmp_path: Path) -> None:
    first, other = "Ashmere,other,2026-11-02,It froze.,C-9,\n", "Ashmere,other,2026-11-02,It melted.,C-9,\n"
    made = take(tmp_path, HEAD + first + first + other)
    assert (made.new, made.unchanged) == (1, 1)
    (aside,) = made.kept_aside
    assert aside.reason == "Row 2 has this reference and day of receipt, and says something else."
    (aside,) = take(tmp_path, HEAD + other).kept_aside
    assert (
        aside.reason
        == f"Concern {Concern.objects.get().pk} has this reference and day of receipt, and says something else."
    )


def test_a_whole_file_asks_the_database_few_times(
    body: Body, tmp_path: Path, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    rows = "".join(f"Ashmere,other,2026-11-02,Matter {number}.,R-{number},leadership\n" for number in range(600))
    with django_assert_max_num_queries(40):
        assert take(tmp_path, HEAD + rows).new == 600


def test_a_name_that_two_bodies_bear_is_kept_aside(body: Body, tmp_path: Path) -> None:
    Body.objects.create(kind="setting", code="SC900001", name="Ashmere")
    (aside,) = take(tmp_path, HEAD + "Ashmere,other,2026-11-02,It froze.,,\n").kept_aside
    assert aside.reason == "“Ashmere” may be the authority X10000007 or the setting SC900001."
    Body.objects.create(kind="setting", code="SC900002", name="The Lodge")
    Body.objects.create(kind="setting", code="SC900003", name="The Lodge")
    (aside,) = take(tmp_path, HEAD + "The Lodge,other,2026-11-02,It froze.,,\n").kept_aside
    assert "name one of these URNs" in aside.reason


def test_a_file_is_sent_on_a_page_and_the_page_says_what_came_of_it(body: Body) -> None:
    client = sign_in(Client(), Role.ADMINISTRATOR)
    sent = SimpleUploadedFile("concerns.csv", MIXED.encode())
    page = client.post("/concerns/files/", {"file": sent}, follow=True)
    assert "2 new, 0 unchanged, 5 kept aside." in page.text
    assert "“Moonmere”" in page.text
    assert "Nobody called back." not in page.text
    made = ConcernFile.objects.get()
    listed = client.get(f"/concerns/files/{made.pk}/kept-aside.csv")
    assert "Moonmere" in listed.text
    assert "concerns.csv" in client.get("/concerns/files/").text
    assert client.get("/concerns/").status_code == 403


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"body,kind\n", "has no column “received_on”"),
        (b"", "empty"),
        (b"x" * 5_000_001, "smaller than 5 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_at_its_field(body: Body, content: bytes, sentence: str) -> None:
    client = sign_in(Client(), Role.ANALYST)
    page = client.post("/concerns/files/", {"file": SimpleUploadedFile("wrong.csv", content)})
    assert sentence in page.text
    assert not ConcernFile.objects.exists()


def run(*words: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(build(), ["concerns", *words])
    return answer.exit_code, answer.stdout, answer.stderr


def test_the_command_line_takes_in_a_file_and_says_what_it_kept_aside(body: Body, tmp_path: Path) -> None:
    path = tmp_path / "concerns.csv"
    path.write_text(MIXED)
    code, out, said_ = run("import", str(path))
    assert (code, out) == (0, "")
    assert "2 new, 0 unchanged, 5 kept aside." in said_
    assert "kept aside: concerns.csv, row 4, body: “Moonmere”. No authority or setting" in said_
    assert run("import", str(path), "--strict")[0] == 1
    path.write_text(HEAD + "Moonmere,other,2026-11-02,It froze.,,\n" * 11)
    assert "… and 1 more" in run("import", str(path))[2]


@pytest.mark.parametrize(
    ("name", "sentence"), [("none.csv", "none.csv cannot be opened"), ("no.csv", "no column “body”")]
)
def test_a_file_that_cannot_be_read_fails_in_one_sentence(body: Body, tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "no.csv").write_text("a,b\n")
    code, _, told = run("import", str(tmp_path / name))
    assert (code, sentence in told) == (1, True)


def test_the_command_line_lists_concerns_and_never_what_is_said(body: Body, tmp_path: Path) -> None:
    take(tmp_path, GOOD)
    place("Brindle", 8)
    code, out, _ = run("list", "--untriaged", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert rows[0]["body"] == {"id": "authority:X10000007", "kind": "authority", "code": "X10000007", "name": "Ashmere"}
    assert [(one["kind"], one["ends_on"], one["late"], one["owner"]) for one in rows] == [
        ("complaint", "2026-11-09", True, None), ("serious_incident", "2026-11-23", True, None)
    ]  # fmt: skip
    for style in ("table", "csv", "json"):
        out = run("list", "--all", "--format", style)[1]
        assert ("Ashmere" in out, "Nobody called back." in out) == (True, False)
    assert "late" in run("list")[1]
    assert run("list", "--all", "--untriaged")[0] == 2
