"""The page of scores: what it says is what the answers allow."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from emptychair import stats
from tests.factories.customers import make_person
from tests.factories.loop import make_initiative
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_touchpoint


@pytest.fixture
def alice(client, people):
    people.workspace.language = "en"
    people.workspace.save()
    client.force_login(people.alice)
    translation.activate("en")
    client.cookies["emptychair_language"] = "en"
    return client


def answers(people, scores, **fields):
    survey = make_survey(people.workspace, metric=fields.pop("metric", "nps"))
    for score in scores:
        make_response(survey, None, score=score, answered_at=timezone.now(), **fields)
    return survey


def page(client, **given):
    answer = client.get("/scores/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_score_stands_with_its_interval_and_number_of_answers(alice, people):
    answers(people, [10] * 15 + [7] * 13 + [3] * 8)
    told = page(alice)
    expected = stats.nps(15, 13, 8)
    assert f">+{expected.score:.0f}</a>" in told
    assert "−6 to +42" in told
    assert "From 36 answers." in told


def test_few_answers_are_called_too_few(alice, people):
    answers(people, [10, 9, 2])
    assert "3 answers are too few to rank or compare" in page(alice)


def test_each_group_leads_to_its_voices_and_stays_in_the_period(alice, people):
    place = make_touchpoint(people.workspace, name="Invoice")
    answers(people, [1] * 40, touchpoint=place)
    answers(people, [10] * 40)
    told = page(alice, period="30")
    assert f"/voices/?metric=nps&amp;period=30&amp;touchpoint={place.pk}" in told
    assert "lower than the rest" in told


def test_satisfaction_and_effort_have_their_own_tabs(alice, people):
    answers(people, [5, 4, 4, 1], metric="csat")
    answers(people, [7, 6, 5], metric="ces")
    assert ">75%</a>" in page(alice, metric="csat")
    assert ">6.0</a>" in page(alice, metric="ces")


def test_an_empty_period_leads_to_asking(alice, people):
    assert "Nobody has answered this yet" in page(alice)


def test_where_answers_are_older_the_empty_period_leads_to_them(alice, people):
    survey = answers(people, [])
    long_ago = timezone.now() - timedelta(days=150)
    make_response(survey, make_person(people.workspace), answered_at=long_ago)
    told = page(alice)
    assert "Nobody answered this in this time" in told
    assert "period=365" in told
    assert "Nobody answered this in this time" not in page(alice, period="365")


def test_invitations_and_customers_heard_are_told(alice, people):
    survey = answers(people, [9])
    heard, silent = make_person(people.workspace), make_person(people.workspace)
    make_response(survey, heard, answered_at=timezone.now())
    for person in (heard, silent):
        make_invitation(
            survey,
            person,
            asked_at=timezone.now(),
            answered_at=timezone.now() if person is heard else None,
        )
    told = page(alice)
    assert "1 of 2 invitations answered" in told
    assert "1 of 2 customers heard" in told


def test_what_was_completed_is_marked_on_the_trend(alice, people):
    survey = answers(people, [9, 8, 3])
    for back in (40, 70):
        make_response(survey, None, answered_at=timezone.now() - timedelta(days=back))
    make_initiative(
        people.workspace,
        title="Online invoice",
        state="done",
        completed_on=timezone.localdate() - timedelta(days=40),
    )
    assert "Online invoice" in page(alice)


def test_the_table_is_a_file_without_formulas(alice, people):
    answers(people, [9] * 3, segment="=1+1")
    text = alice.get("/scores/table.csv").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert text.splitlines()[1].startswith("Total,,100.00,")


def test_htmx_gets_the_part_only(alice, people):
    answers(people, [9])
    part = alice.get("/scores/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="scores"')


def test_nonsense_in_the_address_is_left_out(alice, people):
    answers(people, [9])
    assert "From 1 answer." in page(alice, metric="x", period="²", touchpoint="a", by="b")


def test_the_number_of_queries_does_not_grow_with_answers(
    alice, people, django_assert_max_num_queries
):
    for number in range(30):
        place = make_touchpoint(people.workspace)
        answers(people, [number % 11] * 3, touchpoint=place, segment=f"s{number}")
    page(alice)
    with django_assert_max_num_queries(30):
        page(alice)
