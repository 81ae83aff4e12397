"""Programs follow the links of mails, people follow one: what is told apart, and what is not."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emptychair.surveys.rules.clicks import Request, bursts, marks_of_program, unconfirmed_click
from tests.people import NOW

BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"
SENT = NOW - timedelta(hours=3)


def request(link, *, at=0.0, method="GET", visitor="home", agent=BROWSER, prefetch=False):
    return Request(
        link=link,
        method=method,
        visitor=visitor,
        agent=agent,
        is_prefetch=prefetch,
        at=NOW + timedelta(seconds=at),
    )


def all_links(*, start=0.0, step=0.1, method="GET", visitor="scanner", agent=BROWSER):
    links = [*(f"score:{score}" for score in range(11)), "stop", "hidden"]
    return [
        request(link, at=start + step * number, method=method, visitor=visitor, agent=agent)
        for number, link in enumerate(links)
    ]


def test_one_click_of_one_visitor_may_be_a_person():
    click = unconfirmed_click([request("score:7")], sent_at=SENT)
    assert (click.score, click.at) == (7, NOW)


@pytest.mark.parametrize(
    "came",
    [
        all_links(),
        all_links(method="HEAD"),
        all_links(step=30),
        [*all_links(), *all_links(start=3600)],
        [*all_links(), *all_links(visitor="elsewhere")],
        [request("score:7", method="HEAD"), request("score:7", at=1)],
        [request("score:7", prefetch=True)],
        [request("score:7", agent="")],
        [request("score:7", agent="Mozilla/5.0 (compatible; SomeScanner/1.0)")],
        [request("score:0"), request("score:1", at=1)],
        [request("score:0"), request("stop", at=0.5)],
        [request(f"score:{number}", at=number * 60) for number in range(4)],
        [request("score:7"), request("hidden", at=120)],
    ],
)
def test_what_looks_like_a_program_leaves_nothing(came):
    assert unconfirmed_click(came, sent_at=SENT) is None


def test_a_click_before_anybody_can_have_read_the_mail_is_a_programs():
    assert unconfirmed_click([request("score:7")], sent_at=NOW - timedelta(seconds=3)) is None


def test_a_person_who_changes_their_mind_has_chosen_the_second():
    came = [request("score:7"), request("open", at=3), request("score:8", at=20)]
    assert unconfirmed_click(came, sent_at=SENT).score == 8


def test_a_person_after_a_scanner_is_seen_even_from_the_same_address():
    came = [*all_links(), request("score:3", at=7200, visitor="scanner")]
    assert unconfirmed_click(came, sent_at=SENT).score == 3


def test_where_the_page_saw_a_person_no_mark_counts():
    came = [*all_links(), request("person", at=2, method="POST", visitor="scanner")]
    assert marks_of_program(came, sent_at=SENT) == []


LINKS = some.sampled_from(["open", "stop", "hidden", "score:0", "score:7", "score:10"])
REQUESTS = some.lists(
    some.builds(
        request,
        LINKS,
        at=some.floats(0, 10_000),
        method=some.sampled_from(["GET", "HEAD"]),
        visitor=some.sampled_from(["a", "b"]),
        prefetch=some.booleans(),
    ),
    max_size=20,
)


@given(REQUESTS)
def test_every_request_is_in_one_burst(came):
    assert sorted(map(repr, came)) == sorted(repr(one) for burst in bursts(came) for one in burst)


@given(REQUESTS)
def test_only_a_score_that_was_followed_by_get_can_be_the_click(came):
    click = unconfirmed_click(came, sent_at=None)
    followed = {one.score for one in came if one.method == "GET" and not one.is_prefetch}
    assert click is None or click.score in followed


@given(REQUESTS)
def test_the_order_in_which_requests_are_read_changes_nothing(came):
    apart = {one.at: one for one in came}.values()  # none at the same moment
    one, other = (
        unconfirmed_click(apart, sent_at=None),
        unconfirmed_click(reversed(list(apart)), sent_at=None),
    )
    assert one == other
