"""Section 8.1 to 8.5: people, and requests to ask them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import OtherId, Person, Suppression
from emptychair.customers.services.suppression import suppress_address
from emptychair.integrations.delighted.jobs import ask_due
from emptychair.integrations.delighted.models import SurveyRequest
from emptychair.messaging.models import ContactDecision, Message
from emptychair.surveys.models import Invitation, Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response

KEYS = {
    "id", "name", "email", "created_at", "last_sent_at", "last_responded_at",
    "next_survey_scheduled_at",
}  # fmt: skip


def test_a_new_person_is_201_and_is_asked(api):
    before = int(timezone.now().timestamp())
    given = {"email": "Ines.Marti@example.org", "name": "Inés Martí",
             "properties": {"Store": "Lisbon", "customer_id": 7781}}  # fmt: skip
    made = api.post("/people", given)
    assert made.status == 201
    assert made.body["email"] == "Ines.Marti@example.org"  # stored as given
    assert made.body["name"] == "Inés Martí"
    assert made.body["properties"] == {"Store": "Lisbon", "customer_id": "7781"}
    assert made.body["survey_scheduled_at"] - before in range(5)
    assert made.body["id"].isdigit()
    assert "phone_number" not in made.body
    asked = Invitation.objects.get()
    assert asked.person.email == "ines.marti@example.org"
    assert asked.properties == {"Store": "Lisbon", "customer_id": "7781"}


def test_the_same_address_is_the_same_person_and_nothing_is_cleared(api):
    first = api.post("/people", {"email": "ann@example.com", "name": "Ann", "send": False})
    again = api.post("/people", {"email": "ANN@example.com", "name": None, "send": False})
    assert (again.status, again.body["id"]) == (200, first.body["id"])
    assert again.body["name"] == "Ann"
    assert again.body["properties"] == {}
    assert Person.objects.count() == 1


def test_somebody_may_be_known_by_telephone_only(api):
    made = api.post("/people", {"phone_number": "+351912345678", "send": False})
    assert made.body["phone_number"] == "+351912345678"
    assert made.body["email"] is None
    both = api.post("/people", {"phone_number": "+351912345678", "email": "a@example.com",
                                "send": False})  # fmt: skip
    assert (both.status, both.body["id"]) == (200, made.body["id"])
    assert both.body["email"] == "a@example.com"


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({}, {"email": ["can't be blank"]}),
        ({"email": ""}, {"email": ["can't be blank"]}),
        ({"email": "nobody"}, {"email": ["is invalid"]}),
        ({"phone_number": "090-1234"}, {"phone_number": ["is invalid"]}),
        ({"email": "a@example.com", "channel": "fax"}, {"channel": ["is invalid"]}),
        ({"email": "a@example.com", "delay": -1}, {"delay": ["is invalid"]}),
        ({"email": "a@example.com", "delay": "soon"}, {"delay": ["is invalid"]}),
        ({"email": "a@example.com", "last_sent_at": "now"}, {"last_sent_at": ["is invalid"]}),
        ({"email": "a@example.com", "name": "x" * 255},
         {"name": ["must be less than 255 characters"]}),
        ({"email": "a@example.com", "properties": {"a": {"b": 1}}}, {"properties": ["is invalid"]}),
        ({"email": "a@example.com", "channel": "sms"}, {"phone_number": ["can't be blank"]}),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_422_and_nothing_is_stored(api, given, errors):
    answer = api.post("/people", given)
    assert (answer.status, answer.body["errors"]) == (422, errors)
    assert Person.objects.count() == 0


def test_values_of_properties_become_texts(api):
    given = {"n": 1, "f": 1.5, "yes": True, "none": None, "list": [1, "b", False]}
    made = api.post("/people", {"email": "a@example.com", "send": False, "properties": given})
    assert made.body["properties"] == {
        "n": "1", "f": "1.5", "yes": "true", "none": None, "list": "1, b, false",
    }  # fmt: skip


def test_a_delay_waits_and_is_listed(api):
    made = api.post("/people", {"email": "a@example.com", "delay": "3600"})
    at = made.body["survey_scheduled_at"]
    assert Invitation.objects.count() == 0
    assert api.get("/people").body[0]["next_survey_scheduled_at"] == at
    SurveyRequest.objects.update(scheduled_at=timezone.now() - timedelta(seconds=1))
    ask_due()
    assert Invitation.objects.count() == 1
    assert api.get("/people").body[0]["next_survey_scheduled_at"] is None


def test_asked_twice_by_a_job_that_runs_twice_is_asked_once(api):
    api.post("/people", {"email": "a@example.com", "delay": 60})
    SurveyRequest.objects.update(scheduled_at=timezone.now() - timedelta(seconds=1))
    ask_due()
    ask_due()
    assert Invitation.objects.count() == 1


def test_somebody_asked_lately_is_not_asked_and_it_is_no_error(api):
    api.post("/people", {"email": "a@example.com"})
    again = api.post("/people", {"email": "a@example.com"})
    assert (again.status, again.body["survey_scheduled_at"]) == (200, None)
    assert Invitation.objects.count() == 1


def test_what_the_caller_sent_counts(api):
    sent = int((timezone.now() - timedelta(days=3)).timestamp())
    made = api.post("/people", {"email": "a@example.com", "last_sent_at": sent})
    assert made.body["survey_scheduled_at"] is None
    assert api.get("/people").body[0]["last_sent_at"] == sent
    older = sent - 100 * 24 * 3600
    api.post("/people", {"email": "a@example.com", "last_sent_at": older, "send": False})
    assert api.get("/people").body[0]["last_sent_at"] == sent
    assert ContactDecision.objects.count() == 1


def test_throttling_is_looked_at_again_when_the_time_comes(api):
    api.post("/people", {"email": "a@example.com", "delay": 600})
    api.post("/people", {"email": "a@example.com"})
    SurveyRequest.objects.update(scheduled_at=timezone.now() - timedelta(seconds=1))
    ask_due()
    assert Invitation.objects.count() == 1
    assert set(SurveyRequest.objects.values_list("state", flat=True)) == {"asked", "dropped"}


@pytest.mark.parametrize("reason", ["unsubscribed", "bounced"])
def test_who_must_not_be_written_to_is_not(api, people, reason):
    suppress_address(people.system, channel="email", address="a@example.com", reason=reason)
    made = api.post("/people", {"email": "a@example.com"})
    assert (made.status, made.body["survey_scheduled_at"]) == (201, None)
    assert Invitation.objects.count() == 0


def test_a_survey_at_rest_asks_nobody(api, survey):
    survey.state = "paused"
    survey.save()
    assert api.post("/people", {"email": "a@example.com"}).body["survey_scheduled_at"] is None


def test_an_address_can_be_changed_and_the_same_again_is_harmless(api):
    first = api.post("/people", {"email": "old@example.com", "send": False})
    moved = {"email": "old@example.com", "email_update": "new@example.com", "send": False}
    for _ in range(2):
        answer = api.post("/people", moved)
        assert (answer.status, answer.body["id"]) == (200, first.body["id"])
        assert answer.body["email"] == "new@example.com"


def test_two_people_are_not_made_one(api):
    api.post("/people", {"email": "a@example.com", "send": False})
    api.post("/people", {"phone_number": "+819011112222", "send": False})
    mixed = api.post("/people", {"email": "a@example.com", "phone_number": "+819011112222"})
    assert mixed.body["errors"] == {"phone_number": ["is already taken"]}
    api.post("/people", {"email": "b@example.com", "send": False})
    taken = api.post("/people", {"email": "a@example.com", "email_update": "b@example.com"})
    assert taken.body["errors"] == {"email_update": ["is already taken"]}


def test_the_list_has_all_keys_and_pages_by_a_cursor(api, people):
    made = [make_person(people.workspace) for _ in range(7)]
    page, seen, steps = api.get("/people?per_page=3&since=1"), [], 0
    while True:
        seen += page.body
        steps += 1
        if not page.next:
            break
        assert "per_page=3" in page.next
        assert "since=1" in page.next
        if steps == 1:  # one is gone, one is new: nobody is passed over or told twice
            Person.objects.filter(pk=made[0].pk).delete()
            made.append(make_person(people.workspace))
        page = api.get(page.next)
    assert [one["id"] for one in seen] == [str(900_000_000_000 + one.pk) for one in made]
    assert all(set(one) == KEYS for one in seen)
    assert steps == 3


def test_the_link_is_absolute_and_splits_at_no_wrong_place(api, people, settings):
    for _ in range(2):
        make_person(people.workspace)
    link = api.get("/people.json?per_page=1&x=a,b;c").headers["Link"]
    address, rel = link.split(";")
    assert address.startswith("<http://testserver/delighted/v1/people.json?per_page=1&")
    assert "," not in link
    assert rel == ' rel="next"'
    settings.PUBLIC_URL = "https://cx.example.org/voice"
    link = api.get("/people?per_page=1").headers["Link"]
    assert link.startswith(
        "<https://cx.example.org/voice/delighted/v1/people?per_page=1&page_info="
    )


def test_a_cursor_that_is_not_ours_is_422(api):
    assert api.get("/people?page_info=zzz").body["errors"] == {"page_info": ["is invalid"]}


def test_more_than_100_is_100_and_20_is_usual(api, people):
    for _ in range(104):
        make_person(people.workspace)
    assert len(api.get("/people").body) == 20
    assert len(api.get("/people?per_page=500").body) == 100


def test_people_by_address_and_by_time(api, people):
    old = make_person(people.workspace, email="old@example.com")
    new = make_person(people.workspace, phone="+819012345678")
    then = datetime(2024, 1, 1, tzinfo=UTC)
    Person.objects.filter(pk=old.pk).update(created_at=then)
    stamp = int(then.timestamp())
    assert next(one["email"] for one in api.get("/people").body) == "old@example.com"
    assert len(api.get(f"/people?until={stamp}").body) == 1
    assert len(api.get(f"/people?since={stamp}").body) == 2
    assert [one["name"] for one in api.get(f"/people?since={stamp + 1}").body] == [new.name]
    assert api.get("/people?email=OLD@example.com").body[0]["created_at"] == stamp
    assert api.get("/people?email=no@example.com").body == []
    assert api.get("/people?phone_number=%2B819012345678").body[0]["phone_number"]
    both = api.get("/people?email=old@example.com&phone_number=%2B819012345678")
    assert both.status == 422


def test_one_person_in_all_three_ways(api, people, survey):
    one = make_person(people.workspace, email="a/b+c@example.com", phone="+819012345678")
    make_response(survey, one)
    number = str(900_000_000_000 + one.pk)
    for way in (number, f"{number}.json", "email:a/b+c@example.com", "phone_number:%2B819012345678",
                "email%3Aa%2Fb%2Bc%40example.com"):  # fmt: skip
        answer = api.get(f"/people/{way}")
        assert (answer.status, answer.body["id"]) == (200, number), way
    assert answer.body["last_responded_at"]


def test_an_imported_number_finds_them_and_is_the_one_they_have(api, people):
    one = make_person(people.workspace)
    OtherId.objects.create(
        workspace=people.workspace, person=one, system="delighted", value="48211907"
    )
    assert api.get("/people/48211907").body["id"] == "48211907"
    assert api.get("/people").body[0]["id"] == "48211907"


def test_the_suffix_is_taken_off_only_where_nobody_is_called_so(api, people):
    make_person(people.workspace, email="ann@example.json", name="Ann")
    assert api.get("/people/email:ann@example.json").body["name"] == "Ann"
    assert api.get("/people/email:ann@example.json.json").body["name"] == "Ann"


def test_put_on_the_collection_changes_somebody(api, people):
    one = make_person(people.workspace)
    number = str(900_000_000_000 + one.pk)
    answer = api.put("/people", {"id": number, "name": "New", "email": "n@example.com"})
    assert (answer.status, answer.body["name"], answer.body["email"]) == (
        200, "New", "n@example.com",
    )  # fmt: skip
    assert api.put("/people", {"name": "x"}).status == 404
    assert api.put("/people", {"id": "5"}).status == 404


def test_deleting_removes_everything_about_somebody(api, people, survey):
    api.post("/people", {"email": "a@example.com"})
    api.post("/people", {"email": "a@example.com", "delay": 60 * 24 * 3600})
    one = Person.objects.get()
    make_response(survey, one, comment="x")
    suppress_address(people.system, channel="email", address="a@example.com", reason="bounced")
    gone = api.delete("/people/email%3Aa%40example.com")
    assert (gone.status, gone.body) == (202, {"ok": True})
    left = [Person, Response, Invitation, SurveyRequest, Suppression, ContactDecision]
    assert [table.objects.count() for table in left] == [0] * len(left)
    assert api.delete("/people/email:a@example.com").status == 404


def test_deleting_nobody_deletes_nobody(api, people):
    make_person(people.workspace)
    assert api.delete("/people", {}).status == 405
    assert api.delete("/people/").status == 404
    assert Person.objects.count() == 1


def test_pending_requests_are_cancelled_also_behind_a_slash(api):
    api.post("/people", {"email": "a/b@example.com", "delay": 60})
    for _ in range(2):
        gone = api.delete("/people/a/b%40example.com/survey_requests/pending", {})
        assert (gone.status, gone.body) == (200, {"ok": True})
    SurveyRequest.objects.update(scheduled_at=timezone.now() - timedelta(seconds=1))
    ask_due()
    assert Invitation.objects.count() == 0
    assert api.delete("/people/no@example.com/survey_requests/pending.json").status == 404


def test_a_mail_that_waits_for_its_hours_is_cancelled_too(api):
    api.post("/people", {"email": "a@example.com"})
    Message.objects.update(state="planned")
    api.delete("/people/a%40example.com/survey_requests/pending")
    assert Message.objects.get().state == "cancelled"


def test_a_hundred_people_cost_as_many_queries_as_one(
    api, people, survey, django_assert_max_num_queries
):
    for _ in range(100):
        make_response(survey, make_person(people.workspace))
    with django_assert_max_num_queries(12):
        api.get("/people?per_page=100")
