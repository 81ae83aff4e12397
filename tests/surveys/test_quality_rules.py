"""Which answers look careless: too quick, the same throughout. Honest ones bear no mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.surveys.rules.quality import aside_after, longer, marks_of
from emptychair.surveys.rules.speeding import usual_pace
from emptychair.surveys.rules.straight_lines import is_straight_line
from emptychair.surveys.types.definition import AnswerValue
from emptychair.surveys.types.quality import Mark, Pace
from tests.factories.definitions import definition, option, page, question

ROWS = tuple(option(f"row_{number}") for number in range(8))


def matrix(**cells: int) -> AnswerValue:
    return AnswerValue(cells=dict(cells))


def long_one():
    """Seven statements on one page, each with a title of a few words."""
    return definition(page(*(question("agree", key=f"a{n}") for n in range(7)), key="long"))


def said(*points: int) -> dict[str, AnswerValue]:
    return {f"a{place}": AnswerValue(number=point) for place, point in enumerate(points)}


def test_the_same_point_down_a_whole_matrix_is_a_straight_line():
    asked = definition(page(question("matrix", rows=ROWS)))
    same = matrix(**{row.key: 3 for row in ROWS})
    mixed = matrix(**{row.key: 3 + (place == 5) for place, row in enumerate(ROWS)})
    assert is_straight_line(asked, {"matrix": same})
    assert not is_straight_line(asked, {"matrix": mixed})


def test_five_statements_that_all_please_are_no_straight_line():
    assert not is_straight_line(long_one(), said(5, 5, 5, 5, 5))
    assert is_straight_line(long_one(), said(5, 5, 5, 5, 5, 5))


def test_statements_on_other_scales_and_pages_do_not_make_a_line():
    first = page(*(question("agree", key=f"a{n}") for n in range(4)), key="first")
    other = page(*(question("agree", key=f"a{n}") for n in range(4, 7)), key="other")
    assert not is_straight_line(definition(first, other), said(4, 4, 4, 4, 4, 4, 4))


@pytest.mark.parametrize(("seconds", "marks"), [(1.0, ["speeding"]), (30.0, [])])
def test_quicker_than_one_can_read_is_marked(seconds, marks):
    pace = Pace(seconds={"long": seconds})
    assert marks_of(long_one(), said(1, 2, 3, 4, 5, 4, 3), pace=pace, language="en") == marks


def test_a_quick_reader_is_not_marked_for_being_quicker_than_others_alone():
    usual = {"long": 200.0}
    quick, unread = (Pace(seconds={"long": each}, usual=usual) for each in (40.0, 4.5))
    points = said(1, 2, 3, 4, 5, 4, 3)
    assert marks_of(long_one(), points, pace=quick, language="en") == []
    assert marks_of(long_one(), points, pace=unread, language="en") == ["speeding"]


def test_a_score_and_a_why_can_be_given_in_a_moment():
    asked = definition(page(question("nps"), question("long_text", key="why", why_of="nps")))
    answers = {"nps": AnswerValue(number=9), "why": AnswerValue(text="よかった")}
    assert marks_of(asked, answers, pace=Pace(seconds={"page_nps": 0.2}), language="ja") == []


def test_one_quick_page_among_careful_ones_is_no_speeding():
    pages = [
        page(*(question("agree", key=f"{key}{n}") for n in range(6)), key=key) for key in "abc"
    ]
    points = {f"{key}{n}": AnswerValue(number=1 + n % 5) for key in "abc" for n in range(6)}
    pace = Pace(seconds={"a": 0.5, "b": 40.0, "c": 40.0})
    assert marks_of(definition(*pages), points, pace=pace, language="en") == []


def test_one_honest_text_among_three_outweighs_a_slip():
    keys = ("why", "more", "last")
    asked = definition(page(*(question("long_text", key=key) for key in keys)))
    texts = dict(zip(keys, ("asdf", "The hall was cold.", "Thank you."), strict=True))
    answers = {key: AnswerValue(text=text) for key, text in texts.items()}
    assert marks_of(asked, answers, language="en") == []
    assert marks_of(asked, {**answers, "last": AnswerValue(text="sdfsdfsdf")}) == ["gibberish"]


def test_a_short_answer_may_be_a_number_or_a_code():
    asked = definition(page(question("short_text")))
    assert marks_of(asked, {"short_text": AnswerValue(text="xjkrwq")}) == []


def test_the_usual_time_needs_thirty_people():
    assert usual_pace([{"a": 10.0}] * 29) == {}
    assert usual_pace([{"a": 10.0}] * 29 + [{"a": 30.0, "b": 1.0}]) == {"a": 10.0}


def test_the_times_of_a_page_that_was_sent_twice_add_up():
    assert longer(longer({}, "a", 3.0), "a", 2.5) == {"a": 5.5}
    assert longer({"": 5.0}, "", 9.0) == {"": 9.0}


@given(
    aside=st.sampled_from(["", "excluded", "late", "doubtful", "bot"]),
    marks=st.sets(st.sampled_from(list(Mark))),
    excluded=st.sets(st.sampled_from(list(Mark))),
)
def test_a_persons_word_goes_before_the_rule_and_the_rule_touches_nothing_else(
    aside, marks, excluded
):
    def after(verdict: str) -> str:
        return aside_after(aside=aside, marks=marks, excluded=excluded, verdict=verdict)

    assert after("kept") == ""
    assert after("excluded") == "excluded"
    if aside in {"late", "doubtful", "bot"}:
        assert after("") == aside
    else:
        assert after("") == ("excluded" if marks & excluded else "")
    again = aside_after(aside=after(""), marks=marks, excluded=excluded, verdict="")
    assert again == after("")
