"""The board, a plan, the customer's page, and requests, as people use them."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from emptychair.intake.models import CustomerRequest
from emptychair.messaging.models import Message
from emptychair.outcomes.services.interviews import Told, begin_interview
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.plans.links import token_for
from emptychair.plans.models import PlanTemplate, Said, SuccessPlan
from emptychair.plans.services.links import make_link
from tests.factories.customers import make_company, make_person
from tests.factories.plans import make_plan, make_request


@pytest.fixture
def client(people):
    found = Client()
    found.force_login(people.bob)
    return found


@pytest.fixture
def plan(people):
    company = make_company(people.workspace, name="Acme")
    person = make_person(people.workspace, company=company, name="Jane Doe", language="en")
    return make_plan(people.workspace, company=company, contact_id=person.pk)


@pytest.fixture
def page(people, plan):
    link = make_link(people.system, plan.pk, person_id=plan.contact_id, now=timezone.now())
    return f"/p/{token_for(people.workspace.pk, link.pk)}/"


def words(answer):
    return answer.content.decode()


def test_the_board_asks_few_questions_however_many_plans(
    client, people, plan, django_assert_max_num_queries
):
    for number in range(30):
        make_plan(people.workspace, company=make_company(people.workspace, name=f"C{number}"))
    with django_assert_max_num_queries(25):
        answer = client.get("/plans/")
    assert "Acme" in words(answer)
    with django_assert_max_num_queries(25):
        assert client.get("/plans/?view=open&page=1").status_code == 200


def test_a_plan_is_started_from_a_template_and_its_tasks_are_done(client, people):
    company = make_company(people.workspace)
    given = {"template": "saas_onboarding", "starts_on": "2026-11-22"}
    answer = client.post(f"/plans/new/?company={company.pk}", given)
    plan = SuccessPlan.objects.get()
    assert answer.url == f"/plans/{plan.pk}/"
    step = plan.tasks.first()
    client.post(f"/plans/steps/{step.pk}/done/")
    step.refresh_from_db()
    assert step.state == "done"
    assert step.title in words(client.get(f"/plans/{plan.pk}/"))


def test_a_plan_begins_with_what_the_customer_said_and_with_a_name(client, people):
    company = make_company(people.workspace, name="Acme")
    agreed = Agreed(name="Hires", unit="人", start_value=2.0, target_value=6.0)
    agree_kpi(people.system, agreed, company=company, now=timezone.now())
    told = Told(department="hr", job_code="hr.more", job="Twice the team by spring")
    begin_interview(people.system, told, company=company, held_on=date(2026, 11, 1))
    address = f"/plans/new/?company={company.pk}"
    form = client.get(address).context["form"]
    assert form["goal"].value() == "Twice the team by spring"
    assert form["kpi"].value() == "Hires: 2人 → 6人"
    unnamed = client.post(address, {"starts_on": "2026-11-24"})
    assert unnamed.context["form"].errors["title"]
    assert not SuccessPlan.objects.exists()


def test_the_days_are_looked_at_before_they_move(client, plan):
    given = {"first": "2026-11-01", "days": "7", "skip_weekends": "on"}
    before = plan.next_on
    assert "<table" in words(client.post(f"/plans/{plan.pk}/move/", given))
    plan.refresh_from_db()
    assert plan.next_on == before
    client.post(f"/plans/{plan.pk}/move/", {**given, "apply": "1"})
    plan.refresh_from_db()
    assert plan.next_on == date(2026, 11, 10)


def test_the_mail_is_looked_at_before_it_is_sent_and_goes_once(client, plan):
    given = {"subject": "Our plan", "text": "Here: {link}", "person": plan.contact_id}
    assert "Here: " in words(client.post(f"/plans/{plan.pk}/send/", given))
    assert not Message.objects.exists()
    for _time in range(2):
        client.post(f"/plans/{plan.pk}/send/", {**given, "send": "1"})
    assert Message.objects.count() == 1


def test_looking_at_the_customers_page_changes_nothing_and_keeps_it_private(plan, page):
    before = list(SuccessPlan.objects.values()), Said.objects.count()
    answer = Client().get(page)
    assert plan.title in words(answer)
    assert (list(SuccessPlan.objects.values()), Said.objects.count()) == before
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert "<script" not in words(answer)
    assert not answer.cookies


def test_the_customer_ticks_asks_and_reads_the_answer_in_either_language(client, plan, page):
    customer = Client()
    step = plan.tasks.filter(side="customer").first()
    customer.post(page, {"step": step.pk, "act": "done"})
    step.refresh_from_db()
    assert step.done_by_customer
    customer.post(page, {"text": "Which file?", "kind": "question", "once": "q1"})
    client.post(f"/plans/{plan.pk}/answer/", {"text": "The list of users"})
    assert "The list of users" in words(customer.get(page))
    assert "お客様" in words(customer.get(page + "?language=ja"))
    assert customer.post(page, {"text": " "}).status_code == 422
    assert customer.post(page, {"step": "999999"}).status_code == 422


def test_what_was_said_bears_the_day_of_the_company(client, people, plan, page):
    people.workspace.time_zone = "Asia/Tokyo"
    people.workspace.save()
    client.post(page, {"text": "いつ始まりますか", "kind": "question", "once": "a"})
    at = datetime(2026, 11, 2, 18, 5, tzinfo=UTC)
    Said.objects.update(happened_at=at)
    assert "11月3日" in words(client.get(f"{page}?language=ja"))


def test_internal_tasks_and_notes_do_not_stand_on_the_customers_page(client, plan, page):
    given = {"title": "Ask the boss", "side": "us", "due_on": "2026-12-01"}
    client.post(f"/plans/{plan.pk}/steps/new/", given)
    client.post(f"/plans/{plan.pk}/note/", {"text": "They grumble"})
    assert "Ask the boss" in words(client.get(f"/plans/{plan.pk}/"))
    shown = words(Client().get(page))
    assert "Ask the boss" not in shown
    assert "They grumble" not in shown


def test_a_withdrawn_link_opens_nothing(client, plan, page):
    link = plan.links.get()
    client.post(f"/plans/links/{link.pk}/revoke/")
    answer = Client().get(page)
    assert answer.status_code == 404
    assert plan.title not in words(answer)


def test_a_template_with_an_unclear_line_says_which(client):
    given = {"title": "Ours", "language": "en", "outline": "# 3 A\nx"}
    assert "2" in words(client.post("/plans/templates/new/", given))
    assert not PlanTemplate.objects.exists()
    client.post("/plans/templates/new/", {**given, "outline": "# 3 A\n- us 1 B"})
    assert "Ours" in words(client.get("/plans/templates/"))


def test_a_rule_is_tried_before_it_holds(people):
    maya = Client()
    maya.force_login(people.maya)
    make_company(people.workspace, name="New", joined_on=date(2026, 11, 20))
    given = {"template_key": "b2b_project", "kind": "company", "since": "2026-11-01"}
    assert "New" in words(maya.post("/plans/rules/new/", given))
    assert not SuccessPlan.objects.exists()
    assert maya.post("/plans/rules/new/", {**given, "apply": "1"}).status_code == 302


# -- requests


def test_a_pasted_request_is_split_given_done_and_told_back(client, people):
    person = make_person(people.workspace, language="en", name="Jane Doe")
    raw = "Could you print larger? We need an export."
    client.post(
        f"/requests/new/?person={person.pk}", {"raw": raw, "channel": "paste", "priority": "normal"}
    )
    row = CustomerRequest.objects.get()
    shown = words(client.get(f"/requests/{row.number}/"))
    assert 'value="Could you print larger?"' in shown
    given = {
        "title": ["Larger print", "Export", ""],
        "assignee": [people.bob.pk, "", ""],
        "due_on": ["2026-12-01", "", ""],
    }
    client.post(f"/requests/{row.number}/split/", given)
    one, two = row.tasks.order_by("position")
    assert (one.assignee, one.due_on) == (people.bob, date(2026, 12, 1))
    client.post(f"/requests/tasks/{one.pk}/log/", {"minutes": "30", "kind": "doing"})
    client.post(f"/requests/tasks/{one.pk}/done/")
    client.post(f"/requests/tasks/{two.pk}/decline/", {"reason": "Nobody else asked"})
    page = f"/requests/{row.number}/tell/"
    draft = client.get(page).context["form"].initial
    assert "Nobody else asked" in words(client.post(page, draft))
    assert not Message.objects.exists()
    client.post(page, {**draft, "send": "1"})
    row.refresh_from_db()
    assert (row.state, row.ending) == ("closed", "told")


def test_the_situation_is_looked_at_before_anything_moves(client, people):
    row = make_request(people.workspace, company=make_company(people.workspace))
    client.post(f"/requests/{row.number}/split/", {"title": ["A"], "due_on": ["2026-12-01"]})
    page = f"/requests/situation/?request={row.number}"
    assert "#" in words(client.post(page, {"text": "They move", "days": "7"}))
    assert row.tasks.get().due_on == date(2026, 12, 1)
    client.post(page, {"text": "They move", "days": "7", "apply": "1"})
    assert row.tasks.get().due_on == date(2026, 12, 8)


def test_the_list_of_requests_asks_few_questions(client, people, django_assert_max_num_queries):
    for number in range(30):
        person = make_person(people.workspace, company=make_company(people.workspace))
        make_request(people.workspace, f"We need thing {number}", person=person)
    with django_assert_max_num_queries(25):
        answer = client.get("/requests/?view=new")
    assert words(answer).count("case-row") == 0
    assert words(answer).count("<article") == 30
    with django_assert_max_num_queries(30):
        client.get("/requests/1/")


def test_a_partner_is_shown_the_task_and_not_the_words(people):
    row = make_request(people.workspace, "Secret words: could you print larger?")
    bob, paul = Client(), Client()
    bob.force_login(people.bob)
    paul.force_login(people.paul)
    given = {"title": ["Larger print"], "assignee": [people.paul.pk]}
    bob.post(f"/requests/{row.number}/split/", given)
    shown = words(paul.get(f"/requests/{row.number}/"))
    assert "Larger print" in shown
    assert "Secret words" not in shown


def test_a_request_is_noted_from_a_case(client, people):
    from tests.factories.loop import make_case

    case = make_case(people.workspace, person=make_person(people.workspace))
    page = f"/requests/new/?case={case.number}"
    assert case.title in words(client.get(page))
    client.post(page, {"raw": "Could you print larger?", "priority": "high"})
    row = CustomerRequest.objects.get()
    assert (row.case, row.channel, row.person) == (case, "case", case.person)


def test_a_milestone_is_called_reached_with_open_tasks_and_that_is_taken_back(client, plan):
    first = plan.milestones.order_by("due_on").first()
    address, english = f"/plans/{plan.pk}/", {"accept-language": "en"}
    page = words(client.get(address, headers=english))
    assert "still open. What becomes of" in page
    assert (
        client.post(f"{address}reached/", {"milestone": first.pk, "open_tasks": "x"}).status_code
        == 404
    )
    client.post(f"{address}reached/", {"milestone": first.pk, "open_tasks": "open"})
    page = words(client.get(address, headers=english))
    count = first.tasks.count()
    assert (f"{count} tasks are still open<" if count > 1 else "1 task is still open<") in page
    assert "Not reached after all" in page
    client.post(f"{address}unreached/", {"milestone": first.pk})
    first.refresh_from_db()
    assert first.reached_at is None
    client.post(f"{address}reached/", {"milestone": first.pk, "open_tasks": "dropped"})
    assert not first.tasks.filter(state="open").exists()
