"""When a survey asks, evenly over the year, whom one could ask, and the rule: in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.messaging.models import HoldOut
from emptychair.messaging.queries import contact_rule
from emptychair.messaging.queries.windows import send_hours
from emptychair.messaging.services.hold_out import draw_hold_out
from emptychair.surveys.models import Autopilot, Invitation
from tests.factories.customers import make_company, make_event, make_person
from tests.factories.surveys import make_invitation, make_survey

HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed_in(client, people):
    def sign_in(name):
        client.force_login(getattr(people, name))
        return client

    return sign_in


@pytest.fixture
def alice(signed_in):
    return signed_in("alice")


def text(answer):
    return answer.content.decode()


def timing(**fields):
    plain = {
        "trigger_event": "delivered",
        "delay_minutes": "1440",
        "sampling": "100",
        "cadence_days": "60",
        "priority": "70",
    }
    return plain | fields


def test_the_timing_is_saved_with_its_conditions(alice, people):
    survey = make_survey(people.workspace)
    make_event(
        make_person(people.workspace),
        name="delivered",
        properties={"amount": 5000},
        occurred_at=timezone.now(),
    )
    given = timing(**{"c0-subject": "event:amount", "c0-operator": "at_least", "c0-value": "3000"})
    assert alice.post(f"/surveys/{survey.pk}/when/", given).status_code == 302
    survey.refresh_from_db()
    assert (survey.trigger_event, survey.trigger_delay_minutes) == ("delivered", 1440)
    assert (survey.cadence_days, survey.priority, survey.sampling) == (60, 70, 100)
    assert survey.trigger_filter == [
        {"subject": "event:amount", "operator": "at_least", "value": "3000"}
    ]
    page = text(alice.get(f"/surveys/{survey.pk}/when/"))
    assert 'value="3000"' in page
    assert '<option value="delivered">' in page


def test_what_the_trigger_would_have_asked_in_thirty_days_is_seen_before_it_is_saved(alice, people):
    survey = make_survey(people.workspace)
    now = timezone.now()
    rich, poor = make_person(people.workspace), make_person(people.workspace)
    for person, amount, days in ((rich, 5000, 20), (rich, 9000, 15), (poor, 10, 9)):
        make_event(
            person,
            name="delivered",
            properties={"amount": amount},
            occurred_at=now - timedelta(days=days),
        )
    make_event(poor, name="delivered", occurred_at=now - timedelta(days=40))
    given = timing(**{"c0-subject": "event:amount", "c0-operator": "at_least", "c0-value": "3000"})
    answer = alice.get(f"/surveys/{survey.pk}/when/", given, headers=HTMX)
    preview = answer.context["preview"]
    assert (preview.events, preview.asked) == (3, 1), "the second order came too soon"
    assert preview.reasons == {"allowed": 1, "not_fitting": 1, "cadence": 1}
    survey.refresh_from_db()
    assert survey.trigger_event == ""
    assert "<html" not in text(answer)


def test_a_share_that_is_none_is_told_and_not_saved(alice, people):
    survey = make_survey(people.workspace)
    answer = alice.post(f"/surveys/{survey.pk}/when/", timing(sampling="1000"))
    assert answer.status_code == 422
    survey.refresh_from_db()
    assert survey.trigger_event == ""


def test_our_own_facts_are_seen_without_any_event(alice, people):
    from tests.factories.customers import make_contract

    survey = make_survey(people.workspace)
    today = timezone.localdate(timezone=people.workspace.zone)
    make_contract(make_person(people.workspace), renews_on=today + timedelta(days=50))
    answer = alice.get(
        f"/surveys/{survey.pk}/when/", timing(trigger_event="contract_renews_in_60"), headers=HTMX
    )
    assert (answer.context["preview"].events, answer.context["preview"].asked) == (1, 1)


def test_an_autopilot_is_seen_then_started_then_stopped(alice, people):
    survey = make_survey(people.workspace, state="draft")
    for _ in range(7):
        make_person(people.workspace)
    page = alice.get(f"/surveys/{survey.pk}/autopilot/?cadence_days=30")
    view = page.context["view"]
    assert sum(count for _week, count in view.weeks) == view.people == 7
    assert not Autopilot.objects.exists()
    alice.post(f"/surveys/{survey.pk}/autopilot/start/", {"cadence_days": "30"})
    survey.refresh_from_db()
    assert survey.state == "running"
    running = alice.get(f"/surveys/{survey.pk}/autopilot/").context
    assert (running["running"].cadence_days, running["view"].people) == (30, 7)
    assert not Invitation.objects.exists()
    alice.post(f"/surveys/{survey.pk}/autopilot/stop/")
    assert not Autopilot.objects.get().is_active
    assert alice.post(f"/surveys/{survey.pk}/autopilot/stop/").status_code == 404


def test_whom_one_could_ask_is_counted_with_the_people_of_each_reason(
    alice, people, django_assert_max_num_queries
):
    other = make_survey(people.workspace, name="Order")
    now = timezone.now()
    asked = make_person(people.workspace)
    make_invitation(other, asked, asked_at=now - timedelta(days=13))
    make_person(people.workspace, email="")
    for _ in range(8):
        make_person(people.workspace)
    with django_assert_max_num_queries(40):
        answer = alice.get("/surveys/plan/?reason=too_soon")
    result = answer.context["result"]
    assert (result.people, result.asked) == (10, 8)
    assert result.reasons == {"allowed": 8, "too_soon": 1, "no_address": 1}
    assert sum(count for _week, count in result.weeks) == 1
    assert result.never == 1
    page = text(answer)
    assert f"/customers/people/{asked.pk}/" in page
    assert "「Order」を13日前に送りました。" in page


def test_a_large_base_is_estimated_until_one_counts_everybody(alice, people, monkeypatch):
    monkeypatch.setattr("emptychair.web.surveys.plan.QUICKLY", 5)
    for _ in range(20):
        make_person(people.workspace)
    assert alice.get("/surveys/plan/").context["result"].looked_at == 5
    everybody = alice.get("/surveys/plan/?all=1").context["result"]
    assert (everybody.looked_at, everybody.asked) == (None, 20)


def test_the_dry_run_says_from_when_on_the_others_can_be_asked(alice, people):
    survey, other = make_survey(people.workspace), make_survey(people.workspace)
    make_invitation(other, make_person(people.workspace), asked_at=timezone.now())
    make_person(people.workspace)
    answer = alice.get(f"/surveys/{survey.pk}/ask/")
    whole = answer.context["whole"]
    assert sum(count for _week, count in whole.weeks) + whole.later == 1


def test_a_dry_run_keeps_the_limit_of_a_company(alice, people):
    people.workspace.settings = {**people.workspace.settings, "contact_rule": {"company_most": 2}}
    people.workspace.save()
    company, survey = make_company(people.workspace), make_survey(people.workspace)
    for _ in range(5):
        make_person(people.workspace, company=company)
    shown = alice.get(f"/surveys/{survey.pk}/ask/").context["result"]
    assert shown.reasons == {"allowed": 2, "company_full": 3}
    alice.post(f"/surveys/{survey.pk}/ask/", {"wave": "w"})
    assert Invitation.objects.count() == 2


def test_the_page_of_a_customer_says_which_survey_could_ask_now(alice, people):
    make_survey(people.workspace, name="Order")
    person = make_person(people.workspace)
    make_invitation(
        make_survey(people.workspace, name="Visit"),
        person,
        asked_at=timezone.now() - timedelta(days=13),
        answered_at=timezone.now() - timedelta(days=12),
    )
    page = text(alice.get(f"/customers/people/{person.pk}/"))
    assert "「Visit」に12日前に回答しました。" in page
    assert "次に送れるのは" in page


def test_the_whole_rule_is_kept_and_read_by_others(alice, people, signed_in):
    given = {
        "min_days": 20,
        "most": 5,
        "window_days": 365,
        "company_most": 3,
        "company_days": 14,
        "reminder_days": 4,
        "reminder_most": 2,
        "referral_days": 120,
        "referral_most": 1,
        "playbook_days": 7,
        "playbook_most": 6,
        "case_days": 10,
        "ahead_days": 5,
    }
    assert alice.post("/settings/outbox/rule/", given).status_code == 302
    people.workspace.refresh_from_db()
    rule = contact_rule(people.system)
    assert (rule.company_most, rule.reminder_most, rule.case_days) == (3, 2, 10)
    hours = {
        "mail_from": "08:00",
        "mail_to": "19:30",
        "phone_from": "10:00",
        "phone_to": "17:00",
        "quiet": "12/29〜1/3",
    }
    assert alice.post("/settings/outbox/rule/hours/", hours).status_code == 302
    people.workspace.refresh_from_db()
    assert send_hours(people.system).quiet == (((12, 29), (1, 3)),)
    late = alice.post("/settings/outbox/rule/hours/", hours | {"mail_to": "07:00"})
    assert late.status_code == 422
    page = text(signed_in("maya").get("/settings/outbox/rule/"))
    assert "08:00" in page
    assert '<form class="card' not in page


def test_a_group_is_drawn_by_chance_asked_nothing_and_ended(alice, people):
    everybody = [make_person(people.workspace) for _ in range(60)]
    plan = alice.get("/settings/outbox/rule/hold-out/?percent=20&months=12").context["plan"]
    assert (plan.people, plan.drawn) == (60, 12)
    assert plan.difference > 20
    alice.post("/settings/outbox/rule/hold-out/", {"percent": "20", "months": "12"})
    drawn = set(HoldOut.objects.values_list("person_id", flat=True))
    assert 4 <= len(drawn) <= 22
    survey = make_survey(people.workspace)
    alice.post(f"/surveys/{survey.pk}/ask/", {"wave": "w"})
    asked = set(Invitation.objects.values_list("person_id", flat=True))
    assert asked == {one.pk for one in everybody} - drawn
    people.workspace.refresh_from_db()
    more = draw_hold_out(people.system, percent=40, months=12, now=timezone.now())
    assert drawn < set(HoldOut.objects.values_list("person_id", flat=True))
    assert more == HoldOut.objects.count() - len(drawn)
    alice.post("/settings/outbox/rule/hold-out/end/")
    assert alice.get("/settings/outbox/rule/hold-out/").context["view"].people == 0
    assert HoldOut.objects.count() == len(drawn) + more, "what they show stays"
