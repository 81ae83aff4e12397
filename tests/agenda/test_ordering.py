"""What stands first on Today."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.agenda.rules.belonging import is_of_my_teams
from emptychair.agenda.rules.hiding import Mark, hides
from emptychair.agenda.rules.ordering import in_order, one_of_each_customer, points
from emptychair.kit.agenda import AgendaItem
from tests.people import NOW


def row(key, **fields):
    plain = {"kind": "contact", "tone": "bad", "sign": "3", "title": "A", "why": "B"}
    plain |= {"subject": ("person", 1), "actions": ("reply",)}
    return AgendaItem(key=key, **(plain | fields))


def keys(*rows):
    return [one.key for one in in_order(rows, NOW)]


def test_what_is_overdue_stands_first_the_longest_overdue_on_top():
    late = row("late", due_at=NOW - timedelta(hours=1))
    later = row("longest", due_at=NOW - timedelta(days=2))
    big = row("big", value=9_000_000, urgency=1.0)
    assert keys(big, late, later) == ["longest", "late", "big"]


def test_who_waits_after_a_bad_experience_comes_before_who_may_leave():
    waiting = row("case", urgency=0.4, value=1000, subject=("case", 7), tone="bad")
    thanked = row("good", urgency=0.4, value=1000, subject=("case", 8), tone="good")
    may_leave = row("risk", urgency=0.95, value=9_000_000, subject=("person", 3))
    assert keys(thanked, may_leave, waiting) == ["case", "risk", "good"]


def test_a_customer_is_named_once_by_the_first_reason_and_a_case_is_never_left_out():
    rows = [
        row("risk", subject=("person", 3), person_id=3),
        row("silent", subject=("person", 3), person_id=3),
        row("case", subject=("case", 7), person_id=3),
        row("renewal", subject=("company", 5)),
        row("seats", subject=("company", 5)),
        row("fix", subject=("company", 5), kind="fix"),
        row("nobody", subject=("touchpoint", 1)),
        row("nobody else", subject=("touchpoint", 1)),
    ]
    left = [one.key for one in one_of_each_customer(rows)]
    assert left == ["risk", "case", "renewal", "fix", "nobody", "nobody else"]


def test_the_worked_case_of_the_docstring():
    from math import log1p

    largest = log1p(720_000)
    big, small = row("big", value=720_000, urgency=0.9), row("small", value=48_000, urgency=0.5)
    assert points(big, largest, 0) == pytest.approx(0.94, abs=0.005)
    assert points(small, largest, 0) == pytest.approx(0.62, abs=0.005)


def test_urgency_outweighs_a_somewhat_larger_customer():
    calm = row("calm", value=1_000_000, urgency=0.2)
    urgent = row("urgent", value=100_000, urgency=0.9)
    assert keys(calm, urgent) == ["urgent", "calm"]


def test_an_unknown_value_is_neither_first_nor_last_for_it():
    large, unknown = row("large", value=1_000_000), row("unknown")
    middle, small = row("middle", value=50_000), row("small", value=1_000)
    assert keys(small, unknown, large, middle) == ["large", "middle", "unknown", "small"]


@given(st.permutations([row(f"row:{at}", urgency=at % 3 / 2, value=at * 100) for at in range(7)]))
def test_the_order_does_not_depend_on_how_the_rows_came(rows):
    assert in_order(rows, NOW) == in_order(sorted(rows, key=lambda one: one.key), NOW)


@pytest.mark.parametrize(
    ("mark", "hidden"),
    [
        (Mark("done", None, None), True),
        (Mark("dismissed", None, None), True),
        (Mark("snoozed", NOW + timedelta(hours=1), None), True),
        (Mark("snoozed", NOW, None), False),
        (Mark("assigned", None, None), False),
        (Mark("done", None, NOW), False),  # the row came back with another deadline
    ],
)
def test_what_hides_a_row(mark, hidden):
    assert hides(mark, row("row:1"), NOW) is hidden


def test_what_belongs_to_nobody_is_everybodys():
    assert is_of_my_teams(row("a"), 1, {5})
    assert is_of_my_teams(row("a", team_id=5), 1, {5})
    assert not is_of_my_teams(row("a", team_id=6), 1, {5})
    assert not is_of_my_teams(row("a", team_id=5, assignee_id=2), 1, {5})
