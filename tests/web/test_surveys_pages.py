"""Surveys in the browser: made in two clicks, seen before sent, followed afterwards."""

import pytest
from django.utils import timezone

from emptychair.messaging.models import Message
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.services.asking import ask_wave
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

HTMX = {"HX-Request": "true"}


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def test_a_survey_is_made_in_two_clicks_and_sent_to_oneself(alice, people):
    assert alice.get("/surveys/new/").status_code == 200
    made = alice.post("/surveys/new/", {"metric": "csat"}, follow=True)
    survey = Survey.objects.get()
    assert survey.question["en"] in made.content.decode() or survey.question["ja"]
    alice.post(f"/surveys/{survey.pk}/test/", {"language": "en"})
    message = Message.objects.get()
    assert message.to_address == people.alice.email
    assert Invitation.objects.get().is_test


def test_ask_here_makes_a_survey_about_that_touchpoint(alice, people):
    place = make_touchpoint(people.workspace, name="Delivery")
    assert f"/surveys/new/?touchpoint={place.pk}" in alice.get("/touchpoints/").content.decode()
    page = alice.get(f"/surveys/new/?touchpoint={place.pk}").content.decode()
    assert f'<input type="hidden" name="touchpoint" value="{place.pk}">' in page
    alice.post("/surveys/new/", {"metric": "csat", "touchpoint": place.pk})
    survey = Survey.objects.get()
    assert survey.touchpoint == place
    assert "Delivery" in survey.name


def test_a_touchpoint_of_the_neighbours_is_none_of_ours(alice, people):
    theirs = make_touchpoint(people.neighbours, name="Delivery")
    assert alice.get(f"/surveys/new/?touchpoint={theirs.pk}").status_code == 404
    made = {"metric": "csat", "touchpoint": theirs.pk}
    assert alice.post("/surveys/new/", made).status_code == 404
    assert not Survey.objects.exists()


def test_customers_are_called_politely_among_answers_and_decisions(alice, people):
    survey = make_survey(people.workspace)
    person = make_person(people.workspace, name="高橋 由紀")
    make_response(survey, person, answered_at=timezone.now(), comment="助かりました。")
    ask_wave(people.system, survey, wave="w", now=timezone.now(), dry_run=False)
    alice.cookies["emptychair_language"] = "ja"
    for address in (f"/surveys/{survey.pk}/", f"/surveys/{survey.pk}/asked/"):
        assert "高橋 由紀 様" in alice.get(address).content.decode()


def test_words_are_edited_beside_what_the_customer_sees(alice, people):
    survey = make_survey(people.workspace)
    address = f"/surveys/{survey.pk}/edit/?language=en"
    page = alice.get(address)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    words = {
        "language": "en",
        "question": "How are we?",
        "why": "Why?",
        "thanks": "Thanks.",
        "mail_subject": "Hello",
        "mail_opening": "Good day",
    }
    part = alice.get(address, words, headers=HTMX).content.decode()
    assert "question=How+are+we%3F" in part
    assert "<html" not in part
    assert alice.post(address, words).status_code == 302
    survey.refresh_from_db()
    assert survey.question["en"] == "How are we?"
    assert alice.post(address, {**words, "question": ""}).status_code == 422


def test_a_preview_shows_unsaved_words_and_stores_nothing(alice, people):
    survey = make_survey(people.workspace)
    for which in ("mail", "page"):
        answer = alice.get(
            f"/surveys/{survey.pk}/preview/{which}/", {"language": "en", "question": "<b>New?"}
        )
        assert "&lt;b&gt;New?" in answer.content.decode()
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert not Invitation.objects.exists()


def test_settings_are_saved_and_a_name_in_use_is_told_beside_its_field(alice, people):
    survey = make_survey(people.workspace, trigger_event="delivered")
    other = make_survey(people.workspace)
    given = {
        "name": "Autumn",
        "link_days": "14",
    }
    assert alice.post(f"/surveys/{survey.pk}/settings/", given).status_code == 302
    survey.refresh_from_db()
    assert (survey.name, survey.trigger_event, survey.link_days) == ("Autumn", "delivered", 14)
    taken = alice.post(f"/surveys/{survey.pk}/settings/", {**given, "name": other.name})
    assert taken.status_code == 422
    assert survey.pk == Survey.objects.get(name="Autumn").pk


def test_a_wave_is_seen_before_it_is_sent(alice, people):
    survey = make_survey(people.workspace, state="draft")
    make_person(people.workspace)
    make_person(people.workspace, email="")
    page = alice.get(f"/surveys/{survey.pk}/ask/").content.decode()
    assert not Invitation.objects.exists()
    part = alice.get(f"/surveys/{survey.pk}/ask/?reason=no_address", headers=HTMX)
    assert part.content.decode().count('scope="row"') == 1
    wave = page.split('name="wave" value="')[1].split('"')[0]
    for _ in range(2):  # the button pressed twice
        alice.post(f"/surveys/{survey.pk}/ask/", {"wave": wave})
    assert Invitation.objects.count() == 1
    shown = alice.get(f"/surveys/{survey.pk}/", headers=HTMX).content.decode()
    assert "<html" not in shown


def test_who_was_asked_or_not_can_be_filtered_by_reason(alice, people):
    survey = make_survey(people.workspace)
    make_person(people.workspace, name="Asked Anna")
    make_person(people.workspace, name="Mailless Mo", email="")
    ask_wave(people.system, survey, wave="1", now=NOW, dry_run=False)
    everybody = alice.get(f"/surveys/{survey.pk}/asked/").content.decode()
    assert "Asked Anna" in everybody
    assert "Mailless Mo" in everybody
    some = alice.get(f"/surveys/{survey.pk}/asked/?reason=no_address").content.decode()
    assert "Asked Anna" not in some
    assert "Mailless Mo" in some


def test_state_changes_by_a_button(alice, people):
    survey = make_survey(people.workspace)
    for state in ("paused", "running", "closed"):
        alice.post(f"/surveys/{survey.pk}/state/", {"state": state})
        survey.refresh_from_db()
        assert survey.state == state
    assert alice.post(f"/surveys/{survey.pk}/state/", {"state": "odd"}).status_code == 422


def test_an_analyst_sees_no_names_and_no_buttons(client, people):
    client.force_login(people.ana)
    survey = make_survey(people.workspace)
    person = make_person(people.workspace, name="山田 花子", language="ja")
    make_response(survey, person, comment="山田です")
    page = client.get(f"/surveys/{survey.pk}/").content.decode()
    assert "花子" not in page
    assert "/ask/" not in page
    assert "/edit/" not in page


def test_an_empty_list_leads_to_the_first_survey(alice):
    assert "/surveys/new/" in alice.get("/surveys/").content.decode()


def test_lists_take_as_many_queries_for_many_rows_as_for_few(
    alice, people, django_assert_max_num_queries
):
    survey = make_survey(people.workspace)
    for _ in range(12):
        person = make_person(people.workspace)
        make_invitation(make_survey(people.workspace), person)
        make_response(survey, person, comment="x", answered_at=timezone.now())
    ask_wave(people.system, survey, wave="1", now=NOW, dry_run=False)
    for address, most in (
        ("/surveys/", 16),
        (f"/surveys/{survey.pk}/", 24),
        (f"/surveys/{survey.pk}/asked/", 20),
        (f"/surveys/{survey.pk}/ask/", 28),
    ):
        with django_assert_max_num_queries(most):
            assert alice.get(address).status_code == 200


def test_the_way_to_voices_and_score_keeps_what_the_survey_asks(alice, people):
    place = make_touchpoint(people.workspace)
    survey = make_survey(people.workspace, metric="csat", touchpoint=place)
    make_response(survey, None, score=4)
    page = alice.get(f"/surveys/{survey.pk}/").content.decode()
    assert f'"/voices/?metric=csat&amp;touchpoint={place.pk}"' in page
    assert f'"/scores/?metric=csat&amp;touchpoint={place.pk}"' in page
