"""Private surveys on pages of scores: nothing that is hidden can be subtracted out of what is
shown, whatever days, filters and pages somebody asks for.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, cycle, islice, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.alerts.queries.blocks import one_stream, score_block, tag_block
from emptychair.alerts.rules.material import Stream
from emptychair.analytics.snapshots import take_snapshot
from emptychair.customers.models import Segment
from emptychair.effects.queries.rows import rows_between
from emptychair.kit.periods import Period
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.metrics.queries.companies import company_scores
from emptychair.metrics.queries.cubes import cube
from emptychair.metrics.queries.groups import group_scores
from emptychair.metrics.queries.hidden import hidden_scores
from emptychair.metrics.queries.quality import quality_trial
from emptychair.metrics.queries.scores import score_by_month, score_figures, touchpoint_scores
from emptychair.metrics.types import DIMENSIONS, ScoreQuestion
from emptychair.silence.queries.exit_reasons import exit_reasons
from emptychair.surveys.models import Answer
from emptychair.surveys.types.together import Together
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

PROMISE = 5
PARTS = {(0, 8): 6, (0, 9): 9, (0, 10): 3, (1, 8): 4, (1, 9): 7, (1, 10): 11, (0, 11): 8}
TOLD = [n for (_place, month), n in PARTS.items() if n >= PROMISE and month < 11]
WHOLE = Period(date(2026, 8, 1), date(2026, 12, 1))
PERIODS = [
    Period(first, last + timedelta(days=1))
    for first in (date(2026, 7, 20), date(2026, 8, 1), date(2026, 8, 2), date(2026, 9, 1))
    for last in (date(2026, 9, 30), date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 22))
]
FILTERS = [
    {},
    {"segment": "gold"},
    {"segment": "-"},
    {"language": "en"},
    {"channel": "sms"},
    {"segment": "gold", "channel": "sms"},
]


@pytest.fixture
def private(people, monkeypatch):
    """A survey under a promise, answered at two places; some gave their answer with a name."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    place, rng = people.workspace, Random(4)
    survey = make_survey(place, privacy="confidential", smallest_group=PROMISE)
    company, known = make_company(place), [make_person(place, region="Osaka") for _ in range(6)]
    places = [make_touchpoint(place), make_touchpoint(place)]
    for (number, month), n in PARTS.items():
        for count in range(n):
            who = rng.choice([None, *known])
            make_response(
                survey,
                who,
                company=company if who else None,
                touchpoint=places[number],
                score=rng.randrange(11),
                segment=rng.choice(["gold", "silver", ""]),
                language=rng.choice(["ja", "en"]),
                channel=rng.choice(["email", "sms"]),
                tags=["slow"],
                is_marked=not count,
                marks=["gibberish"] if not count else [],
                answered_at=datetime(2026, month, 2 + 2 * count, 3, tzinfo=UTC),
            )
    return survey, places, company


def everything_shown(people, private):
    """Every figure of pages of scores, however they are asked for."""
    _survey, places, company = private
    system, group = people.system, make_group(people)
    asked = cycle(product(FILTERS, (None, places[0].pk), ("latest", "all")))
    for period in PERIODS:
        for filters, place, which in islice(asked, 3):
            question = ScoreQuestion(
                metric="nps", period=period, touchpoint_id=place, which=which, **filters
            )
            found = score_figures(system, question, now=NOW)
            yield from (found.score, found.before)
            yield from (one.score for one in found.months)
            yield from (one.score for name in DIMENSIONS for one in found.groups[name])
        yield from touchpoint_scores(system, "nps", period).values()
        yield from (one.score for one in score_by_month(system, "nps", period))
        question = ScoreQuestion(metric="nps", period=period, group_id=group.pk)
        yield score_figures(system, question, now=NOW).score
        yield from (one.score for one in group_scores(system, question))
        for by in (("week",), ("day", "touchpoint"), ("company",), ("source", "quarter")):
            yield from cube(system, "nps", period, by=by).scores().values()
    yield from company_scores(system, company.pk, now=NOW)


def make_group(people):
    rules = {
        "match": "all",
        "conditions": [{"field": "region", "operator": "is", "value": "Osaka"}],
    }
    return Segment.objects.create(
        workspace=people.workspace, name="Osaka", rules=rules, is_tracked=True
    )


def test_no_two_figures_can_be_subtracted_to_reach_fewer_than_the_promise(people, private):
    told = {tuple(sorted(one.by_score.items())) for one in everything_shown(people, private)}
    figures = [Counter(dict(one)) for one in told]
    assert {one.total() for one in figures} >= {*TOLD, sum(TOLD)}, "what may be shown is shown"
    for one, other in combinations(figures, 2):
        less, more = sorted((one, other), key=Counter.total)
        if less <= more:
            assert (more - less).total() in {0, *range(PROMISE, 100)}
    sums = {sum(some) for size in range(len(TOLD) + 1) for some in combinations(TOLD, size)}
    assert {one.total() for one in figures} <= sums


def test_the_same_from_daily_counts(people, private, data_folder):
    take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    sums = {sum(some) for size in range(len(TOLD) + 1) for some in combinations(TOLD, size)}
    shown = {one.n for one in everything_shown(people, private)}
    assert sum(TOLD) in shown
    assert shown <= sums


def test_the_running_month_shows_when_it_is_over(people, private, monkeypatch):
    september = Period(date(2026, 9, 1), date(2027, 1, 1))
    question = ScoreQuestion(metric="nps", period=september)
    assert score_figures(people.system, question, now=NOW).score.n == 9 + 7 + 11
    hidden = hidden_scores(people.system, metric="nps", period=september)
    assert [(one.why, one.answers) for one in hidden] == [("few", 3), ("month", 8)]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=9))
    assert score_figures(people.system, question, now=NOW).score.n == 9 + 7 + 11 + 8
    hidden = hidden_scores(people.system, metric="nps", period=september)
    assert [(one.why, one.answers) for one in hidden] == [("few", 3)]


def test_what_looks_at_days_leaves_private_answers_out(people, private):
    survey, places, _company = private
    assert score_block(people.system, "nps", WHOLE) is None
    stream = Stream("touchpoint", str(places[0].pk), "nps")
    assert one_stream(people.system, stream, WHOLE) is None
    assert tag_block(people.system, WHOLE, []) is None
    assert len(rows_between(people.system, metric="nps", first=WHOLE.first, end=WHOLE.end)) == 0
    trial = quality_trial(people.system, survey, excluded=["gibberish"])
    assert (trial.now.n, trial.then.n, trial.goes) == (0, 0, len(PARTS))


def test_reasons_to_leave_are_told_together_only(people, private):
    survey, _places, _company = private
    for row in survey.responses.all():
        Answer.objects.create(
            workspace=people.workspace, response=row, survey=survey, question="reason",
            kind="multiple", choices=["price"],
        )  # fmt: skip
    found, told = exit_reasons(people.system, date(2026, 8, 2), date(2026, 12, 1))
    assert told == 9 + 7 + 11
    assert [one.count for one in found] == [told]
    assert exit_reasons(people.system, date(2026, 11, 1), date(2026, 11, 30)) == ([], 0)


def test_named_surveys_are_as_they_were(people, private):
    _survey, places, _company = private
    named = make_survey(people.workspace)
    for number in range(3):
        make_response(named, None, touchpoint=places[0], segment="gold", score=9,
                      answered_at=NOW - timedelta(days=number))  # fmt: skip
    question = ScoreQuestion(
        metric="nps", period=Period(date(2026, 11, 20), date(2026, 11, 23)), segment="gold"
    )
    assert score_figures(people.system, question, now=NOW).score.n == 3


@given(
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.integers(1, 500),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
)
def test_months_shown_together_are_whole_and_over(first, days, today):
    end, until = first + timedelta(days=days), today.replace(day=1)
    months = Together(((1, 5),), until=until).months(first, end)
    if months is None:
        return
    assert months.first.day == months.end.day == 1
    assert first <= months.first < months.end <= min(end, until)
