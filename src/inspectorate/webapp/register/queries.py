"""Reads of the register: which body a source means, and bodies as engines take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from inspectorate.history.model import Body as FrozenBody
from inspectorate.history.model import Succession as FrozenSuccession
from inspectorate.history.register import Registration, Standing
from inspectorate.webapp.register.models import Body, BodyCode, BodyName, Owner, SettingSpell, Succession

# Size decides how many inspectors a framework sends. No published text says where the sizes begin, so these are
# defaults, unverified: about the smallest fifth and the largest tenth of England's authorities in 2023.
SMALL_BELOW, LARGE_FROM = 35_000, 150_000
ORDER = {"authority": ("name", "code"), "setting": ("id",)}
"""In which order bodies of a kind are read: by name, or as they are stored where there are too many to sort."""


class Unresolved(Exception):
    """No body, or more than one, is meant; the message says which names or codes would do."""


def folded(name: str) -> str:
    """A name as names are compared: without regard to case and runs of spaces. Spellings are aliases, not guesses."""
    return " ".join(name.split()).casefold()


class Directory:
    """The whole register in memory, for resolving many rows of a file."""

    def __init__(self, kind: str = "authority") -> None:
        self.kind = kind
        self.bodies = {body.pk: body for body in Body.objects.filter(kind=kind)}
        self._codes: dict[tuple[str, str], list[BodyCode]] = {}
        self._names: dict[str, list[BodyName]] = {}
        for code in BodyCode.objects.filter(body__kind=kind):
            self._codes.setdefault((code.scheme, code.code.upper()), []).append(code)
        for name in BodyName.objects.filter(body__kind=kind):
            self._names.setdefault(name.folded, []).append(name)

    def resolve(self, name: str, codes: Mapping[str, str], on: date | None) -> Body:
        """The body that a source means by a name or codes, on the day of its row.

        Codes are asked first; a code used before or after its days still names its body, since publishers apply new
        codes backwards. Two bodies of one name are told apart by the day. Raises `Unresolved`.
        """
        for scheme, code in codes.items():
            found = self._codes.get((scheme, code.upper()), [])
            if found:
                return self._one([row.body_id for row in found], f"{scheme} {code}", on)
        found_names = self._names.get(folded(name), [])
        if not found_names:
            raise Unresolved(f"No {self.kind} on the register is called “{name}”.")
        return self._one([row.body_id for row in found_names], name, on)

    def meant(self, name: str, codes: Mapping[str, str], on: date | None, mapped: Mapping[str, str]) -> Body:
        """As `resolve`, once people have said which authority (by its GSS code) a name means. Raises `Unresolved`."""
        code = mapped.get(name)
        return self.resolve(code, {"gss": code}, on) if code else self.resolve(name, codes, on)

    def _one(self, ids: Iterable[int], what: str, on: date | None) -> Body:
        bodies = list({id_: self.bodies[id_] for id_ in ids}.values())
        if len(bodies) > 1 and on is not None:
            standing = [body for body in bodies if _stands(body, on)]
            bodies = standing or bodies
        if len(bodies) == 1:
            return bodies[0]
        named = sorted(bodies, key=lambda body: body.code)
        choices = " or ".join(f"{body.name} ({body.code})" for body in named)
        raise Unresolved(f"“{what}” may be {choices}; a code or a day would tell.")


def _stands(body: Body, on: date) -> bool:
    return (body.opened is None or body.opened <= on) and (body.closed is None or on <= body.closed)


def find(words: str, *, on: date | None = None, kind: str = "authority") -> FrozenBody:
    """The body that a person means by a name, code or id. Raises `Unresolved` with a sentence."""
    code = words.partition(":")[2] or words
    if kind == "setting":
        return _find_setting(words, code)
    directory = Directory(kind)
    body = directory.resolve(words, dict.fromkeys(("gss", "three_digit", "urn"), code), on)
    return frozen(body)


def _find_setting(words: str, code: str) -> FrozenBody:
    """Settings are too many to read them all for one; they have a URN, and some a published name."""
    rows = Body.objects.filter(kind="setting")
    found = list(rows.filter(code__iexact=code)[:1] or rows.filter(name__iexact=words)[:5])
    if len(found) == 1:
        return frozen(found[0])
    if not found:
        raise Unresolved(f"No setting on the register has the URN or name “{words}”.")
    raise Unresolved(f"“{words}” may be {' or '.join(body.code for body in found)}; name one of these URNs.")


CODE_OF_BODY = "Write its code: GSS for an authority, URN for a setting."
"""What tells bodies apart whose names do not."""


def any_body(words: str, on: date | None, directory: Directory) -> Body:
    """The one body, authority or setting, that a code or name means. Raises `Unresolved` with a sentence."""
    found: list[Body] = []
    why = ""
    try:
        found.append(directory.resolve(words, {"gss": words}, on))
    except Unresolved as problem:
        why = _several(problem)
    try:
        found.append(Body.objects.get(kind="setting", code=_find_setting(words, words).code))
    except Unresolved as problem:
        why = why or _several(problem)
    if len(found) == 1:
        return found[0]
    if found:
        why = f"“{words}” may be {' or '.join(f'the {one.kind} {one.code}' for one in found)}."
    raise Unresolved(why or f"No authority or setting on the register is called “{words}”.")


def _several(problem: Unresolved) -> str:
    """The sentence where several bodies may be meant, which tells more than that there is none of a kind."""
    return str(problem) if "may be" in str(problem) else ""


def bodies(kind: str = "authority", ids: Iterable[str] | None = None) -> list[FrozenBody]:
    """Bodies as engines take them, in their `ORDER`; ``ids`` (``kind:code``) limit which."""
    rows = Body.objects.filter(kind=kind).order_by(*ORDER[kind])
    if ids is not None:
        rows = rows.filter(code__in={id_.partition(":")[2] for id_ in ids})
    spells: dict[int, list[Registration]] = {}
    if kind == "setting":
        rows = rows.filter(setting__isnull=False)
        spells = _spells(rows)
    origins: dict[int, list[Succession]] = {}
    for link in Succession.objects.select_related("predecessor", "successor"):
        origins.setdefault(link.successor_id, []).append(link)
    return [frozen(row, origins.get(row.pk, ()), spells.get(row.pk, ())) for row in rows]


SPELL = ("body_id", "first", "type", "standing", "known_on", "places", "owner_id", "authority_id", "sector",
         "manager_in_post", "children_placed", "standing_until")  # fmt: skip


def _spells(rows: QuerySet[Body]) -> dict[int, list[Registration]]:
    """What the register said of settings from when on, oldest first."""
    owners = dict(Owner.objects.values_list("pk", "name"))
    authorities = {body.pk: body.key for body in Body.objects.filter(kind="authority")}
    found: dict[int, list[Registration]] = {}
    spells = SettingSpell.objects.filter(body__in=rows.order_by()).order_by("body_id", "first").values_list(*SPELL)
    for (
        body,
        first,
        type_,
        standing,
        known_on,
        places,
        owner,
        authority,
        sector,
        manager,
        children,
        until,
    ) in spells.iterator():
        told = Registration(
            first=first,
            type=type_,
            standing=Standing(standing) if standing else None,
            known_on=known_on,
            places=places,
            owner=owners.get(owner),
            authority=authorities.get(authority),
            sector=sector or None,
            manager_in_post=manager,
            children_placed=children,
            standing_until=until,
        )
        found.setdefault(body, []).append(told)
    return found


def regions() -> list[str]:
    """The regulator's regions in which bodies lie."""
    return list(Body.objects.order_by("ofsted_region").values_list("ofsted_region", flat=True).distinct())


def frozen(row: Body, origins: Iterable[Succession] = (), registrations: Iterable[Registration] = ()) -> FrozenBody:
    """One stored body as engines take it."""
    return FrozenBody(
        id=row.key,
        kind=row.kind,
        code=row.code,
        name=row.name,
        region=row.ofsted_region or None,
        size=size_of(row.children),
        opened=row.opened,
        closed=row.closed,
        predecessors=tuple(FrozenSuccession(link.predecessor.key, row.key, link.on, link.kind) for link in origins),
        gone_by=row.gone_by,
        registrations=tuple(registrations),
    )


@lru_cache(maxsize=4096)
def size_of(children: int | None) -> str | None:
    """Small, usual or large by the number of children; ``None`` where it is not known. An unverified default."""
    if children is None:
        return None
    return "small" if children < SMALL_BELOW else "large" if children >= LARGE_FROM else "usual"
