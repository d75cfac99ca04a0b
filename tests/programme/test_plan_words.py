"""Sentences about a plan, as people read them: names for ids, days in words, and no name read that nobody asked for."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.planning.small import event, problem

from inspectorate.webapp.programme.plan_words import Names
from inspectorate.webapp.register.models import Body

PELLWICK = "authority:X10000004"


def test_ids_and_days_of_a_sentence_are_told_as_people_know_them(places: dict[str, Body]) -> None:
    names = Names.of(problem([event("key", body=PELLWICK, kind="ilacs short")], []))
    said = "Event “key” is in the week of 2026-04-13, as at authority:X10000009; “N-7” is away."
    told = "Event Pellwick (short) is in the week of 13 April 2026, as at authority:X10000009; “N-7” is away."
    assert names.sentence(said) == told


def test_only_the_bodies_asked_for_are_read_and_each_once(places: dict[str, Body]) -> None:
    with CaptureQueriesContext(connection) as queries:
        names = Names.of(problem([event("key", body=PELLWICK)], []))
    assert not any("register_body" in query["sql"] for query in queries)
    with CaptureQueriesContext(connection) as queries:
        assert (names.body(PELLWICK), names.body(PELLWICK)) == ("Pellwick", "Pellwick")
    assert len(queries) == 1
    names.bodies.read([PELLWICK, "authority:X10000009"])
    assert names.bodies == {PELLWICK: "Pellwick", "authority:X10000009": "authority:X10000009"}
