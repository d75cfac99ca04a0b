"""What is shown as changed in a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspectorate.webapp.casework.drafts import tracked


def test_changes_are_shown_word_by_word() -> None:
    pieces = [(one.state, one.text) for one in tracked("Visits are often late.", "Visits are late in 10 records.")]
    assert pieces == [
        ("kept", "Visits are"), ("taken_out", " often late."), ("put_in", " late in 10 records."),
    ]  # fmt: skip


@given(st.text(alphabet="ab. \n", max_size=40), st.text(alphabet="ab. \n", max_size=40))
def test_both_wordings_can_be_read_from_what_is_shown(before: str, after: str) -> None:
    pieces = list(tracked(before, after))
    assert "".join(one.text for one in pieces if one.state != "put_in") == before
    assert "".join(one.text for one in pieces if one.state != "taken_out") == after
