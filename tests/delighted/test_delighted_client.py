"""Delighted's own Python package, as it lies on PyPI, against this server."""

import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from emptychair.customers.models import Person
from emptychair.integrations.delighted.models import ApiKey, SurveyRequest
from emptychair.surveys.models import Invitation
from tests.factories.customers import make_person
from tests.factories.surveys import make_response

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it tells of its own end
    import delighted

from delighted.errors import (
    AuthenticationError,
    GeneralAPIError,
    ResourceValidationError,
    TooManyRequestsError,
    UnsupportedFormatRequestedError,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(live_server, people, key):
    """The shared client, led here as the guide says."""
    delighted.api_key = key[1]
    delighted.api_base_url = f"{live_server.url}/delighted/v1/"
    delighted.shared_client = None
    yield delighted.get_shared_client()
    delighted.shared_client = None


def test_people_are_created_changed_and_not_surveyed_when_told_so(client):
    person = delighted.Person.create(
        email="foo+bar@example.com", name="Charlie Gravis", delay=60,
        properties={"Purchase Experience": "Mobile", "State": "CA"},
    )  # fmt: skip
    assert person.name == "Charlie Gravis"
    assert person["properties"] == {"Purchase Experience": "Mobile", "State": "CA"}
    assert person.survey_scheduled_at > 0
    silent = delighted.Person.create(email="foo+bar@example.com", send=False)
    assert (silent.id, silent.survey_scheduled_at) == (person.id, None)
    assert delighted.SurveyRequest.delete_pending(person_email="foo+bar@example.com") == {
        "ok": True
    }
    assert SurveyRequest.objects.get().state == "cancelled"


def test_all_people_are_walked_through_by_auto_paging(client, people):
    made = [make_person(people.workspace).email for _ in range(23)]
    listed = delighted.Person.list(per_page=5)
    assert [one.email for one in listed.auto_paging_iter()] == made
    everybody = delighted.Person.list(per_page=100, auto_handle_rate_limits=True)
    assert len(list(everybody.auto_paging_iter())) == 23
    assert len(delighted.Person.all(per_page=7)) == 7


def test_a_limit_in_the_middle_says_how_long_to_wait(client, people, settings):
    for _ in range(6):
        make_person(people.workspace)
    settings.DELIGHTED_RATE = 2
    walk = delighted.Person.list(per_page=2).auto_paging_iter()
    with pytest.raises(TooManyRequestsError) as caught:
        list(walk)
    assert 1 <= caught.value.retry_after <= 60


def test_a_limit_is_waited_for_where_the_caller_wants_it(client, people, settings, monkeypatch):
    for _ in range(6):
        make_person(people.workspace)
    settings.DELIGHTED_RATE = 2
    waits = []

    def sleep(seconds):
        waits.append(seconds)
        ApiKey.objects.update(spent_until=timezone.now() - timedelta(seconds=1))

    monkeypatch.setattr("delighted.resource.time.sleep", sleep)
    walk = delighted.Person.list(per_page=2).auto_paging_iter(auto_handle_rate_limits=True)
    assert len(list(walk)) == 6
    assert waits
    assert all(isinstance(one, int) and one >= 1 for one in waits)


@pytest.mark.parametrize("way", ["id", "email", "phone_number"])
def test_people_are_deleted_in_all_three_ways(client, people, way):
    made = delighted.Person.create(email="a+b@example.com", phone_number="+14155551212", send=False)
    told = {"id": made.id, "email": "a+b@example.com", "phone_number": "+14155551212"}
    assert delighted.Person.delete(**{way: told[way]}) == {"ok": True}
    assert delighted.Person.all() == []


def test_responses_are_created_read_changed_and_saved(client, people):
    person = delighted.Person.create(email="a@example.com", send=False)
    made = delighted.SurveyResponse.create(
        person=person.id, score=7, comment="My comment", person_properties={"State": "CA"}
    )
    found = delighted.SurveyResponse.retrieve(made.id)
    assert (found.score, found.comment, found.person) == (7, "My comment", person.id)
    wide = delighted.SurveyResponse.retrieve(made.id, expand=["person"])
    assert isinstance(wide.person, delighted.Person)
    assert wide.person.email == "a@example.com"
    wide.score = 10
    wide.person_properties = {"Plan": "Gold"}
    saved = wide.save()
    assert (saved.score, saved.person_properties) == (10, {"State": "CA", "Plan": "Gold"})
    assert saved.updated_at >= saved.created_at
    assert saved.id == made.id


def test_responses_are_listed_with_filters_and_moments(client, people, survey):
    for day in (1, 2, 3):
        make_response(survey, make_person(people.workspace), score=day,
                      answered_at=datetime(2026, 3, day, tzinfo=UTC))  # fmt: skip
    rows = delighted.SurveyResponse.all(
        since=datetime(2026, 3, 2, tzinfo=UTC), order="desc", expand=["person"], per_page=5, page=1
    )
    assert [one.score for one in rows] == [3, 2]
    assert rows[0].person["name"]
    assert delighted.SurveyResponse.all(page=2) == []


def test_metrics(client, people, survey):
    make_response(survey, make_person(people.workspace), score=10)
    metrics = delighted.Metrics.retrieve()
    assert (metrics.nps, metrics.response_count) == (100, 1)
    assert delighted.Metrics.retrieve(since=4_000_000_000).response_count == 0


def test_unsubscribes_and_bounces(client):
    assert delighted.Unsubscribe.create(person_email="a@example.com") == {"ok": True}
    assert [one.email for one in delighted.Unsubscribe.all(per_page=5)] == ["a@example.com"]
    assert delighted.Bounce.all() == []


def test_autopilot(client):
    told = delighted.AutopilotConfiguration.retrieve("email")
    assert (told.platform_id, told.active) == ("email", False)
    by_mail = delighted.AutopilotMembership.forEmail()
    for number in range(5):
        made = by_mail.create(person_email=f"p{number}@example.com", properties={"n": number})
    assert made.person["id"].isdigit()
    walk = by_mail.list(per_page=2).auto_paging_iter()
    assert [one.person["email"][1] for one in walk] == list("01234")
    assert by_mail.delete(person_email="p0@example.com")["person"]["email"] == "p0@example.com"
    by_text = delighted.AutopilotMembership.forSms()
    by_text.create(person_phone_number="+14155551212")
    assert len(list(by_text.list().auto_paging_iter())) == 1


def test_errors_are_the_ones_the_library_knows(client, live_server):
    with pytest.raises(ResourceValidationError) as caught:
        delighted.Person.create(email="nobody")
    assert caught.value.response.status_code == 422
    other = delighted.Client("wrong", delighted.api_base_url, delighted.http_adapter)
    with pytest.raises(AuthenticationError):
        delighted.Metrics.retrieve(client=other)
    with pytest.raises(GeneralAPIError):
        delighted.SurveyResponse.retrieve("123")

    class WantsXml(delighted.HTTPAdapter):
        def request(self, method, uri, headers, data=None, params=None):
            return super().request(method, uri, {**headers, "Accept": "text/xml"}, data, params)

    third = delighted.Client(delighted.api_key, delighted.api_base_url, WantsXml())
    with pytest.raises(UnsupportedFormatRequestedError):
        delighted.Metrics.retrieve(client=third)


def test_asking_somebody_really_asks_them(client):
    delighted.Person.create(email="a@example.com", properties={"locale": "en"})
    assert Invitation.objects.get().properties == {"locale": "en"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway")
def test_the_same_new_person_from_many_at_once_is_one(client):
    def create(number):
        return delighted.Person.create(email="a@example.com", name=f"N{number}").id

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(create, range(16)))
    assert len(made) == 1
    assert Person.objects.count() == 1
    assert Invitation.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway")
def test_many_at_once_get_no_more_than_the_bucket_holds(client, settings):
    settings.DELIGHTED_RATE = 10

    def ask(_number):
        try:
            return delighted.Metrics.retrieve().response_count
        except TooManyRequestsError:
            return None

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(ask, range(40)))
    assert 10 <= len([one for one in came if one is not None]) <= 13  # some come back meanwhile
