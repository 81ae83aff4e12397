"""Sections 8.6 to 8.10 and 9.2: answers."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from emptychair.customers.models import Segment
from emptychair.surveys.models import Answer, Permalink, Response, SurveyVersion
from emptychair.surveys.permalinks import permalink_token, read_permalink
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

KEYS = {
    "id", "person", "survey_type", "score", "comment", "permalink", "created_at", "updated_at",
    "person_properties", "notes", "tags", "additional_answers",
}  # fmt: skip
T = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = 900_000_000_000


@pytest.fixture
def person(people):
    return make_person(people.workspace, email="ann@example.com", name="Ann")


def stamp(moment):
    return int(moment.timestamp())


def test_an_answer_has_all_twelve_keys(api, survey, person):
    row = make_response(survey, person, answered_at=T)
    said = api.get(f"/survey_responses/{OWN + row.pk}").body
    assert set(said) == KEYS
    assert re.fullmatch(r"http://testserver/r/[0-9A-Za-z]{32}", said.pop("permalink"))
    assert said == {
        "id": str(OWN + row.pk), "person": str(OWN + person.pk), "survey_type": "nps", "score": 9,
        "comment": None, "created_at": stamp(T), "updated_at": stamp(T), "person_properties": None,
        "notes": [], "tags": [], "additional_answers": [],
    }  # fmt: skip


def test_person_and_notes_are_expanded(api, survey, person):
    note = {"id": "7", "text": "called", "user_email": "bob@example.com", "created_at": 1}
    row = make_response(survey, person, notes=[note], tags=["shipping"])
    plain = api.get(f"/survey_responses/{OWN + row.pk}.json").body
    assert (plain["notes"], plain["tags"]) == (["7"], ["shipping"])
    wide = api.get(f"/survey_responses/{OWN + row.pk}?expand[]=person&expand[]=notes&expand[]=x")
    assert wide.body["notes"] == [note]
    assert wide.body["person"] == {
        "id": str(OWN + person.pk), "name": "Ann", "email": "ann@example.com",
        "created_at": stamp(person.created_at),
    }  # fmt: skip


def test_an_imported_answer_keeps_number_and_permalink(api, survey, person):
    row = make_response(survey, person, external_id="delighted:210554907")
    token = "Qm7rT0cVx2LpY9sKd4HfZb1NwE8uJ3aG"  # noqa: S105 - of a link in a test
    Permalink.objects.create(workspace=survey.workspace, response=row, token=token)
    said = api.get("/survey_responses/210554907").body
    assert said["id"] == "210554907"
    assert said["permalink"] == f"http://testserver/r/{token}"


def test_filters_and_order(api, survey, people, person):
    other = make_person(people.workspace)
    first = make_response(survey, person, answered_at=T)
    second = make_response(survey, other, answered_at=T + timedelta(days=1))
    third = make_response(
        survey, person, answered_at=T + timedelta(days=2), corrected_at=T + timedelta(days=9)
    )
    first.edited_at = T + timedelta(days=20)
    first.save()
    numbers = {str(OWN + row.pk): turn for turn, row in enumerate((first, second, third), 1)}

    def listed(query=""):
        return [numbers[one["id"]] for one in api.get(f"/survey_responses{query}").body]

    day = 24 * 3600
    assert listed() == listed("?order=asc") == [1, 2, 3]
    assert listed("?order=desc") == [3, 2, 1]
    assert listed("?order=asc:updated_at") == [2, 3, 1]
    assert listed("?order=desc:updated_at") == [1, 3, 2]
    assert listed(f"?since={stamp(T) + day}") == [2, 3]
    assert listed(f"?until={stamp(T) + day}") == [1, 2]
    assert listed(f"?updated_since={stamp(T) + 9 * day}") == [1, 3]
    assert listed(f"?updated_until={stamp(T) + 9 * day}") == [2, 3]
    assert listed("?person_email=ANN@example.com") == [1, 3]
    assert listed(f"?person_id={OWN + other.pk}") == [2]
    assert listed(f"?person_id={OWN + other.pk}&person_email=ann@example.com") == []
    assert listed("?person_email=no@example.com") == []
    assert listed("?per_page=2") == [1, 2]
    assert listed("?per_page=2&page=2") == [3]
    assert listed("?per_page=2&page=9") == []
    assert api.get("/survey_responses?order=up").body["errors"] == {"order": ["is invalid"]}


def test_a_trend_is_a_saved_segment(api, survey, people, person):
    make_response(survey, person)
    make_response(survey, make_person(people.workspace, region="Tokyo"))
    segment = Segment.objects.create(
        workspace=people.workspace, name="Tokyo",
        rules={"match": "all", "conditions": [
            {"field": "region", "operator": "is", "value": "Tokyo"}]},
    )  # fmt: skip
    assert len(api.get(f"/survey_responses?trend={segment.pk}").body) == 1
    assert api.get(f"/metrics?trend={segment.pk}").body["response_count"] == 1
    for unknown in ("9999999", "abc"):
        assert api.get(f"/survey_responses?trend={unknown}").body["errors"] == {
            "trend": ["is invalid"]
        }


def test_tests_and_what_is_kept_aside_are_not_told(api, survey, person):
    make_response(survey, person, is_test=True)
    make_response(survey, person, aside="doubtful")
    assert api.get("/survey_responses").body == []


def test_an_answer_is_added_and_counts(api, person, survey):
    given = {"person": OWN + person.pk, "score": "8", "comment": "Fine",
             "created_at": stamp(T), "person_properties": {"Plan": "Gold", "n": 3},
             "tags": ["a", "b", "a"]}  # fmt: skip
    made = api.post("/survey_responses", given)
    assert made.status == 201
    assert set(made.body) == KEYS
    assert (made.body["score"], made.body["comment"], made.body["created_at"]) == (
        8, "Fine", stamp(T),
    )  # fmt: skip
    assert made.body["updated_at"] == stamp(T)
    assert made.body["person_properties"] == {"Plan": "Gold", "n": "3"}
    assert made.body["tags"] == ["a", "b"]
    assert api.get("/metrics").body["response_count"] == 1
    shown = api.get(f"/people/{OWN + person.pk}").body
    assert (shown["last_responded_at"], shown["last_sent_at"]) == (stamp(T), None)


def test_a_form_adds_one_too(api, person):
    form = f"person={OWN + person.pk}&score=0&person_properties%5BPlan%5D=Gold"
    made = api.post("/survey_responses", form=form)
    assert (made.status, made.body["score"]) == (201, 0)
    assert made.body["person_properties"] == {"Plan": "Gold"}


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({}, {"person": ["can't be blank"], "score": ["can't be blank"]}),
        ({"person": "1", "score": 5}, {"person": ["is invalid"]}),
        ({"person": "me", "score": 11}, {"score": ["is invalid"]}),
        ({"person": "me", "score": -1}, {"score": ["is invalid"]}),
        ({"person": "me", "score": "ten"}, {"score": ["is invalid"]}),
        ({"person": "me", "score": 5, "created_at": "x"}, {"created_at": ["is invalid"]}),
    ],
)
def test_what_cannot_be_added_is_422(api, person, given, errors):
    if given.get("person") == "me":
        given["person"] = str(OWN + person.pk)
    answer = api.post("/survey_responses", given)
    assert (answer.status, answer.body["errors"]) == (422, errors)
    assert Response.objects.count() == 0


def test_a_whole_object_sent_back_changes_nothing_but_what_may_change(api, survey, people, person):
    row = make_response(survey, person, answered_at=T, properties={"Plan": "Gold", "Old": "x"})
    number = str(OWN + row.pk)
    told = api.get(f"/survey_responses/{number}?expand[]=person&expand[]=notes").body
    told |= {"score": 3, "comment": "Broke", "survey_type": "csat", "permalink": "x", "id": "1",
             "created_at": 1, "updated_at": 1, "additional_answers": [{}], "further": 1,
             "person_properties": {"Plan": "Silver", "Old": None, "New": "y"},
             "tags": ["urgent"]}  # fmt: skip
    saved = api.put(f"/survey_responses/{number}", told)
    assert saved.status == 200
    assert (saved.body["score"], saved.body["comment"]) == (3, "Broke")
    assert saved.body["person_properties"] == {"Plan": "Silver", "New": "y"}
    assert saved.body["tags"] == ["urgent"]
    assert saved.body["created_at"] == stamp(T)
    assert saved.body["updated_at"] >= stamp(timezone.now()) - 5
    assert saved.body["id"] == number
    assert saved.body["person"] == str(OWN + person.pk)


def test_omitted_keys_stay_and_the_body_may_ask_for_an_expanded_answer(api, survey, people, person):
    row = make_response(survey, person, comment="Words")
    other = make_person(people.workspace)
    given = {"person": str(OWN + other.pk), "expand": ["person"]}
    saved = api.put(f"/survey_responses/{OWN + row.pk}", given).body
    assert (saved["score"], saved["comment"]) == (9, "Words")
    assert saved["person"]["id"] == str(OWN + other.pk)


def test_put_on_the_collection_takes_the_number_from_the_body(api, survey, person):
    row = make_response(survey, person)
    assert api.put("/survey_responses", {"id": str(OWN + row.pk), "score": 2}).body["score"] == 2
    assert api.put("/survey_responses", {"score": 2}).status == 404
    assert api.put("/survey_responses/5", {"score": 2}).status == 404
    bad = api.put(f"/survey_responses/{OWN + row.pk}", {"score": 12})
    assert bad.body["errors"] == {"score": ["is invalid"]}


def test_further_answers_have_delighteds_four_kinds(api, survey, person):
    def question(key, kind, **rest):
        return {"key": key, "kind": kind, "title": {"ja": key, "en": key.title()}, **rest}

    options = [{"key": "yes", "label": {"ja": "はい", "en": "Yes"}},
               {"key": "no", "label": {"ja": "いいえ", "en": "No"}}]  # fmt: skip
    rows = [{"key": "staff", "label": {"ja": "店員", "en": "Staff"}}]
    definition = {"score": "score", "pages": [{"key": "p", "questions": [
        question("score", "nps"), question("why", "long_text", why_of="score"),
        question("one", "single", options=options), question("many", "multiple", options=options),
        question("words", "short_text"), question("far", "agree"),
        question("grid", "matrix", rows=rows)]}]}  # fmt: skip
    SurveyVersion.objects.create(workspace=survey.workspace, survey=survey, number=1,
                                 definition=definition, published_at=T)  # fmt: skip
    row = make_response(survey, person, version=1, language="en")

    def answer(key, kind, **value):
        return Answer.objects.create(workspace=survey.workspace, response=row, survey=survey,
                                     question=key, kind=kind, **value)  # fmt: skip

    answer("score", "nps", number=9)
    answer("why", "long_text", text="Because")
    grid = answer("grid", "matrix", cells={"staff": 4})
    one = answer("one", "single", choices=["yes"])
    answer("many", "multiple", choices=["no", "yes"])
    answer("words", "short_text", text="Hello")
    answer("far", "agree", number=3.0)
    told = api.get(f"/survey_responses/{OWN + row.pk}").body["additional_answers"]
    empty = {"free_response": None, "scale": None, "select_one": None, "select_many": None}
    assert told[0] == {
        "id": str(one.pk), "value": empty | {"select_one": {"id": "yes", "text": "Yes"}},
        "question": {"id": "one", "type": "select_one", "text": "One"},
    }  # fmt: skip
    assert [item["value"][item["question"]["type"]] for item in told[1:]] == [
        [{"id": "no", "text": "No"}, {"id": "yes", "text": "Yes"}], "Hello", 3, 4,
    ]  # fmt: skip
    assert told[-1]["id"] == f"{grid.pk}-staff"
    assert told[-1]["question"]["text"] == "Grid: Staff"


def test_a_hundred_answers_cost_as_many_queries_as_one(
    api, people, survey, django_assert_max_num_queries
):
    for _ in range(100):
        make_response(survey, make_person(people.workspace))
    with django_assert_max_num_queries(10):
        api.get("/survey_responses?per_page=100&expand[]=person")


@pytest.mark.parametrize(
    ("metric", "name", "bad"),
    [("csat", "csat", 0), ("ces", "ces7", 8), ("ces5", "ces", 6), ("csat3", "csat3", 4),
     ("pmf", "pmf", 0), ("thumbs", "thumbs", 2)],
)  # fmt: skip
def test_other_scales_have_delighteds_names_and_bounds(people, person, metric, name, bad):
    from emptychair.integrations.delighted.services.keys import create_key
    from tests.delighted.conftest import Api

    survey = make_survey(people.workspace, metric=metric)
    api = Api(create_key(people.system, survey_id=survey.pk, name="x")[1])
    assert api.post("/survey_responses", {"person": OWN + person.pk, "score": bad}).status == 422
    made = api.post("/survey_responses", {"person": OWN + person.pk, "score": 1})
    assert made.body["survey_type"] == name


def test_a_permalink_leads_colleagues_to_the_answer_and_nobody_else(people, survey, person):
    row = make_response(survey, person)
    address = f"/r/{permalink_token(row.pk)}"
    client = Client()
    assert client.get(address).status_code == 302  # to sign in
    client.force_login(people.alice)
    answer = client.get(address)
    assert answer.status_code == 302
    assert str(row.pk) in answer["Location"] or str(person.pk) in answer["Location"]
    client.force_login(people.charlie)
    assert client.get(address).status_code == 404


def test_a_token_is_read_back_and_cannot_be_guessed():
    tokens = {permalink_token(number) for number in range(1, 200)}
    assert len(tokens) == 199
    assert read_permalink(permalink_token(123_456_789)) == 123_456_789
    token = permalink_token(5)
    changed = token[:-1] + ("0" if token[-1] != "0" else "1")
    assert read_permalink(changed) is None
    assert read_permalink("ü" * 32) is None
