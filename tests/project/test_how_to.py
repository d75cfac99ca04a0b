"""What the how-to pages show works as it stands there."""

import re
import textwrap
from pathlib import Path

from tests.project.tree import ROOT
from typer.testing import CliRunner

from inspectorate.cli import build


def test_the_edition_of_the_how_to_page_is_sound(tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/write-an-edition.md").read_text()
    shown = re.search(r"```yaml\n(.*?)\n *```", page, re.DOTALL)
    assert shown
    draft = tmp_path / "draft.yaml"
    draft.write_text(textwrap.dedent(shown[1]))
    answer = CliRunner().invoke(build(), ["framework", "check", str(draft)])
    assert answer.exit_code == 0, answer.output
