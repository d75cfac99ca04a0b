"""A stored edition reads back as it was, whatever database keeps it."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.accounts.people import SOMEBODY

from inspectorate.framework.library import load_library
from inspectorate.framework.stated import as_stated
from inspectorate.webapp.frameworks.actions import pin

pytestmark = pytest.mark.django_db
LIBRARY = load_library()


@pytest.mark.parametrize("id_", sorted(LIBRARY.editions))
def test_an_edition_reads_back_with_its_scales_and_judgements_in_their_order(id_: str) -> None:
    edition = LIBRARY.edition(id_)
    with transaction.atomic():
        stored = pin(by=SOMEBODY, library=LIBRARY, edition=edition)
    stored.refresh_from_db()
    read = stored.read()
    assert as_stated(read) == as_stated(edition)
    assert list(read.scale) == list(edition.scale)
    assert list(read.judgements) == list(edition.judgements)
    assert [list(read.scale_of(one)) for one in read.judgements] == [
        list(edition.scale_of(one)) for one in read.judgements
    ]


def test_what_is_stored_is_stored_once_and_stays() -> None:
    edition = LIBRARY.edition("ilacs/2024-04-05")
    with transaction.atomic():
        stored = pin(by=SOMEBODY, library=LIBRARY, edition=edition)
        assert pin(by=SOMEBODY, library=LIBRARY, edition=edition) == stored
    for act in (stored.save, stored.delete):
        with pytest.raises(ValueError, match="stored edition"):
            act()
