"""The must-have test: who counts, where a product stands, and advice that is overruled by name."""

from datetime import timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.fit.errors import (
    AlreadyOverruled,
    NobodyOverrules,
    NothingToOverrule,
    ReasonNeeded,
)
from emptychair.fit.queries import advice, fit_by_segment, fit_of, loved_by, people_to_talk_to
from emptychair.fit.queries.strip import strip_of
from emptychair.fit.services import overrule_advice, set_test, withdraw_overrule
from emptychair.fit.types import FitTest, Stage, TestSetting
from tests.factories.customers import make_event, make_order, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

VERY, SOMEWHAT = 3, 2


@pytest.fixture
def alice(people):
    return access_of_user(people.alice, slug="kitchen")


def survey(people, **fields):
    return make_survey(people.workspace, metric="pmf", **fields)


def answer(asked, score, *, segment="", uses=2, days_ago=3, **fields):
    """Somebody answered so many days ago, and had used it on so many days before that."""
    person = make_person(asked.workspace, segment=segment, **fields)
    answered = NOW - timedelta(days=days_ago)
    for number in range(uses):
        make_event(person, occurred_at=answered - timedelta(days=1 + number))
    return make_response(asked, person, score=score, segment=segment, answered_at=answered)


def answers(asked, very, others, **fields):
    for _each in range(very):
        answer(asked, VERY, **fields)
    for _each in range(others):
        answer(asked, SOMEWHAT, **fields)


def test_forty_of_a_hundred_is_not_shown_yet(alice, people):
    answers(survey(people), 40, 60)
    found = fit_of(alice, now=NOW)
    share = found.parts[0].share
    assert (round(share.low, 2), round(share.high, 2)) == (0.31, 0.50)
    assert found.stage is Stage.UNKNOWN
    told = advice(alice, now=NOW)
    assert not told.may_scale
    assert "31" in told.words
    assert "50" in told.words


def test_a_share_far_above_the_line_is_after_fit_and_far_below_before(alice, people):
    asked = survey(people)
    answers(asked, 28, 7, segment="clinics")
    answers(asked, 4, 31, segment="shops")
    stages = {one.segment: one.stage for one in fit_by_segment(alice, now=NOW)}
    assert stages["clinics"] is Stage.AFTER
    assert stages["shops"] is Stage.BEFORE
    assert advice(alice, segment="clinics", now=NOW).may_scale
    assert not advice(alice, segment="shops", now=NOW).may_scale


def test_one_group_alone_reads_the_same_as_in_the_list(alice, people):
    asked = survey(people)
    answers(asked, 5, 4, segment="clinics")
    answers(asked, 2, 6, segment="shops")
    for one in fit_by_segment(alice, now=NOW):
        assert fit_of(alice, segment=one.segment, now=NOW) == one


def test_fewer_than_thirty_are_shown_and_never_judged(alice, people):
    answers(survey(people), 20, 0)
    found = fit_of(alice, now=NOW)
    assert found.stage is Stage.UNKNOWN
    assert found.parts[0].share.n == 20


def test_nobody_asked_is_not_fit(alice):
    found = fit_of(alice, now=NOW)
    assert found.stage is Stage.UNKNOWN
    assert found.parts[0].share is None
    assert not advice(alice, now=NOW).may_scale


def test_who_hardly_used_it_is_left_out(alice, people):
    asked = survey(people)
    answer(asked, VERY, uses=2)
    answer(asked, VERY, uses=1)
    answer(asked, VERY, uses=0)
    found = fit_of(alice, now=NOW)
    assert found.parts[0].share.n == 1
    assert found.left_out == 2


def test_two_uses_on_one_day_are_one(alice, people):
    asked = survey(people)
    row = answer(asked, VERY, uses=0)
    for minutes in (10, 20):
        make_event(row.person, occurred_at=row.answered_at - timedelta(minutes=minutes))
    assert fit_of(alice, now=NOW).left_out == 1


def test_use_after_the_answer_or_long_before_does_not_count(alice, people):
    asked = survey(people)
    row = answer(asked, VERY, uses=0)
    for days in (-1, -2, 60, 61):
        make_event(row.person, occurred_at=row.answered_at - timedelta(days=days))
    assert fit_of(alice, now=NOW).left_out == 1


def test_without_any_record_of_use_all_count_and_the_page_can_say_so(alice, people):
    answers(survey(people), 2, 1, uses=0)
    found = fit_of(alice, now=NOW)
    assert found.parts[0].share.n == 3
    assert not found.use_is_known


def test_only_the_newest_answer_of_a_person_counts(alice, people):
    asked = survey(people)
    row = answer(asked, VERY)
    make_response(asked, row.person, score=1, answered_at=NOW - timedelta(days=1))
    share = fit_of(alice, now=NOW).parts[0].share
    assert (share.successes, share.n) == (0, 1)


def test_old_test_and_promised_answers_are_not_among_them(alice, people):
    asked = survey(people)
    answer(asked, VERY, days_ago=400)
    make_response(asked, make_person(people.workspace), score=VERY, is_test=True)
    answer(survey(people, privacy="confidential"), VERY)
    make_response(asked, None, score=VERY)
    found = fit_of(alice, now=NOW)
    assert found.parts[0].share is None
    assert found.unnamed == 1


def test_the_neighbours_are_not_counted(alice, people):
    answers(make_survey(people.neighbours, metric="pmf"), 3, 0)
    assert fit_of(alice, now=NOW).parts[0].share is None


def test_a_one_off_service_is_told_by_who_comes_again_and_recommends(alice, people):
    wanted = TestSetting(test=FitTest.ONE_OFF, repeat_line=0.3, recommend_line=0.4)
    set_test(alice, wanted)
    asked = make_survey(people.workspace, metric="nps")
    for number in range(40):
        person = make_person(people.workspace)
        make_order(person, ordered_at=NOW - timedelta(days=500))
        if number < 24:
            make_order(person, ordered_at=NOW - timedelta(days=300))
        score = 9 if number < 30 else 5
        make_response(asked, person, score=score, answered_at=NOW - timedelta(days=9))
    found = fit_of(alice, now=NOW)
    assert [(part.share.successes, part.share.n) for part in found.parts] == [(24, 40), (30, 40)]
    assert found.stage is Stage.AFTER
    set_test(alice, TestSetting(test=FitTest.ONE_OFF, repeat_line=0.9, recommend_line=0.4))
    assert fit_of(alice, now=NOW).stage is Stage.BEFORE


def test_coming_again_counts_within_a_year_and_on_a_later_day(alice, people):
    set_test(alice, TestSetting(test=FitTest.ONE_OFF))
    first = NOW - timedelta(days=700)
    same_day, too_late, in_time = (make_person(people.workspace) for _each in range(3))
    for person, days in ((same_day, 0), (too_late, 366), (in_time, 365)):
        make_order(person, ordered_at=first)
        make_order(person, ordered_at=first + timedelta(days=days))
    repeat = fit_of(alice, now=NOW).parts[0].share
    assert (repeat.successes, repeat.n) == (1, 3)


def test_without_a_line_of_their_own_a_one_off_service_is_never_after_fit(alice, people):
    set_test(alice, TestSetting(test=FitTest.ONE_OFF))
    assert fit_of(alice, now=NOW).stage is Stage.UNKNOWN


def test_advice_is_overruled_by_name_and_shown_until_it_is_taken_back(alice, people):
    with pytest.raises(ReasonNeeded):
        overrule_advice(alice, reason=" ", now=NOW)
    row = overrule_advice(alice, reason="The fair is in March.", now=NOW)
    told = advice(alice, now=NOW)
    assert told.may_scale
    assert told.stage is Stage.UNKNOWN
    assert (told.overruled_by, told.overruled_because) == ("Alice", "The fair is in March.")
    with pytest.raises(AlreadyOverruled):
        overrule_advice(alice, reason="Me too.", now=NOW)
    withdraw_overrule(alice, row.pk, now=NOW)
    withdraw_overrule(alice, row.pk, now=NOW)
    assert not advice(alice, now=NOW).may_scale
    overrule_advice(alice, reason="Again.", now=NOW)


def test_no_machine_overrules_and_nobody_after_fit(alice, people):
    with pytest.raises(NobodyOverrules):
        overrule_advice(people.system, reason="because", now=NOW)
    answers(survey(people), 34, 2)
    with pytest.raises(NothingToOverrule):
        overrule_advice(alice, reason="because", now=NOW)


def test_a_hundred_are_counted_once_each(alice, people):
    asked, other = survey(people), make_survey(people.workspace, metric="nps")
    both = answer(asked, VERY).person
    make_response(other, both, score=10)
    make_response(other, make_person(people.workspace), score=9)
    make_response(other, make_person(people.workspace), score=8)
    make_response(other, make_person(people.workspace), score=10, answered_at=NOW - timedelta(366))
    found = loved_by(alice, now=NOW)
    assert (found.people, found.very_disappointed, found.promoters) == (2, 1, 2)


def test_those_who_would_miss_us_come_first_and_those_who_hardly_used_it_last(alice, people):
    asked = survey(people)
    answer(asked, SOMEWHAT, name="Second")
    answer(asked, VERY, uses=0, name="Last")
    answer(asked, VERY, name="First")
    assert [one.name for one in people_to_talk_to(alice, now=NOW)[:9]] == [
        "First",
        "Second",
        "Last",
    ]


def test_names_are_masked_for_whoever_may_not_see_them(people):
    ana = access_of_user(people.ana, slug="kitchen")
    row = answer(survey(people), VERY, name="Hanako Sato")
    row.comment = "Ask Hanako Sato, 03-1234-5678"
    row.save()
    found = people_to_talk_to(ana, now=NOW)[:1][0]
    assert "Sato" not in found.name + found.comment
    assert "1234" not in found.comment


def test_the_strip_sees_a_new_answer_at_once(alice, people):
    asked = survey(people)
    assert strip_of(alice, now=NOW).n == 0
    answer(asked, VERY)
    assert strip_of(alice, now=NOW).n == 1


def test_five_thousand_answers_take_few_queries(alice, people, django_assert_max_num_queries):
    asked = survey(people)
    answers(asked, 3, 3, segment="a")
    with django_assert_max_num_queries(8):
        fit_by_segment(alice, now=NOW)
