"""What the loop puts on Today, and what a low score sets going."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.kit.events import publish
from emptychair.loop.agenda_source import (
    answers_for_today,
    cases_for_today,
    initiatives_for_today,
    promises_for_today,
)
from emptychair.loop.models import Case, InitiativeVoice
from emptychair.messaging.events import MailReceived
from emptychair.messaging.models import InboundMail
from emptychair.surveys.events import ResponseCorrected, ResponseReceived
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW

ALL = {"now": NOW, "limit": 50}


def received(answer):
    publish(
        ResponseReceived(
            workspace_id=answer.workspace_id, response_id=answer.pk, person_id=answer.person_id
        )
    )


@pytest.fixture
def place(people):
    return make_touchpoint(
        people.workspace, name="支払い方法の変更", team=make_team(people.workspace, name="経理")
    )


def answer_of(people, place, score, **fields):
    survey = make_survey(people.workspace, metric=fields.pop("metric", "nps"), touchpoint=place)
    person = fields.pop("person", None) or make_person(people.workspace, name="高橋 由紀")
    return make_response(survey, person, score=score, comment="三週間。", **fields)


@pytest.mark.parametrize(
    ("metric", "score", "opens"),
    [("nps", 6, True), ("nps", 7, False), ("csat", 2, True), ("csat", 3, False), ("ces", 3, True)],
)
def test_a_low_score_opens_a_case_for_the_team_of_the_touchpoint(
    people, place, metric, score, opens
):
    received(answer_of(people, place, score, metric=metric))
    assert Case.objects.count() == int(opens)
    if opens:
        assert Case.objects.get().team.name == "経理"
        assert Case.objects.get().title == "三週間。"


def test_the_same_answer_heard_twice_is_one_case_and_a_test_is_none(people, place):
    answer = answer_of(people, place, 2)
    received(answer)
    received(answer)
    received(answer_of(people, place, 0, is_test=True))
    assert Case.objects.count() == 1


def test_a_detractor_of_a_key_account_opens_an_urgent_case(people, place):
    company = make_company(people.workspace, yearly_value=9_000_000)
    for value in range(20):
        make_company(people.workspace, yearly_value=1000 + value)
    person = make_person(people.workspace, company=company)
    received(answer_of(people, place, 1, person=person))
    assert Case.objects.get().urgency == "high"


def test_a_corrected_score_opens_a_case_or_stands_in_it(people, place):
    answer = answer_of(people, place, 9)
    received(answer)
    assert not Case.objects.exists()
    for old, new in ((9, 3), (3, 8)):
        answer.score = new
        answer.save()
        publish(
            ResponseCorrected(
                workspace_id=people.workspace.pk,
                response_id=answer.pk,
                person_id=answer.person_id,
                old_score=old,
            )
        )
    case = Case.objects.get()
    assert case.state == "open"  # somebody was hurt; a colleague decides
    assert case.entries.get(kind="change").change == {"code": "case.corrected", "old": 3, "new": 8}


def test_a_row_says_who_why_and_what_next(people, place):
    company = make_company(people.workspace, name="高橋商事", yearly_value=720_000)
    person = make_person(people.workspace, name="高橋 由紀", company=company)
    for days in (30, 60, 90):
        answer_of(people, place, 9, person=person, answered_at=NOW - timedelta(days=days))
    answer = answer_of(people, place, 3, person=person, answered_at=NOW - timedelta(hours=2))
    make_case(
        people.workspace,
        person=person,
        company=company,
        response=answer,
        touchpoint=place,
        team=place.team,
        due_at=NOW + timedelta(hours=4),
    )
    with translation.override("en"):
        (row,) = cases_for_today(access_of_user(people.bob), **ALL)
    assert (row.kind, row.tone, row.sign, row.value) == ("contact", "bad", "3", 720_000)
    assert row.quote == "三週間。"
    assert "2 hours ago" in row.why
    assert "経理" in row.why
    assert "3 answers before were 9 or more" in row.why
    assert row.tags[0].text == "¥720,000 a year"
    with translation.override("en"):
        (masked,) = cases_for_today(access_of_user(people.ana), **ALL)
    assert masked.title == "高橋商事 ・ 高＊＊＊"  # a company's name is not a person's: decision 12


def test_what_waits_for_the_customer_or_is_put_off_is_not_on_today(people):
    make_case(people.workspace, state="waiting")
    make_case(people.workspace, state="closed")
    make_case(people.workspace, snoozed_until=NOW + timedelta(hours=1))
    late = make_case(people.workspace, due_at=NOW - timedelta(hours=1), title="Late")
    make_case(people.workspace, due_at=NOW + timedelta(hours=1), urgency="high")
    rows = cases_for_today(access_of_user(people.bob), **ALL)
    assert rows[0].subject[1] == late.number
    assert len(rows) == 2
    assert cases_for_today(access_of_user(people.paul), **ALL) == []
    assert cases_for_today(access_of_user(people.charlie), **ALL) == []


def test_the_answer_of_the_customer_comes_back_into_the_case_and_makes_a_new_row(people):
    person = make_person(people.workspace)
    case = make_case(people.workspace, person=person)
    (before,) = cases_for_today(access_of_user(people.bob), **ALL)
    mail = InboundMail.objects.create(
        workspace=people.workspace,
        header_id="<1@example.com>",
        thread=f"case:{case.pk}",
        person=person,
        from_address=person.email,
        to_address="hello@example.com",
        text="まだ直っていません。",
        raw="",
        received_at=NOW,
    )
    event = MailReceived(
        workspace_id=people.workspace.pk,
        inbound_id=mail.pk,
        thread=mail.thread,
        person_id=person.pk,
    )
    publish(event)
    publish(event)
    (row,) = cases_for_today(access_of_user(people.bob), **ALL)
    assert row.quote == "まだ直っていません。"
    assert row.key != before.key  # what was done with the first is not done with this
    assert case.entries.filter(kind="mail_in").count() == 1


def test_promises_of_today_are_there_and_those_of_tomorrow_are_not(people):
    make_case(people.workspace, promise="お電話", promised_for=date(2026, 11, 22))
    make_case(people.workspace, promise="後で", promised_for=date(2026, 11, 23))
    (row,) = promises_for_today(access_of_user(people.bob), **ALL)
    assert "お電話" in row.why


def test_late_initiatives_are_to_decide_and_done_ones_to_be_told(people):
    make_initiative(people.workspace, due_on=date(2026, 11, 20), title="Late")
    done = make_initiative(people.workspace, state="done", title="Done")
    make_initiative(people.workspace, state="done", title="Nobody asked")
    InitiativeVoice.objects.create(
        workspace=people.workspace,
        initiative=done,
        case=make_case(people.workspace),
        person=make_person(people.workspace),
    )
    rows = initiatives_for_today(access_of_user(people.bob), **ALL)
    assert [(row.kind, row.title) for row in rows] == [("decide", "Late"), ("contact", "Done")]


def test_an_answer_to_we_changed_it_is_on_today(people):
    done = make_initiative(people.workspace, state="done")
    InboundMail.objects.create(
        workspace=people.workspace,
        header_id="<2@example.com>",
        thread=f"initiative:{done.pk}",
        person=make_person(people.workspace, name="伊藤 彩"),
        from_address="aya@example.com",
        to_address="hello@example.com",
        text="助かります。",
        raw="",
        received_at=NOW,
    )
    (row,) = answers_for_today(access_of_user(people.bob), **ALL)
    assert row.quote == "助かります。"
    assert row.subject == ("initiative", done.number)


def test_today_asks_as_often_for_one_case_as_for_forty(
    people, place, django_assert_max_num_queries
):
    for _ in range(40):
        answer = answer_of(people, place, 2)
        make_case(people.workspace, person=answer.person, response=answer, touchpoint=place)
    access = access_of_user(people.bob)
    with django_assert_max_num_queries(5):
        assert len(cases_for_today(access, **ALL)) == 40


def test_thanks_are_not_shown_as_trouble(people, place):
    answer = answer_of(people, place, 10)
    make_case(people.workspace, kind="thanks", person=answer.person, response=answer)
    (row,) = cases_for_today(access_of_user(people.alice), **ALL)
    assert (row.tone, row.actions[0]) == ("good", "thank")
