"""The page of scores: saved segments, a choice of what to compare with, and published levels."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from emptychair.customers.services.segments import save_segment
from emptychair.kit.periods import Period
from emptychair.metrics.rules.spans import year_before
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint


@pytest.fixture
def alice(client, people):
    people.workspace.language = "en"
    people.workspace.save()
    client.force_login(people.alice)
    translation.activate("en")
    client.cookies["emptychair_language"] = "en"
    return client


def page(client, where="/scores/", **given):
    answer = client.get(where, given)
    assert answer.status_code == 200
    return answer.content.decode()


def answers_of(people, region, scores, *, days_ago=0, survey=None, **fields):
    survey = survey or make_survey(people.workspace)
    moment = timezone.now() - timedelta(days=days_ago)
    for score in scores:
        person = make_person(people.workspace, region=region)
        make_response(survey, person, score=score, answered_at=moment, **fields)
    return survey


def segment_of(people, region, **fields):
    rules = {
        "match": "all",
        "conditions": [{"field": "region", "operator": "is", "value": region}],
    }
    return save_segment(people.system, None, name=f"In {region}", rules=rules, **fields)


def test_a_saved_segment_stands_on_the_page_with_its_score_against_the_rest(alice, people):
    answers_of(people, "Tokyo", [2] * 40)
    answers_of(people, "Osaka", [10] * 40)
    tokyo = segment_of(people, "Tokyo")
    told = page(alice, by="group")
    row = told[told.index("In Tokyo</a></th>") :].split("</tr>")[0]
    assert "−100" in row
    assert "lower than the rest" in row
    assert f"/voices/?metric=nps&amp;period=90&amp;group={tokyo.pk}" in row


def test_the_whole_page_can_be_asked_about_one_saved_segment(alice, people):
    answers_of(people, "Tokyo", [2, 10, 10], days_ago=1)
    answers_of(people, "Osaka", [10] * 5)
    tokyo = segment_of(people, "Tokyo")
    assert "From 8 answers." in page(alice)
    told = page(alice, group=tokyo.pk)
    assert "From 3 answers." in told
    assert f'<option value="{tokyo.pk}" selected>In Tokyo</option>' in told


def test_the_voices_of_a_saved_segment_are_those_of_its_people(alice, people):
    answers_of(people, "Tokyo", [2], comment="The lift is slow.")
    answers_of(people, "Osaka", [9], comment="Friendly people.")
    tokyo = segment_of(people, "Tokyo")
    told = page(alice, "/voices/", group=tokyo.pk)
    assert "The lift is slow." in told
    assert "Friendly people." not in told


def test_a_segment_that_is_not_ticked_or_of_the_neighbours_is_not_offered(alice, people):
    answers_of(people, "Tokyo", [9])
    hidden = segment_of(people, "Tokyo", is_tracked=False)
    told = page(alice, group=hidden.pk, by="group")
    assert "In Tokyo" not in told
    assert "No segment is ticked for this page." in told
    assert "From 1 answer." in told


def test_two_periods_of_ones_own_choice_are_tested(alice, people):
    answers_of(people, "", [0] * 40, days_ago=370)
    answers_of(people, "", [10] * 40, days_ago=5)
    told = page(alice, period="30", against="year")
    assert "more than chance" in told
    assert "the score moved by +200" in told
    assert "One of the two periods has no answers" in page(alice, period="30")


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        ((2026, 10, 1), (2026, 11, 1), ((2025, 10, 1), (2025, 11, 1))),
        ((2024, 2, 29), (2024, 3, 1), ((2023, 2, 28), (2023, 3, 1))),
        ((2024, 2, 1), (2024, 2, 29), ((2023, 2, 1), (2023, 3, 1))),
        ((2024, 1, 1), (2026, 1, 1), ((2021, 12, 31), (2024, 1, 1))),  # two years: just before
    ],
)
def test_the_same_days_a_year_before(first, end, expected):
    earlier = year_before(Period(date(*first), date(*end)))
    assert earlier == Period(*(date(*each) for each in expected))


def test_days_that_both_periods_have_are_never_compared(alice, people):
    answers_of(people, "", [9] * 3, days_ago=5)
    told = page(alice, period="30", against="90")
    assert '<option value="90" selected>last 90 days</option>' not in told
    offered = re.search(r'id="by-against".*?</select>', told, re.DOTALL)
    assert offered
    assert 'value="90"' not in offered[0]


def test_published_levels_keep_what_was_asked(alice, people):
    people.workspace.country = "JP"
    people.workspace.save()
    place = make_touchpoint(people.workspace, name="Invoice")
    answers_of(people, "", [9] * 3, touchpoint=place)
    month = f"{timezone.localdate():%Y-%m}"
    told = page(alice, period=month, touchpoint=place.pk, sector="banks")
    form = told[told.index("Published levels") :].split("</form>")[0]
    assert f'name="period" value="{month}"' in form
    assert f'name="touchpoint" value="{place.pk}"' in form
    filters = told[told.index('class="filters"') :].split("</form>")[0]
    assert 'name="sector" value="banks"' in filters


def test_mix_and_rate_add_up_to_the_change_as_written(alice, people):
    desk, web = make_touchpoint(people.workspace), make_touchpoint(people.workspace)
    survey = answers_of(people, "", [9] * 20 + [3] * 13, days_ago=100, touchpoint=desk)
    answers_of(people, "", [9] * 7 + [3] * 10, days_ago=100, touchpoint=web, survey=survey)
    answers_of(people, "", [9] * 11 + [3] * 8, touchpoint=desk, survey=survey)
    answers_of(people, "", [9] * 17 + [3] * 23, touchpoint=web, survey=survey)
    told = page(alice)
    said = re.search(r"Of the (\S+) points, (\S+) come from .*? and (\S+) from", told)
    assert said
    total, mix, rate = (float(each.replace("−", "-")) for each in said.groups())
    assert total == pytest.approx(mix + rate)
