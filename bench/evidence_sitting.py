"""One sitting with the notebook in a real browser: what is typed and attached, and what goes wrong meanwhile."""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from bench.evidence_site import PATIENCE, Site

CASE = "notebook"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WORDS = ("visits", "records", "children", "leaders", "plans", "wishes", "homes", "carers", "schools", "reviews", "help")
BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The same engine and store either way: without its window a browser starts in less than half the time."""
IN_FLIGHT = 1.0
"""Seconds after which a key must be on the device."""


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


@dataclass
class File:
    """A file given to the notebook, and when."""

    sha256: str
    size: int
    at: float


class Sitting:
    """One schedule: a browser with a profile that survives it, and what was typed into it."""

    def __init__(self, site: Site, playwright: Any, rng: random.Random) -> None:
        self.site, self.playwright, self.rng = site, playwright, rng
        self.profile = Path(tempfile.mkdtemp(prefix="notebook-"))
        self.notes: list[Typed] = []
        self.files: list[File] = []
        self.files_in_flight = 0
        self.faults: Counter[str] = Counter()
        self.acts: list[str] = []
        self.end = ""
        self.skew = 0
        self.open()

    def act(self, name: str) -> None:
        """One of `ACTS`."""
        self.faults[name] += 1
        self.acts.append(name)
        getattr(self, name)()

    def open(self) -> None:
        """The browser, signed in, with the notebook open."""
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=BROWSER, args=ARGUMENTS, base_url=self.site.address
        )
        self.sign_in()
        self.page: Page = self.context.pages[0]
        self.load(self.page)
        self.notes.append(Typed())

    def load(self, page: Page) -> None:
        notebook = f"{self.site.address}/cases/{CASE}/notebook/"
        page.goto(notebook)
        for _ in range(5):
            if page.url == notebook:
                break
            self.sign_in()  # as in `finish`: answers to the old session took the new cookie away
            page.goto(notebook)
        try:
            page.wait_for_selector("[data-ready=yes]")
        except PlaywrightError as fault:
            said = page.locator("body").inner_text()[:500]
            raise RuntimeError(f"after {self.acts} the notebook at {page.url} does not open: {said!r}") from fault

    def sign_in(self) -> None:
        """A new session for the lead inspector, as signing in makes one."""
        self.context.add_cookies([{"name": "sessionid", "value": session(), "url": self.site.address}])

    @property
    def outdated(self) -> bool:
        """Whether a tab with another release has taken over."""
        return self.page.locator("#text").is_disabled()

    def type(self) -> None:
        if self.outdated:
            self.reload()
        self.write(self.page, self.notes[-1])

    def write(self, page: Page, note: Typed) -> None:
        words = " ".join(self.rng.choices(WORDS, k=self.rng.randint(3, 12))) + " "
        for piece in (words[start : start + 9] for start in range(0, len(words), 9)):
            page.locator("#text").press_sequentially(piece, delay=self.rng.choice((0, 2, 8)))
            note.pieces.append((piece, time.monotonic()))

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

    def upgrade(self) -> None:
        """The server goes, and comes back as the other release: the next one, or the one before it again."""
        self.site.kill()
        self.site.is_next = not self.site.is_next
        self.site.start()

    def reload(self) -> None:
        """The page is loaded again, signed in, whatever waits."""
        kept = self.kept()
        self.online()
        self.sign_in()
        self.gone(kept)
        self.load(self.page)
        self.notes.append(Typed())

    def second_tab(self) -> None:
        """The notebook in another tab for a while, with typing in both; of another release, it takes the store over."""
        self.online()
        self.sign_in()
        other, theirs = self.context.new_page(), Typed()
        self.load(other)
        self.notes.insert(-1, theirs)
        for _ in range(self.rng.randint(1, 3)):
            if not self.outdated:
                self.write(self.page, self.notes[-1])
            self.write(other, theirs)
            self.wait()
        kept = self.kept(other)
        other.close()
        theirs.crash(kept)

    def attach(self) -> None:
        """A file for the note that is open."""
        if self.outdated:
            self.reload()
        content = self.rng.randbytes(self.rng.randint(1, 400))
        self.page.locator("#files").set_input_files({"name": "scan.bin", "mimeType": "image/png", "buffer": content})
        self.files.append(File(sha256(content).hexdigest(), len(content), time.monotonic()))

    def kept(self, page: Page | None = None) -> int:
        """How many characters of the open note the page shows as saved."""
        return int((page or self.page).locator("#notebook").get_attribute("data-kept") or 0)

    def gone(self, kept: int) -> None:
        """The page is gone: of what is younger than a second only the ``kept`` characters must be there."""
        self.notes[-1].crash(kept)
        now = time.monotonic()
        self.files_in_flight += sum(file.size for file in self.files if now - file.at < IN_FLIGHT)
        self.files = [file for file in self.files if now - file.at >= IN_FLIGHT]

    def crash_browser(self) -> None:
        """Kill -9 of every process of the browser; it is opened again on what its profile kept."""
        kept = self.kept()
        subprocess.run(["pkill", "-9", "-f", str(self.profile)], check=False)
        self.gone(kept)
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
        if self.outdated:
            self.reload()
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
        waiting = self.page.locator("#notebook").get_attribute("data-waiting")
        self.end = f"{waiting} wait, {self.page.locator('#state').inner_text()!r}"
        self.context.close()
        shutil.rmtree(self.profile, ignore_errors=True)


ACTS = {"type": 8, "wait": 5, "offline": 2, "online": 2, "kill_server": 1, "crash_browser": 1, "expire": 1,
        "skew_clock": 1, "new_note": 1, "second_device": 1,
        "upgrade": 1, "reload": 1, "second_tab": 1, "attach": 2}  # fmt: skip


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
