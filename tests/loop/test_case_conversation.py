"""A case from a low score to its end: opened, answered, answered back, closed, opened again."""

from datetime import date, timedelta

import pytest

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import TimelineEntry
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.periods import month_of
from emptychair.loop.errors import (
    CaseChanged,
    CaseIsClosed,
    DayIsPast,
    NobodyToWriteTo,
    NoSuchColleague,
    NothingWritten,
    ReplyNotSent,
)
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.queries import case_with_number, first_reply_median, root_causes
from emptychair.loop.services.cases import (
    add_note,
    assign_case,
    close_case,
    keep_promise,
    note_call,
    open_case,
    promise,
    reopen_case,
    reply_by_mail,
    snooze_case,
    take_mail,
)
from emptychair.messaging.models import Hold, InboundMail, Message
from tests.factories.customers import make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


@pytest.fixture
def case(people, bob):
    person = make_person(people.workspace, name="高橋 由紀", email="yuki@example.com")
    opened, _new = open_case(bob, kind="manual", title="請求の名義", person=person, now=NOW)
    return opened


def holds(case):
    return Hold.objects.filter(source=f"case:{case.pk}", lifted_at=None).count()


def codes(case):
    return [entry.change.get("code") for entry in case.entries.filter(kind="change").order_by("pk")]


def mail_in(case, text="ありがとうございます。", number=1):
    return InboundMail.objects.create(
        workspace=case.workspace,
        header_id=f"<{number}@example.com>",
        thread=f"case:{case.pk}",
        person=case.person,
        from_address="yuki@example.com",
        to_address="hello@example.com",
        subject="Re: ",
        text=text,
        raw="",
        received_at=NOW + timedelta(hours=2),
    )


def test_a_case_has_a_number_a_deadline_and_holds_back_surveys(case):
    assert (case.number, case.state, case.urgency) == (1, "open", "normal")
    assert case.due_at > NOW
    assert holds(case) == 1
    assert TimelineEntry.objects.filter(person=case.person, code="loop.case_opened").count() == 1
    assert AuditEntry.objects.get(action="case.opened").actor_label == "Bob"


def test_numbers_count_within_the_workspace(people, bob):
    numbers = [open_case(bob, kind="manual", title="x", now=NOW)[0].number for _ in range(3)]
    other = access_of_user(people.charlie)
    assert numbers == [1, 2, 3]
    assert open_case(other, kind="manual", title="x", now=NOW)[0].number == 1


def test_two_who_take_the_same_number_get_two_cases(people, bob, monkeypatch):
    from django.db.models import QuerySet

    make_case(people.workspace, number=1)
    original, stale = QuerySet.aggregate, []

    def aggregate(self, **wanted):
        if "last" in wanted and not stale:
            stale.append(1)
            return {"last": 0}  # what somebody read a moment too early
        return original(self, **wanted)

    monkeypatch.setattr(QuerySet, "aggregate", aggregate)
    case, new = open_case(bob, kind="manual", title="x", now=NOW)
    assert (case.number, new) == (2, True)


def test_one_answer_opens_one_case(people, bob):
    answer = make_response(make_survey(people.workspace), make_person(people.workspace), score=2)
    first = open_case(bob, kind="low_score", title="x", response=answer, now=NOW)
    second = open_case(bob, kind="low_score", title="x", response=answer, now=NOW)
    assert (first[1], second[1]) == (True, False)
    assert first[0] == second[0]


def test_a_case_goes_to_the_team_of_its_touchpoint_which_is_told_once(people, bob, settings):
    settings.PUBLIC_URL = "https://voice.example.com"
    team = make_team(people.workspace, name="経理", address="keiri@example.com")
    place = make_touchpoint(people.workspace, name="支払い方法の変更", team=team)
    case, _new = open_case(bob, kind="manual", title="三週間", touchpoint=place, now=NOW)
    assert case.team == team
    told = Message.objects.get(to_address="keiri@example.com")
    assert told.purpose == "staff"
    assert "#1" in told.subject
    assert f"https://voice.example.com/cases/{case.number}/\n" in told.text
    from emptychair.loop.jobs import tell_team_of_case

    tell_team_of_case(workspace_id=people.workspace.pk, case_id=case.pk)
    assert Message.objects.filter(purpose="staff").count() == 1


def test_a_reply_is_one_mail_with_the_signature_and_then_it_is_their_turn(people, case, bob):
    people.workspace.signature = "キッチン 佐藤"
    people.workspace.sender_address = "hello@example.com"
    people.workspace.save()
    bob = access_of_user(people.bob)
    entry = reply_by_mail(bob, case, subject="お詫び", text="直します。", now=NOW, once="a")
    again = reply_by_mail(bob, case, subject="お詫び", text="直します。", now=NOW, once="a")
    assert entry == again
    mail = Message.objects.get(purpose="reply")
    assert mail.text == "直します。\n\nキッチン 佐藤"
    assert mail.reply_to.startswith("hello+case.")
    case.refresh_from_db()
    assert (case.state, case.first_reply_at) == ("waiting", NOW)


def test_a_reply_needs_an_address_and_words(people, bob, case):
    nobody, _new = open_case(bob, kind="manual", title="x", now=NOW)
    with pytest.raises(NobodyToWriteTo):
        reply_by_mail(bob, nobody, subject="a", text="b", now=NOW)
    with pytest.raises(NothingWritten):
        reply_by_mail(bob, case, subject="a", text="  ", now=NOW)
    assert not Message.objects.filter(purpose="reply").exists()


def test_a_reply_to_an_address_that_bounced_is_refused_with_the_reason(people, bob, case):
    from emptychair.customers.services.suppression import suppress_address

    suppress_address(people.system, channel="email", address="yuki@example.com", reason="bounced")
    with pytest.raises(ReplyNotSent) as refused:
        reply_by_mail(bob, case, subject="a", text="b", now=NOW)
    assert len(str(refused.value)) > 10
    case.refresh_from_db()
    assert case.state == "open"


def test_who_writes_while_the_customer_answers_is_told_and_nothing_is_sent(people, bob, case):
    seen = Case.objects.get(pk=case.pk).changed_at
    take_mail(people.system, case, mail_in(case), now=NOW)
    with pytest.raises(CaseChanged):
        reply_by_mail(bob, case, subject="a", text="b", now=NOW, seen=seen)
    assert not Message.objects.filter(purpose="reply").exists()


def test_the_answer_of_the_customer_comes_back_into_the_case_once(people, bob, case):
    reply_by_mail(bob, case, subject="a", text="b", now=NOW)
    mail = mail_in(case)
    take_mail(people.system, case, mail, now=NOW + timedelta(hours=2))
    take_mail(people.system, case, mail, now=NOW + timedelta(hours=3))
    case.refresh_from_db()
    assert case.state == "open"
    assert case.customer_wrote_at == mail.received_at
    assert case.entries.filter(kind="mail_in").count() == 1


def test_a_mail_to_a_closed_case_opens_it_again(people, bob, case):
    close_case(bob, case, outcome="solved", now=NOW)
    assert holds(case) == 0
    take_mail(people.system, case, mail_in(case), now=NOW + timedelta(hours=2))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_at) == ("open", "", None)
    assert case.due_at > NOW + timedelta(hours=2)
    assert holds(case) == 1
    assert codes(case)[-1] == "case.reopened"


def test_a_call_that_reached_them_ends_our_turn_and_one_in_vain_does_not(bob, case):
    note_call(bob, case, reached=False, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.first_reply_at) == ("open", None)
    note_call(bob, case, text="お詫びした", now=NOW)
    case.refresh_from_db()
    assert (case.state, case.first_reply_at) == ("waiting", NOW)


def test_closing_keeps_outcome_and_root_cause_and_suggests_it_next_time(bob, case):
    close_case(bob, case, outcome="explained", root_cause="名義変更の案内", now=NOW)
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "explained")
    assert root_causes(bob) == ["名義変更の案内"]
    for act in (
        lambda: note_call(bob, case, now=NOW),
        lambda: close_case(bob, case, outcome="solved", now=NOW),
        lambda: snooze_case(bob, case, until=NOW + timedelta(days=1), now=NOW),
    ):
        with pytest.raises(CaseIsClosed):
            act()
    add_note(bob, case, text="後日談", now=NOW)
    reopen_case(bob, case, now=NOW)
    case.refresh_from_db()
    assert (case.state, holds(case)) == ("open", 1)


def test_a_promise_stands_until_it_is_kept_and_is_never_for_a_day_gone_by(bob, case):
    with pytest.raises(DayIsPast):
        promise(bob, case, text="x", for_day=date(2026, 11, 21), now=NOW)
    promise(bob, case, text="火曜までにお電話", for_day=date(2026, 11, 24), now=NOW)
    case.refresh_from_db()
    assert case.promised_for == date(2026, 11, 24)
    keep_promise(bob, case, now=NOW)
    case.refresh_from_db()
    assert (case.promise, case.promised_for) == ("", None)


def test_who_was_quicker_wins_and_the_other_is_told(people, bob, case):
    seen = Case.objects.get(pk=case.pk).changed_at
    assign_case(bob, case, user=people.maya, now=NOW, seen=seen)
    with pytest.raises(CaseChanged):
        assign_case(bob, case, user=people.bob, now=NOW, seen=seen)
    case.refresh_from_db()
    assert case.assignee == people.maya
    noted = AuditEntry.objects.get(action="case.assigned")
    assert (noted.before["assignee_id"], noted.after["assignee_id"]) == (None, people.maya.pk)


def test_a_case_goes_to_people_of_the_workspace_only(people, bob, case):
    with pytest.raises(NoSuchColleague):
        assign_case(bob, case, user=people.charlie, now=NOW)
    with pytest.raises(NoSuchColleague):
        assign_case(bob, case, team=make_team(people.neighbours), now=NOW)


def test_for_a_partner_cases_of_others_do_not_exist(people, bob, case):
    paul = access_of_user(people.paul)
    with pytest.raises(NotFound):
        case_with_number(paul, case.number)
    with pytest.raises(NotFound):
        add_note(paul, case, text="x", now=NOW)
    assign_case(bob, case, user=people.paul, now=NOW)
    assert case_with_number(paul, case.number) == case
    add_note(paul, case, text="x", now=NOW)


def test_an_analyst_writes_nothing_and_neighbours_see_nothing(people, case):
    with pytest.raises(Refused):
        add_note(access_of_user(people.ana), case, text="x", now=NOW)
    with pytest.raises(NotFound):
        add_note(access_of_user(people.charlie), case, text="x", now=NOW)
    with pytest.raises(Refused):
        open_case(Access.respondent(people.workspace, "x"), kind="manual", title="x", now=NOW)
    assert not CaseEntry.objects.filter(kind="note").exists()


def test_the_first_reply_is_measured_in_working_time(people, bob):
    friday = NOW.replace(day=20, hour=8)  # 17:00 in Tokyo
    monday = NOW.replace(day=24, hour=1)  # Tuesday 10:00, after a holiday
    make_case(people.workspace, opened_at=friday, first_reply_at=monday)
    make_case(people.workspace, opened_at=friday)
    assert first_reply_median(bob, month_of(date(2026, 11, 1))) == timedelta(hours=2)
    assert first_reply_median(bob, month_of(date(2026, 10, 1))) is None
