"""Whose work a report is: whoever's words are still in it, and whoever stands alone behind a grade of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from inspectorate.framework.model import Edition
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.models import Case, Wording

WORDS = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
"""Words and numbers; neither a comma nor a capital is anybody's work."""

Author = int | None


def authors(case: Case) -> set[Author]:
    """Who wrote any word that the report now says, by the id of the person, however often others changed words beside
    it since."""
    rows = Wording.objects.filter(paragraph__case=case).order_by("paragraph_id", "id")
    told = groupby(rows, key=lambda one: one.paragraph_id)
    return {author for _, wordings in told for author in _left(wordings)}


def _left(wordings: Iterable[Wording]) -> Sequence[Author]:
    """Who wrote each word of the last of a paragraph's wordings.

    A word that stayed is its first writer's; so is one that was taken out and put back in the same words.
    """
    words: list[str] = []
    writers: list[Author] = []
    before: dict[str, list[Author]] = {}
    for one in wordings:
        now = WORDS.findall(one.text.lower())
        own: list[Author] = []
        for tag, i, j, k, m in difflib.SequenceMatcher(a=words, b=now, autojunk=False).get_opcodes():
            new = before.get(" ".join(now[k:m]), [one.user_id] * (m - k))
            own += writers[i:j] if tag == "equal" else new
        before.setdefault(" ".join(now), own)
        words, writers = now, own
    return writers


def alone_on(case: Case, edition: Edition, person: Author) -> list[str]:
    """The judgements whose final grade somebody gave and nobody else gave, at any step, as it now is."""
    before = [queries.grades(case, step) for step in ("provisional", "moderated", "panel")]
    alone = []
    for id_, final in queries.grades(case, "final").items():
        others = (step[id_] for step in before if id_ in step)
        agreed = any(one.grade == final.grade and one.user_id != person for one in others)
        if final.user_id == person and not agreed:
            alone.append(edition.judgements[id_].label)
    return alone
