"""Setting up the question for those who leave: one form, or nothing at all."""

import re

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import Refused
from emptychair.surveys.models import Collector, Survey
from emptychair.surveys.services.collecting import PlaceInvalid
from emptychair.surveys.services.exit_asking import LeaverWish, ask_leavers
from tests.factories.surveys import make_survey
from tests.factories.touchpoints import make_touchpoint

PAGE = "/surveys/leaving/"
SITE = "https://www.example.com"


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    return client


def test_one_form_makes_survey_place_and_trigger_and_shows_the_line(alice, people):
    there = make_touchpoint(people.workspace, name="Sign-up")
    form = {"origins": f"{SITE}/\n", "pages": "/signup/*\n\n/prices", "touchpoint": there.pk}
    page = alice.post(PAGE, form, follow=True).content.decode()
    place, survey = Collector.objects.get(), Survey.objects.get()
    assert place.key in page
    assert "widget.js" in page
    assert (survey.state, survey.version, survey.template) == ("running", 1, "left_page")
    assert survey.touchpoint == place.touchpoint == there
    assert place.settings["origins"] == [SITE]
    assert place.settings["triggers"] == {
        "exit": True,
        "share": 100,
        "pages": ["/signup/*", "/prices"],
    }
    assert place.settings["remember"] == "no"


def test_the_place_can_be_changed_as_any_widget(alice):
    alice.post(PAGE, {"origins": SITE, "pages": "/signup/*", "remember": "on"})
    body = alice.get(f"/places/{Collector.objects.get().pk}/").content.decode()
    assert "/signup/*" in body
    assert Collector.objects.get().settings["remember"] == "yes"


def test_the_site_of_the_last_widget_is_filled_in(alice):
    def offered():
        found = re.search(r'<textarea name="origins"[^>]*>(.*?)</textarea>', page(), re.DOTALL)
        return found[1].strip()

    def page():
        return alice.get(PAGE).content.decode()

    assert offered() == ""
    alice.post(PAGE, {"origins": SITE})
    assert offered() == SITE


@pytest.mark.parametrize("origins", ["", "   ", "www.example.com", "javascript:alert(1)"])
def test_without_a_site_nothing_is_made(alice, origins):
    assert alice.post(PAGE, {"origins": origins}).status_code == 422
    assert not Survey.objects.exists()
    assert not Collector.objects.exists()


def test_twice_are_two_surveys_with_names_of_their_own(alice):
    for _ in range(2):
        alice.post(PAGE, {"origins": SITE})
    assert Survey.objects.values("name").distinct().count() == 2


def test_a_touchpoint_of_the_neighbours_is_none_of_ours(alice, people):
    theirs = make_touchpoint(people.neighbours)
    assert alice.post(PAGE, {"origins": SITE, "touchpoint": theirs.pk}).status_code == 422
    assert not Survey.objects.exists()


def test_who_may_not_send_makes_none(people):
    with pytest.raises(Refused):
        ask_leavers(access_of_user(people.bob), LeaverWish(origins=(SITE,)))
    with pytest.raises(PlaceInvalid):
        ask_leavers(access_of_user(people.alice), LeaverWish(origins=("no site",)))
    assert not Survey.objects.exists()


def test_the_ways_to_answer_lead_there(alice, people):
    survey = make_survey(people.workspace)
    assert PAGE in alice.get(f"/surveys/{survey.pk}/places/").content.decode()
