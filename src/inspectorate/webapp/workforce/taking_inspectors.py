"""Taking in the inspectors that files name: new ones, new terms of known ones, and what is corrected of them."""

from __future__ import annotations

from datetime import date

from inspectorate.formats.named_rows import Aside
from inspectorate.formats.workforce import SaidInspector
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.workforce import actions
from inspectorate.webapp.workforce.actions import Agreed
from inspectorate.webapp.workforce.models import Inspector, Terms, WorkforceFile
from inspectorate.webapp.workforce.queries import terms_on

BATCH = 500


class Inspectors:
    """The inspectors on record, and those that files add to them; stored by `save`."""

    def __init__(self, by: Actor, today: date) -> None:
        self._by, self._today = by, today
        known = Inspector.objects.select_related("user").prefetch_related("terms")
        self._known = {one.code.casefold(): one for one in known}
        self._terms = {one.pk: list(one.terms.all()) for one in self._known.values()}
        self._said = {terms.fingerprint for held in self._terms.values() for terms in held}
        self._accounts = {user.email: user for user in User.objects.all()}
        self._held = {one.user_id: one for one in self._known.values() if one.user_id}
        self._regions = actions.known_regions()
        self._new: list[Inspector] = []
        self._new_terms: list[Terms] = []

    def take(self, said: SaidInspector, file: WorkforceFile) -> str:
        """Take a row; whether it is ``new``, ``changed`` or ``unchanged``. Raises Aside, WorkforceRefused or
        PermissionRefused."""
        agreed = _agreed(said)
        row = actions.fingerprint("row", *(getattr(said, name) for name in _SAID))
        if row in self._said:
            return "unchanged"
        check_has(self._by, Permission.MANAGE_WORKFORCE, region=agreed.region)
        actions.check_agreed(agreed, self._regions)
        found = self._known.get(said.code.casefold())
        user = self._account(said, found)
        if found is None:
            self._add(said, agreed, user, row, file)
            return "new"
        outcome = "changed" if self._change(said, agreed, user, row, file, found) else "unchanged"
        self._said.add(row)
        return outcome

    def save(self) -> None:
        """Store what was taken."""
        Inspector.objects.bulk_create(self._new, batch_size=BATCH)
        Terms.objects.bulk_create(self._new_terms, batch_size=BATCH)

    def _account(self, said: SaidInspector, found: Inspector | None) -> User | None:
        if not said.email:
            return found.user if found else None
        user = self._accounts.get(said.email)
        if user is None:
            mend = "Create the account first, or leave the cell empty."
            raise Aside("email", said.email, "No account has this email address.", mend)
        other = self._held.get(user.pk)
        if other is not None and other is not found:
            why = f"The account belongs to {other.name} ({other.code})."
            raise Aside("email", said.email, why, "Correct the cell, or leave it empty.")
        return user

    def _add(self, said: SaidInspector, agreed: Agreed, user: User | None, row: str, file: WorkforceFile) -> None:
        first = said.first or min(self._today, said.last or self._today)
        made = Inspector(
            code=said.code, name=said.name, user=user, first=first, last=said.last, file=file,
            recorded_by=self._by.name,
        )  # fmt: skip
        self._new.append(made)
        self._known[said.code.casefold()] = made
        if user:
            self._held[user.pk] = made
        self._new_terms.append(actions.terms(made, agreed, first, self._by, file=file, fingerprint=row))
        self._said.add(row)

    def _change(
        self, said: SaidInspector, agreed: Agreed, user: User | None, row: str, file: WorkforceFile, found: Inspector
    ) -> bool:
        """Whether anything of a known inspector was changed."""
        if found.pk is None:
            raise Aside(
                "inspector", said.code, "A row above has this code, and says something else.", "Keep one of them."
            )
        last = said.last or found.last
        changed = (said.name, user, last) != (found.name, found.user, found.last)
        if changed:
            actions.change_inspector(by=self._by, inspector=found, name=said.name, user=user, last=last)
            found.name, found.user, found.last = said.name, user, last
        first = max(said.from_day or self._today, found.first)
        held = terms_on(self._terms[found.pk], first)
        if held and agreed == Agreed(**{name: getattr(held, name) for name in Agreed.__dataclass_fields__}):
            return changed
        actions.locked(self._by, found)
        made = actions.terms(found, agreed, first, self._by, file=file, fingerprint=row)
        self._new_terms.append(made)
        self._terms[found.pk] = sorted([*self._terms[found.pk], made], key=lambda one: one.first)
        return True


_SAID = tuple(name for name in SaidInspector.__dataclass_fields__ if name != "place")


def _agreed(said: SaidInspector) -> Agreed:
    return Agreed(
        region=said.region, home=said.home, grade=said.grade, share=said.share, working_days=said.working_days,
        cost_per_day=said.cost_per_day, most_weeks=said.most_weeks,
    )  # fmt: skip
