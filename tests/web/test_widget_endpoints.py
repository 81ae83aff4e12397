"""What the widget asks the server: config, shown, answers; who may ask, and as whom."""

import hashlib
import hmac
import json

import pytest
from django.test import Client

from emptychair.customers.models import Person
from emptychair.http.services.rates import forget_blocks
from emptychair.messaging.models import ContactDecision
from emptychair.surveys.models import Response
from emptychair.surveys.queries.answers import answers_of
from emptychair.surveys.services.collecting import PlaceSettings, create_place, renew_secret
from emptychair.surveys.services.identity import secret_of_place, sign_visitor
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, every_kind
from tests.factories.surveys import make_survey

SITE = "https://www.example.com"
SITTING = "aaaabbbbccccdddd"


@pytest.fixture
def place(people):
    survey = ask_this(make_survey(people.workspace, state="running"), every_kind())
    settings = PlaceSettings(name="site", origins=(SITE,), more={"show": "popup"})
    return create_place(people.system, survey, kind="widget", settings=settings)


def send(place, what="answers", *, origin=SITE, **body):
    body = {"sitting": SITTING, "waited": 9000, **body}
    if what == "shown":
        body.pop("waited")
    return Client().post(
        f"/w/{place.key}/{what}",
        json.dumps(body),
        content_type="text/plain;charset=UTF-8",
        **({"HTTP_ORIGIN": origin} if origin else {}),
    )


def score(number):
    return {"nps": {"number": number}}


def test_the_config_speaks_one_language_and_knows_nobody(client, place):
    answer = client.get(f"/w/{place.key}/config", {"language": "ja"}, headers={"Origin": SITE})
    found = answer.json()
    assert (found["language"], found["direction"]) == ("ja", "ltr")
    assert "日本語" in found["pages"][0]["questions"][0]["title"]
    assert "English" not in answer.content.decode().replace('"English"', "")
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    arabic = client.get(f"/w/{place.key}/config", {"language": "ar"}).json()
    assert (arabic["language"], arabic["direction"]) == ("ar", "rtl")


def test_the_config_is_cached_and_asked_for_again_costs_nothing(client, place):
    first = client.get(f"/w/{place.key}/config")
    assert "max-age=60" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    again = client.get(f"/w/{place.key}/config", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_only_pages_that_were_named_may_read_or_send(client, place):
    other = client.get(f"/w/{place.key}/config", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    assert send(place, origin="https://evil.example", answers=score(9)).status_code == 403
    assert send(place, origin="", answers=score(9)).status_code == 403
    assert not Response.objects.exists()
    asked = client.options(f"/w/{place.key}/answers", headers={"Origin": SITE})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, SITE)


def test_answers_come_bit_by_bit_and_stay_one(people, place):
    for _ in range(2):
        assert send(place, answers=score(9)).status_code == 200
    said = Response.objects.get()
    assert (said.score, said.finished_at, said.channel) == (9, None, "widget")
    more = {**score(9), "why": {"text": "warm"}, "single": {"choices": ["price"]}}
    whole = {**more, "consent": {"number": 1}}
    for _ in range(2):
        assert send(place, answers=whole, finished=True).json() == {
            "problems": {},
            "finished": True,
        }
    said = Response.objects.get()
    assert said.finished_at
    assert said.is_counted
    assert said.comment == "warm"
    assert answers_of(people.system, said)["single"].choices == ("price",)


def test_what_was_begun_never_overwrites_what_was_finished(place):
    whole = {**score(9), "single": {"choices": ["price"]}, "consent": {"number": 1}}
    send(place, answers=whole, finished=True)
    assert send(place, answers=score(2)).json()["finished"]
    assert Response.objects.get().score == 9


def test_what_is_missing_at_the_end_is_named_and_the_rest_kept(place):
    answer = send(place, answers=score(3), finished=True)
    assert answer.status_code == 422
    assert answer.json()["problems"]["single"] == "required"
    assert Response.objects.get().score == 3


@pytest.mark.parametrize("sign", [{"waited": 300}, {"trap": "http://spam.example"}])
def test_a_program_is_kept_aside(place, sign):
    send(place, answers=score(9), **sign)
    said = Response.objects.get()
    assert (said.aside, said.is_counted) == ("bot", False)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"sitting":"short"}', b'{"sitting":7}', b"\xff" * 10]
)
def test_nonsense_is_refused_and_stores_nothing(client, place, body):
    answer = client.post(
        f"/w/{place.key}/answers", body, content_type="text/plain", headers={"Origin": SITE}
    )
    assert answer.status_code == 400
    assert not Response.objects.exists()


def test_a_huge_span_of_time_breaks_nothing(place):
    assert send(place, answers=score(9), waited=10**18, age=10**18).status_code == 200


def test_a_signed_visitor_is_known_and_an_unsigned_one_stays_anonymous(people, place):
    secret = secret_of_place(people.system, place)
    theirs = hmac.new(secret.encode(), b"id:1042", hashlib.sha256).hexdigest()
    assert theirs == sign_visitor(people.system, place, external_id="1042")
    jane = make_person(people.workspace, external_id="1042")
    send(place, answers=score(9), identity={"id": "1042", "signature": theirs})
    assert Response.objects.get().person == jane
    for turn, identity in enumerate(
        (
            {"id": "1042"},
            {"id": "1042", "signature": "0" * 64},
            {"id": "1043", "signature": theirs},
            {"email": "1042", "signature": theirs},
            {"id": "1042", "signature": "…"},
        )
    ):
        send(place, answers=score(1), identity=identity, sitting=f"{SITTING}-{turn}")
    assert Response.objects.filter(person=None, score=1).count() == 5
    assert Person.objects.count() == 1


def test_a_new_secret_makes_old_signatures_void(people, place):
    old = sign_visitor(people.system, place, external_id="7")
    renew_secret(people.system, place)
    send(place, answers=score(9), identity={"id": "7", "signature": old})
    assert Response.objects.get().person is None
    fresh = sign_visitor(people.system, place, external_id="7")
    send(place, answers=score(9), identity={"id": "7", "signature": fresh}, sitting="x" * 16)
    assert Response.objects.get(sitting_filter()).person.external_id == "7"


def sitting_filter():
    from django.db.models import Q

    return Q(external_id__endswith="x" * 16)


def test_a_survey_that_promises_to_know_nobody_knows_nobody(people, place):
    place.survey.privacy = "anonymous"
    place.survey.save()
    signed = sign_visitor(people.system, place, external_id="7")
    assert send(place, "shown", identity={"id": "7", "signature": signed}).json()["show"]
    assert not Person.objects.exists()
    assert not ContactDecision.objects.exists()


def test_the_contact_rule_keeps_one_clock_for_widget_and_mail(people, place):
    jane = make_person(people.workspace, external_id="1042", email="jane@example.com")
    who = {"id": "1042", "signature": sign_visitor(people.system, place, external_id="1042")}
    assert send(place, "shown", identity=who).json()["show"] is True
    assert send(place, "shown", identity=who).json()["show"] is True  # the same sitting
    assert send(place, "shown", identity=who, sitting="y" * 16).json()["show"] is False
    decision = ContactDecision.objects.filter(person=jane, allowed=True).get()
    assert (decision.channel, decision.about) == ("widget", f"survey:{place.survey_id}")
    from django.utils import timezone

    from emptychair.messaging.services.contact import preview_contact

    [(_, may_mail, reason, _)] = preview_contact(people.system, [jane.pk], now=timezone.now())
    assert (may_mail, reason) == (False, "too_soon")


def test_what_the_questions_depend_on_comes_with_the_leave_to_ask(people):
    from tests.factories.definitions import definition, page, question, words

    asked = definition(page(question("nps", title=words("How is {{attribute:plan|it}}?"))))
    survey = ask_this(make_survey(people.workspace, state="running"), asked)
    named = PlaceSettings(name="site", origins=(SITE,))
    place = create_place(people.system, survey, kind="widget", settings=named)
    make_person(people.workspace, external_id="1", attributes={"plan": "gold", "secret": "x"})
    who = {"id": "1", "signature": sign_visitor(people.system, place, external_id="1")}
    assert send(place, "shown", identity=who).json()["known"] == {"plan": "gold"}
    assert send(place, "shown").json() == {"show": True, "known": {}}


def test_a_closed_place_and_other_kinds_say_so(client, people, place):
    place.is_open = False
    place.save()
    assert send(place, answers=score(9)).status_code == 410
    assert client.get("/w/unknown/config").status_code == 404
    link = create_place(
        people.system, place.survey, kind="link", settings=PlaceSettings(name="link")
    )
    assert client.get(f"/w/{link.key}/config").status_code == 404


def test_too_many_are_asked_to_wait(people, place, monkeypatch):
    forget_blocks(people.system)
    monkeypatch.setattr("emptychair.web.respond.widget.PER_MINUTE", 1)
    codes = [send(place, answers=score(9)).status_code for _ in range(3)]
    assert 429 in codes
    assert int(send(place, answers=score(9))["Retry-After"]) >= 1


def test_a_tablet_gives_a_thousand_answers_an_hour_and_leaves_by_pin(client, people, place):
    from emptychair.surveys.services.collecting import set_pin

    kiosk = create_place(
        people.system, place.survey, kind="kiosk", settings=PlaceSettings(name="Ginza")
    )
    page = client.get(f"/s/{kiosk.key}/kiosk/")
    assert page.status_code == 200
    assert "/w/kiosk.js" in page.content.decode()
    assert client.get(f"/s/{place.key}/kiosk/").status_code == 404
    for turn in range(20):
        own = send(kiosk, origin="http://testserver", answers=score(9), sitting=f"{turn:020}")
        assert own.status_code == 200
    assert Response.objects.filter(is_counted=True, channel="kiosk").count() == 20
    leave = f"/s/{kiosk.key}/kiosk/leave/"
    assert client.post(leave, {"pin": ""}).status_code == 403
    set_pin(people.system, kiosk, pin="4711")
    assert client.post(leave, {"pin": "4712"}).status_code == 403
    assert client.post(leave, {"pin": "4711"}).status_code == 204
    assert 429 in [client.post(leave, {"pin": "0000"}).status_code for _ in range(6)]


def test_what_was_said_without_connection_counts_when_it_was_said(place):
    send(place, answers=score(9), age=3 * 3600 * 1000)
    said = Response.objects.get()
    assert (said.created_at - said.answered_at).total_seconds() > 3 * 3600 - 60
