"""A plan says who is waited for and since when; the customer does their part through a link."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.accounts.queries.entering import access_of_user
from emptychair.customers.models import Person, Segment, TimelineEntry
from emptychair.customers.queries import timeline_of
from emptychair.customers.services.erasing import erase_person
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.cards import Customer, cards_of
from emptychair.kit.errors import NotFound, Refused
from emptychair.messaging.models import Message
from emptychair.plans.errors import (
    DaysUnclear,
    LinkNotSent,
    LinkUnknown,
    NoSuchOwner,
    NothingWritten,
    OutlineUnclear,
    PlanIsOver,
    StepChanged,
)
from emptychair.plans.jobs import start_plans_by_rules
from emptychair.plans.links import token_for
from emptychair.plans.models import PlanLink, PlanStep, Said, SuccessPlan
from emptychair.plans.queries import (
    milestone_rows,
    plan_counts,
    plan_list,
    plan_rows,
    plan_state_of,
    plan_states,
    plan_with_id,
    said_rows,
    template_with_key,
    templates_of,
)
from emptychair.plans.queries.visits import visit_by_plan_link
from emptychair.plans.rules.outline import read_outline, write_outline
from emptychair.plans.rules.replanning import moved_days
from emptychair.plans.rules.turns import OpenStep, next_step
from emptychair.plans.services.customer_side import say_on_plan, tick_own_task
from emptychair.plans.services.links import (
    draft_link_mail,
    make_link,
    preview_link_mail,
    revoke_link,
    send_link,
)
from emptychair.plans.services.merging import merge_plans, unmerge_plans
from emptychair.plans.services.replanning import move_plan, preview_move, suggested_move
from emptychair.plans.services.starting import PlanWish, set_plan_state, start_plan
from emptychair.plans.services.steps import StepWish, add_step, change_step, set_step_state
from emptychair.plans.services.talking import answer_customer
from emptychair.plans.services.templates import (
    RuleWish,
    add_rule,
    preview_rule,
    remove_template,
    save_template,
)
from tests.factories.customers import make_company, make_person
from tests.factories.plans import make_plan
from tests.people import NOW

TODAY = date(2026, 11, 22)


def first_open(plan, side):
    return plan.tasks.filter(state="open", side=side).order_by("due_on", "pk").first()


# -- templates


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_built_in_template_reads_back_as_it_was_written(people, language):
    for row in templates_of(people.system):
        one = template_with_key(people.system, row.key, language=language)
        text = write_outline(one.milestones, language)
        assert read_outline(text) == one.milestones
        assert {"us", "customer"} <= {step.side for m in one.milestones for step in m.steps}
        assert all(step.days <= m.days for m in one.milestones for step in m.steps)


@pytest.mark.parametrize(
    "text", ["- us 3 Before any milestone", "# 14 Nothing below", "# 3 A\n- them 4 Who?", "# x A"]
)
def test_an_unclear_line_is_refused_with_what_to_write(text):
    with pytest.raises(OutlineUnclear):
        read_outline(text)


def test_a_template_is_written_with_wide_digits_too():
    found = read_outline("＃　１４　準備\n・お客様　７　名簿を送る")
    assert (found[0].days, found[0].steps[0].side, found[0].steps[0].days) == (14, "customer", 7)


def test_a_changed_template_is_used_and_its_removal_brings_the_built_in_back(people):
    save_template(
        people.system,
        key="saas_onboarding",
        title="Ours",
        goal="",
        outline="# 7 A\n- us 1 B",
        language="en",
    )
    assert template_with_key(people.system, "saas_onboarding").title == "Ours"
    remove_template(people.system, "saas_onboarding", now=NOW)
    assert template_with_key(people.system, "saas_onboarding").title != "Ours"


# -- whose turn it is


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["us", "customer", "third"])), max_size=6)
)
def test_whoever_has_the_earliest_open_task_is_waited_for(days):
    steps = [
        OpenStep(number, "x", side, date(2026, 1, day)) for number, (day, side) in enumerate(days)
    ]
    found = next_step(steps)
    assert (found is None) == (not steps)
    assert found is None or all(found.due_on <= one.due_on for one in steps)


def test_the_turn_goes_over_when_our_task_is_done_and_since_then_they_are_waited_for(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))
    assert (plan.waiting_for, plan.next_on) == ("us", date(2026, 11, 3))
    later = NOW + timedelta(hours=3)
    set_step_state(people.system, first_open(plan, "us"), "done", now=later)
    plan.refresh_from_db()
    assert (plan.waiting_for, plan.waiting_since) == ("customer", later)
    assert plan.done == 1


def test_a_milestone_is_reached_by_its_last_task_and_stands_on_the_timeline_with_the_cases(people):
    company = make_company(people.workspace)
    plan = make_plan(people.workspace, company=company)
    first = plan.milestones.order_by("due_on").first()
    for step in first.tasks.all():
        set_step_state(people.system, step, "done", now=NOW)
    first.refresh_from_db()
    assert first.reached_at == NOW
    words = [one.text for one in timeline_of(people.system, company_id=company.pk, limit=20)]
    assert any(first.title in one for one in words)
    set_step_state(people.system, first.tasks.first(), "open", now=NOW)
    first.refresh_from_db()
    assert first.reached_at is None


def test_only_members_and_people_of_this_customer_get_tasks(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))
    stranger = make_person(people.workspace)
    wish = StepWish(title="x", side="customer", due_on=TODAY, person_id=stranger.pk)
    with pytest.raises(NoSuchOwner):
        add_step(people.system, plan.pk, wish, now=NOW)
    ours = StepWish(title="x", side="us", due_on=TODAY, owner_id=people.charlie.pk)
    with pytest.raises(NoSuchOwner):
        add_step(people.system, plan.pk, ours, now=NOW)


def test_handing_a_task_to_a_third_party_moves_the_waiting(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))
    step = first_open(plan, "us")
    wish = StepWish(title=step.title, side="third", due_on=step.due_on, third_party="Bank")
    change_step(people.system, step, wish, now=NOW)
    plan.refresh_from_db()
    assert plan.waiting_for == "third"


def test_a_plan_that_is_over_waits_for_nobody_and_takes_no_changes(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))
    with pytest.raises(NothingWritten):
        set_plan_state(people.system, plan.pk, "dropped", now=NOW)
    over = set_plan_state(people.system, plan.pk, "dropped", now=NOW, why="They left")
    assert over.waiting_for == ""
    with pytest.raises(PlanIsOver):
        set_step_state(people.system, plan.tasks.first(), "done", now=NOW)
    again = set_plan_state(people.system, plan.pk, "active", now=NOW)
    assert again.waiting_for == "us"


# -- planning anew


@given(st.integers(-365, 365).filter(bool), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_what_was_on_a_workday_stays_on_one_and_what_is_before_stays(days, day):
    dated = [("step", 1, "x", "us", day), ("step", 2, "y", "us", day - timedelta(days=1))]
    moves = moved_days(dated, first=day, days=days)
    assert [one.id for one in moves] in ([1], [])
    if moves and day.weekday() < 5:
        assert moves[0].after.weekday() < 5


def test_the_preview_moves_nothing_and_the_move_does_what_it_said(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace))
    first, days = suggested_move(people.system, plan, today=TODAY)
    seen = preview_move(people.system, plan, first=first, days=days)
    assert PlanStep.objects.get(pk=seen[0].id).due_on == seen[0].before
    done = move_plan(people.system, plan.pk, first=first, days=days, why="Holidays", now=NOW)
    assert done == seen
    plan.refresh_from_db()
    assert plan.next_on >= TODAY
    with pytest.raises(DaysUnclear):
        move_plan(people.system, plan.pk, first=first, days=0, why="", now=NOW)


# -- at sign-up, by rule


def test_new_companies_of_a_segment_get_the_plan_once(people):
    new = make_company(people.workspace, name="New", joined_on=date(2026, 11, 20))
    make_person(people.workspace, company=new, language="en")
    make_company(people.workspace, name="Old", joined_on=date(2020, 1, 1))
    other = make_company(people.workspace, name="Other", joined_on=date(2026, 11, 20))
    make_person(people.workspace, company=other, language="ja")
    rules = {
        "match": "all",
        "conditions": [{"field": "language", "operator": "is", "value": "en"}],
    }
    segment = Segment.objects.create(workspace=people.workspace, name="EN", rules=rules)
    wish = RuleWish(template_key="saas_onboarding", since=date(2026, 11, 1), segment_id=segment.pk)
    assert [one.name for one in preview_rule(people.system, wish)] == ["New"]
    assert not SuccessPlan.objects.exists()
    add_rule(people.system, wish)
    start_plans_by_rules()
    start_plans_by_rules()
    plan = SuccessPlan.objects.get()
    assert (plan.company, plan.starts_on) == (new, date(2026, 11, 20))


def test_a_household_business_starts_plans_for_people(people):
    person = make_person(people.workspace, joined_on=date(2026, 11, 20), language="ja")
    wish = RuleWish(template_key="household_service", since=date(2026, 11, 1), for_companies=False)
    add_rule(people.system, wish)
    start_plans_by_rules()
    plan = SuccessPlan.objects.get()
    assert plan.person == person
    assert plan.title == "ご家庭へのサービス、初回から定着まで"


def test_only_who_runs_the_programme_makes_rules(people):
    bob = access_of_user(people.bob)
    with pytest.raises(Refused):
        add_rule(bob, RuleWish(template_key="saas_onboarding", since=TODAY))


# -- the customer's side


@pytest.fixture
def visit(people):
    person = make_person(people.workspace, company=make_company(people.workspace), language="en")
    plan = make_plan(people.workspace, company=person.company, contact_id=person.pk)
    link = make_link(people.system, plan.pk, person_id=person.pk, now=NOW)
    token = token_for(people.workspace.pk, link.pk)
    return visit_by_plan_link(people.system, token, now=NOW)


def test_the_customer_ticks_their_own_task_and_no_other(people, visit):
    own, ours = first_open(visit.plan, "customer"), first_open(visit.plan, "us")
    tick_own_task(visit.access, visit.link, own.pk, done=True, now=NOW)
    tick_own_task(visit.access, visit.link, own.pk, done=True, now=NOW)
    own.refresh_from_db()
    assert (own.state, own.done_by_customer) == ("done", True)
    assert Said.objects.filter(change__code="step.done").count() == 1
    other = make_plan(people.workspace, company=make_company(people.workspace))
    for step in (ours, first_open(other, "customer")):
        with pytest.raises(StepChanged):
            tick_own_task(visit.access, visit.link, step.pk, done=True, now=NOW)


def test_a_question_is_asked_once_and_waits_on_today_until_it_is_answered(people, visit):
    for _time in range(2):
        say_on_plan(
            visit.access, visit.link, text="Which file?", is_question=True, once="a1", now=NOW
        )
    items = agenda_sources()["plans.asked"](people.system, now=NOW, limit=9)
    assert [one.quote for one in items] == ["Which file?"]
    answer_customer(people.system, visit.plan.pk, text="The list", now=NOW)
    assert agenda_sources()["plans.asked"](people.system, now=NOW, limit=9) == []
    shown = said_rows(people.system, visit.plan, shown_only=True)
    assert {one.words for one in shown} == {"Which file?", "The list"}


def test_a_link_ends_is_withdrawn_and_cannot_be_made_up(people, visit):
    token = token_for(people.workspace.pk, visit.link.pk)
    with pytest.raises(LinkUnknown):
        visit_by_plan_link(people.system, token + "x", now=NOW)
    with pytest.raises(LinkUnknown):
        visit_by_plan_link(people.system, token, now=visit.link.expires_at)
    revoke_link(people.system, visit.link, now=NOW)
    with pytest.raises(LinkUnknown):
        visit_by_plan_link(people.system, token, now=NOW)


def test_the_same_mail_goes_out_once_with_the_link_in_the_customers_language(people, visit):
    person = visit.link.person
    subject, text = draft_link_mail(people.system, visit.plan, person, today=TODAY)
    assert "{link}" in text
    assert "Name the number" in text  # it is late, so the mail reminds
    shown = preview_link_mail(people.system, person, subject=subject, text=text)
    assert not Message.objects.exists()
    assert "/p/.../" in shown.text
    assert shown.to_address == person.email
    for _time in range(2):
        send_link(people.system, visit.plan.pk, person, subject=subject, text=text, now=NOW)
    message = Message.objects.get()
    assert f"/p/{people.workspace.pk}-{visit.link.pk}." in message.text
    assert PlanLink.objects.count() == 1
    assert TimelineEntry.objects.filter(code="plans.link_sent").count() == 1


def test_a_mail_to_a_customer_who_forbade_mail_is_refused_with_the_reason(people, visit):
    person = Person.objects.get(pk=visit.link.person_id)
    person.left_on = date(2026, 1, 1)
    person.save()
    with pytest.raises(LinkNotSent):
        send_link(people.system, visit.plan.pk, person, subject="a", text="b", now=NOW)
    assert not Message.objects.exists()


# -- what others read


def test_the_standing_of_a_company_counts_what_is_late_on_each_side(people):
    company = make_company(people.workspace)
    make_plan(people.workspace, company=company)
    one = plan_state_of(people.system, company.pk, on=TODAY)
    assert (one.late_ours, one.late_theirs, one.late_third) == (4, 3, 1)
    assert one.open_tasks == 13
    assert one.progress == 0
    assert plan_states(people.system, TODAY) == {company.pk: one}
    assert plan_state_of(people.system, make_company(people.workspace).pk, on=TODAY) is None


def test_late_tasks_stand_on_today_ours_for_the_owner_theirs_with_whom_to_remind(people):
    person = make_person(people.workspace, company=make_company(people.workspace), name="Jane Doe")
    make_plan(
        people.workspace, company=person.company, contact_id=person.pk, owner_id=people.bob.pk
    )
    items = agenda_sources()["plans.late"](people.system, now=NOW, limit=9)
    by_kind = {one.kind: one for one in items if "third" not in one.key}
    assert by_kind["fix"].assignee_id == people.bob.pk
    assert "Jane Doe" in by_kind["contact"].why
    assert by_kind["contact"].person_id == person.pk


def test_lists_show_who_is_waited_for_and_find_by_name(people):
    plan = make_plan(people.workspace, company=make_company(people.workspace, name="大和設備"))
    other = make_plan(people.workspace, company=make_company(people.workspace, name="Acme"))
    set_step_state(people.system, first_open(other, "us"), "done", now=NOW)
    counts = plan_counts(people.system, today=TODAY)
    assert (counts["us"], counts["customer"], counts["late"]) == (1, 1, 2)
    found = plan_list(people.system, "us", today=TODAY, text="大和")
    assert [one.id for one in plan_rows(people.system, found, today=TODAY)] == [plan.pk]
    assert not plan_list(people.system, "us", today=TODAY, text="Acme").exists()


def test_the_neighbours_and_partners_see_no_plan_and_analysts_no_name(people):
    person = make_person(people.workspace, name="山田 太郎")
    plan = make_plan(people.workspace, key="household_service", person=person)
    charlie = access_of_user(people.charlie)
    with pytest.raises(NotFound):
        plan_with_id(charlie, plan.pk)
    with pytest.raises(Refused):
        plan_with_id(access_of_user(people.paul), plan.pk)
    ana = access_of_user(people.ana)
    assert "山田" not in str(plan_rows(ana, [plan], today=TODAY))
    assert "山田" not in str(milestone_rows(ana, plan, today=TODAY))


def test_plans_follow_a_merge_and_its_undoing_and_vanish_with_the_person(people):
    kept, moved = make_person(people.workspace), make_person(people.workspace)
    plan = make_plan(people.workspace, key="household_service", person=moved)
    ids = {"kept_id": kept.pk, "moved_id": moved.pk}
    merge_plans(people.system, merge_id=1, **ids)
    plan.refresh_from_db()
    assert (plan.person, plan.contact) == (kept, kept)
    unmerge_plans(people.system, merge_id=1, **ids)
    plan.refresh_from_db()
    assert plan.person == moved
    erase_person(people.system, moved)
    assert not SuccessPlan.objects.exists()


def test_a_card_beside_the_customer_says_who_is_waited_for(people):
    company = make_company(people.workspace)
    empty = cards_of(people.system, Customer(company_id=company.pk), now=NOW)
    assert any("plans/new" in address for card in empty for _words, address in card.actions)
    plan = make_plan(people.workspace, company=company)
    cards = cards_of(people.system, Customer(company_id=company.pk), now=NOW)
    assert any(row.address == f"/plans/{plan.pk}/" for card in cards for row in card.rows)


def test_a_plan_without_customer_or_words_is_refused(people):
    bob = access_of_user(people.bob)
    company, wish = make_company(people.workspace), PlanWish(starts_on=TODAY)
    with pytest.raises(NothingWritten):
        start_plan(bob, wish, now=NOW, company=company)
    ana = access_of_user(people.ana)
    with pytest.raises(Refused):
        start_plan(ana, PlanWish(starts_on=TODAY, title="x"), now=NOW)
