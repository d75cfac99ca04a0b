"""A blind random stratum: who is visited for no reason but chance, so that signals can be tested against it at all.

Without it only those would be visited whom signals name, and a signal could never be seen to be wrong. The draw is
stated, so that anybody can repeat it once the seed is published: bodies stand in the order of
``sha256(seed|body)``, and the first of them are drawn. `seal` is published with the draw; it shows afterwards that the
seed was not chosen for whom it draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def draw(bodies: Iterable[str], share: float, seed: str) -> tuple[str, ...]:
    """The bodies drawn, in the order of their hashes: ``share`` of all, a half counted up, and at least one of any.

    A body named twice counts once, and the order in which they are named makes no difference. Raises ValueError unless
    ``share`` is more than 0 and at most 1.
    """
    if not 0 < share <= 1:
        raise ValueError(f"The share to draw is {share}; it must be more than 0 and at most 1.")
    every = sorted(set(bodies), key=lambda body: (_hash(seed, body), body))
    number = max(1, int(share * len(every) + 0.5))
    return tuple(every[:number])


def seal(seed: str) -> str:
    """The hash under which a seed is sealed: 64 hexadecimal digits."""
    return sha256(seed.encode()).hexdigest()


def one_of(number: int, seed: str, body: str, about: str) -> int:
    """A place from 0 to ``number`` - 1 that the seed gives a body, another for each matter (``about``)."""
    return int(_hash(seed, f"{body}|{about}"), 16) % number


def _hash(seed: str, body: str) -> str:
    return sha256(f"{seed}|{body}".encode()).hexdigest()
