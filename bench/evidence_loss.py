"""Whether anything that an inspector typed is ever lost, whatever fails.

    python -m bench.evidence_loss [--schedules N] [--seed S] [--workers W] [--quick]

Each schedule is one sitting with the notebook in a real browser, against a real server: typing, and at random a lost
connection, a server killed with -9, a browser killed with -9, an expired sign-in, a clock that is wrong, a second
device that writes into the same note. In the end everything is put right, and each character that was typed is looked
for in what the server holds. A character younger than a second when the browser was killed, and not shown as saved, is
in flight; every other one must be there. With --quick 40 schedules. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).parent.parent
CASE = "notebook"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WORDS = ("visits", "records", "children", "leaders", "plans", "wishes", "homes", "carers", "schools", "reviews", "help")
IN_FLIGHT = 1.0
"""Seconds after which a key must be on the device."""
PATIENCE = 40.0


@dataclass
class Site:
    """A server of its own on a database of its own; it can be killed and started again."""

    var: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        database = f"sqlite:///{self.var / 'bench.sqlite3'}"
        return os.environ | {"INSPECTORATE_VAR": str(self.var), "DATABASE_URL": database,
                             "DJANGO_SETTINGS_MODULE": "inspectorate.webapp.settings"}  # fmt: skip

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> list[str]:
        return [str(Path(sys.executable).parent / "inspectorate"), *words]

    def load(self) -> None:
        load = self.command("example", "load", "--settings", "0")
        subprocess.run(load, env=self.environment, cwd=ROOT, check=True, capture_output=True)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command("serve", "--port", str(self.port)), env=self.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        """Without any warning, with all that it started."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Typed:
    """What was typed into one note: each piece with the moment of its last key."""

    pieces: list[tuple[str, float]] = field(default_factory=list)
    in_flight: int = 0

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    def crash(self, kept: int) -> None:
        """The browser was killed: what is younger than a second, and beyond the ``kept`` characters that it showed as
        saved, may be gone."""
        now, start, held = time.monotonic(), 0, []
        for piece, at in self.pieces:
            safe = len(piece) if now - at >= IN_FLIGHT else max(0, min(len(piece), kept - start))
            held.append((piece[:safe], at))
            self.in_flight += len(piece) - safe
            start += len(piece)
        self.pieces = held


class Sitting:
    """One schedule: a browser with a profile that survives it, and what was typed into it."""

    def __init__(self, site: Site, playwright: Any, rng: random.Random) -> None:
        self.site, self.playwright, self.rng = site, playwright, rng
        self.profile = Path(tempfile.mkdtemp(prefix="notebook-"))
        self.notes: list[Typed] = []
        self.faults: Counter[str] = Counter()
        self.skew = 0
        self.open()

    def open(self) -> None:
        """The browser, signed in, with the notebook open."""
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=shutil.which("chromium"), args=ARGUMENTS, base_url=self.site.address
        )
        self.sign_in()
        self.page: Page = self.context.pages[0]
        self.page.goto(f"/cases/{CASE}/notebook/")
        self.page.wait_for_selector("[data-ready=yes]")
        self.notes.append(Typed())

    def sign_in(self) -> None:
        """A new session for the lead inspector, as signing in makes one."""
        self.context.add_cookies([{"name": "sessionid", "value": session(), "url": self.site.address}])

    def type(self) -> None:
        words = " ".join(self.rng.choices(WORDS, k=self.rng.randint(3, 12))) + " "
        for piece in (words[start : start + 9] for start in range(0, len(words), 9)):
            self.page.locator("#text").press_sequentially(piece, delay=self.rng.choice((0, 2, 8)))
            self.notes[-1].pieces.append((piece, time.monotonic()))

    def wait(self) -> None:
        time.sleep(self.rng.choice((0.05, 0.2, 0.5, 1.1)))

    def offline(self) -> None:
        self.context.set_offline(True)

    def online(self) -> None:
        self.context.set_offline(False)

    def kill_server(self) -> None:
        self.site.kill()
        time.sleep(self.rng.choice((0.0, 0.3, 1.0)))
        self.site.start()

    def crash_browser(self) -> None:
        """Kill -9 of every process of the browser; it is opened again on what its profile kept."""
        kept = int(self.page.locator("#notebook").get_attribute("data-kept") or 0)
        subprocess.run(["pkill", "-9", "-f", str(self.profile)], check=False)
        self.notes[-1].crash(kept)
        with suppress(PlaywrightError):  # the driver says that the browser is gone, which is what was wanted
            self.context.close()
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        self.open()

    def expire(self) -> None:
        from django.contrib.sessions.models import Session

        Session.objects.all().delete()
        time.sleep(self.rng.choice((0.1, 2.2)))

    def skew_clock(self) -> None:
        hours = self.rng.choice((-48, -1, 1, 72))
        self.page.evaluate(f"(() => {{ const now = Date.now; Date.now = () => now() + {hours} * 3600000; }})()")

    def new_note(self) -> None:
        self.page.locator("#new").click()
        self.notes.append(Typed())

    def second_device(self) -> None:
        """Somebody else writes into a note that this device has sent."""
        write_elsewhere(self.rng)

    def finish(self) -> None:
        """Everything is put right, and the notebook is left open until nothing waits."""
        self.online()
        self.sign_in()
        end = time.monotonic() + PATIENCE
        time.sleep(0.4)
        while time.monotonic() < end:
            self.page.evaluate("dispatchEvent(new Event('online'))")
            time.sleep(0.4)
            if "signed out" in self.page.locator("#state").inner_text():
                # An answer to the old session took the new cookie away: people sign in once more, as they are told to.
                self.sign_in()
            if self.page.locator("#notebook").get_attribute("data-waiting") == "0":
                break
        self.context.close()
        shutil.rmtree(self.profile, ignore_errors=True)


ACTS = {"type": 8, "wait": 5, "offline": 2, "online": 2, "kill_server": 1, "crash_browser": 1, "expire": 1,
        "skew_clock": 1, "new_note": 1, "second_device": 1}  # fmt: skip


def session() -> str:
    """The key of a session of the lead inspector."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    user, store = _lead(), SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _lead() -> Any:
    from inspectorate.example.people import email
    from inspectorate.webapp.accounts.models import User
    from inspectorate.webapp.accounts.roles import Role

    return User.objects.get(email=email(Role.LEAD_INSPECTOR))


def write_elsewhere(rng: random.Random) -> None:
    """Another device of the team adds a version to the newest note."""
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.casework.actions.evidence import Sent, receive
    from inspectorate.webapp.casework.models import Case, NoteVersion

    newest = NoteVersion.objects.order_by("-at").first()
    if newest is not None:
        case = Case.objects.get(slug=CASE)
        sent = Sent(
            id=uuid4(), note=newest.note_id, device="second", device_at=datetime.now(UTC), after=newest.after,
            text=f"{newest.text} and from elsewhere {rng.random()}",
        )  # fmt: skip
        receive(by=Actor.of(_lead()), case=case, sent=[sent])


def recovered(text: str, held: list[str]) -> int:
    """How many characters of a note the server has: the longest beginning that one of its versions has."""
    return max((_same(text, one) for one in held), default=0)


def _same(a: str, b: str) -> int:
    """How many characters two texts have in common from their beginning."""
    return next((number for number, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def run(seed: int, site: Site, playwright: Any) -> dict[str, Any]:
    """One schedule, its characters counted."""
    from inspectorate.webapp.casework.models import NoteVersion

    rng = random.Random(seed)
    before = set(NoteVersion.objects.values_list("id", flat=True))
    sitting = Sitting(site, playwright, rng)
    for act in rng.choices(list(ACTS), list(ACTS.values()), k=rng.randint(5, 11)):
        sitting.faults[act] += 1
        getattr(sitting, act)()
    sitting.type()
    sitting.finish()
    held = [text for id_, text in NoteVersion.objects.values_list("id", "text") if id_ not in before]
    typed = sum(len(note.text) for note in sitting.notes)
    found = sum(recovered(note.text, held) for note in sitting.notes)
    return {"typed": typed, "recovered": found, "in_flight": sum(note.in_flight for note in sitting.notes),
            "lost": typed - found, "seed": seed, "faults": sitting.faults}  # fmt: skip


def work(first: int, count: int, seed: int) -> list[dict[str, Any]]:
    """Some schedules one after another, with a server and a browser of their own."""
    site = Site(Path(tempfile.mkdtemp(prefix="evidence-")))
    site.load()
    os.environ.update(site.environment)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    site.start()
    try:
        with sync_playwright() as playwright:
            return [run(seed * 1_000_003 + first + number, site, playwright) for number in range(count)]
    finally:
        site.kill()
        shutil.rmtree(site.var, ignore_errors=True)


def main() -> None:
    """Run the schedules and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m bench.evidence_loss", description=__doc__)
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--quick", action="store_true")
    said = parser.parse_args()
    schedules = 40 if said.quick else said.schedules
    workers = min(said.workers, schedules)
    shares = [range(number, schedules, workers) for number in range(workers)]
    start, results = time.perf_counter(), []
    with ProcessPoolExecutor(workers) as pool:
        jobs = [pool.submit(work, number * schedules, len(share), said.seed) for number, share in enumerate(shares)]
        for job in jobs:
            results += job.result()
    for one in results:
        if one["lost"]:
            print(f"schedule {one['seed']} lost {one['lost']} characters: {dict(one['faults'])}")
    faults: Counter[str] = Counter()
    for one in results:
        faults.update(one["faults"])
    print(f"{schedules} schedules in {time.perf_counter() - start:.0f} seconds: {dict(faults)}")
    total = {name: sum(one[name] for one in results) for name in ("typed", "recovered", "in_flight", "lost")}
    print(json.dumps({"schedules": schedules, **total}))


if __name__ == "__main__":
    main()
