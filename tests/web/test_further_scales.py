"""Scales beside the three usual ones: each has a score of its own, and words where it has words."""

import pytest
from django.utils import timezone, translation

from emptychair.loop.rules.urgency import is_low
from emptychair.metrics.rules.scoring import SCALES, UNITS, score_from, sign_of
from emptychair.stats import product_market_fit, wilson
from emptychair.surveys.links import token_for
from emptychair.surveys.rules.scores import tone_of
from emptychair.surveys.rules.texts import default_texts, score_words
from emptychair.surveys.types import Metric
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey


@pytest.fixture
def alice(client, people):
    people.workspace.language = "en"
    people.workspace.save()
    client.force_login(people.alice)
    translation.activate("en")
    client.cookies["emptychair_language"] = "en"
    return client


def test_forty_of_a_hundred_is_not_shown_yet():
    """`statistics.md`: 40 of 100 very disappointed is 31 to 50 percent."""
    score = score_from("pmf", {3: 40, 2: 35, 1: 25})
    told = product_market_fit(40, 100)
    assert (round(score.low), round(score.high)) == (31, 50)
    assert (score.low, score.high) == pytest.approx(
        (
            100 * told.very_disappointed.low,
            100 * told.very_disappointed.high,
        )
    )


@pytest.mark.parametrize(
    ("metric", "counts", "good"),
    [
        ("csat3", {1: 4, 2: 6, 3: 30}, 30),
        ("csat7", {1: 2, 5: 8, 6: 10, 7: 20}, 30),
        ("ces5", {2: 5, 3: 5, 4: 12, 5: 18}, 30),
        ("thumbs", {0: 10, 1: 30}, 30),
    ],
)
def test_a_share_is_that_of_the_good_answers(metric, counts, good):
    score, share = score_from(metric, counts), wilson(good, 40)
    assert (score.value, score.low, score.high) == pytest.approx(
        (100 * share.share, 100 * share.low, 100 * share.high)
    )


@pytest.mark.parametrize("metric", Metric.values)
def test_every_metric_has_its_words_and_its_groups(metric):
    low, high = SCALES[metric]
    signs = [sign_of(metric, score) for score in range(low, high + 1)]
    assert signs == sorted(signs)
    assert {signs[0], signs[-1]} == {-1, 1}
    assert tone_of(metric, high) == "good"
    assert tone_of(metric, low) == "bad"
    assert UNITS[metric]
    for language in ("ja", "en"):
        assert default_texts(metric)["question"][language]
        assert score_words(metric, high, language)


def test_who_would_not_miss_the_product_has_no_grievance():
    assert not is_low("pmf", 1)
    assert is_low("thumbs", 0)
    assert not is_low("thumbs", 1)


def test_a_scale_with_words_shows_words(client, people):
    survey = make_survey(people.workspace, metric="pmf", **default_texts("pmf"))
    invitation = make_invitation(survey, make_person(people.workspace), language="ja")
    address = f"/a/{token_for(people.workspace.pk, invitation.pk)}/"
    page = client.get(address, {"score": "2"}).content.decode()
    assert "やや残念" in page
    client.post(address, {"score": "3", "comment": "毎朝使うので"})
    assert survey.responses.get().score == 3


def test_the_page_of_scores_offers_what_is_asked_for_and_never_mixes(alice, people):
    assert "Must-have (PMF)" not in alice.get("/scores/").content.decode()
    for metric, score in (("pmf", 3), ("csat", 5)):
        survey = make_survey(people.workspace, metric=metric)
        for _ in range(40):
            make_response(survey, None, score=score, answered_at=timezone.now())
    page = alice.get("/scores/", {"metric": "pmf"}).content.decode()
    assert "Must-have: share who would be very disappointed without it" in page
    assert "From 40 answers." in page
    assert "above the 40% of Sean Ellis" in page
