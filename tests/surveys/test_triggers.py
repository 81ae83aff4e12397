"""Surveys that ask after something happened: conditions, chance, delay, and our own facts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import CustomerEvent
from emptychair.customers.services.track import record_event
from emptychair.messaging.models import ContactDecision
from emptychair.surveys.models import Firing, Invitation
from emptychair.surveys.rules.triggers import Happening, fits, is_drawn, read_clauses
from emptychair.surveys.services.own_facts import note_own_facts
from emptychair.surveys.services.triggers import ask_after_event, plan_asking_after
from tests.factories.customers import make_company, make_contract, make_event, make_person
from tests.factories.surveys import make_survey
from tests.people import NOW


def happened(people, person, name="delivered", *, now=None, **properties):
    return record_event(
        people.system,
        person=person,
        name=name,
        occurred_at=now or timezone.now(),
        message_id=f"m{CustomerEvent.objects.count()}",
        source="api",
        properties=properties,
    )[0]


def reasons():
    return list(ContactDecision.objects.order_by("pk").values_list("reason", flat=True))


def test_only_events_that_fit_the_conditions_ask_and_the_others_say_so(people):
    make_survey(
        people.workspace,
        trigger_event="delivered",
        trigger_filter=[
            {"subject": "event:amount", "operator": "at_least", "value": 5000},
            {"subject": "attribute:plan", "operator": "is", "value": "Team"},
        ],
    )
    rich = make_person(people.workspace, attributes={"plan": "team"})
    happened(people, rich, amount=4999)
    happened(people, rich, amount=5000)
    happened(people, make_person(people.workspace), amount=9000)
    assert reasons() == ["not_fitting", "allowed", "not_fitting"]
    assert Invitation.objects.get().person == rich


def test_the_share_that_is_drawn_is_the_same_each_time_and_about_right(people):
    survey = make_survey(people.workspace, trigger_event="delivered", sampling=20)
    drawn = [is_drawn(survey.pk, f"m{number}", 20) for number in range(5000)]
    assert drawn == [is_drawn(survey.pk, f"m{number}", 20) for number in range(5000)]
    assert 900 < sum(drawn) < 1100
    assert all(is_drawn(survey.pk, f"m{number}", 100) for number in range(50))
    assert not any(is_drawn(survey.pk, f"m{number}", 0) for number in range(50))
    survey.sampling = 0
    survey.save()
    happened(people, make_person(people.workspace))
    decision = ContactDecision.objects.get()
    assert (decision.reason, decision.parameters) == ("not_drawn", {"percent": 0})


def test_the_same_event_asks_once_however_often_it_is_worked_on(people):
    survey = make_survey(people.workspace, trigger_event="delivered")
    event = happened(people, make_person(people.workspace))
    now = timezone.now()
    assert plan_asking_after(people.system, event.pk, now=now) == 0
    for _ in range(2):
        ask_after_event(people.system, survey_id=survey.pk, event_id=event.pk, now=now)
    assert Invitation.objects.count() == 1
    assert Firing.objects.get().done_at is not None


def test_a_delay_is_kept_and_reserves_the_person(people, monkeypatch):
    from emptychair.messaging.services.contact import preview_contact

    planned = []
    monkeypatch.setattr(
        "emptychair.surveys.services.triggers.enqueue_at",
        lambda moment, name, **given: planned.append((moment, name, given)),
    )
    now = timezone.now()
    order = make_survey(
        people.workspace,
        name="Order",
        trigger_event="delivered",
        trigger_delay_minutes=60 * 24 * 3,
        priority=80,
    )
    other = make_survey(people.workspace, priority=50)
    person = make_person(people.workspace)
    happened(people, person, now=now)
    assert planned[0][0] == now + timedelta(days=3)
    row = preview_contact(people.system, [person.pk], now=now, about=f"survey:{other.pk}")[0]
    assert (row[1], row[2], row[3]["name"]) == (False, "outranked", "Order")
    own = preview_contact(people.system, [person.pk], now=now, about=f"survey:{order.pk}")
    assert own[0][1]


def test_who_does_not_fit_any_more_when_the_time_comes_is_not_asked(people, monkeypatch):
    monkeypatch.setattr("emptychair.surveys.services.triggers.enqueue_at", lambda *_a, **_k: None)
    survey = make_survey(
        people.workspace,
        trigger_event="delivered",
        trigger_delay_minutes=60,
        trigger_filter=[{"subject": "attribute:returned", "operator": "empty"}],
    )
    person = make_person(people.workspace)
    event = happened(people, person)
    person.attributes = {"returned": "yes"}
    person.save()
    came = ask_after_event(
        people.system,
        survey_id=survey.pk,
        event_id=event.pk,
        now=timezone.now() + timedelta(hours=1),
    )
    assert came.reason == "not_fitting"
    assert not Invitation.objects.exists()


def test_conditions_that_cannot_be_read_let_nobody_through():
    assert fits((), Happening())
    assert not fits(read_clauses([{"nonsense": 1}]), Happening())
    assert not fits(read_clauses([{"subject": "event:x", "operator": "is"}]), Happening())


@pytest.mark.parametrize(
    ("subject", "operator", "value", "holds"),
    [
        ("event:amount", "at_least", 10, True),
        ("event:amount", "at_most", 10, False),
        ("event:item", "contains", "pot", True),
        ("event:item", "one_of", ["Pan", "Teapot"], True),
        ("event:missing", "empty", None, True),
        ("event:express", "is", "true", True),
        ("attribute:segment", "is_not", "shop", True),
        ("language", "is", "ja", True),
    ],
)
def test_each_kind_of_condition(subject, operator, value, holds):
    happening = Happening(
        properties={"amount": 12, "item": "Teapot", "express": True},
        attributes={"segment": "saas"},
        language="ja",
    )
    clauses = read_clauses([{"subject": subject, "operator": operator, "value": value}])
    assert fits(clauses, happening) is holds


def test_sixty_days_before_a_contract_renews_its_people_are_asked_once(people):
    make_survey(people.workspace, trigger_event="contract_renews_in_60")
    today = timezone.localdate(timezone=people.workspace.zone)
    company = make_company(people.workspace)
    ours = make_person(people.workspace, company=company)
    make_contract(ours, person_id=None, renews_on=today + timedelta(days=60))
    single = make_person(people.workspace)
    make_contract(single, renews_on=today + timedelta(days=59))  # nobody looked yesterday
    make_contract(make_person(people.workspace), renews_on=today + timedelta(days=70))
    make_contract(
        make_person(people.workspace), renews_on=today + timedelta(days=60), cancelled_on=today
    )
    for _ in range(2):
        note_own_facts(people.system, now=timezone.now())
    asked = set(Invitation.objects.values_list("person_id", flat=True))
    assert asked == {single.pk} | ({ours.pk} if company else set())
    assert Invitation.objects.count() == 2


def test_who_cancelled_is_asked_why_though_they_left(people):
    make_survey(people.workspace, trigger_event="contract_cancelled")
    make_survey(people.workspace, trigger_event="delivered")
    today = timezone.localdate(timezone=people.workspace.zone)
    gone = make_person(people.workspace, left_on=today)
    make_contract(gone, cancelled_on=today)
    note_own_facts(people.system, now=timezone.now())
    happened(people, gone)
    assert reasons() == ["allowed", "left"]


def test_after_a_case_is_closed_its_survey_asks_and_others_wait(people):
    from emptychair.accounts.queries import access_of_user
    from emptychair.loop.services.changing import close_case
    from tests.factories.loop import make_case

    make_survey(people.workspace, name="Case", trigger_event="case_closed")
    person = make_person(people.workspace)
    case = make_case(people.workspace, person=person)
    now = timezone.now()
    close_case(access_of_user(people.maya), case, outcome="solved", root_cause="invoice", now=now)
    event = CustomerEvent.objects.get(name="case_closed")
    assert event.properties["outcome"] == "solved"
    assert reasons() == ["allowed"]


def test_nothing_is_noted_that_nobody_waits_for(people):
    today = timezone.localdate(timezone=people.workspace.zone)
    make_contract(make_person(people.workspace), cancelled_on=today)
    make_survey(people.workspace, trigger_event="contract_cancelled", state="paused")
    assert note_own_facts(people.system, now=timezone.now()) == 0


def test_events_of_the_neighbours_ask_nobody_here(people):
    make_survey(people.workspace, trigger_event="delivered")
    event = make_event(make_person(people.neighbours), name="delivered", occurred_at=NOW)
    assert plan_asking_after(people.system, event.pk, now=NOW) == 0
