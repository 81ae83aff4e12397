"""A few answers of the made-up companies are careless, so that the page about care shows some."""

from datetime import timedelta

import pytest

from emptychair.demo.loading.brands import BRANDS
from emptychair.demo.loading.careless import with_random_keys
from emptychair.demo.loading.yearly import answer_statements, half_yearly_survey
from emptychair.metrics.queries.quality import quality_trial
from emptychair.surveys.models import Response
from emptychair.surveys.services.bulk import add_responses
from emptychair.surveys.services.marking import mark_again
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

ANSWERS = 400


@pytest.fixture(params=BRANDS, ids=lambda brand: brand.language)
def survey(people, request):
    brand, place = request.param, make_touchpoint(people.workspace)
    made = half_yearly_survey(people.system, brand, touchpoint_id=place.pk, now=NOW)
    rows = [
        {
            "external_id": f"A{number}",
            "score": number % 11,
            "comment": "" if number % 3 else "とても良かったです。",
            "answered_at": NOW - timedelta(hours=number),
            "channel": "email",
            "source": "demo",
            "language": brand.language,
        }
        for number in range(ANSWERS)
    ]
    given = with_random_keys(rows, brand.language)
    assert [one["score"] for one in given] == [one["score"] for one in rows]
    add_responses(people.system, made, given, now=NOW, publish=False)
    answer_statements(people.system, brand, made, given)
    mark_again(people.system, made)
    return made


def test_a_few_are_hurried_or_keys_at_random_and_all_count_until_somebody_decides(people, survey):
    marked = Response.objects.filter(survey=survey, is_marked=True)
    assert {mark for one in marked for mark in one.marks} == {"speeding", "gibberish"}
    assert 0.01 * ANSWERS < marked.count() < 0.1 * ANSWERS
    assert not any("gibberish" in one.marks for one in marked.filter(score__lt=7))
    assert Response.objects.filter(survey=survey, is_counted=True).count() == ANSWERS
    trial = quality_trial(people.system, survey, excluded=["speeding", "gibberish"])
    assert trial.then.n == trial.now.n - trial.goes < trial.now.n
