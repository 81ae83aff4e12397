"""Rows that a test puts on Today, in place of those of the domains."""

import pytest

from emptychair.kit import agenda
from emptychair.kit.agenda import AgendaItem


def make_row(key: str = "row:1", **fields) -> AgendaItem:
    plain = {
        "kind": "contact",
        "tone": "bad",
        "sign": "3",
        "title": "高橋 由紀",
        "why": "Answered two hours ago.",
        "subject": ("person", sum(map(ord, key))),  # each row another customer
        "actions": ("reply", "call_noted"),
    }
    return AgendaItem(key=key, **(plain | fields))


@pytest.fixture
def rows(monkeypatch) -> list[AgendaItem]:
    found: list[AgendaItem] = []
    sources = {"tests": lambda access, *, now, limit: found[:limit]}
    monkeypatch.setattr(agenda, "_SOURCES", sources)
    return found
