"""The title of a case is the beginning of what somebody wrote, and an analyst reads it masked."""

import pytest

from emptychair.accounts.queries.entering import access_of_user
from emptychair.loop.models import Case
from emptychair.loop.queries.cases import case_rows
from emptychair.loop.services.answers import react_to_answer
from emptychair.loop.services.opening import open_case
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

WHY = "請求書の宛名が三度も違っていて、経理に説明できません。すぐに連絡をください。"


def low_answer(people, comment: str):
    person = make_person(people.workspace, name="山田 太郎")
    return make_response(make_survey(people.workspace), person, score=2, comment=comment)


def as_an_analyst_reads(people, case: Case) -> str:
    return case_rows(access_of_user(people.ana), [case])[0].title


@pytest.mark.parametrize("room", range(12))
def test_no_piece_of_a_telephone_number_stays_in_a_title(people, room):
    answer = low_answer(people, WHY + "あ" * room + "電話は090-1234-5678、日中にお願いします。")
    case = react_to_answer(people.system, answer.pk, now=NOW)
    assert "1234" not in as_an_analyst_reads(people, case)
    assert "090" not in as_an_analyst_reads(people, case)


@pytest.mark.parametrize("room", range(14))
def test_no_piece_of_an_address_stays_in_a_title(people, room):
    answer = low_answer(people, WHY + "あ" * room + " taro.yamada@example.com へ至急どうぞ。")
    case = react_to_answer(people.system, answer.pk, now=NOW)
    assert "taro" not in as_an_analyst_reads(people, case)


@pytest.mark.parametrize("room", range(12))
def test_no_piece_of_the_customers_name_stays_in_a_title(people, room):
    answer = low_answer(people, WHY + "あ" * room + "窓口では山田太郎と名乗りました。通じません。")
    case = react_to_answer(people.system, answer.pk, now=NOW)
    title = as_an_analyst_reads(people, case)
    assert "山田" not in title
    assert "太" not in title


def test_a_case_opened_by_hand_is_cut_as_carefully(people):
    person = make_person(people.workspace, name="Jane Doe")
    words = {"kind": "manual", "title": "a " * 95 + "call Jane Doe on +44 20 7946 0958"}
    case, _new = open_case(people.system, person=person, now=NOW, **words)
    assert case.title.endswith("call…")
    assert len(case.title) <= 200


def test_who_may_see_names_reads_a_short_title_as_it_was_said(people):
    case = react_to_answer(people.system, low_answer(people, "090-1234-5678へ").pk, now=NOW)
    assert case.title == "090-1234-5678へ"
