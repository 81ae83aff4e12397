"""The pages on which staff open a widget and a kiosk."""

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.surveys.models import Collector
from emptychair.surveys.services.collecting import PlaceSettings, create_place, is_pin
from tests.factories.surveys import make_survey


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


WIDGET = {
    "name": "shop",
    "origins": "https://www.example.com",
    "show": "popup",
    "after": "5",
    "pages": "/orders/*\n",
    "colour": "#c2410c",
    "share": "50",
    "again_days": "30",
}


def test_a_widget_is_opened_with_its_triggers_and_says_what_to_put_into_the_page(alice, people):
    survey = make_survey(people.workspace, state="running")
    assert alice.post(f"/surveys/{survey.pk}/places/widget/", WIDGET).status_code == 302
    place = Collector.objects.get()
    assert place.settings["origins"] == ["https://www.example.com"]
    assert place.settings["triggers"] == {"after": 5, "share": 50, "pages": ["/orders/*"]}
    assert place.settings["look"]["colour"] == "#c2410c"
    assert place.settings["remember"] == "no"
    page = alice.get(f"/places/{place.pk}/").content.decode()
    assert f"data-place=&quot;{place.key}&quot;" in page
    assert 'value="5"' in page


@pytest.mark.parametrize("wrong", [{"origins": ""}, {"colour": "red"}, {"origins": "example.com"}])
def test_a_widget_that_could_show_nowhere_is_not_opened(alice, people, wrong):
    survey = make_survey(people.workspace)
    answer = alice.post(f"/surveys/{survey.pk}/places/widget/", {**WIDGET, **wrong})
    assert answer.status_code == 200
    assert not Collector.objects.exists()


def test_the_secret_is_shown_when_asked_for_and_it_is_noted(alice, people):
    survey = make_survey(people.workspace)
    named = PlaceSettings(name="x", origins=("https://a.example",))
    place = create_place(people.system, survey, kind="widget", settings=named)
    shown = alice.post(f"/places/{place.pk}/secret/")
    assert shown["Cache-Control"] == "no-store"
    assert "hash_hmac" in shown.content.decode()
    fresh = alice.post(f"/places/{place.pk}/secret/", {"renew": "1"})
    place.refresh_from_db()
    assert place.secret_number == 2
    assert fresh.context["secret"] != shown.context["secret"]
    assert fresh.context["secret"] not in alice.get(f"/places/{place.pk}/").content.decode()
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"place.secret_shown", "place.secret_renewed"} <= actions


def test_a_kiosk_is_opened_and_gets_its_pin(alice, people):
    survey = make_survey(people.workspace, state="running")
    alice.post(f"/surveys/{survey.pk}/places/kiosk/", {"name": "exit", "idle_seconds": "60"})
    place = Collector.objects.get()
    assert place.settings["idle_seconds"] == 60
    assert f"/s/{place.key}/kiosk/" in alice.get(f"/places/{place.pk}/").content.decode()
    alice.post(f"/places/{place.pk}/pin/", {"pin": "12"})
    alice.post(f"/places/{place.pk}/pin/", {"pin": "4711"})
    place.refresh_from_db()
    assert is_pin(people.system, place, "4711")


def test_at_once_is_a_trigger_too(alice, people):
    survey = make_survey(people.workspace, state="running")
    alice.post(f"/surveys/{survey.pk}/places/widget/", {**WIDGET, "after": "0"})
    place = Collector.objects.get()
    assert place.settings["triggers"]["after"] == 0
    assert 'name="after" value="0"' in alice.get(f"/places/{place.pk}/").content.decode()
