"""Sections 8.11 to 8.14: metrics, unsubscribes, bounces, autopilot."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import Suppression
from emptychair.customers.services.suppression import suppress_address
from emptychair.integrations.delighted.services.keys import create_key
from emptychair.integrations.delighted.vocabulary import percent
from emptychair.messaging.models import Message
from emptychair.surveys.models import AutopilotMember
from emptychair.surveys.services.autopilot import start_autopilot
from tests.delighted.conftest import Api
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey

T = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = 900_000_000_000


def stamp(moment):
    return int(moment.timestamp())


def answers(survey, people, scores, **rest):
    for score in scores:
        make_response(survey, make_person(people.workspace), score=score,
                      **({"answered_at": T} | rest))  # fmt: skip


def test_nps_in_whole_numbers(api, survey, people):
    answers(survey, people, [9] * 10 + [7] * 5 + [6] * 5)
    assert api.get("/metrics").body == {
        "nps": 25, "promoter_count": 10, "promoter_percent": 50, "passive_count": 5,
        "passive_percent": 25, "detractor_count": 5, "detractor_percent": 25, "response_count": 20,
    }  # fmt: skip


def test_nobody_gives_zeros(api):
    assert set(api.get("/metrics").body.values()) == {0}


def test_halves_are_rounded_away_from_zero():
    assert [percent(1, 8), percent(-1, 8), percent(1, 200), percent(-1, 200)] == [13, -13, 1, -1]
    assert percent(1, 3) == 33


def test_without_bounds_the_30_days_before_the_newest_answer_count(api, survey, people):
    answers(survey, people, [10], answered_at=T)
    answers(survey, people, [0], answered_at=T - timedelta(days=31))
    assert api.get("/metrics").body["response_count"] == 1
    assert api.get(f"/metrics?until={stamp(T)}").body["response_count"] == 2
    assert api.get("/metrics?since=0").body["response_count"] == 2
    assert api.get(f"/metrics?since={stamp(T) + 1}").body["response_count"] == 0
    people.workspace.settings = {"delighted_window_days": 90}
    people.workspace.save()
    assert api.get("/metrics").body["response_count"] == 2


@pytest.mark.parametrize(
    ("metric", "scores", "told"),
    [
        ("csat", [1, 3, 4, 5], {"csat": 50, "satisfied_count": 2, "dissatisfied_percent": 25}),
        ("ces", [1, 4, 5, 7], {"ces7": 50, "agree_count": 2, "neutral_count": 1}),
        ("ces5", [2, 4], {"ces": 50, "agree_count": 1, "disagree_count": 1}),
        ("csat3", [1, 3, 3], {"csat3": 67, "satisfied_count": 2}),
        ("pmf", [3, 1, 2], {"pmf": 33, "very_disappointed_count": 1}),
        ("thumbs", [0, 1, 1, 1], {"thumbs": 75, "thumbs_up_count": 3}),
    ],
)
def test_other_scales(people, metric, scores, told):
    survey = make_survey(people.workspace, metric=metric)
    answers(survey, people, scores)
    api = Api(create_key(people.system, survey_id=survey.pk, name="x")[1])
    body = api.get("/metrics").body
    assert told.items() <= body.items()
    assert body["response_count"] == len(scores)


@pytest.mark.parametrize(
    ("look", "name", "group"),
    [("stars", "stars_five", "star_5_count"), ("faces", "smileys", "very_happy_count")],
)
def test_stars_and_faces_have_groups_of_their_own(people, look, name, group):
    pages = [
        {"key": "p", "questions": [{"key": "score", "kind": "csat", "title": {}, "look": look}]}
    ]
    survey = make_survey(
        people.workspace, metric="csat", definition={"score": "score", "pages": pages}
    )
    answers(survey, people, [5, 4, 1])
    api = Api(create_key(people.system, survey_id=survey.pk, name="x")[1])
    body = api.get("/metrics").body
    assert (body[name], body[group]) == (67, 1)
    assert api.get("/survey_responses").body[0]["survey_type"] == name


def test_groups_of_channels(api, survey, people):
    person = make_person(people.workspace, email="a@example.com")
    mail = Message.objects.create(
        workspace=people.workspace, person=person, unique_key="x", purpose="survey",
        state="handed_over", to_address="a@example.com", subject="x", text="x", send_after=T,
        handed_over_at=T,
    )  # fmt: skip
    back = Message.objects.create(
        workspace=people.workspace, unique_key="y", purpose="survey", state="bounced",
        to_address="b@example.com", subject="x", text="x", send_after=T,
    )  # fmt: skip
    make_invitation(survey, person, message=mail, opened_at=T, asked_at=T)
    make_invitation(survey, make_person(people.workspace), message=back, asked_at=T)
    make_response(survey, person, answered_at=T)
    make_response(survey, person, answered_at=T, channel="kiosk")
    suppress_address(people.system, channel="email", address="a@example.com", reason="unsubscribed")
    query = f"since={stamp(T) - 9}&groups[]=email&groups[]=kiosk&groups[]=unknown"
    assert api.get(f"/metrics?{query}").body == {
        "email_sent_count": 2, "email_opened_count": 1, "email_bounced_count": 1,
        "email_unsubscribed_count": 1, "email_response_count": 1, "kiosk_sent_count": 0,
        "kiosk_opened_count": 0, "kiosk_bounced_count": 0, "kiosk_unsubscribed_count": 0,
        "kiosk_response_count": 1,
    }  # fmt: skip
    both = api.get("/metrics?groups[]=core&groups[]=email").body
    assert {"nps", "email_sent_count"} <= set(both)


def test_unsubscribing_twice_is_once_and_unknown_addresses_count(api, people):
    person = make_person(people.workspace, email="ann@example.com", name="Ann")
    for _ in range(2):
        answer = api.post("/unsubscribes", {"person_email": "Ann@example.com"})
        assert (answer.status, answer.body) == (201, {"ok": True})
    api.post("/unsubscribes", {"person_email": "new@example.com"})
    first, second = api.get("/unsubscribes").body
    assert first.pop("unsubscribed_at") >= stamp(timezone.now()) - 5
    assert first == {"person_id": str(OWN + person.pk), "email": "ann@example.com", "name": "Ann"}
    assert (second["email"], second["name"]) == ("new@example.com", None)
    blank = api.post("/unsubscribes", {})
    assert blank.body["errors"] == {"person_email": ["can't be blank"]}
    wrong = api.post("/unsubscribes", {"person_email": "x"})
    assert wrong.body["errors"] == {"person_email": ["is invalid"]}


def test_bounces_are_those_that_came_back_and_people_stay_listed(api, people):
    make_person(people.workspace, email="a@example.com")
    suppress_address(people.system, channel="email", address="a@example.com", reason="bounced")
    suppress_address(people.system, channel="email", address="b@example.com", reason="asked")
    assert [one["email"] for one in api.get("/bounces").body] == ["a@example.com"]
    assert set(api.get("/bounces").body[0]) == {"person_id", "email", "name", "bounced_at"}
    assert [one["email"] for one in api.get("/unsubscribes").body] == ["b@example.com"]
    assert len(api.get("/people").body) == 1


def test_suppressions_by_time_and_page_the_oldest_first(api, people):
    for number in range(5):
        row, _new = suppress_address(
            people.system, channel="email", address=f"p{number}@example.com", reason="bounced"
        )
        moment = T + timedelta(days=4 - number)
        Suppression.objects.filter(pk=row.pk).update(created_at=moment)
    told = [one["email"][1] for one in api.get("/bounces").body]
    assert told == ["4", "3", "2", "1", "0"]
    day = stamp(T + timedelta(days=2))
    assert len(api.get(f"/bounces?since={day}").body) == 3
    assert len(api.get(f"/bounces?until={day}").body) == 3
    assert [one["email"][1] for one in api.get("/bounces?per_page=2&page=2").body] == ["2", "1"]
    assert api.get("/bounces?per_page=2&page=4").body == []


def test_an_autopilot_that_was_never_set_up(api, survey):
    assert api.get("/autopilot/email").body == {
        "platform_id": "email", "active": False, "frequency": 7776000,
        "created_at": stamp(survey.created_at), "updated_at": stamp(survey.created_at),
    }  # fmt: skip
    assert api.get("/autopilot/fax").status == 404
    assert api.get("/autopilot/email/memberships").body == []


def test_an_autopilot_that_runs(api, survey, people):
    start_autopilot(people.system, survey, now=timezone.now(), cadence_days=180, everybody=False)
    told = api.get("/autopilot/email.json").body
    assert (told["active"], told["frequency"]) == (True, 180 * 86400)


def test_members_join_change_and_leave(api, survey):
    given = {"person_email": "Ines@example.org", "person_name": "Inés",
             "properties": {"Store": "Lisbon", "n": 1}}  # fmt: skip
    made = api.post("/autopilot/email/memberships", given)
    assert made.status == 201
    assert made.body["properties"] == {"Store": "Lisbon", "n": "1"}
    person = made.body["person"]
    assert set(person) == {"id", "name", "email", "created_at", "phone_number"}
    assert (person["email"], person["phone_number"]) == ("Ines@example.org", None)
    kept = api.post("/autopilot/email/memberships", {"person_id": person["id"]})
    assert kept.body["properties"] == {"Store": "Lisbon", "n": "1"}
    porto = {"person_email": "ines@example.org", "properties": {"Store": "Porto"}}
    other = api.post("/autopilot/email/memberships", porto)
    assert other.body["properties"] == {"Store": "Porto"}
    [row] = api.get("/autopilot/email/memberships").body
    assert set(row) == {"created_at", "updated_at", "person", "next_survey_request"}
    assert set(row["person"]) == {"id", "name", "email", "created_at", "phone_number",
                                  "last_sent_at"}  # fmt: skip
    assert set(row["next_survey_request"]) == {
        "id", "created_at", "survey_scheduled_at", "properties",
    }  # fmt: skip
    assert row["next_survey_request"]["properties"] == {"Store": "Porto"}
    found = api.get("/autopilot/email/memberships?person_email=ines@example.org").body
    assert len(found) == 1
    assert api.get("/autopilot/email/memberships?person_email=no@example.org").body == []
    gone = api.delete("/autopilot/email/memberships", {"person_email": "ines@example.org"})
    assert (gone.status, set(gone.body)) == (202, {"person"})
    assert AutopilotMember.objects.count() == 0
    assert api.delete("/autopilot/email/memberships", {"person_id": person["id"]}).status == 404


@pytest.mark.parametrize("way", ["query", "body", "form", "alias"])
def test_leaving_is_said_in_many_ways(api, way):
    api.post("/autopilot/email/memberships", {"person_email": "a@example.org"})
    path = "/autopilot/email/memberships"
    asked = {
        "query": lambda: api.delete(f"{path}?person_email=a%40example.org"),
        "body": lambda: api.delete(path, {"person_email": "a@example.org"}),
        "form": lambda: api.delete(path, form="person_email=a%40example.org"),
        "alias": lambda: api.delete(path, {"email": "a@example.org"}),
    }
    assert asked[way]().status == 202


def test_an_autopilot_wants_to_know_whom_exactly(api):
    path = "/autopilot/email/memberships"
    assert api.post(path, {}).body["errors"] == {"person_email": ["can't be blank"]}
    assert api.post("/autopilot/sms/memberships", {"person_email": "a@example.org"}).body[
        "errors"
    ] == {"person_phone_number": ["can't be blank"]}
    assert api.delete(path, {}).status == 422
    both = api.delete(path, {"person_email": "a@example.org", "person_id": "5"})
    assert both.status == 422
    sms = api.post("/autopilot/sms/memberships", {"phone_number": "+819012345678"})
    assert (sms.status, sms.body["person"]["phone_number"]) == (201, "+819012345678")


def test_members_are_paged_by_a_cursor(api):
    for number in range(5):
        api.post("/autopilot/email/memberships", {"person_email": f"p{number}@example.org"})
    page, seen = api.get("/autopilot/email/memberships?per_page=2"), []
    while True:
        seen += [one["person"]["email"][1] for one in page.body]
        if not page.next:
            break
        page = api.get(page.next)
    assert seen == list("01234")
