"""Whose bodies somebody has a part in judging: what signals and forecasts say of these is hidden from them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.models import Case, Judged
from inspectorate.webapp.casework.opinions import owed_by
from inspectorate.webapp.casework.table import table


def weighed_bodies(actor: Actor) -> frozenset[int]:
    """Ids of the bodies of cases in which somebody was ever named, also for the panel, or gives a second opinion.

    From then until the grades are final, and as long as they owe a second opinion; a visit without grades
    until it is over, since what it finds could be led as much. Who left the team stays inside: what they judged is in
    the case.
    """
    if actor.user_id is None:
        return frozenset()
    over = [id_ for id_, stage in table().stages.items() if stage.end]
    mine = Q(members__user_id=actor.user_id) | Q(second_opinions__user_id=actor.user_id)
    panel = Q(judged__step="panel", judged__user_id=actor.user_id)
    cases = list(Case.objects.filter(mine | panel).exclude(stage__in=over).distinct())
    if not cases:
        return frozenset()
    owed = {one.case_id for one in owed_by(actor)}
    final: dict[int, set[str]] = {}
    for case, judgement in Judged.objects.filter(case__in=cases, step="final").values_list("case_id", "judgement"):
        final.setdefault(case, set()).add(judgement)
    return frozenset(case.body_id for case in cases if case.pk in owed or not _final(case, final.get(case.pk, set())))


def _final(case: Case, given: Collection[str]) -> bool:
    """Whether every judgement of a graded case has its final grade, by those given."""
    edition = queries.edition_of(case)
    return edition.events[case.event].graded and set(edition.judgements) <= set(given)
