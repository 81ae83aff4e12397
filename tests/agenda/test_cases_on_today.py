"""Rows of cases, from the loop itself: what is done with them leaves Today, and comes back."""

from datetime import timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.queries import today
from emptychair.agenda.services.acting import give_row, note_call_on_row, take_back
from emptychair.loop.services.cases import add_note, close_case
from tests.factories.customers import make_person
from tests.factories.loop import make_case
from tests.people import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def alice(people):
    return access_of_user(people.alice)


@pytest.fixture
def case(people):
    return make_case(people.workspace, person=make_person(people.workspace), due_at=LATER)


def keys(access, now=NOW):
    return [item.key for item in today(access, now=now, scope="all").contact]


def test_a_call_that_reached_them_is_noted_and_ends_our_turn(alice, case):
    (key,) = keys(alice)
    mark = note_call_on_row(alice, key, note="お詫びした", reached=True, now=NOW)
    assert mark
    assert keys(alice) == []
    case.refresh_from_db()
    assert (case.state, case.first_reply_at) == ("waiting", NOW)
    assert case.entries.get(kind="call").text == "お詫びした"


def test_taking_the_call_back_brings_the_row_back_as_it_was(alice, case):
    (key,) = keys(alice)
    mark = note_call_on_row(alice, key, note="", reached=True, now=NOW)
    assert take_back(alice, mark.pk, now=LATER) == (mark, True)
    assert keys(alice, now=LATER) == [key]
    case.refresh_from_db()
    assert (case.state, case.first_reply_at) == ("open", None)
    assert case.entries.filter(kind="call").exists()  # that somebody called stays known


def test_a_case_that_was_closed_since_stays_closed(alice, case):
    (key,) = keys(alice)
    mark = note_call_on_row(alice, key, note="", reached=True, now=NOW)
    add_note(alice, case, text="all is well", now=LATER)
    close_case(alice, case, outcome="solved", root_cause="", now=LATER)
    assert not take_back(alice, mark.pk, now=LATER)[1]
    case.refresh_from_db()
    assert case.state == "closed"


def test_nobody_reached_keeps_the_row_and_our_turn(alice, case):
    (key,) = keys(alice)
    assert note_call_on_row(alice, key, note="busy", reached=False, now=NOW) is None
    assert keys(alice) == [key]


def test_an_outside_helper_can_give_away_what_was_given_to_them(people, alice, case):
    (key,) = keys(alice)
    give_row(alice, key, user_id=people.paul.pk, team_id=None, now=NOW)
    paul = access_of_user(people.paul)
    assert keys(paul) == [key]
    give_row(paul, key, user_id=people.bob.pk, team_id=None, now=LATER)
    case.refresh_from_db()
    assert case.assignee == people.bob
