"""Running a command as a person would."""

from click.testing import Result
from typer.testing import CliRunner

from inspectorate.cli import build


def run(*words: str) -> Result:
    """What came of a command; an exception that it should have told in words is raised."""
    return CliRunner().invoke(build(), list(words), catch_exceptions=False)
