"""A tablet in a full shop: a thousand answers in an hour and what waited without a line, all from
one address. Rates are kept for a place, never for an address.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from emptychair.http.services.rates import forget_blocks
from emptychair.surveys.models import Response
from emptychair.surveys.services.collecting import PlaceSettings, create_place
from tests.factories.definitions import ask_this, definition, page, question
from tests.factories.surveys import make_survey

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SHORT = definition(page(question("nps", required=True)))
HOUR, ADDRESS, SHOP = 3600, "203.0.113.7", "http://testserver"


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = MORNING

    def now():
        return Clock.now

    monkeypatch.setattr("emptychair.web.respond.widget.timezone.now", now)
    return Clock


@pytest.fixture
def kiosk(people):
    forget_blocks(people.system)
    survey = ask_this(make_survey(people.workspace, state="running"), SHORT)
    return create_place(people.system, survey, kind="kiosk", settings=PlaceSettings(name="counter"))


@pytest.fixture
def send(kiosk):
    tablet = Client(REMOTE_ADDR=ADDRESS, HTTP_ORIGIN=SHOP)

    def sent(number, *, age=0):
        body = {
            "sitting": f"sitting{number:09d}",
            "answers": {"nps": {"number": number % 11}},
            "finished": True,
            "waited": 4000,
            "age": age,
        }
        text = json.dumps(body)
        return tablet.post(f"/w/{kiosk.key}/answers", text, content_type="text/plain").status_code

    return sent


def counted():
    return Response.objects.filter(finished_at__isnull=False, is_counted=True, aside="")


@pytest.mark.slow
def test_a_thousand_in_an_hour_from_one_address_all_count(kiosk, send, clock):
    for number in range(1000):
        clock.now = MORNING + timedelta(seconds=number * HOUR / 1000)
        assert send(number) == 200, number
    assert counted().count() == 1000
    times = counted().order_by("answered_at").values_list("answered_at", flat=True)
    assert times[999] - times[0] == timedelta(seconds=999 * HOUR / 1000)


def test_two_hundred_that_waited_go_at_once_with_the_times_at_which_they_were_given(
    kiosk, send, clock
):
    ages = [(200 - number) * 60_000 for number in range(200)]  # one a minute, without a line
    assert {send(number, age=age) for number, age in enumerate(ages)} == {200}
    assert counted().count() == 200
    oldest = counted().order_by("answered_at").first()
    assert oldest.answered_at == MORNING - timedelta(minutes=200)
    assert {send(number, age=ages[number]) for number in range(20)} == {200}
    assert counted().count() == 200, "sent twice is the same as once"


def test_a_flood_at_one_place_waits_and_another_place_at_the_address_does_not(
    people, kiosk, send, clock, monkeypatch
):
    monkeypatch.setattr("emptychair.web.respond.widget.PER_MINUTE", 30)
    came = [send(number) for number in range(40)]
    assert came.count(429) == 10
    forget = kiosk.key
    other = create_place(
        people.system, kiosk.survey, kind="kiosk", settings=PlaceSettings(name="exit")
    )
    type(kiosk).objects.filter(pk=kiosk.pk).update(key="put-away")
    type(kiosk).objects.filter(pk=other.pk).update(key=forget)
    assert send(99) == 200
    clock.now = MORNING + timedelta(minutes=1)
    type(kiosk).objects.filter(pk=other.pk).update(key="also-away")
    type(kiosk).objects.filter(pk=kiosk.pk).update(key=forget)
    assert send(100) == 200, "and a minute later it goes on"
