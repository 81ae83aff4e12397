"""What a customer answers to a mail about the plan is not lost."""

from datetime import UTC, date, datetime

import pytest

from emptychair.intake.models import CustomerRequest
from emptychair.kit.agenda import agenda_sources
from emptychair.messaging.queries import reply_to_for
from emptychair.messaging.services.inbound import receive_mail
from emptychair.plans.models import Said
from emptychair.plans.services.starting import PlanWish, start_plan
from tests.factories.customers import make_company, make_person

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
MAIL = (
    "From: jane@example.com\r\nTo: {to}\r\nMessage-ID: <{key}@example.com>\r\n"
    "Subject: Re: plan\r\n\r\nWhen does the training begin?\r\n"
)


@pytest.fixture
def plan(people):
    people.workspace.sender_address = "hello@example.org"
    people.workspace.save()
    company = make_company(people.workspace)
    make_person(people.workspace, company=company, email="jane@example.com")
    wish = PlanWish(title="Start", starts_on=date(2026, 11, 2))
    return start_plan(people.system, wish, now=NOW, company=company)[0]


def test_an_answer_to_a_mail_of_the_plan_is_one_question_on_it(people, plan):
    to = reply_to_for(people.system, f"plan:{plan.pk}")
    for _time in range(2):
        receive_mail(people.system, MAIL.format(to=to, key="a").encode(), now=NOW)
    said = Said.objects.get(plan=plan, by_customer=True)
    assert (said.kind, said.text) == ("question", "When does the training begin?")
    assert said.person.email == "jane@example.com"
    assert not CustomerRequest.objects.exists()
    items = agenda_sources()["plans.asked"](people.system, now=NOW, limit=9)
    assert len(items) == 1


def test_an_answer_to_a_playbook_is_a_request(people, plan):
    to = reply_to_for(people.system, "playbook:7")
    receive_mail(people.system, MAIL.format(to=to, key="b").encode(), now=NOW)
    assert "When does the training begin?" in CustomerRequest.objects.get().raw
    assert not Said.objects.filter(by_customer=True).exists()
