"""Rows of Today: what is done leaves, is remembered, and can be taken back."""

from datetime import timedelta

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.accounts.services.teams import add_to_team
from emptychair.agenda.errors import MomentIsPast, NobodyChosen, NotOfThatKind, NotOnToday
from emptychair.agenda.models import AgendaMark
from emptychair.agenda.queries import done_since, first_steps, item_with_key, today
from emptychair.agenda.services.acting import (
    give_row,
    note_call_on_row,
    open_case_for_row,
    take_back,
)
from emptychair.agenda.services.marks import mark_item, undo_mark
from emptychair.agenda.types import Scope
from emptychair.kit.errors import NotFound, Refused
from emptychair.loop.models import Case
from emptychair.loop.services.cases import assign_case
from tests.agenda.conftest import make_row
from tests.factories.customers import make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team
from tests.people import NOW

LATER = NOW + timedelta(days=1)


def keys(access, scope=Scope.ALL, now=NOW):
    return [row.key for row in today(access, now=now, scope=scope).contact]


@pytest.fixture
def alice(people):
    return access_of_user(people.alice)


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


def test_what_is_done_leaves_and_is_never_shown_as_new_again(alice, bob, rows):
    rows += [make_row("row:1"), make_row("row:2")]
    mark_item(alice, "row:1", action="done", now=NOW)
    assert keys(alice) == keys(bob) == ["row:2"]
    assert keys(alice, now=NOW + timedelta(days=400)) == ["row:2"]


def test_the_same_row_with_a_new_deadline_is_another_matter(alice, rows):
    rows.append(make_row("case:1", due_at=NOW))
    mark_item(alice, "case:1", action="call_noted", now=NOW)
    assert keys(alice) == []
    rows[0] = make_row("case:1", due_at=LATER)
    assert keys(alice) == ["case:1"]


def test_a_row_that_was_put_off_comes_back_at_its_moment(alice, rows):
    rows.append(make_row())
    mark_item(alice, "row:1", action="snoozed", until=LATER, now=NOW)
    assert keys(alice) == []
    assert keys(alice, now=LATER) == ["row:1"]


def test_a_row_cannot_be_put_off_to_yesterday(alice, rows):
    rows.append(make_row())
    with pytest.raises(MomentIsPast):
        mark_item(alice, "row:1", action="snoozed", until=NOW, now=NOW)


def test_undo_brings_the_row_back_and_the_audit_trail_has_both(alice, rows):
    rows.append(make_row())
    mark = mark_item(alice, "row:1", action="dismissed", reason="not_needed", now=NOW)
    undo_mark(alice, mark.pk, now=NOW)
    undo_mark(alice, mark.pk, now=LATER)
    assert keys(alice) == ["row:1"]
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == ["agenda.dismissed", "agenda.undone"]


def test_taking_back_the_newest_mark_lets_the_one_before_count_again(alice, rows):
    rows.append(make_row())
    mark_item(alice, "row:1", action="snoozed", until=LATER, now=NOW)
    later = mark_item(alice, "row:1", action="done", now=NOW)
    undo_mark(alice, later.pk, now=NOW)
    assert keys(alice) == []
    assert keys(alice, now=LATER) == ["row:1"]


def test_two_clicks_make_one_mark(alice, rows):
    rows.append(make_row())
    first = mark_item(alice, "row:1", action="done", now=NOW)
    assert mark_item(alice, "row:1", action="done", now=NOW) == first
    assert AgendaMark.objects.count() == 1


def test_a_row_that_is_gone_cannot_be_marked(alice, rows):
    with pytest.raises(NotOnToday):
        mark_item(alice, "row:1", action="done", now=NOW)


def test_who_only_reads_marks_nothing(people, rows):
    rows.append(make_row())
    with pytest.raises(Refused):
        mark_item(access_of_user(people.ana), "row:1", action="done", now=NOW)


def test_marks_of_the_neighbours_hide_nothing_here(people, alice, rows):
    rows.append(make_row())
    mark = mark_item(access_of_user(people.charlie), "row:1", action="done", now=NOW)
    assert keys(alice) == ["row:1"]
    with pytest.raises(NotFound):
        undo_mark(alice, mark.pk, now=NOW)


def test_a_row_given_to_bob_is_his_and_stays_with_all(alice, bob, people, rows):
    rows.append(make_row())
    give_row(alice, "row:1", user_id=people.bob.pk, team_id=None, now=NOW)
    assert keys(bob, Scope.MINE) == ["row:1"]
    assert keys(alice, Scope.TEAM) == keys(alice, Scope.MINE) == []
    assert keys(alice) == ["row:1"]


def test_a_row_given_to_a_team_is_its_members(people, alice, rows):
    from emptychair.accounts.services.teams import add_to_team

    team = make_team(people.workspace, name="経理")
    add_to_team(people.system, team, people.bob)
    rows.append(make_row())
    give_row(alice, "row:1", user_id=None, team_id=team.pk, now=NOW)
    assert keys(access_of_user(people.bob), Scope.TEAM) == ["row:1"]
    assert keys(access_of_user(people.maya), Scope.TEAM) == []


def test_a_row_cannot_be_given_to_nobody_or_to_a_stranger(alice, people, rows):
    rows.append(make_row())
    with pytest.raises(NobodyChosen):
        give_row(alice, "row:1", user_id=None, team_id=None, now=NOW)
    with pytest.raises(NotFound):
        give_row(alice, "row:1", user_id=people.charlie.pk, team_id=None, now=NOW)


def test_a_partner_sees_what_was_given_to_them_and_nothing_else(alice, people, rows):
    paul = access_of_user(people.paul)
    rows += [make_row("row:1"), make_row("row:2", assignee_id=people.paul.pk)]
    assert keys(paul) == ["row:2"]
    with pytest.raises(NotOnToday):
        item_with_key(paul, "row:1", now=NOW)
    give_row(alice, "row:1", user_id=people.paul.pk, team_id=None, now=NOW)
    assert sorted(keys(paul)) == ["row:1", "row:2"]


def test_a_case_goes_with_its_row_and_a_call_stands_in_it(alice, people, rows):
    case = make_case(people.workspace, due_at=NOW)
    rows.append(make_row("case:1", subject=("case", case.number), due_at=NOW))
    give_row(alice, "case:1", user_id=people.bob.pk, team_id=None, now=NOW)
    case.refresh_from_db()
    assert case.assignee == people.bob
    assert note_call_on_row(alice, "case:1", note="busy", reached=False, now=NOW) is None
    assert keys(alice) == ["case:1"]
    note_call_on_row(alice, "case:1", note="sorted out", reached=True, now=NOW)
    assert keys(alice) == []
    assert [entry.text for entry in case.entries.filter(kind="call")] == ["busy", "sorted out"]


def test_taking_back_a_hand_over_gives_the_case_back_too(alice, people, rows):
    team = make_team(people.workspace, name="Legal")
    case = make_case(people.workspace, assignee=people.maya, team=team)
    rows.append(make_row("case:1", subject=("case", case.number)))
    mark = give_row(alice, "case:1", user_id=people.bob.pk, team_id=None, now=NOW)
    assert take_back(alice, mark.pk, now=LATER) == (mark, True)
    case.refresh_from_db()
    assert (case.assignee, case.team) == (people.maya, team)
    assert keys(alice) == ["case:1"]
    # Twice is once, also when the case went on in between.
    assign_case(alice, case, user=people.bob, team=team, now=LATER)
    assert take_back(alice, mark.pk, now=LATER)[1]
    case.refresh_from_db()
    assert case.assignee == people.bob


def test_a_case_that_was_given_on_since_stays_with_whom_it_is(alice, people, rows):
    case = make_case(people.workspace)
    rows.append(make_row("case:1", subject=("case", case.number)))
    mark = give_row(alice, "case:1", user_id=people.bob.pk, team_id=None, now=NOW)
    assign_case(alice, case, user=people.maya, now=LATER)
    mark, whole = take_back(alice, mark.pk, now=LATER)
    assert not whole
    assert mark.undone_at == LATER
    case.refresh_from_db()
    assert case.assignee == people.maya


def test_only_the_last_of_two_hand_overs_is_taken_back(alice, people, rows):
    case = make_case(people.workspace)
    rows.append(make_row("case:1", subject=("case", case.number)))
    give_row(alice, "case:1", user_id=people.bob.pk, team_id=None, now=NOW)
    second = give_row(alice, "case:1", user_id=people.maya.pk, team_id=None, now=LATER)
    assert take_back(alice, second.pk, now=LATER)[1]
    case.refresh_from_db()
    assert case.assignee == people.bob


def test_giving_a_case_to_whose_it_is_can_be_taken_back_and_changes_nothing(alice, people, rows):
    case = make_case(people.workspace, assignee=people.bob)
    rows.append(make_row("case:1", subject=("case", case.number)))
    mark = give_row(alice, "case:1", user_id=people.bob.pk, team_id=None, now=NOW)
    assert take_back(alice, mark.pk, now=LATER)[1]
    case.refresh_from_db()
    assert case.assignee == people.bob


def test_a_call_without_a_case_stands_in_the_timeline(alice, people, rows):
    from emptychair.customers.models import TimelineEntry

    person = make_person(people.workspace)
    rows.append(make_row(subject=("person", person.pk), person_id=person.pk))
    note_call_on_row(alice, "row:1", note="all is well", reached=True, now=NOW)
    entry = TimelineEntry.objects.get(person=person, code="agenda.called")
    assert entry.parameters == {"note": "all is well"}


def test_replying_to_an_answer_opens_its_case_once(alice, people, rows):
    person = make_person(people.workspace)
    answer = make_response(make_survey(people.workspace), person, score=3, comment="Slow.")
    subject = ("response", answer.pk)
    rows.append(make_row(subject=subject, person_id=person.pk, quote="Slow.", urgency=0.9))
    case = open_case_for_row(alice, "row:1", now=NOW)
    assert (case.person, case.response, case.urgency) == (person, answer, "high")
    assert case.title == "Slow."
    assert keys(alice) == []
    assert open_case_for_row(alice, "row:1", now=NOW) == case
    assert Case.objects.count() == 1


def test_no_case_is_opened_for_a_row_about_no_customer(alice, rows):
    rows.append(make_row(subject=("touchpoint", 1)))
    with pytest.raises(NotOfThatKind):
        open_case_for_row(alice, "row:1", now=NOW)


def test_what_was_done_is_told_with_names_masked_for_those_who_may_not_see_them(
    alice, people, rows
):
    rows.append(make_row())
    mark_item(alice, "row:1", action="dismissed", reason="other", note="高橋さんは来月", now=NOW)
    [told] = done_since(alice, since=NOW)
    assert (told.title, told.by, told.may_undo) == ("高橋 由紀", "Alice", True)
    [masked] = done_since(access_of_user(people.ana), since=NOW)
    assert (masked.title, masked.note, masked.may_undo) == ("高＊＊＊", "高＊＊＊さんは来月", False)
    assert done_since(access_of_user(people.paul), since=NOW) == []


@pytest.mark.parametrize(
    ("title", "subject", "has_person", "shown"),
    [
        ("高橋商事 ・ 高橋 由紀 様", "case", True, "高橋商事 ・ 高＊＊＊"),
        ("高橋商事", "case", False, "高橋商事"),
        ("高橋商事", "company", False, "高橋商事"),
        ("高橋 由紀 様", "message", False, "高＊＊＊"),
        ("請求書の名義変更", "initiative", False, "請求書の名義変更"),
    ],
)
def test_what_was_done_names_companies_and_masks_people(
    alice, people, rows, title, subject, has_person, shown
):
    person = make_person(people.workspace).pk if has_person else None
    rows.append(make_row(title=title, subject=(subject, 1), person_id=person))
    mark_item(alice, "row:1", action="done", now=NOW)
    [masked] = done_since(access_of_user(people.ana), since=NOW)
    assert masked.title == shown


def test_each_source_gives_no_more_than_asked(alice, rows):
    rows += [make_row(f"row:{at}") for at in range(9)]
    assert len(today(alice, now=NOW, limit=4).contact) == 4


def test_today_asks_for_marks_once(alice, rows, django_assert_num_queries):
    rows += [make_row(f"row:{at}") for at in range(60)]
    with django_assert_num_queries(1):
        today(alice, now=NOW)


def test_the_first_steps_are_told_by_facts(alice, people, django_assert_num_queries):
    make_person(people.workspace)
    with django_assert_num_queries(1):
        steps = first_steps(alice)
    assert (steps.people, steps.touchpoints, steps.survey, steps.mail) == (
        True,
        False,
        False,
        False,
    )
    assert steps.colleagues  # bob and the others are here
    assert not first_steps(access_of_user(people.charlie)).people


def test_owners_begin_with_all_rows_and_members_with_those_of_their_teams(people, rows):
    team, other = make_team(people.workspace, name="電話"), make_team(people.workspace, name="倉庫")
    add_to_team(people.system, team, people.alice)
    add_to_team(people.system, team, people.bob)
    rows += [make_row("row:1", team_id=team.pk), make_row("row:2", team_id=other.pk)]
    assert keys(access_of_user(people.alice), scope=None) == ["row:1", "row:2"]
    assert keys(access_of_user(people.maya), scope=None) == ["row:1", "row:2"]
    assert keys(access_of_user(people.bob), scope=None) == ["row:1"]


def test_a_case_opened_from_a_row_is_about_the_answer_behind_it(alice, people, rows):
    person = make_person(people.workspace)
    answer = make_response(make_survey(people.workspace), person, comment="親切でした。")
    rows += [make_row("praise:1", subject=("person", person.pk), response_id=answer.pk)]
    case = open_case_for_row(alice, "praise:1", now=NOW)
    assert (case.response, case.person) == (answer, person)
    assert keys(alice) == []


def test_a_row_about_an_answer_that_became_a_case_elsewhere_is_gone(alice, people, rows):
    person = make_person(people.workspace)
    answer = make_response(make_survey(people.workspace), person)
    rows += [make_row("praise:1", response_id=answer.pk), make_row("praise:2", response_id=0)]
    make_case(people.workspace, person=person, response=answer, state="closed")
    assert keys(alice) == ["praise:2"]
