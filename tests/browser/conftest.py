"""A real browser on a real server: `inspectorate serve` with the invented example country, on a port of its own."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from checks.smoke import wait_for
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from xdist.scheduler import LoadFileScheduling

from inspectorate.example.people import PASSWORD, email
from inspectorate.webapp.accounts.roles import Role

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Playwright runs an event loop in this thread, which Django takes for a view that must not touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# A rule of axe that a page may break, with the reason and the upstream issue. Empty is the aim.
ALLOWED_VIOLATIONS: dict[str, str] = {}


class PageByPage(LoadFileScheduling):
    """Files stay on one core, but for the walk over all pages: its pages need nothing of each other."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return nodeid if file.endswith("test_axe_all_pages.py") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> PageByPage:
    return PageByPage(config, log)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """What a freshly loaded example country keeps, to be copied and left as it is: one for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"example-{testrun_uid}"
    (shared / "var").mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        # The first to come loads it, and the others wait until it is whole.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "loaded").exists():
            subprocess.run([_script(), "example", "load"], env=surroundings_in(shared / "var"), cwd=ROOT, check=True)
            (shared / "loaded").touch()
    return shared / "var"


@pytest.fixture(scope="session")
def example_environment(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of commands that work on an example country; nobody's own database is touched."""
    return surroundings_in_copy(loaded, tmp_path_factory)


def surroundings_in_copy(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of commands that work on a copy of what was loaded."""
    return surroundings_in(Path(shutil.copytree(loaded, tmp_path_factory.mktemp("example") / "var")))


def surroundings_in(var: Path) -> dict[str, str]:
    """The environment of commands that keep all they write in a directory."""
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{var / 'example.sqlite3'}",
        "INSPECTORATE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }


@pytest.fixture(scope="session")
def site(example_environment: dict[str, str]) -> Iterator[str]:
    """The address at which the example country is served."""
    with serving(example_environment) as address:
        yield address


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """Run `inspectorate serve` and stop it as Ctrl-C does. Fails unless it ends well."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen([_script(), "serve", "--port", str(port)], env=environment, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0


def _script() -> str:
    return str(Path(sys.executable).parent / "inspectorate")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, best without its windows and menus; with neither the test is skipped and counted as missed."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("missing: chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: str) -> Iterator[Callable[[Role | None], BrowserContext]]:
    """Contexts by role, each signed in once through the sign-in page; ``None`` is a visitor."""
    contexts: dict[Role | None, BrowserContext] = {}

    def context_of(role: Role | None) -> BrowserContext:
        if role not in contexts:
            contexts[role] = browser.new_context(base_url=site, locale="en-GB", timezone_id="Europe/London")
            if role is not None:
                _sign_in(contexts[role], role)
        return contexts[role]

    yield context_of
    for context in contexts.values():
        context.close()


def _sign_in(context: BrowserContext, role: Role) -> None:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Email").fill(email(role))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "login" not in address)
    page.close()


@pytest.fixture
def page_as(signed_in: Callable[[Role | None], BrowserContext]) -> Iterator[Callable[[Role | None], Page]]:
    """A new page in the browser of somebody who holds a role; closed after the test."""
    pages: list[Page] = []

    def page_of(role: Role | None) -> Page:
        pages.append(signed_in(role).new_page())
        return pages[-1]

    yield page_of
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe finds on a page: one line a rule broken, with the elements at fault."""

    def violations(page: Page) -> list[str]:
        # It stays on a page until that is left: half a megabyte is sent once for all widths.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        answer = page.evaluate("axe.run({resultTypes: ['violations']})")
        return [_told(one) for one in answer["violations"] if one["id"] not in ALLOWED_VIOLATIONS]

    return violations


def _told(violation: dict[str, Any]) -> str:
    elements = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} ({elements})"
