"""The page that tells how carefully a survey was answered, and what leaving answers out does."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def survey(people):
    survey = make_survey(people.workspace, name="Autumn")
    marks = {"marks": ["gibberish"], "is_marked": True}
    now = timezone.now()
    for score, comment, more in (
        (9, "Kind people", {}),
        (10, "", {}),
        (0, "sdfsdfsdf", marks),
    ):
        person = make_person(people.workspace, name=f"Person {score}")
        make_response(survey, person, score=score, comment=comment, answered_at=now, **more)
    return survey


@pytest.fixture
def page(client, people):
    translation.activate("en")
    client.cookies["emptychair_language"] = "en"
    client.force_login(people.alice)
    return client


def read(client, address, **given):
    answer = client.get(address, given)
    assert answer.status_code == 200
    return answer.content.decode()


def here(survey) -> str:
    return f"/surveys/{survey.pk}/quality/"


def test_marked_answers_stand_there_with_the_reason_in_words(page, survey):
    told = read(page, here(survey))
    assert "sdfsdfsdf" in told
    assert "The words look like letters typed by chance." in told
    assert "Kind people" not in told
    assert "Nothing stands out here" in read(page, here(survey), mark="speeding")


def test_trying_a_rule_tells_both_scores_and_changes_nothing(page, survey):
    told = read(page, here(survey), out="gibberish", **{"try": "1"})
    assert "1 answer would be left out." in told
    assert "+33" in told
    assert "+100" in told
    assert Response.objects.filter(is_counted=True).count() == 3


def test_a_rule_is_used_and_taken_back_from_the_message(page, survey):
    told = page.post(here(survey) + "rule/", {"mark": "gibberish"}, follow=True).content.decode()
    assert "1 answer changed its place" in told
    assert Response.objects.filter(aside="excluded").count() == 1
    assert f'action="{here(survey)}rule/?"' in told
    page.post(here(survey) + "rule/?")
    assert Response.objects.filter(aside="excluded").count() == 0


def test_one_answer_is_left_out_with_a_reason_and_taken_back(page, survey):
    row = Response.objects.get(score=9)
    answer = page.post(f"/answers/{row.pk}/excluded/", {"reason": ""})
    assert answer.status_code == 422
    told = page.post(
        f"/answers/{row.pk}/excluded/",
        {"reason": "A colleague tried it", "next": here(survey) + "?mark=excluded"},
        follow=True,
    ).content.decode()
    assert "A colleague tried it" in told
    assert f"/answers/{row.pk}/rule/?was=" in told
    page.post(f"/answers/{row.pk}/rule/?was=")
    row.refresh_from_db()
    assert (row.is_counted, row.verdict) == (True, "")


def test_the_scores_say_what_was_left_out_and_lead_there(page, survey):
    page.post(here(survey) + "rule/", {"mark": "gibberish"})
    told = read(page, "/scores/")
    assert "1 answer to “Autumn” in this period was left out." in told
    assert f"{here(survey)}?mark=excluded" in told


def test_voices_show_marks_and_find_those_left_out(page, survey):
    assert "letters by chance" in read(page, "/voices/")
    assert "Kind people" not in read(page, "/voices/", marks="marked")
    page.post(here(survey) + "rule/", {"mark": "gibberish"})
    assert "sdfsdfsdf" not in read(page, "/voices/")
    assert "sdfsdfsdf" in read(page, "/voices/", marks="excluded")


def test_confidential_answers_that_are_too_few_or_of_this_month_stay_closed_and_pages_say_so(
    page, people
):
    survey = make_survey(people.workspace, privacy="confidential", name="Quiet")
    now = timezone.now()
    last_month = now.astimezone(people.workspace.zone).replace(day=1) - timedelta(days=5)
    for moment in (now, now, now, last_month, last_month):
        make_response(survey, None, comment="asdfasdf", answered_at=moment, is_marked=True)
    assert "asdfasdf" not in read(page, here(survey))
    assert "5 answers to “Quiet” are not shown here, because" in read(page, "/voices/")
    told = read(page, "/scores/")
    assert "3 answers to “Quiet” are not shown here: they are confidential" in told
    assert "2 answers to “Quiet” are not shown here, because" in told
    assert f'href="/surveys/{survey.pk}/privacy/"' in told


def test_a_filter_hides_confidential_answers_and_says_why(page, people):
    survey = make_survey(people.workspace, privacy="confidential", name="Quiet")
    for _number in range(12):
        make_response(survey, None, comment="fine", answered_at=timezone.now())
    assert "not shown here" not in read(page, "/voices/")
    assert "filters could tell people apart" in read(page, "/voices/", language="en")


def test_the_page_asks_as_often_for_one_answer_as_for_thirty(
    page, people, survey, django_assert_max_num_queries
):
    for number in range(30):
        make_response(
            survey,
            make_person(people.workspace),
            comment="asdfasdf",
            marks=["gibberish"],
            is_marked=True,
            answered_at=timezone.now() - timedelta(minutes=number),
        )
    read(page, here(survey))
    with django_assert_max_num_queries(32):
        read(page, here(survey))
