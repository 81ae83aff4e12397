"""Addresses that know where an answer belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.messaging.rules.threads import plain_address, reply_address, thread_of

HERE = "hello@example.com"


def test_an_address_leads_back_to_its_thread_in_whatever_case():
    address = reply_address(HERE, "case:17", "secret")
    assert address.startswith("hello+case.17-")
    assert thread_of(address, "secret") == "case:17"
    assert thread_of(address.upper(), "secret") == "case:17"


def test_nobody_writes_into_a_conversation_by_guessing():
    address = reply_address(HERE, "case:17", "secret")
    assert thread_of(address.replace("17", "18"), "secret") == ""
    assert thread_of(address, "another secret") == ""
    assert thread_of(HERE, "secret") == ""
    assert thread_of("hello+case.17-@example.com", "secret") == ""


def test_without_an_address_there_is_none_and_a_long_one_stays_plain():
    assert reply_address("", "case:17", "secret") == ""
    long = "x" * 50 + "@example.com"
    assert reply_address(long, "case:17", "secret") == long


@pytest.mark.parametrize("thread", ["", "case", "Case:17", "case:17\nBcc: x", "case:a-b"])
def test_a_thread_that_cannot_stand_in_an_address_is_refused(thread):
    with pytest.raises(ValueError, match="case:17"):
        reply_address(HERE, thread, "secret")


@given(st.text(max_size=80))
def test_no_address_from_outside_breaks_the_reading(text):
    assert thread_of(text, "secret") == ""
    assert "+" not in plain_address(text).rpartition("@")[0]


@given(st.integers(1, 10**9))
def test_every_case_finds_its_way_back(number):
    assert thread_of(reply_address(HERE, f"case:{number}", "s"), "s") == f"case:{number}"
