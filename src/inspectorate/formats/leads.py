"""Lead inspectors' names do not leave the reader: a keyed code stands for each."""

from __future__ import annotations

import hashlib
import hmac
import re

# What publishers already give instead of a name, such as L056.
_CODED = re.compile("[A-Z]{1,3}[0-9]{2,6}|L-[0-9A-F]{12}")


def code_lead(text: str, key: bytes | None) -> str | None:
    """The code that stands for a lead inspector. What is a code already stays; without a key a name is dropped."""
    if _CODED.fullmatch(text):
        return text
    if key is None:
        return None
    folded = " ".join(text.casefold().split())
    return "L-" + hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()[:12].upper()
