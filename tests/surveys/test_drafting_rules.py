"""Changing a survey that is being written, and telling what changed."""

import pytest

from emptychair.surveys.change_words import change_words
from emptychair.surveys.problem_words import problem_words
from emptychair.surveys.rules.changes import changes_between
from emptychair.surveys.rules.choices import options_from
from emptychair.surveys.rules.drafting import (
    fresh_key,
    move_page,
    move_question,
    put_ending,
    put_question,
    take_out_page,
    take_out_question,
)
from emptychair.surveys.rules.problems import problems_of
from emptychair.surveys.rules.translating import missing_in, with_words, words_of
from emptychair.surveys.types.definition import Ending, Option
from tests.factories.definitions import definition, every_kind, page, question, when, words

THREE = tuple(
    Option(key=key, label={"en": key.title(), "ja": "訳"}) for key in ("red", "blue", "old")
)


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ("Red\nBlue\nOld", ["red", "blue", "old"]),
        ("Old\nRed\nBlue", ["old", "red", "blue"]),  # moved
        ("Crimson\nBlue\nOld", ["red", "blue", "old"]),  # renamed in its place
        ("Red\nOld", ["red", "old"]),  # taken out
        ("Red\nNew\nBlue\nOld", ["red", "option_1", "blue", "old"]),  # put in
        ("Reddish\nBlue", ["red", "blue"]),  # renamed while another went
        ("\n Red \n\n", ["red"]),
        ("", []),
    ],
)
def test_lines_keep_the_keys_of_their_choices(lines, keys):
    found = options_from(lines, THREE, "en")
    assert [one.key for one in found] == keys
    assert all(one.label.get("ja") for one in found if one.key in {"red", "blue", "old"})


def test_no_key_is_used_twice():
    once = options_from("A\nB", (), "en")
    again = options_from("A\nB\nSomething\nElse entirely", once, "en")
    assert [one.key for one in again] == ["option_1", "option_2", "option_3", "option_4"]
    twice = options_from("A\nA", (), "en")
    assert len({one.key for one in twice}) == 2


def test_keys_go_on_counting():
    assert fresh_key("nps", {"nps", "nps_2"}) == "nps_3"
    assert fresh_key("nps", ()) == "nps"


PLAIN = definition(
    page(question("nps"), question("long_text", "why", why_of="nps"), key="one"),
    page(question("single"), key="two"),
)


def order(asked):
    return [[one.key for one in page.questions] for page in asked.pages]


def test_the_ends_of_a_survey_are_ends():
    assert move_question(PLAIN, "nps", -1) == PLAIN
    assert move_question(PLAIN, "single", 1) == PLAIN
    assert move_page(PLAIN, "one", -1) == PLAIN


def test_a_page_goes_with_its_last_question_but_not_the_last_page():
    assert order(take_out_question(PLAIN, "single")) == [["nps", "why"]]
    bare = definition(page(question("single"), key="one"))
    assert order(take_out_question(bare, "single")) == [[]]
    assert order(take_out_page(bare, "one")) == [[]]
    assert take_out_page(PLAIN, "one").score == ""


def test_the_first_question_that_measures_becomes_the_main_one():
    bare = definition(page(question("single"), key="one"))
    assert put_question(bare, question("csat"), page="one").score == "csat"
    assert put_question(PLAIN, question("csat"), page="one").score == "nps"


def test_an_ending_for_some_never_stands_last():
    some = Ending(key="glad", title=words("Glad"), show_if=when("score_band", "is", "good"))
    assert [one.key for one in put_ending(PLAIN, some).endings] == ["glad", "thanks"]
    everybody = Ending(key="all", title=words("All"))
    assert [one.key for one in put_ending(PLAIN, everybody).endings] == ["thanks", "all"]


def test_every_text_can_be_translated_and_comes_back_unchanged():
    asked = every_kind()
    texts = {one.path: one.texts["en"] for one in words_of(asked)}
    assert len(texts) == len(words_of(asked))  # an address each
    copied = with_words(asked, "fr", texts)
    assert missing_in(asked, "fr")
    assert not missing_in(copied, "fr")
    assert with_words(copied, "fr", dict.fromkeys(texts, "")) == asked


def codes(before, after):
    return {(one.code, one.where) for one in changes_between(before, after)}


def test_nothing_changed_is_nothing_told():
    assert not changes_between(every_kind(), every_kind())


def test_other_words_of_the_main_question_weigh():
    other = with_words(PLAIN, "en", {"question:nps:title": "Rather not?"})
    (change,) = changes_between(PLAIN, other)
    assert (change.code, change.where, change.weighs) == ("words", "question:nps", True)
    (harmless,) = changes_between(
        PLAIN, with_words(PLAIN, "en", {"question:single:title": "Why so?"})
    )
    assert not harmless.weighs


def test_a_new_language_is_no_change_of_meaning():
    with_french = with_words(PLAIN, "fr", {"question:nps:title": "Alors?"})
    changed = definition(*with_french.pages, languages=("ja", "en", "ar", "fr"))
    found = changes_between(PLAIN, changed)
    assert {one.code for one in found} == {"translated", "language-in"}
    assert not any(one.weighs for one in found)


def test_what_came_and_went_is_told_with_its_place():
    changed = put_question(take_out_question(PLAIN, "single"), question("date"), page="one")
    assert codes(PLAIN, changed) == {
        ("question-out", "question:single"),
        ("question-in", "question:date"),
        ("pages", "survey"),
    }
    moved = move_question(PLAIN, "nps", 1)
    assert ("order", "survey") in codes(PLAIN, moved)
    assert [one.weighs for one in changes_between(PLAIN, moved) if one.code == "order"] == [True]


def test_every_difference_and_every_problem_has_words():
    whole, bare = every_kind(), definition(page(question("nps"), key="scales"))
    for before, after in ((whole, bare), (bare, whole)):
        for change in changes_between(before, after):
            assert change_words(change.code, change.parameters)
    broken = definition(
        page(question("single", options=()), question("matrix", rows=()), key="one"),
        page(question("picture", title={}), key="one"),
        score="none",
    )
    found = problems_of(broken)
    assert len(found) > 4
    for problem in found:
        assert problem_words(problem.code, problem.parameters)


def test_each_code_of_the_check_of_the_structure_has_words():
    import re
    from pathlib import Path

    from emptychair.surveys import problem_words as told
    from emptychair.surveys.rules import problems

    written = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', Path(problems.__file__).read_text()))
    assert written <= set(told._SENTENCES), written - set(told._SENTENCES)
