"""What the codes of mail servers mean, and when sending starts slowly or stops."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emptychair.messaging.rules.bounces import kind_of_bounce, status_in
from emptychair.messaging.rules.slow_start import DAYS, FIRST_DAY, ceiling_on, room_left
from emptychair.messaging.rules.trouble import LEAST, Outcome, trouble_in
from emptychair.messaging.types import DeliveryKind

DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("5.1.1", "bounced"),
        ("5.1.2", "bounced"),
        ("5.1.10", "bounced"),
        ("5.2.1", "bounced"),
        ("5.4.1", "bounced"),
        ("5.0.0", "bounced"),
        ("", "bounced"),
        ("5.2.2", "soft_bounced"),
        ("4.2.2", "soft_bounced"),
        ("4.4.7", "soft_bounced"),
        ("5.3.2", "soft_bounced"),
        ("5.7.1", "blocked"),
        ("5.7.26", "blocked"),
        ("5.2.3", "blocked"),
        ("5.3.4", "blocked"),
    ],
)
def test_only_what_speaks_of_the_address_for_good_closes_it(status, kind):
    assert kind_of_bounce(status) == kind


def test_the_code_is_found_in_what_a_server_says():
    assert status_in("smtp; 550 5.1.1 <x@example.com>: user unknown") == "5.1.1"
    assert status_in("550 no such user") == ""


def test_a_new_domain_sends_half_as_much_again_each_day_and_then_without_ceiling():
    ceilings = [ceiling_on(DAY + timedelta(days=n), begun_on=DAY) for n in range(DAYS + 1)]
    assert ceilings[:4] == [FIRST_DAY, 75, 112, 168]
    assert ceilings[DAYS - 1] > 160_000
    assert ceilings[DAYS] is None
    assert ceiling_on(DAY, begun_on=None) is None
    assert ceiling_on(DAY - timedelta(days=3), begun_on=DAY) == FIRST_DAY


@given(some.integers(0, 60), some.integers(0, 60))
def test_the_ceiling_never_falls(one, other):
    early, late = sorted([one, other])
    before = ceiling_on(DAY + timedelta(days=early), begun_on=DAY)
    after = ceiling_on(DAY + timedelta(days=late), begun_on=DAY)
    assert after is None or (before is not None and before <= after)


def test_the_last_of_a_day_fits_and_the_next_does_not():
    assert room_left(50, sent=49)
    assert not room_left(50, sent=50)
    assert room_left(None, sent=10**6)


@pytest.mark.parametrize(
    ("sent", "bounced", "complained", "reason"),
    [
        (10, 10, 10, None),  # too few to say anything
        (LEAST, 2, 0, None),
        (LEAST, 3, 0, "many_bounces"),
        (1000, 50, 0, None),
        (1000, 51, 0, "many_bounces"),
        (100, 0, 2, None),
        (100, 0, 3, "many_complaints"),
        (1000, 0, 3, None),
        (1000, 60, 4, "many_complaints"),
    ],
)
def test_sending_stops_above_a_share_of_enough_mails(sent, bounced, complained, reason):
    trouble = trouble_in(Outcome(sent=sent, bounced=bounced, complained=complained))
    assert (trouble.reason if trouble else None) == reason


def test_every_kind_has_words():
    assert all(str(kind.label) for kind in DeliveryKind)
