"""`python -m bench.pages`: how long the server takes for each page of the largest example, and how often it asks the
database. The limits are 300 ms and 30 queries a page; the last line is one line of JSON with every figure.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.routes import Page

LIMIT_MILLISECONDS = 300
LIMIT_QUERIES = 30


def measure(page: "Page", times: int) -> dict[str, object]:
    """Milliseconds of the first request in this process and the median of ``times`` more, and the queries of one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from inspectorate.example.people import email
    from inspectorate.webapp.accounts.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    if page.role is not None:
        person = User.objects.get(email=email(page.role))
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")

    def once() -> float:
        start = time.perf_counter()
        answer = client.get(page.address, follow=True)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, f"{page.address} answered {answer.status_code}"
        return (time.perf_counter() - start) * 1000

    first = once()
    median = statistics.median(once() for _ in range(times))
    with CaptureQueriesContext(connection) as queries:
        once()
    return {"page": page.id, "first_ms": round(first, 1), "median_ms": round(median, 1), "queries": len(queries)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three requests a page instead of fifteen")
    times = 3 if parser.parse_args().quick else 15
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"INSPECTORATE_VAR": var, "DATABASE_URL": f"sqlite:///{var}/example.sqlite3"}
        from typer.testing import CliRunner

        from inspectorate.cli import build

        loaded = CliRunner().invoke(build(), ["example", "load", "--authorities", "150"], catch_exceptions=False)
        assert loaded.exit_code == 0, loaded.output
        # As the server process begins, with every page's code.
        from tests.browser.routes import PAGES

        import inspectorate.webapp.wsgi  # noqa: F401

        figures = [measure(page, times) for page in PAGES]
    for row in figures:
        print(f"{row['median_ms']:>8} ms  first {row['first_ms']:>8} ms  {row['queries']:>3} queries  {row['page']}")
    slow = [row["page"] for row in figures if float(str(row["median_ms"])) > LIMIT_MILLISECONDS]
    limits = {"limit_ms": LIMIT_MILLISECONDS, "limit_queries": LIMIT_QUERIES, "slow": slow}
    print(json.dumps({"bench": "pages", **limits, "pages": figures}))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
