"""The blind random stratum: sealed, published once, checked, and until then told apart by nobody but analysts."""

import json
import re
import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import timezone
from tests.accounts.people import person
from tests.programme.places import judge, place, visit

from inspectorate.cli import build
from inspectorate.due.labels import day_text
from inspectorate.framework.library import load_library
from inspectorate.intelligence.stratum import draw, seal
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.sentences import details, sentence, subject
from inspectorate.webapp.casework.actions.cases import NewCase, open_case
from inspectorate.webapp.casework.actions.team import add_member
from inspectorate.webapp.casework.export import as_values
from inspectorate.webapp.monitoring.models import BlindDraw, DrawnReview, Review
from inspectorate.webapp.monitoring.review_queries import latest_reviews
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.review_actions import ReviewRefused, accept, decide_review, refuse
from inspectorate.webapp.programme.stratum import StratumRefused, check_stratum, draw_stratum, publish_stratum
from inspectorate.webapp.register.models import Body

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = 2027


@pytest.fixture(autouse=True)
def _sealed_here(tmp_path: Path) -> Iterator[None]:
    """Seeds of a test lie in a directory of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "VAR", tmp_path)
        yield


@pytest.fixture
def analyst(places: dict[str, Body]) -> Actor:
    return Actor.of(person(Role.ANALYST))


@pytest.fixture
def scheduler(places: dict[str, Body]) -> Actor:
    return Actor.of(person(Role.SCHEDULER))


def drawn(by: Actor) -> tuple[BlindDraw, Body]:
    """The draw, and the one of three authorities that is drawn."""
    made = draw_stratum(by=by, year=YEAR)
    return made, DrawnReview.objects.get().review.body


def refused(by: Actor, review: Review) -> None:
    with time_machine.travel(review.told_at):
        refuse(by=by, review=review, reason="Visited in June")


class TestDraw:
    def test_it_is_drawn_from_who_stands_and_recommends_a_visit(self, analyst: Actor) -> None:
        made, body = drawn(analyst)
        assert made.bodies == ["authority:X10000001", "authority:X10000002", "authority:X10000004"]
        assert (made.share, made.seed, made.drawn_by) == (0.1, "", "analyst@example.org")
        review = Review.objects.get()
        assert (review.outcome, review.event, review.body) == ("visit", "focused_visit", body)
        assert review.topic
        assert review.until is not None
        assert date(2026, 12, 25) <= review.until <= date(YEAR, 12, 31)
        assert review.until.weekday() < 5

    def test_each_is_recommended_on_a_working_day_of_its_own(self, places: dict[str, Body], analyst: Actor) -> None:
        for number in range(10, 60):
            place(f"Place {number}", number)
        draw_stratum(by=analyst, year=YEAR)
        told = [(review.told_at, review.until) for review in Review.objects.all()]
        assert len({at for at, _ in told}) == 5
        for at, until in told:
            assert until is not None
            assert date(2026, 11, 23) <= at.date() <= until - timedelta(days=28)
            assert at.date() >= until - timedelta(days=28 + 92 + 2)
            assert (at.weekday() < 5, 9 <= timezone.localtime(at).hour < 17) == (True, True)

    def test_before_that_it_stands_in_no_list_and_nobody_answers_it(
        self, client: Client, analyst: Actor, scheduler: Actor
    ) -> None:
        _, body = drawn(analyst)
        review = Review.objects.get()
        client.force_login(User.objects.get(email="scheduler@example.org"), backend=BACKEND)
        assert review.until is not None
        by = f"by {day_text(review.until)}"
        pages = ("/reviews/waiting/", f"/reviews/waiting/{review.token}/", f"/reviews/{body.code}/")

        def found(at: datetime) -> list[bool]:
            with time_machine.travel(at, tick=False):
                client.force_login(User.objects.get(email="scheduler@example.org"), backend=BACKEND)
                return [by in client.get(page).text for page in pages]

        before = review.told_at - timedelta(seconds=1)
        assert found(before) == [False, False, False]
        with time_machine.travel(before, tick=False), pytest.raises(ReviewRefused, match="not yet among the reviews"):
            accept(by=scheduler, review=review)
        assert found(review.told_at) == [True, True, True]

    def test_nobody_has_looked_at_a_body_that_was_drawn(self, analyst: Actor, scheduler: Actor) -> None:
        _, body = drawn(analyst)
        with time_machine.travel(Review.objects.get().told_at):
            assert latest_reviews(analyst) == {}
            assert set(latest_reviews(scheduler)) == {body.pk}

    def test_the_seed_lies_in_no_table_and_only_its_owner_reads_it(self, analyst: Actor) -> None:
        made, _ = drawn(analyst)
        (path,) = (Path(settings.VAR) / "stratum").iterdir()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        seed = path.read_text().strip()
        assert seal(seed) == made.seed_sha256
        assert seed not in str([list(AuditEntry.objects.values()), list(BlindDraw.objects.values())])

    def test_a_year_is_drawn_once(self, analyst: Actor) -> None:
        drawn(analyst)
        with pytest.raises(StratumRefused, match="was drawn already"):
            draw_stratum(by=analyst, year=YEAR)

    def test_too_late_in_the_year_is_refused(self, analyst: Actor) -> None:
        with time_machine.travel("2026-10-05 10:00"), pytest.raises(StratumRefused, match="Too little of 2026 is left"):
            draw_stratum(by=analyst, year=2026)

    def test_a_year_whose_bank_holidays_nobody_knows_is_refused(self, analyst: Actor) -> None:
        with pytest.raises(StratumRefused, match=r"of 9000 cannot be drawn yet: .* whose bank holidays are known"):
            draw_stratum(by=analyst, year=9000)

    def test_an_edition_without_a_share_draws_nobody(self, analyst: Actor) -> None:
        with time_machine.travel("2026-03-31 10:00"), pytest.raises(StratumRefused, match="sets no share"):
            draw_stratum(by=analyst, year=YEAR)

    def test_an_empty_register_draws_nobody(self, db: None) -> None:
        with pytest.raises(StratumRefused, match="holds no authorities"):
            draw_stratum(by=Actor.of(person(Role.ANALYST)), year=YEAR)

    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMINISTRATOR])
    def test_only_who_sees_forecasts_draws(self, places: dict[str, Body], role: Role) -> None:
        with pytest.raises(PermissionRefused):
            draw_stratum(by=Actor.of(person(role)), year=YEAR)

    @pytest.mark.parametrize("role", [Role.SCHEDULER, Role.SENIOR_INSPECTOR])
    def test_whoever_takes_decisions_does_not_draw(self, places: dict[str, Body], role: Role) -> None:
        with pytest.raises(StratumRefused, match="You take decisions on visits"):
            draw_stratum(by=Actor.of(person(role)), year=YEAR)
        assert not Review.objects.exists()


class TestPublish:
    def test_not_before_the_visit_is_reported(self, analyst: Actor, scheduler: Actor) -> None:
        _, body = drawn(analyst)
        with pytest.raises(StratumRefused, match="still to be carried out or reported"):
            publish_stratum(by=analyst, year=YEAR)
        review = Review.objects.get()
        assert review.until is not None
        with time_machine.travel(review.told_at):
            accept(by=scheduler, review=review)
        seen, out = review.until, review.until + timedelta(days=20)
        with time_machine.travel(out):
            judge(body, "good", seen, out)
            with pytest.raises(StratumRefused, match="still to be"):  # another event than was decided on
                publish_stratum(by=analyst, year=YEAR)
            visit(body, seen, out)
            assert publish_stratum(by=analyst, year=YEAR).seed

    def test_or_when_reports_have_long_been_due(self, analyst: Actor) -> None:
        drawn(analyst)
        with time_machine.travel("2028-06-30 10:00"), pytest.raises(StratumRefused, match="still to be"):
            publish_stratum(by=analyst, year=YEAR)
        with time_machine.travel("2028-07-01 10:00"):
            made = publish_stratum(by=analyst, year=YEAR)
        assert seal(made.seed) == made.seed_sha256
        assert check_stratum(made) == []

    def test_or_when_nobody_is_visited(self, analyst: Actor, scheduler: Actor) -> None:
        drawn(analyst)
        refused(scheduler, Review.objects.get())
        assert publish_stratum(by=analyst, year=YEAR).published_by == "analyst@example.org"

    def test_once(self, analyst: Actor, scheduler: Actor) -> None:
        drawn(analyst)
        refused(scheduler, Review.objects.get())
        publish_stratum(by=analyst, year=YEAR)
        with pytest.raises(StratumRefused, match="published already"):
            publish_stratum(by=analyst, year=YEAR)

    def test_a_year_that_was_not_drawn(self, analyst: Actor) -> None:
        with pytest.raises(StratumRefused, match="No stratum of 2027 was drawn"):
            publish_stratum(by=analyst, year=YEAR)

    @pytest.mark.parametrize(("held", "told"), [(None, "not where it was put"), ("other", "its hash differs")])
    def test_a_seed_that_is_lost_or_changed(self, analyst: Actor, held: str | None, told: str) -> None:
        drawn(analyst)
        (path,) = (Path(settings.VAR) / "stratum").iterdir()
        path.unlink()
        if held:
            path.write_text(held)
        with time_machine.travel("2028-07-01 10:00"), pytest.raises(StratumRefused, match=told):
            publish_stratum(by=analyst, year=YEAR)


class TestCheck:
    def test_not_before_it_is_published(self, analyst: Actor) -> None:
        with pytest.raises(StratumRefused, match="is not published yet"):
            check_stratum(drawn(analyst)[0])

    def test_another_seed_and_another_body_are_found(self, analyst: Actor) -> None:
        made, body = drawn(analyst)
        other = next(seed for seed in map(str, range(50)) if draw(made.bodies, made.share, seed) != (body.key,))
        made.seed = other
        assert check_stratum(made) == [
            "The seed of 2027 is not the one that was sealed: its hash differs.",
            "Who was drawn for 2027 is not whom the seed draws.",
        ]

    def test_the_commands(self, analyst: Actor) -> None:
        from typer.testing import CliRunner

        def run(*said: str) -> tuple[int, str]:
            ran = CliRunner().invoke(build(), ["stratum", *said])
            return ran.exit_code, ran.output

        by = ("--year", "2027", "--by", "analyst@example.org")
        assert run("check", "--year", "2027") == (1, "No stratum of 2027 was drawn.\n")
        assert run("draw", "--year", "2027", "--by", "who@example.org")[0] == 1
        code, told = run("draw", *by)
        assert code == 0
        assert BlindDraw.objects.get().seed_sha256 in told
        assert DrawnReview.objects.get().review.body.name not in told
        assert run("draw", *by) == (1, "The stratum of 2027 was drawn already.\n")
        assert run("check", "--year", "2027")[0] == 1
        assert run("publish", *by)[0] == 1
        with time_machine.travel("2028-07-01 10:00"):
            assert BlindDraw.objects.get().seed == ""
            code, told = run("publish", *by)
            assert code == 0
            assert BlindDraw.objects.get().seed in told
            code, told = run("check", "--year", "2027")
        assert code == 0
        assert DrawnReview.objects.get().review.body.name in told
        assert "refused" not in told
        refused(Actor.of(person(Role.SCHEDULER)), Review.objects.get())
        assert ": refused, Visited in June" in run("check", "--year", "2027")[1]
        BlindDraw.objects.update(seed="x")
        assert run("check", "--year", "2027")[0] == 1


class TestBlind:
    """Of two authorities that are alike in all else, one is visited after a review and one was drawn: what each role
    reads of the one is, but for name, code, number and day, what it reads of the other."""

    @pytest.fixture
    def waiting(
        self, client: Client, places: dict[str, Body], analyst: Actor, scheduler: Actor
    ) -> Iterator[dict[str, Body]]:
        """Both stand among what waits for a decision."""
        for body in (places["lornmere"], places["pellwick"], places["quernshire"]):
            Body.objects.filter(pk=body.pk).update(closed=date(2026, 1, 1))
        alike = [place("Twinham", 7), place("Pairbrook", 8)]
        _, chance = drawn(analyst)
        (other,) = [body for body in alike if body != chance]
        by_chance = Review.objects.get()
        with time_machine.travel(by_chance.told_at):
            decide_review(
                by=analyst, body=other, outcome="visit", reason="The signals say so", token=uuid4(),
                topic=by_chance.topic, until=by_chance.until,
            )  # fmt: skip
            yield {"chance": chance, "signal": other}

    @pytest.fixture
    def pair(self, waiting: dict[str, Body], scheduler: Actor) -> dict[str, Body]:
        """And both were taken."""
        for review in Review.objects.order_by("id"):
            accept(by=scheduler, review=review)
        return waiting

    def read(self, client: Client, pair: dict[str, Body], of: str, address: str) -> str:
        body = pair[of]
        answer = client.get(address.format(code=body.code, key=self.key(body)))
        return f"{answer.status_code} {self.same(answer.text, pair, of)}"

    def same(self, text: str, pair: dict[str, Body], of: str) -> str:
        """The text without what differs between any two bodies, decisions and requests."""
        body, decision = pair[of], Decision.objects.get(body=pair[of])
        text = text.replace(body.name, "NAME").replace(body.code, "CODE")
        text = re.sub(rf"(visit|decisions)(/|%2F|-){decision.pk}\b", r"\1\2N", text)
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "TOKEN", text)
        text = re.sub(r'(csrfmiddlewaretoken" value=")\w+|(x-csrftoken[^:]*: ?")\w+', "", text, flags=re.IGNORECASE)
        return re.sub(r'nonce="[^"]*"', "", text)

    def key(self, body: Body) -> str:
        return f"{body.key}/visit/{Decision.objects.get(body=body).pk}"

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
    def test_pages_of_the_two_read_alike(self, client: Client, pair: dict[str, Body], role: Role) -> None:
        at = ROLES[role].at in (OrganisationKind.INSPECTORATE, OrganisationKind.DEPARTMENT)
        user = User.objects.filter(email=f"{role}@example.org").first()
        if user is None:
            user = person(role, **({} if at else {"body": "authority:X99999999"}))
        client.force_login(user, backend=BACKEND)
        for address in ("/authorities/{code}/", "/authorities/{code}/why/?obligation={key}", "/reviews/{code}/"):
            chance, signal = (self.read(client, pair, of, address) for of in ("chance", "signal"))
            assert chance == signal, address
            assert "blind stratum" not in chance
            assert "The signals say so" not in signal

    @pytest.mark.parametrize("role", [Role.SCHEDULER, Role.SENIOR_INSPECTOR, Role.INSPECTOR, Role.QUALITY_ASSURER])
    @pytest.mark.parametrize("address", ["/due/", "/due/download.csv", "/reviews/", "/decisions/", "/reviews/waiting/"])
    def test_lists_hold_both_alike(self, client: Client, pair: dict[str, Body], role: Role, address: str) -> None:
        user = User.objects.filter(email=f"{role}@example.org").first() or person(role)
        client.force_login(user, backend=BACKEND)
        text = client.get(address).getvalue().decode()
        lines = {of: self.about(text, pair, of) for of in pair}
        assert lines["chance"] == lines["signal"]
        assert "blind stratum" not in text

    def about(self, text: str, pair: dict[str, Body], of: str) -> list[str]:
        """The rows of a list that name one of the two."""
        rows = re.findall(r"<tr.*?</tr>", text, re.DOTALL) or text.splitlines()
        return [self.same(row, pair, of) for row in rows if pair[of].name in row]

    def test_the_audit_record_tells_of_both_alike(self, pair: dict[str, Body]) -> None:
        told = {}
        for of, body in pair.items():
            entries = [entry for entry in AuditEntry.objects.all() if body.name in str(entry.summary.get("body", ""))]
            told[of] = [
                (
                    entry.actor,
                    entry.action,
                    self.same(sentence(entry), pair, of),
                    self.same(str([*details(entry)]), pair, of),
                )
                for entry in entries
            ]
        assert told["chance"] == told["signal"]
        assert [row[1] for row in told["chance"]] == ["decision_taken"]

    def test_the_audit_record_tells_of_neither_while_it_waits(self, waiting: dict[str, Body]) -> None:
        """An entry on the day on which one of them came to stand there would tell that it was not drawn."""
        told_at = min(review.told_at for review in Review.objects.all())
        assert list(AuditEntry.objects.filter(at__gte=told_at)) == []
        assert not AuditEntry.objects.filter(action="review_decided").exists()

    def test_a_refusal_of_the_one_reads_as_one_of_the_other(self, waiting: dict[str, Body], scheduler: Actor) -> None:
        told = []
        for body in waiting.values():
            refuse(by=scheduler, review=Review.objects.get(body=body), reason="Visited in June")
            entry = AuditEntry.objects.order_by("id").last()
            assert entry is not None
            told.append((entry.actor, entry.action, sentence(entry), [*details(entry)], subject(entry)))
        assert told[0] == told[1]
        assert told[0][1:] == (
            "recommendation_refused", "did not take the decision that a review recommended", [], "Recommendation",
        )  # fmt: skip

    def test_no_entry_leads_from_a_review_to_a_body(self, pair: dict[str, Body]) -> None:
        for entry in AuditEntry.objects.filter(
            action__in=("review_decided", "recommendation_refused", "stratum_drawn")
        ):
            told = f"{sentence(entry)} {entry.summary}"
            assert not any(body.name in told or body.code in told for body in pair.values())

    def test_the_command_tells_them_apart_no_more(self, pair: dict[str, Body]) -> None:
        from typer.testing import CliRunner

        ran = CliRunner().invoke(build(), ["due", "--format", "csv", "--as-of", "2026-11-23"])
        lines = [
            sorted(self.same(line, pair, of) for line in ran.stdout.splitlines() if pair[of].code in line)
            for of in pair
        ]
        assert lines[0] == lines[1]
        assert lines[0]

    def test_the_whole_case_of_a_visit_tells_no_more(
        self, client: Client, pair: dict[str, Body], scheduler: Actor
    ) -> None:
        """All that is held of a case, as its export gives it, and what the lead reads before going there."""
        lead, told = person(Role.LEAD_INSPECTOR), []
        for of, body in pair.items():
            edition, key = load_library().in_force("authority", timezone.localdate()), self.key(body)
            assert edition is not None
            topics = (Review.objects.get(body=body).topic,)
            new = NewCase(edition=edition.id, event="focused_visit", topics=topics, obligation=key, slug=of)
            case = open_case(by=scheduler, body=body, new=new)
            add_member(by=scheduler, case=case, user=lead, part="lead")
            client.force_login(lead, backend=BACKEND)
            page = client.get(f"/cases/{of}/preparation/")
            assert page.status_code == 200
            held = json.dumps(as_values(case), cls=DjangoJSONEncoder)
            assert topics[0] in held
            held = re.sub(r'"(\w*id|\w*at|stage_since|slug)": [^,}]+', "", held)
            told.append(self.same(held + page.text.replace(f"/cases/{of}/", ""), pair, of))
        assert told[0] == told[1]

    def test_an_analyst_reads_which_is_which(self, client: Client, pair: dict[str, Body]) -> None:
        client.force_login(User.objects.get(email="analyst@example.org"), backend=BACKEND)
        assert "Drawn at random for the blind stratum of 2027." in client.get(f"/reviews/{pair['chance'].code}/").text
        assert "The signals say so" in client.get(f"/reviews/{pair['signal'].code}/").text

    def test_who_decides_reads_it_when_it_is_published(self, client: Client, pair: dict[str, Body]) -> None:
        address = f"/reviews/{pair['chance'].code}/"
        client.force_login(User.objects.get(email="scheduler@example.org"), backend=BACKEND)
        assert "Drawn at random" not in client.get(address).text
        with time_machine.travel("2028-07-02 10:00"):
            publish_stratum(by=Actor.of(User.objects.get(email="analyst@example.org")), year=YEAR)
            client.force_login(User.objects.get(email="scheduler@example.org"), backend=BACKEND)
            assert "Drawn at random for the blind stratum of 2027." in client.get(address).text
