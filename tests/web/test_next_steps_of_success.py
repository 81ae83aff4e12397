"""What a colleague does next: beside trials, numbers that lag, finished plans and empty lists."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from emptychair.intake.rules.splitting import suggested_tasks
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from emptychair.outcomes.words import formula_words
from emptychair.plans.models import PlanStep
from emptychair.plans.services.steps import set_step_state
from emptychair.success.models import LostCustomer
from emptychair.success.services.looking import look_at_everybody
from emptychair.touch.services import refresh_touch
from emptychair.touch.types import Money
from emptychair.usage.services.reading import read_companies
from emptychair.web.touch.lines import stake_words
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.plans import make_plan, make_request
from tests.usage.using import seats

pytestmark = pytest.mark.django_db
FINISHED = "Every task is done: look with the customer whether the goal is reached."


@pytest.fixture
def client(people):
    found = Client(headers={"accept-language": "en"})
    found.force_login(people.alice)
    return found


def words(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_running_trial_has_an_owner_and_a_way_to_reach_them(client, people):
    company = make_company(people.workspace, name="Trying", owner=people.bob)
    today = timezone.localdate()
    seats(company, 1, amount=0, plan="Trial", starts_on=today - timedelta(days=5))
    read_companies(people.system, now=timezone.now())

    page = words(client.get(reverse("use-trials")))

    assert '<small class="quiet">Bob</small>' in page
    assert f"{reverse('case-new')}?company={company.pk}" in page


def test_without_seats_the_list_of_unused_ones_says_what_is_missing(client, people):
    make_company(people.workspace, name="Acorn")
    read_companies(people.system, now=timezone.now())

    assert "No contract says how many seats were bought" in words(client.get("/use/?view=unused"))


def test_a_number_that_lags_leads_to_a_contact_and_a_plan(client, people):
    person, now = make_person(people.workspace, name="Jane Doe"), timezone.now()
    today = timezone.localdate()
    agreed = Agreed(
        name="Free hours",
        unit="h",
        start_value=4,
        start_on=today - timedelta(days=100),
        target_value=12,
        target_on=today + timedelta(days=5),
        formula="change * 4 / 2",
        formula_currency="JPY",
    )
    kpi, _new = agree_kpi(people.system, agreed, person=person, now=now)
    given = GivenReading(value=5.0, day=today - timedelta(days=1))
    record_readings(people.system, kpi, [given], now=now)

    page = words(client.get(reverse("kpi", args=[kpi.pk])))

    assert f"{reverse('case-new')}?person={person.pk}" in page
    assert f"{reverse('plan-new')}?person={person.pk}" in page
    assert "change × 4 ÷ 2" in page


def test_a_formula_is_read_in_the_words_of_the_reader():
    with translation.override("ja"):
        assert formula_words("change * 4 * wage") == "改善 × 4 × wage"


def test_a_plan_whose_tasks_are_all_done_says_what_is_next(client, people):
    plan, now = make_plan(people.workspace, company=make_company(people.workspace)), timezone.now()
    for step in PlanStep.objects.filter(plan=plan):
        assert FINISHED not in words(client.get(reverse("plan", args=[plan.pk])))
        set_step_state(people.system, step, "done", now=now)

    assert FINISHED in words(client.get(reverse("plan", args=[plan.pk])))
    assert FINISHED in words(client.get("/plans/?view=open"))


def test_a_program_that_does_a_task_is_not_named_to_colleagues(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))

    done = set_step_state(people.system, plan.tasks.first(), "done", now=timezone.now())

    assert (done.state, done.done_by) == ("done", "")


def test_an_empty_list_of_risks_tells_who_has_left_already(client, people):
    company, now = make_company(people.workspace, name="Gone"), timezone.now()
    stays = make_person(people.workspace, company=make_company(people.workspace, name="Stays"))
    make_contract(stays, plan="Basic", starts_on=timezone.localdate() - timedelta(days=400))
    look_at_everybody(people.system, now=now)
    address = reverse("success")
    before = words(client.get(address))
    LostCustomer.objects.create(
        workspace=people.workspace,
        company=company,
        left_on=timezone.localdate() - timedelta(days=40),
        how="silent",
    )

    after = words(client.get(address))

    assert "has left within a year already" not in before
    assert "1 customer has left within a year already" in after
    assert f'<a class="button main" href="{reverse("lost")}">' in after


def test_customers_are_found_by_name_in_touch_and_in_its_file(client, people):
    for name in ("Yamato", "Acorn"):
        person = make_person(people.workspace, company=make_company(people.workspace, name=name))
        make_contract(person, plan="Basic", amount=100)
    refresh_touch(people.system, now=timezone.now())

    page = words(client.get("/touch/customers/?q=acor"))
    file = words(client.get("/touch/customers/table.csv?q=acor"))

    assert ("Acorn" in page, "Yamato" in page) == (True, False)
    assert ("Acorn" in file, "Yamato" in file) == (True, False)


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(-285.0, -303.0, -268.0), "Costs $285 a year ($268 to $303)"),
        (Money(285.0, 268.0, 303.0), "Frees $285 a year ($268 to $303)"),
        (Money(-285.0), "Costs $285 a year"),
    ],
)
def test_what_was_at_stake_is_said_with_limits_of_the_same_sign(money, said):
    with translation.override("en"):
        assert stake_words(money, "USD") == said


@pytest.mark.parametrize(
    "asked", ["朝のお弁当も頼めますか。", "土曜も来てもらえませんか。", "これでいいですか"]
)
def test_a_question_whether_it_can_be_done_is_a_wish(asked):
    assert [one.text for one in suggested_tasks(asked)] == [asked]


@pytest.mark.parametrize("said", ["お元気でいらっしゃいますか。", "何時に届きますか。"])
def test_a_question_that_asks_for_nothing_is_none(said):
    assert suggested_tasks(said) == []


def test_a_task_of_a_request_is_changed_from_its_row(client, people):
    request = make_request(people.workspace, person=make_person(people.workspace))
    client.post(f"/requests/{request.number}/split/", {"title": "Do", "assignee": "", "due_on": ""})
    task = request.tasks.get()

    page = words(client.get(f"/requests/{request.number}/"))

    assert reverse("request-task", args=[task.pk]) in page
    assert '<span class="visually-hidden">: Do</span>' in page
