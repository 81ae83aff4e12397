"""Links, printed codes and frames: answers without an invitation, once each, bots kept aside."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from emptychair.http.services.rates import forget_blocks
from emptychair.surveys.models import Collector, Response
from emptychair.surveys.services.collecting import (
    PinInvalid,
    PlaceInvalid,
    PlaceSettings,
    create_place,
    is_pin,
    set_pin,
)
from emptychair.surveys.tickets import new_ticket, read_ticket
from tests.factories.surveys import make_survey
from tests.factories.touchpoints import make_touchpoint

PORT = ":8080"


@pytest.fixture
def counter(people):
    survey = make_survey(people.workspace, state="running")
    shop = make_touchpoint(people.workspace)
    settings = PlaceSettings(name="レジ横", touchpoint=shop)
    return create_place(people.system, survey, kind="qr", settings=settings)


def sit_down(client, place, **more):
    """The page with its form, as somebody sees it a while after they came."""
    answer = client.get(f"/s/{place.key}/", more, follow=True)
    assert answer.status_code == 200
    return answer


def ticket_of(place, *, seconds=30):
    return new_ticket(place.pk, now=timezone.now() - timedelta(seconds=seconds))


def form(place, *, ticket, score="9", **more):
    page = Client().get(f"/s/{place.key}/", {"v": ticket, "change": "1"}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    field = re.search(r'<input[^>]*type="radio"[^>]*name="([^"]+)"', page).group(1)
    return {**hidden, field: score, "go": "next", **more}


def test_somebody_answers_at_the_counter_and_the_touchpoint_is_that_of_the_place(client, counter):
    page = sit_down(client, counter)
    assert not Response.objects.exists()
    assert "v=" in page.redirect_chain[-1][0]
    ticket = ticket_of(counter)
    client.post(f"/s/{counter.key}/", form(counter, ticket=ticket))
    said = Response.objects.get()
    assert (said.score, said.channel, said.collector) == (9, "qr", counter)
    assert said.touchpoint == counter.touchpoint
    assert said.is_counted
    assert said.person is None


def test_the_same_form_twice_is_one_answer_and_another_person_another(client, counter):
    ticket = ticket_of(counter)
    given = form(counter, ticket=ticket)
    for _ in range(3):
        client.post(f"/s/{counter.key}/", given)
    assert Response.objects.count() == 1
    client.post(f"/s/{counter.key}/", form(counter, ticket=ticket_of(counter), score="3"))
    assert sorted(Response.objects.values_list("score", flat=True)) == [3, 9]


def test_what_was_answered_can_be_changed_with_the_same_ticket(client, counter):
    ticket = ticket_of(counter)
    client.post(f"/s/{counter.key}/", form(counter, ticket=ticket))
    client.post(f"/s/{counter.key}/", form(counter, ticket=ticket, score="2"))
    assert Response.objects.get().score == 2


@pytest.mark.parametrize("how", ["trap", "haste"])
def test_a_program_is_kept_aside_and_not_counted(client, counter, how):
    ticket = ticket_of(counter, seconds=0 if how == "haste" else 30)
    more = {"website": "http://spam.example"} if how == "trap" else {}
    client.post(f"/s/{counter.key}/", form(counter, ticket=ticket, **more))
    said = Response.objects.get()
    assert (said.aside, said.is_counted) == ("bot", False)


@pytest.mark.parametrize("bad", ["", "nonsense", "1~x~99.abc"])
def test_a_made_up_ticket_opens_nothing_but_a_new_one(client, counter, bad):
    answer = client.post(f"/s/{counter.key}/", {"h-v": bad, "q": "9"})
    assert answer.status_code == 302
    assert not Response.objects.exists()


def test_a_ticket_is_good_for_its_place_only(counter):
    ticket = new_ticket(counter.pk, now=timezone.now())
    assert read_ticket(ticket, collector_id=counter.pk)
    assert read_ticket(ticket, collector_id=counter.pk + 1) is None


def test_a_closed_place_and_a_paused_survey_take_nothing_and_say_so(client, counter):
    counter.survey.state = "paused"
    counter.survey.save()
    assert client.get(f"/s/{counter.key}/").status_code == 410
    counter.survey.state = "running"
    counter.survey.save()
    Collector.objects.update(is_open=False)
    assert client.get(f"/s/{counter.key}/").status_code == 410
    assert client.get("/s/unknown/").status_code == 404


def test_too_many_at_once_are_asked_to_wait(client, people, counter, monkeypatch):
    forget_blocks(people.system)
    monkeypatch.setattr("emptychair.web.respond.public.PER_MINUTE", 1)
    given = [form(counter, ticket=ticket_of(counter)) for _ in range(3)]
    codes = [client.post(f"/s/{counter.key}/", one).status_code for one in given]
    assert codes[0] == 302
    assert 429 in codes
    busy = client.post(f"/s/{counter.key}/", given[0])
    assert int(busy["Retry-After"]) >= 1


def test_a_thousand_answers_an_hour_come_from_one_address(client, counter):
    for _ in range(20):
        assert (
            client.post(
                f"/s/{counter.key}/",
                form(counter, ticket=ticket_of(counter)),
                REMOTE_ADDR="10.0.0.1",
            ).status_code
            == 302
        )
    assert Response.objects.filter(is_counted=True).count() == 20


def test_a_frame_shows_on_the_pages_that_were_named_and_nowhere_else(client, people):
    survey = make_survey(people.workspace, state="running")
    origins = ("https://www.example.com/", "http://shop.example.com" + PORT)
    named = PlaceSettings(name="site", origins=origins)
    frame = create_place(people.system, survey, kind="embed", settings=named)
    policy = client.get(f"/s/{frame.key}/", follow=True)["Content-Security-Policy"]
    named = "frame-ancestors https://www.example.com http://shop.example.com"
    assert named + PORT in policy
    link = create_place(people.system, survey, kind="link", settings=PlaceSettings(name="x"))
    other = client.get(f"/s/{link.key}/", follow=True)
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("origin", ["example.com", "javascript:alert(1)", "https://a b", "*"])
def test_an_origin_that_is_none_is_refused(people, origin):
    survey = make_survey(people.workspace)
    with pytest.raises(PlaceInvalid):
        create_place(
            people.system, survey, kind="embed", settings=PlaceSettings(name="x", origins=(origin,))
        )


def test_a_pin_is_digits_and_stored_hashed(people, counter):
    with pytest.raises(PinInvalid):
        set_pin(people.system, counter, pin="12a4")
    set_pin(people.system, counter, pin="4711")
    assert "4711" not in counter.pin_hash
    assert is_pin(people.system, counter, "4711")
    assert not is_pin(people.system, counter, "4712")


# -- the pages of the staff


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


def test_a_place_is_opened_changed_and_closed(alice, people):
    survey = make_survey(people.workspace, state="running")
    address = f"/surveys/{survey.pk}/places/"
    assert "There is no such place yet" in alice.get(address).content.decode()
    alice.post(address + "qr/", {"name": "counter"})
    place = Collector.objects.get()
    page = alice.get(f"/places/{place.pk}/").content.decode()
    assert f"/s/{place.key}/" in page
    assert "<path" in page
    alice.post(f"/places/{place.pk}/", {"name": "door"})
    alice.post(f"/places/{place.pk}/switch/", {"open": "0"})
    place.refresh_from_db()
    assert (place.name, place.is_open) == ("door", False)
    assert alice.post(address + "nonsense/", {"name": "x"}).status_code == 200
    assert Collector.objects.count() == 1


def test_the_code_comes_as_a_file_and_on_a_card(alice, counter):
    svg = alice.get(f"/places/{counter.pk}/code.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert b"<svg" in svg.content
    png = alice.get(f"/places/{counter.pk}/code.png")
    assert png.content.startswith(b"\x89PNG")
    card = alice.get(f"/places/{counter.pk}/card/").content.decode()
    assert f"/s/{counter.key}/" in card
