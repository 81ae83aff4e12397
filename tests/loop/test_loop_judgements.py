"""Urgency, effort held against 1:1:18, whose language."""

import pytest

from emptychair.loop.errors import NothingWritten
from emptychair.loop.rules.effort_ratio import EffortShares, verdict_of
from emptychair.loop.rules.telling import TellText, text_for
from emptychair.loop.rules.urgency import Severity, is_low, urgency_of
from emptychair.loop.rules.wording import short_title, words_of
from emptychair.loop.types import Urgency


@pytest.mark.parametrize(
    ("metric", "low", "fine"),
    [("nps", (0, 6), (7, 10)), ("csat", (1, 2), (3, 5)), ("ces", (1, 3), (4, 7))],
)
def test_low_scores_are_those_of_each_metric(metric, low, fine):
    assert all(is_low(metric, score) for score in low)
    assert not any(is_low(metric, score) for score in fine)


def test_no_score_and_no_known_metric_are_not_low():
    assert not is_low("nps", None)
    assert not is_low("stars", 1)


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ({"score": 2, "valued": True}, Urgency.HIGH),
        ({"score": 2, "renews_in_days": 41}, Urgency.HIGH),
        ({"score": 6, "valued": True, "renews_in_days": 10}, Urgency.HIGH),
        ({"score": 2}, Urgency.NORMAL),
        ({"score": 6}, Urgency.NORMAL),
        ({"score": 6, "valued": True, "said_why": False}, Urgency.NORMAL),
        ({"score": 2, "renews_in_days": 61}, Urgency.NORMAL),
        ({"score": 2, "renews_in_days": -1}, Urgency.NORMAL),
        ({"score": 6, "said_why": False}, Urgency.LOW),
    ],
)
def test_urgency_rests_on_score_value_and_renewal(said, urgency):
    assert urgency_of(Severity(metric="nps", **said)) == urgency


def test_one_part_counting_one_planning_eighteen_doing_is_what_we_want():
    shares = EffortShares(counting=60, planning=60, doing=18 * 60)
    assert shares.parts == (1.0, 1.0, 18.0)
    assert verdict_of(shares) == "doing"


@pytest.mark.parametrize(
    ("minutes", "verdict"),
    [
        ((0, 0, 0), "nothing"),
        ((10, 10, 99), "little"),
        ((300, 100, 600), "counting"),
        ((100, 300, 600), "planning"),
        ((60, 60, 1079), "counting"),
    ],
)
def test_what_took_the_place_of_doing_is_named(minutes, verdict):
    assert verdict_of(EffortShares(*minutes)) == verdict


def test_nobody_is_told_in_a_language_in_which_nothing_was_written():
    texts = {"ja": TellText("変えました", "{name}\n変えました"), "en": TellText("", "")}
    assert text_for("ja", texts, own="ja") == texts["ja"]
    assert text_for("", texts, own="ja") == texts["ja"]
    assert text_for("ja-JP", texts, own="en") == texts["ja"]
    assert text_for("en", texts, own="ja") is None
    assert texts["ja"].for_name("伊藤 彩 様").text.startswith("伊藤 彩 様\n")


def test_words_are_asked_for_and_titles_stay_short():
    with pytest.raises(NothingWritten):
        words_of(" \n ")
    assert words_of(" yes ") == "yes"
    assert short_title("one\n two") == "one two"
    assert len(short_title("長" * 100)) == 60
    assert short_title("長" * 100).endswith("…")
