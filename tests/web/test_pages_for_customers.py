"""Pages a customer opens by a link: what is next, polite words, and links that are over."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emptychair.outcomes.links import token_for as kpi_token
from emptychair.outcomes.models import Confirmation
from emptychair.outcomes.services.confirming import make_link as ask
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from emptychair.plans.links import token_for
from emptychair.plans.models import PlanStep
from emptychair.plans.services.links import make_link
from tests.factories.customers import make_person
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


@pytest.fixture
def plan(people):
    return make_plan(people.workspace, person=make_person(people.workspace, name="花田 葵"))


@pytest.fixture
def page(people, plan):
    link = make_link(people.system, plan.pk, person_id=plan.person_id, now=timezone.now())
    return reverse("plan-page", args=[token_for(people.workspace.pk, link.pk)])


def test_the_page_of_a_plan_says_who_is_waited_for_by_name_and_day(plan, page):
    first = plan.tasks.filter(state="open", side=plan.waiting_for).order_by("due_on").first()

    shown = words(Client().get(page + "?language=en"))

    assert f"<br><strong>{first.title}</strong>" in shown
    assert f"0 of {plan.tasks.count()} done" in shown
    assert "花田 葵 様" in words(Client().get(page + "?language=ja"))


@pytest.mark.parametrize(("days", "is_late"), [(-1, True), (1, False)])
def test_whoever_waits_for_us_is_told_that_we_are_late(plan, page, days, is_late):
    day = timezone.localdate() + timedelta(days=days)
    plan.tasks.filter(side="us").update(due_on=day)
    type(plan).objects.filter(pk=plan.pk).update(waiting_for="us")

    shown = words(Client().get(page + "?language=en"))

    assert "The next step lies with us" in shown
    assert ("we are late with it. We are sorry." in shown) == is_late
    assert ("申し訳ございません" in words(Client().get(page + "?language=ja"))) == is_late


def test_an_internal_task_is_never_named_as_the_next(plan, page):
    inside = PlanStep.objects.filter(plan=plan, side="us").order_by("due_on").first()
    inside.is_shown, inside.title = False, "Ask the boss"
    inside.due_on -= timedelta(days=30)
    inside.save()

    assert "Ask the boss" not in words(Client().get(page + "?language=en"))


@pytest.mark.parametrize("address", ["/p/nothing/", "/k/nothing/", "/requests/form/nothing/"])
def test_a_link_that_opens_nothing_says_so_in_the_language_of_the_reader(address):
    english = Client(headers={"accept-language": "en"}).get(address)
    japanese = Client(headers={"accept-language": "en"}).get(address + "?language=ja")

    assert {one.status_code for one in (english, japanese)} == {404}
    assert '<html lang="en"' in words(english)
    assert '<html lang="ja"' in words(japanese)
    assert '<a href="?language=ja" lang="ja">日本語</a>' in words(english)
    assert "no-store" in english["Cache-Control"]


@pytest.fixture
def question(people):
    now, person = timezone.now(), make_person(people.workspace, name="花田 葵", language="ja")
    agreed = Agreed(name="自由な時間", unit="時間", customer_owner_id=person.pk)
    kpi, _new = agree_kpi(people.system, agreed, person=person, now=now)
    given = GivenReading(value=4.0, day=date(2026, 11, 1))
    record_readings(people.system, kpi, [given], now=now)
    kpi.refresh_from_db()
    link, _new = ask(people.system, kpi, person, language="ja", now=now)
    return reverse("kpi-confirm", args=[kpi_token(link.workspace_id, link.pk)])


def test_a_number_typed_in_wide_signs_is_read(question):
    Client().post(question, {"answer": "other", "value": "１，２００．５", "name": "葵"})

    assert Confirmation.objects.get().their_value == 1200.5


@pytest.mark.parametrize("typed", ["たくさん", "nan", "1e999", "9" * 400])
def test_what_is_no_number_is_asked_for_again_politely(question, typed):
    answer = Client().post(question, {"answer": "other", "value": typed, "name": ""})

    assert answer.status_code == 422
    assert "恐れ入りますが" in words(answer)
    assert "ご記入をお願いいたします。" in words(answer)
    assert "このフィールドは必須です" not in words(answer)
    assert Confirmation.objects.get().their_value is None
