"""Wishes come as they are, become tasks, are planned anew, and are told back once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.accounts.queries.entering import access_of_user
from emptychair.customers.models import TimelineEntry
from emptychair.customers.services.erasing import erase_person
from emptychair.intake.errors import (
    AnotherCustomer,
    NobodyToTell,
    NothingToTell,
    NothingWritten,
    ReasonMissing,
    StillOpen,
)
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.queries import (
    alike_requests,
    note_rows,
    open_requests_of,
    raw_words,
    request_list,
    request_rows,
    request_with_number,
    task_rows,
)
from emptychair.intake.rules.likeness import likeness, most_alike, pairs_of
from emptychair.intake.rules.moving import moved_day
from emptychair.intake.rules.splitting import suggested_tasks
from emptychair.intake.services.closing import close_request, reopen_request
from emptychair.intake.services.merging import merge_requests, unmerge_requests
from emptychair.intake.services.receiving import Came, case_as_request, take_request
from emptychair.intake.services.situation import Change, apply_change, preview_change
from emptychair.intake.services.tasks import (
    TaskWish,
    change_task,
    confirm_tasks,
    link_task,
    set_task_state,
)
from emptychair.intake.services.telling import draft_telling, preview_telling, tell_customer
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.errors import NotFound, Refused
from emptychair.messaging.models import Message
from emptychair.messaging.services.inbound import receive_mail
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.plans import make_request
from tests.people import NOW

TODAY = date(2026, 11, 22)
MAIL = (
    "From: {sender}\r\nTo: {to}\r\nSubject: Some wishes\r\nMessage-ID: <{key}@example.com>\r\n"
    "Date: Sun, 22 Nov 2026 08:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}"
)


def mail(text, *, sender="jane@example.com", to="hello@example.org", key="m1"):
    return MAIL.format(sender=sender, to=to, key=key, text=text).encode()


def confirmed(people, row, *titles, **fields):
    wishes = [TaskWish(title=one, **fields) for one in titles]
    return confirm_tasks(people.system, row.pk, wishes, now=NOW)


# -- what words seem to ask for


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("お世話になっております。\n請求書を月初に送っていただけますか。", 1),
        ("訪問は午前にしてほしいです。領収書の宛名変更を希望します。", 2),
        ("来月から人数が増えます。先日はありがとうございました。", 0),
        ("・宛名を変える\n①文字を大きく\n（２）鍵の返却", 3),
        ("Could you send it as PDF? The app is great. We need an export.", 2),
        ("Thanks for the call.\n1. SSO\n- dark mode\nKind regards", 2),
        ("> could you do what I quoted\nPlease let me know.\n何卒よろしくお願いいたします。", 0),
        ("We need an export.\nWe need an  export!", 1),
    ],
)
def test_sentences_that_ask_and_lines_of_lists_are_suggested(text, wanted):
    assert len(suggested_tasks(text)) == wanted


@given(st.text(max_size=400))
def test_whatever_comes_is_read_without_harm(text):
    found = suggested_tasks(text)
    assert len(found) <= 40
    assert all(one.text.strip() for one in found)


def test_the_same_wish_in_nearly_the_same_words_is_alike_and_others_are_not():
    known = [(1, "請求書を月初に送る"), (2, "鍵を預ける"), (3, "Export to Excel")]
    assert [pk for pk, _share in most_alike(["請求書を月初に送ってほしい"], known)] == [1]
    assert [pk for pk, _share in most_alike(["an export to Excel"], known)] == [3]
    assert likeness(pairs_of("abc def"), pairs_of("ABC, DEF")) == 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-365, 365).filter(bool))
def test_a_moved_day_is_no_weekend_and_at_most_two_days_further(day, days):
    moved = moved_day(day, days)
    assert moved.weekday() < 5
    assert timedelta() <= moved - (day + timedelta(days=days)) <= timedelta(days=2)


# -- coming in


def test_a_mail_of_no_case_becomes_a_request_once_with_its_words_kept(people):
    person = make_person(people.workspace, email="jane@example.com")
    for _time in range(2):
        receive_mail(people.system, mail("Could you print larger?"), now=NOW)
    row = CustomerRequest.objects.get()
    assert (row.person, row.channel, row.state) == (person, "mail", "new")
    assert "Could you print larger?" in row.raw
    assert TimelineEntry.objects.filter(code="intake.came", person=person).count() == 1
    items = agenda_sources()["intake.requests"](people.system, now=NOW, limit=9)
    assert [one.subject for one in items] == [("request", row.number)]


def test_a_mail_within_a_case_stays_in_the_case(people):
    from emptychair.messaging.queries import reply_to_for

    case = make_case(people.workspace, person=make_person(people.workspace))
    people.workspace.sender_address = "hello@example.org"
    people.workspace.save()
    to = reply_to_for(people.system, f"case:{case.pk}")
    receive_mail(people.system, mail("Please hurry.", to=to), now=NOW)
    assert not CustomerRequest.objects.exists()
    assert case.entries.filter(kind="mail_in").count() == 1


def test_the_same_external_id_is_the_same_request(people):
    came = Came(raw="We need an export.", channel="api", external_id="T-1")
    first, is_new = take_request(people.system, came, now=NOW)
    second, again = take_request(people.system, came, now=NOW)
    assert (is_new, again, first.pk) == (True, False, second.pk)
    with pytest.raises(NothingWritten):
        take_request(people.system, Came(raw="  ", channel="paste"), now=NOW)


def test_what_was_said_in_a_case_is_made_a_request_of(people):
    person = make_person(people.workspace, company=make_company(people.workspace))
    case = make_case(people.workspace, person=person)
    row = case_as_request(people.system, case.pk, raw="印字を大きくしてほしい", now=NOW)
    assert (row.case, row.person, row.company) == (case, person, person.company)


# -- tasks


def test_a_request_waits_to_be_sorted_then_is_in_work_then_to_be_told(people):
    row = make_request(people.workspace)
    made = confirmed(people, row, "Larger print", "Larger print", "Later visit")
    assert [one.title for one in made] == ["Larger print", "Later visit"]
    row.refresh_from_db()
    assert (row.state, row.tasks_open) == ("open", 2)
    set_task_state(people.system, made[0], "done", now=NOW)
    with pytest.raises(ReasonMissing):
        set_task_state(people.system, made[1], "declined", now=NOW)
    set_task_state(people.system, made[1], "declined", now=NOW, reason="No driver at night")
    row.refresh_from_db()
    assert (row.state, row.tasks_open) == ("settled", 0)


def test_a_partner_sees_their_own_task_and_nothing_else(people):
    paul = access_of_user(people.paul)
    row, other = make_request(people.workspace), make_request(people.workspace, "We need tea.")
    mine, _theirs = confirmed(people, row, "For Paul", "For Bob")
    change_task(
        people.system, mine, TaskWish(title="For Paul", assignee_id=people.paul.pk), now=NOW
    )
    assert [one.title for one in task_rows(paul, row, today=TODAY)] == ["For Paul"]
    assert [one.number for one in request_list(paul, today=TODAY)] == [row.number]
    assert raw_words(paul, row) == ""
    assert note_rows(paul, row) == []
    with pytest.raises(NotFound):
        request_with_number(paul, other.number)
    set_task_state(paul, mine, "done", now=NOW)
    row.refresh_from_db()
    assert row.tasks_open == 1
    with pytest.raises(Refused):
        confirm_tasks(paul, row.pk, [TaskWish(title="x")], now=NOW)
    with pytest.raises(Refused):
        take_request(paul, Came(raw="x", channel="paste"), now=NOW)


def test_due_tasks_stand_on_today_for_whom_they_were_given_to(people):
    row = make_request(people.workspace)
    confirmed(people, row, "Late", due_on=date(2026, 11, 20), assignee_id=people.paul.pk)
    confirmed(people, row, "Coming", due_on=date(2026, 12, 20))
    paul = access_of_user(people.paul)
    (item,) = agenda_sources()["intake.tasks"](paul, now=NOW, limit=9)
    assert item.assignee_id == people.paul.pk
    assert "2" in item.why
    assert "Late" in item.why


def test_alike_wishes_are_shown_and_only_those_of_one_customer_are_one_request(people):
    one, two = make_person(people.workspace), make_person(people.workspace)
    first = make_request(people.workspace, "請求書を月初に送ってほしい", person=one)
    second = make_request(people.workspace, "請求書は月初に送ってほしいです", person=two)
    third = make_request(people.workspace, "請求書を月初に送ってください", person=one)
    make_request(people.workspace, "Dark mode please")
    found = alike_requests(people.system, first, ["請求書を月初に送ってほしい"])
    assert {row.number: row.same_customer for row in found} == {
        second.number: False,
        third.number: True,
    }
    with pytest.raises(AnotherCustomer):
        close_request(people.system, second.pk, ending="same", same_as=first.number, now=NOW)
    closed = close_request(people.system, third.pk, ending="same", same_as=first.number, now=NOW)
    assert closed.same_as == first
    assert reopen_request(people.system, third.pk, now=NOW).state == "new"


def test_a_task_belongs_to_an_initiative(people):
    row = make_request(people.workspace)
    (task,) = confirmed(people, row, "Larger print")
    link_task(people.system, task, initiative=make_initiative(people.workspace), now=NOW)
    assert task_rows(people.system, row, today=TODAY)[0].initiative


# -- the situation changes


def test_a_changed_situation_moves_days_marks_tasks_and_tells_who_has_them(people):
    company = make_company(people.workspace)
    row = make_request(people.workspace, company=company)
    other = make_request(people.workspace, company=make_company(people.workspace, name="Other"))
    due = {"due_on": date(2026, 12, 1), "assignee_id": people.bob.pk}
    (task,) = confirmed(people, row, "Larger print", **due)
    (untouched,) = confirmed(people, other, "Tea", **due)
    change = Change(text="They move offices", days=14, company_id=company.pk)
    (seen,) = preview_change(people.system, change)
    assert (seen.before, seen.after) == (date(2026, 12, 1), date(2026, 12, 15))
    task.refresh_from_db()
    assert task.due_on == date(2026, 12, 1)
    apply_change(people.system, change, now=NOW)
    task.refresh_from_db()
    untouched.refresh_from_db()
    assert (task.due_on, task.look_again) == (date(2026, 12, 15), "They move offices")
    assert (untouched.due_on, untouched.look_again) == (date(2026, 12, 1), "")
    assert Message.objects.get(purpose="staff").to_address == people.bob.email
    row.refresh_from_db()
    assert row.again == 1
    assert [one.pk for one in request_list(people.system, "again", today=TODAY)] == [row.pk]
    change_task(people.system, task, TaskWish(title="Smaller print"), now=NOW)
    row.refresh_from_db()
    assert row.again == 0


# -- telling back


def test_the_customer_is_told_what_is_done_and_what_is_not_with_the_reason_and_once(people):
    person = make_person(people.workspace, language="en", name="Jane Doe")
    row = make_request(people.workspace, person=person)
    done, declined, _open = confirmed(people, row, "Larger print", "Night visits", "Tea")
    with pytest.raises(NothingToTell):
        draft_telling(people.system, row)
    set_task_state(people.system, done, "done", now=NOW)
    set_task_state(people.system, declined, "declined", now=NOW, reason="No driver at night")
    row.refresh_from_db()
    draft = draft_telling(people.system, row)
    assert "Larger print" in draft.text
    assert "No driver at night" in draft.text
    assert "Tea" not in draft.text
    preview_telling(people.system, row, subject=draft.subject, text=draft.text)
    assert not Message.objects.exists()
    words = {"subject": draft.subject, "text": draft.text}
    tell_customer(people.system, row.pk, now=NOW, **words)
    with pytest.raises(NothingToTell):
        tell_customer(people.system, row.pk, now=NOW, **words)
    assert Message.objects.filter(purpose="reply").count() == 1
    row.refresh_from_db()
    assert row.state == "open"


def test_with_nothing_left_open_telling_closes_and_an_answer_opens_it_again(people):
    person = make_person(people.workspace, language="ja", email="jane@example.com")
    row = make_request(people.workspace, person=person)
    (task,) = confirmed(people, row, "印字を大きくする")
    set_task_state(people.system, task, "done", now=NOW)
    row.refresh_from_db()
    draft = draft_telling(people.system, row)
    assert "様" in draft.text
    people.workspace.sender_address = "hello@example.org"
    people.workspace.save()
    tell_customer(people.system, row.pk, subject=draft.subject, text=draft.text, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.ending) == ("closed", "told")
    to = Message.objects.get(purpose="reply").reply_to
    for _time in range(2):
        receive_mail(people.system, mail("まだ小さいです。", to=to, key="m2"), now=NOW)
    row.refresh_from_db()
    assert row.state != "closed"
    assert CustomerRequest.objects.count() == 1
    kinds = [one.kind for one in note_rows(people.system, row)]
    assert kinds.count("mail_in") == 1


def test_nobody_is_told_without_an_address_and_nothing_is_told_with_tasks_open(people):
    row = make_request(people.workspace)
    (task,) = confirmed(people, row, "Larger print")
    with pytest.raises(StillOpen):
        close_request(people.system, row.pk, ending="told", now=NOW)
    set_task_state(people.system, task, "done", now=NOW)
    row.refresh_from_db()
    with pytest.raises(NobodyToTell):
        draft_telling(people.system, row)
    assert close_request(people.system, row.pk, ending="told", now=NOW).state == "closed"


# -- who may see


def test_the_neighbours_see_nothing_and_analysts_no_name(people):
    person = make_person(people.workspace, name="山田 太郎")
    row = make_request(people.workspace, "山田太郎です。英語の案内を希望します。", person=person)
    charlie = access_of_user(people.charlie)
    with pytest.raises(NotFound):
        request_with_number(charlie, row.number)
    ana = access_of_user(people.ana)
    shown = str(request_rows(ana, [row], today=TODAY)) + raw_words(ana, row)
    assert "山田" not in shown
    assert "英語" in shown


def test_requests_follow_a_merge_and_vanish_with_the_person(people):
    kept, moved = make_person(people.workspace), make_person(people.workspace)
    row = make_request(people.workspace, person=moved)
    confirmed(people, row, "x")
    ids = {"kept_id": kept.pk, "moved_id": moved.pk}
    merge_requests(people.system, merge_id=1, **ids)
    assert [one.id for one in open_requests_of(people.system, today=TODAY, person_id=kept.pk)] == [
        row.pk
    ]
    unmerge_requests(people.system, merge_id=1, **ids)
    row.refresh_from_db()
    assert row.person == moved
    erase_person(people.system, moved)
    assert not RequestTask.objects.exists()
