"""`python -m checks.smoke ADDRESS`: wait until the server answers, and see that a visitor meets the sign-in page."""

import sys
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 120


def wait_for(address: str) -> str:
    """The page at ``address`` once the server answers. Raises URLError when it does not within two minutes."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return bytes(answer.read()).decode()
        except urllib.error.HTTPError:
            # It answers, but with an error page: waiting would not mend that.
            raise
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def main() -> int:
    page = wait_for(sys.argv[1])
    if "Sign in" in page and 'type="password"' in page:
        return 0
    print(f"{sys.argv[1]} answered with a page that is not the sign-in page:\n{page[:2000]}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
