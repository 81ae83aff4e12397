"""Scores of stored answers: what the engine counts equals a count by hand, on any data."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from emptychair import stats
from emptychair.accounts.access import Access
from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import Refused
from emptychair.kit.periods import Period, local_day, month_of
from emptychair.metrics.queries.scores import (
    compare_periods,
    score_by,
    score_by_month,
    score_figures,
    score_of,
    touchpoint_scores,
)
from emptychair.metrics.types import ScoreQuestion
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

AUTUMN = Period(date(2026, 9, 1), date(2026, 12, 1))


def scatter(people, seed, *, metric="nps", answers=160):
    rng = Random(seed)
    low, high = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}[metric]
    places = [None, make_touchpoint(people.workspace), make_touchpoint(people.workspace)]
    surveys = [make_survey(people.workspace, metric=metric) for _ in range(2)]
    persons = [None, *(make_person(people.workspace) for _ in range(30))]
    return [
        make_response(
            rng.choice(surveys),
            rng.choice(persons),
            score=rng.choice([None, *range(low, high + 1)]),
            touchpoint=rng.choice(places),
            segment=rng.choice(["", "gold", "silver"]),
            language=rng.choice(["ja", "en"]),
            channel=rng.choice(["email", "web"]),
            is_test=rng.random() < 0.05,
            answered_at=NOW - timedelta(minutes=rng.randrange(160 * 24 * 60)),
        )
        for _ in range(answers)
    ]


def counted_by_hand(people, responses, metric, period, which="latest"):
    zone = people.workspace.zone
    inside = [
        each
        for each in responses
        if each.metric == metric
        and each.score is not None
        and not each.is_test
        and local_day(each.answered_at, zone) in period
    ]
    if which == "all":
        return inside
    latest = {}
    for each in sorted(inside, key=lambda one: (one.answered_at, one.pk)):
        person = each.person_id or -each.pk
        latest[(person, each.survey_id, each.touchpoint_id)] = each
    return list(latest.values())


def scores(responses):
    return Counter(each.score for each in responses)


@pytest.mark.parametrize("seed", range(3))
def test_the_page_counts_what_a_person_would_count_by_hand(people, seed):
    responses = scatter(people, seed)
    for which in ("latest", "all"):
        question = ScoreQuestion(metric="nps", period=AUTUMN, which=which)
        figures = score_figures(people.system, question, now=NOW)
        counting = counted_by_hand(people, responses, "nps", AUTUMN, which)
        assert figures.score.by_score == dict(sorted(scores(counting).items()))
        expected = stats.nps(*stats.count_scores([each.score for each in counting]))
        assert (figures.score.value, figures.score.low, figures.score.high) == (
            expected.score,
            expected.low,
            expected.high,
        )
        for month in figures.months[-3:]:
            by_hand = counted_by_hand(people, responses, "nps", month_of(month.first), which)
            assert month.score.by_score == dict(sorted(scores(by_hand).items()))


@pytest.mark.parametrize("dimension", ["touchpoint", "segment", "language", "channel"])
def test_the_parts_of_each_dimension_add_up_to_the_whole(people, dimension):
    responses = scatter(people, 7)
    whole = counted_by_hand(people, responses, "nps", AUTUMN)
    groups = score_by(people.system, "nps", AUTUMN, dimension)
    column = "touchpoint_id" if dimension == "touchpoint" else dimension
    for group in groups:
        part = [each for each in whole if getattr(each, column) == group.key]
        assert group.score.by_score == dict(sorted(scores(part).items()))
    assert sum(group.score.n for group in groups) == len(whole)


def test_satisfaction_and_effort_are_what_stats_says(people):
    happy = scatter(people, 11, metric="csat")
    found = score_of(people.system, "csat", AUTUMN)
    counts = scores(counted_by_hand(people, happy, "csat", AUTUMN))
    expected = stats.csat([counts[score] for score in range(1, 6)])
    assert (found.value, found.low) == (100 * expected.share, 100 * expected.low)
    easy = scatter(people, 12, metric="ces")
    found = score_of(people.system, "ces", AUTUMN)
    effort = stats.ces([each.score for each in counted_by_hand(people, easy, "ces", AUTUMN)])
    assert found.value == pytest.approx(effort.mean)
    assert found.high == pytest.approx(effort.high)


def test_filters_leave_only_what_they_name(people):
    responses = scatter(people, 5)
    whole = counted_by_hand(people, responses, "nps", AUTUMN)
    gold = score_of(people.system, "nps", AUTUMN, segment="gold", language="ja")
    assert gold.n == sum(each.segment == "gold" and each.language == "ja" for each in whole)
    unknown = score_of(people.system, "nps", AUTUMN, segment="-")
    assert unknown.n == sum(each.segment == "" for each in whole)
    nowhere = score_of(people.system, "nps", AUTUMN, touchpoint_id=0)
    assert nowhere.n == sum(each.touchpoint_id is None for each in whole)


def test_a_change_of_mind_counts_once_and_the_later_word_stands(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    make_response(survey, person, score=2, answered_at=NOW - timedelta(days=3))
    make_response(survey, person, score=10, answered_at=NOW - timedelta(days=1))
    question = ScoreQuestion(metric="nps", period=AUTUMN)
    assert score_figures(people.system, question, now=NOW).score.by_score == {10: 1}
    both = ScoreQuestion(metric="nps", period=AUTUMN, which="all")
    assert score_figures(people.system, both, now=NOW).score.n == 2


def test_a_day_is_the_day_of_the_workspace(people):
    last_evening_in_utc = datetime(2026, 9, 30, 15, 30, tzinfo=UTC)  # 1 October in Tokyo
    make_response(make_survey(people.workspace), None, answered_at=last_evening_in_utc)
    assert score_of(people.system, "nps", month_of(date(2026, 9, 1))).n == 0
    assert score_of(people.system, "nps", month_of(date(2026, 10, 1))).n == 1


def test_the_neighbours_answers_are_not_ours(people):
    make_response(make_survey(people.neighbours), make_person(people.neighbours), score=0)
    assert score_of(people.system, "nps", AUTUMN).n == 0
    assert score_of(Access.system(people.neighbours, "tests"), "nps", AUTUMN).n == 1


def test_a_partner_may_not_see_scores(people):
    with pytest.raises(Refused):
        score_of(access_of_user(people.paul), "nps", AUTUMN)


def test_few_answers_are_said_to_be_few_and_set_against_nobody(people):
    survey = make_survey(people.workspace)
    for number in range(35):
        segment = "large" if number < 31 else "small"
        make_response(survey, None, score=number % 11, segment=segment)
    large, small = score_by(people.system, "nps", AUTUMN, "segment")
    assert (large.score.too_few, small.score.too_few) == (False, True)
    assert (large.rest, small.rest) == (None, None)  # the rest of the large one is too few as well


def test_a_clear_fall_is_told_and_noise_is_not(people):
    survey = make_survey(people.workspace)
    for number in range(60):
        make_response(survey, None, score=9 if number % 3 else 7, answered_at=at(8))
        make_response(survey, None, score=9 if number % 3 else 7, answered_at=at(9))
        make_response(survey, None, score=3 if number % 2 else 9, answered_at=at(10))
    august, september, october = (month_of(date(2026, month, 1)) for month in (8, 9, 10))
    assert not compare_periods(people.system, "nps", august, september).is_told
    fall = compare_periods(people.system, "nps", september, october)
    assert fall.is_told
    assert fall.high < 0
    assert fall.needed < 60
    with pytest.raises(ValueError, match="never compared"):
        compare_periods(people.system, "nps", AUTUMN, october)


def test_a_month_beyond_the_noise_of_the_three_before_it_is_marked(people):
    survey = make_survey(people.workspace)
    for number in range(40):
        for month in (6, 7, 8):
            make_response(survey, None, score=9 if number % 3 else 7, answered_at=at(month))
        make_response(survey, None, score=2 if number % 2 else 9, answered_at=at(9))
    period = Period(date(2026, 6, 1), date(2026, 10, 1))
    months = score_by_month(people.system, "nps", period)
    assert [month.notable for month in months] == [None, None, None, "down"]


def test_who_answered_and_how_they_scored_are_told_apart(people):
    survey = make_survey(people.workspace)
    for number in range(100):
        old = "gold" if number < 80 else "silver"
        new = "gold" if number < 20 else "silver"
        for segment, month in ((old, 9), (new, 10)):
            score = 9 if segment == "gold" else 3
            make_response(survey, None, score=score, segment=segment, answered_at=at(month))
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    question = ScoreQuestion(metric="nps", period=october)
    figures = score_figures(people.system, question, now=NOW)
    mix = figures.mix["segment"]
    assert (round(mix.mix), round(mix.rate)) == (-120, 0)
    assert mix.total == pytest.approx(figures.change.estimate)


def test_each_touchpoint_has_its_score(people):
    here, there = make_touchpoint(people.workspace), make_touchpoint(people.workspace)
    survey = make_survey(people.workspace)
    make_response(survey, None, touchpoint=here, score=10)
    make_response(survey, None, touchpoint=there, score=0)
    found = touchpoint_scores(people.system, "nps", AUTUMN)
    assert (found[here.pk].value, found[there.pk].value) == (100, -100)


def at(month):
    return datetime(2026, month, 10, 3, tzinfo=UTC)
