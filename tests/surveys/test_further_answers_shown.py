"""What staff see of answers to many questions."""

from emptychair.accounts.queries import access_of_user
from emptychair.surveys.models import Answer
from emptychair.surveys.queries import latest_answers, responses_of
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, every_kind
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


def answered(people):
    survey = ask_this(make_survey(people.workspace), every_kind())
    person = make_person(people.workspace, name="山田 太郎", language="ja")
    response = make_response(survey, person, version=1, started_at=NOW, comment="山田です")
    plain = {"workspace": people.workspace, "response": response, "survey": survey}
    for fields in (
        {"question": "nps", "kind": "nps", "number": 9},
        {"question": "consent", "kind": "consent", "number": 1},
        {"question": "multiple", "kind": "multiple", "choices": ["price", "other"], "text": "味"},
        {"question": "ranking", "kind": "ranking", "choices": ["time", "box"]},
        {"question": "matrix", "kind": "matrix", "cells": {"driver": 2, "cook": 5}},
        {"question": "contact", "kind": "contact", "cells": {"name": "山田 太郎"}},
        {"question": "short_text", "kind": "short_text", "text": "山田の家"},
        {"question": "gone", "kind": "number", "number": 3},
    ):
        Answer.objects.create(**plain, **fields)
    return survey, person


def test_further_answers_stand_below_score_and_why_in_their_order(people):
    survey, _person = answered(people)
    (row,) = latest_answers(access_of_user(people.alice), survey)
    assert row.is_partial
    assert dict(row.further) == {
        "Question multiple（日本語）": "Price（日本語） / Other（日本語） / 味",
        "Question ranking（日本語）": "1. Time（日本語） / 2. Box（日本語）",
        "Question matrix（日本語）": "Cook（日本語）: 5 / Driver（日本語）: 2",
        "Question short text（日本語）": "山田の家",
        "Question contact（日本語）": "山田 太郎",
        "Question consent（日本語）": "はい",
    }


def test_names_in_them_are_masked_for_those_who_may_not_see_them(people):
    survey, person = answered(people)
    (row,) = latest_answers(access_of_user(people.ana), survey)
    assert "山田" not in str(row)
    assert "Price" in str(row.further)
    assert responses_of(access_of_user(people.alice), person.pk)[0].further == ()


def test_the_page_of_the_survey_shows_them_in_a_few_queries(
    people, client, django_assert_max_num_queries
):
    survey, _person = answered(people)
    client.force_login(people.alice)
    shown = client.get(f"/surveys/{survey.pk}/").content.decode()
    assert "1. Time（日本語） / 2. Box（日本語）" in shown
    assert "回答途中" in shown
    for _ in range(5):
        make_response(survey, None, version=1)
    alice = access_of_user(people.alice)
    with django_assert_max_num_queries(3):
        latest_answers(alice, survey)
