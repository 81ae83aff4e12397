"""Facts that come in thousands are kept only for whom they concern."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from emptychair.kit import events
from emptychair.kit.events import (
    Event,
    anybody_wants,
    publish_all,
    subscribe,
    unsubscribe,
    use_outbox,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Event, name="tests.many"):
    asks_first: ClassVar[bool] = True
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Few(Event, name="tests.few"):
    number: int


class Outbox:
    def __init__(self):
        self.told = []

    def store(self, told):
        self.told += [(one.number, [taker.name for taker in those]) for one, those in told]


@pytest.fixture
def outbox(monkeypatch):
    monkeypatch.setattr(events, "_OUTBOX", [])
    found = Outbox()
    use_outbox(found)
    for kind in (Many, Few):
        wants = lambda facts: [one.number > 1 for one in facts]  # noqa: E731 - as short as it reads
        subscribe(kind, name=f"tests.some.{kind.name}", wants=wants)(lambda fact: None)
    yield found
    for kind in (Many, Few):
        unsubscribe(f"tests.some.{kind.name}")


def test_what_nobody_wants_is_not_stored_where_the_fact_asks_first(outbox):
    publish_all([Many(workspace_id=1, number=number) for number in (1, 2, 3)])
    assert outbox.told == [(2, ["tests.some.tests.many"]), (3, ["tests.some.tests.many"])]


def test_other_facts_are_stored_for_all_who_listen_in_the_order_of_their_telling(outbox):
    publish_all([Few(workspace_id=1, number=1), Many(workspace_id=1, number=1)])
    publish_all([Many(workspace_id=1, number=2), Few(workspace_id=1, number=0)])
    assert [number for number, _those in outbox.told] == [1, 2, 0]


def test_whoever_says_nothing_of_what_it_wants_hears_all(outbox):
    subscribe(Many, name="tests.all")(lambda fact: None)
    try:
        publish_all([Many(workspace_id=1, number=1)])
    finally:
        unsubscribe("tests.all")
    assert outbox.told == [(1, ["tests.all"])]


def test_one_can_ask_with_examples_before_any_fact_is_made(outbox):
    assert anybody_wants([Many(workspace_id=1, number=number) for number in (1, 2)]) == [
        False,
        True,
    ]
    assert anybody_wants([]) == []
    subscribe(Many, name="tests.all")(lambda fact: None)
    try:
        assert anybody_wants([Many(workspace_id=1, number=1)]) == [True]
    finally:
        unsubscribe("tests.all")
    assert outbox.told == []
