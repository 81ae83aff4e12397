from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from emptychair.kit import events
from emptychair.kit.events import Event, from_plain, publish, subscribe, to_plain, unsubscribe


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairMoved(Event, name="tests.chair_moved"):
    chair_id: int
    moved_at: datetime
    by: str | None = None


FACT = ChairMoved(
    workspace_id=1, chair_id=7, moved_at=datetime(2026, 11, 22, tzinfo=UTC), about="chair:7"
)


class Memory:
    def __init__(self):
        self.stored = []

    def store(self, told):
        self.stored += [(event, [one.name for one in those]) for event, those in told]


@pytest.fixture
def memory(monkeypatch):
    made = Memory()
    monkeypatch.setattr(events, "_OUTBOX", [made])
    return made


def test_a_fact_survives_the_way_through_plain_values():
    plain = to_plain(FACT)
    assert plain["moved_at"].startswith("2026-11-22")
    assert from_plain("tests.chair_moved", plain) == FACT


def test_a_field_that_came_later_has_its_default_in_old_facts():
    plain = {key: value for key, value in to_plain(FACT).items() if key != "by"}
    assert from_plain("tests.chair_moved", plain) == FACT


def test_a_fact_the_code_forgot_is_told_by_name():
    with pytest.raises(LookupError, match=r"tests\.chair_burnt"):
        from_plain("tests.chair_burnt", {})


def test_two_facts_may_not_share_a_name():
    with pytest.raises(ValueError, match=r"tests\.chair_moved"):

        class Other(Event, name="tests.chair_moved"):
            pass


def test_publishing_names_everybody_who_listens(memory):
    for name in ("tests.b", "tests.a"):
        subscribe(ChairMoved, name=name)(lambda _event: None)
    try:
        publish(FACT)
    finally:
        unsubscribe("tests.a")
        unsubscribe("tests.b")
    assert memory.stored == [(FACT, ["tests.a", "tests.b"])]


def test_two_reactions_may_not_share_a_name():
    subscribe(ChairMoved, name="tests.once")(lambda _event: None)
    try:
        with pytest.raises(ValueError, match=r"tests\.once"):
            subscribe(ChairMoved, name="tests.once")(lambda _event: None)
    finally:
        unsubscribe("tests.once")


def test_without_an_outbox_a_fact_is_not_lost_in_silence(monkeypatch):
    monkeypatch.setattr(events, "_OUTBOX", [])
    with pytest.raises(RuntimeError, match="outbox"):
        publish(FACT)


def test_the_product_knows_its_facts_by_name():
    assert ChairMoved in events.known_events()
