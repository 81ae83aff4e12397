"""Who is asked, by whom, how often, and that nobody is asked twice."""

from datetime import timedelta

import pytest

from emptychair.customers.models import CustomerEvent, Segment
from emptychair.customers.services.track import record_event
from emptychair.kit.errors import Refused
from emptychair.messaging.models import ContactDecision, Message
from emptychair.surveys.errors import SurveyNotRunning
from emptychair.surveys.models import Invitation, Wave
from emptychair.surveys.queries import decision_rows, decisions_about, reasons_of, visit_by_link
from emptychair.surveys.services import waves
from emptychair.surveys.services.asking import ask_person, ask_wave
from emptychair.surveys.services.authoring import set_survey_state
from emptychair.surveys.services.dispatch import send_test
from emptychair.surveys.services.stopping import stop_surveys
from emptychair.surveys.services.waves import begin_wave, continue_wave
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW


def test_a_person_is_asked_once_on_an_occasion(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace, language="en")
    first = ask_person(people.system, survey, person, occasion="wave:1", now=NOW)
    again = ask_person(people.system, survey, person, occasion="wave:1", now=NOW)
    assert (first.asked, again.asked, again.reason) == (True, False, "already_asked")
    invitation = Invitation.objects.get()
    assert invitation.language == "en"
    assert invitation.expires_at == NOW + timedelta(days=30)
    message = Message.objects.get()
    assert invitation.message == message
    assert (message.to_address, message.language) == (person.email, "en")


def test_the_mail_carries_every_score_as_a_link_and_a_way_to_stop(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace, name="山田 花子")
    ask_person(people.system, survey, person, occasion="wave:1", now=NOW)
    message = Message.objects.get()
    for score in range(11):
        assert f"?score={score}" in message.html
    assert "山田 花子 様" in message.text
    assert "山田 花子 様" in message.html
    assert "class=" not in message.html
    assert "<script" not in message.html
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/stop/" in message.headers["List-Unsubscribe"]
    assert "/a/" in message.text


def test_a_dry_run_of_one_stores_nothing(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    came = ask_person(people.system, survey, person, occasion="wave:1", now=NOW, dry_run=True)
    assert came.asked
    assert not Invitation.objects.exists()
    assert not ContactDecision.objects.exists()


def test_a_survey_that_does_not_run_asks_nobody(people):
    survey, person = make_survey(people.workspace, state="paused"), make_person(people.workspace)
    with pytest.raises(SurveyNotRunning):
        ask_person(people.system, survey, person, occasion="wave:1", now=NOW)
    with pytest.raises(SurveyNotRunning):
        begin_wave(people.system, survey, wave="1", now=NOW)


def test_who_may_not_send_asks_nobody(people):
    from emptychair.accounts.queries import access_of_user

    survey, person = make_survey(people.workspace), make_person(people.workspace)
    with pytest.raises(Refused):
        ask_person(access_of_user(people.bob), survey, person, occasion="wave:1", now=NOW)


def test_a_wave_says_of_everybody_why(people):
    survey = make_survey(people.workspace)
    make_person(people.workspace)
    make_person(people.workspace, email="")
    make_person(people.workspace, left_on=NOW.date() - timedelta(days=5))
    dry = ask_wave(people.system, survey, wave="1", now=NOW, dry_run=True)
    assert not ContactDecision.objects.exists()
    wet = ask_wave(people.system, survey, wave="1", now=NOW, dry_run=False)
    assert (dry.people, dry.asked, dry.reasons) == (wet.people, wet.asked, wet.reasons)
    assert wet.reasons == {"allowed": 1, "no_address": 1, "left": 1}
    assert reasons_of(people.system, survey) == wet.reasons
    rows = decision_rows(people.system, decisions_about(people.system, survey, reason="left"))
    assert len(rows) == 1
    assert rows[0].sentence


def test_a_wave_goes_on_in_batches_and_never_asks_twice(people, monkeypatch):
    monkeypatch.setattr(waves, "BATCH", 3)
    survey = make_survey(people.workspace, state="draft")
    for _ in range(8):
        make_person(people.workspace)
    wave, is_new = begin_wave(people.system, survey, wave="1", now=NOW)
    again, is_new_again = begin_wave(people.system, survey, wave="1", now=NOW)
    assert (is_new, is_new_again, again.pk) == (True, False, wave.pk)
    continue_wave(people.system, wave.pk, after_id=0, now=NOW)  # a job that runs twice
    wave.refresh_from_db()
    assert (wave.people, wave.considered, wave.asked) == (8, 8, 8)
    assert wave.finished_at
    assert Invitation.objects.count() == Message.objects.count() == 8
    survey.refresh_from_db()
    assert survey.state == "running"


def test_a_wave_waits_while_its_survey_is_paused(people, monkeypatch):
    survey = make_survey(people.workspace)
    make_person(people.workspace)
    wave = Wave.objects.create(
        workspace=people.workspace, survey=survey, key="1", people=1, begun_at=NOW
    )
    set_survey_state(people.system, survey, state="paused")
    continue_wave(people.system, wave.pk, after_id=0, now=NOW)
    assert not Invitation.objects.exists()
    set_survey_state(people.system, survey, state="running")
    assert Invitation.objects.count() == 1


def test_a_wave_asks_its_segment_only(people):
    rules = {
        "match": "all",
        "conditions": [{"field": "language", "operator": "is", "value": "en"}],
    }
    segment = Segment.objects.create(workspace=people.workspace, name="English", rules=rules)
    survey = make_survey(people.workspace, segment=segment)
    english, _japanese = (make_person(people.workspace, language=one) for one in ("en", "ja"))
    result = ask_wave(people.system, survey, wave="1", now=NOW, dry_run=False)
    assert result.people == 1
    assert Invitation.objects.get().person == english


def test_an_event_asks_the_person_for_the_touchpoint_it_names(people):
    from django.utils import timezone

    place = make_touchpoint(people.workspace, key="delivery")
    survey = make_survey(people.workspace, metric="csat", trigger_event="delivered")
    make_survey(people.workspace, trigger_event="delivered", state="paused")
    person, now = make_person(people.workspace), timezone.now()
    for _ in range(2):
        record_event(
            people.system,
            person=person,
            name="delivered",
            occurred_at=now,
            message_id="m-1",
            source="api",
            touchpoint_key="delivery",
        )
    invitation = Invitation.objects.get()
    assert (invitation.survey, invitation.person, invitation.touchpoint) == (survey, person, place)
    assert invitation.occasion == f"event:{CustomerEvent.objects.get().pk}"


def test_an_old_event_from_a_file_asks_nobody(people):
    make_survey(people.workspace, trigger_event="delivered")
    record_event(
        people.system,
        person=make_person(people.workspace),
        name="delivered",
        occurred_at=NOW - timedelta(days=400),
        message_id="m-1",
        source="import",
    )
    assert not ContactDecision.objects.exists()


def test_a_test_goes_to_oneself_and_asks_nobody(people):
    survey = make_survey(people.workspace, state="draft")
    from emptychair.accounts.queries import access_of_user

    access = access_of_user(people.alice)
    invitation = send_test(access, survey, to_address="alice@example.com", language="en", now=NOW)
    assert invitation.is_test
    message = Message.objects.get()
    assert (message.to_address, message.purpose) == ("alice@example.com", "staff")
    assert not ContactDecision.objects.exists()


def test_who_wants_no_more_surveys_gets_none(people):
    from emptychair.accounts.access import Access
    from emptychair.surveys.links import token_for

    survey, person = make_survey(people.workspace), make_person(people.workspace)
    came = ask_person(people.system, survey, person, occasion="wave:1", now=NOW)
    token = token_for(people.workspace.pk, came.invitation_id)
    visit = visit_by_link(Access.system(None, "tests"), token, now=NOW)
    assert stop_surveys(visit.access, visit.invitation, now=NOW)
    assert not stop_surveys(visit.access, visit.invitation, now=NOW)
    later = NOW + timedelta(days=100)
    again = ask_person(people.system, survey, person, occasion="wave:2", now=later)
    assert (again.asked, again.reason) == (False, "suppressed")


def test_of_very_many_people_a_sample_is_judged_and_said_to_be_one(people):
    from emptychair.surveys.services.audience import wave_preview

    survey = make_survey(people.workspace)
    for number in range(20):
        make_person(people.workspace, email="" if number % 2 else f"a{number}@example.com")
    whole = wave_preview(people.system, survey, wave="1", now=NOW, at_most=20).result
    some = wave_preview(people.system, survey, wave="1", now=NOW, at_most=7)
    assert (whole.people, whole.asked, whole.looked_at) == (20, 10, None)
    assert (some.result.people, some.result.looked_at, len(some.people)) == (20, 7, 7)
    assert sum(some.result.reasons.values()) == pytest.approx(20, abs=1)
