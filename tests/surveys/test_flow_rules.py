"""The way through a survey, for any survey and any answers."""

import math
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.surveys.errors import DefinitionBroken
from emptychair.surveys.rules.conditions import clause_holds
from emptychair.surveys.rules.definition import (
    problems_of,
    read_definition,
    simple_definition,
    write_definition,
)
from emptychair.surveys.rules.flow import (
    ending_for,
    first_page,
    next_page,
    options_in_order,
    pipe,
    previous_page,
    problems_left,
    review_for,
    shown_answers,
    shown_pages,
    shown_questions,
    validate,
)
from emptychair.surveys.rules.saving import keep
from emptychair.surveys.rules.scales import metric_of
from emptychair.surveys.rules.texts import default_texts
from emptychair.surveys.types import SCALE
from emptychair.surveys.types.definition import (
    AnswerValue,
    Clause,
    Condition,
    Definition,
    Ending,
    Option,
    Page,
    Question,
    QuestionKind,
)
from emptychair.surveys.types.flow import Facts
from tests.factories.definitions import definition, every_kind, option, page, question, when

FACTS = Facts(language="en", company="Kitchen", attributes={"plan": "pro", "seats": 12})


# -- any survey: conditions point anywhere, forward and at nothing

KEYS = [f"q{number}" for number in range(8)]
KINDS = ["nps", "single", "multiple", "short_text", "number", "consent", "statement"]
_value = st.one_of(st.integers(0, 10), st.sampled_from(["price", "speed", "x", "bad", "good"]))
_clause = st.builds(
    Clause,
    subject=st.one_of(
        st.sampled_from([f"answer:{key}" for key in KEYS]),
        st.sampled_from(["score_band", "language", "attribute:plan", "hidden:a", "answer:no", "x"]),
    ),
    operator=st.sampled_from(get_args(Clause.__annotations__["operator"])),
    value=st.one_of(_value, st.lists(_value, max_size=3), st.none()),
)
_condition = st.none() | st.builds(
    Condition,
    clauses=st.lists(_clause, max_size=3).map(tuple),
    match=st.sampled_from(["all", "any"]),
)


@st.composite
def definitions(draw) -> Definition:
    pages, keys = [], list(KEYS)
    for number in range(draw(st.integers(1, 4))):
        questions = [
            msgspec.structs.replace(
                question(draw(st.sampled_from(KINDS)), key=keys.pop(0)),
                required=draw(st.booleans()),
                show_if=draw(_condition),
            )
            for _ in range(draw(st.integers(0, 2)))
        ]
        pages.append(Page(key=f"p{number}", questions=tuple(questions), show_if=draw(_condition)))
    ends = (Ending(key="a", title={}, show_if=draw(_condition)), Ending(key="b", title={}))
    return Definition(pages=tuple(pages), score=draw(st.sampled_from(KEYS)), endings=ends)


_answer = st.one_of(
    st.builds(AnswerValue, number=st.integers(-1, 11).map(float)),
    st.builds(AnswerValue, text=st.text(max_size=5)),
    st.builds(AnswerValue, choices=st.lists(st.sampled_from(["price", "speed", "x"])).map(tuple)),
    st.just(AnswerValue()),
)
_answers = st.dictionaries(st.sampled_from([*KEYS, "no"]), _answer)


@given(definitions(), _answers)
def test_no_survey_loops(asked, said):
    keys = [one.key for one in asked.pages]
    seen, key = [], ""
    while (here := next_page(asked, said, FACTS, key)) is not None:
        seen.append(here.key)
        key = here.key
    assert seen == [one.key for one in shown_pages(asked, said, FACTS)]
    assert [keys.index(one) for one in seen] == sorted({keys.index(one) for one in seen})
    back, key = [], ""
    while (here := previous_page(asked, said, FACTS, key)) is not None:
        back.append(here.key)
        key = here.key
    assert back == seen[::-1]


@given(definitions(), _answers)
def test_a_page_with_nothing_on_it_is_skipped(asked, said):
    for here in asked.pages:
        questions = shown_questions(here, asked, said, FACTS)
        assert (here in shown_pages(asked, said, FACTS)) is bool(questions)


@given(definitions(), _answers, _answers)
def test_what_is_hidden_is_neither_checked_nor_kept(asked, stored, given_now):
    kept = keep(asked, shown_answers(asked, stored, FACTS), given_now, FACTS)
    shown = {
        one.key for here in asked.pages for one in shown_questions(here, asked, kept.answers, FACTS)
    }
    assert set(kept.answers) <= shown
    assert set(problems_left(asked, kept.answers, FACTS)) <= shown
    kinds = {one.key: one for one in asked.questions}
    for key, value in kept.answers.items():
        if key in given_now and not given_now[key].is_empty:
            assert validate(kinds[key], value) == "" or value == stored.get(key)


@given(definitions(), _answers)
def test_who_answers_what_is_shown_reaches_the_end(asked, said):
    fine = {
        "nps": AnswerValue(number=3),
        "single": AnswerValue(choices=("price",)),
        "multiple": AnswerValue(choices=("price", "speed")),
        "short_text": AnswerValue(text="x"),
        "number": AnswerValue(number=1),
        "consent": AnswerValue(number=1),
    }
    answers = shown_answers(asked, said, FACTS)
    for _round in range(len(KEYS) + 1):
        left = problems_left(asked, answers, FACTS)
        if not left:
            break
        kinds = {one.key: one.kind.value for one in asked.questions}
        answers = shown_answers(
            asked, {**answers, **{key: fine[kinds[key]] for key in left}}, FACTS
        )
    assert problems_left(asked, answers, FACTS) == {}
    assert ending_for(asked, answers, FACTS) is not None


@given(definitions(), _answers)
def test_showing_twice_changes_nothing(asked, said):
    once = shown_answers(asked, said, FACTS)
    assert shown_answers(asked, once, FACTS) == once


@given(definitions())
def test_a_definition_is_stored_and_read_as_it_was(asked):
    assert read_definition(write_definition(asked)) == asked


@given(st.text(), st.text(max_size=300), st.text(max_size=30))
def test_what_is_put_into_a_text_is_one_short_line_and_never_read_again(around, said, name):
    facts = Facts(company=name, attributes={"secret": "SECRET"})
    around = around.replace("{", "").replace("}", "")
    for trap in ("{{attribute:secret}}", "{company}", "{{answer:a}}", "\n<b>&"):
        spoken = pipe(f"{around}[[{{{{answer:a}}}}]]", {"a": AnswerValue(text=said + trap)}, facts)
        assert spoken.startswith(f"{around}[[")
        inside = spoken[len(around) + 2 : -2]
        assert "SECRET" not in inside
        assert "\n" not in inside
        assert len(inside) <= 200


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=2), st.text(max_size=10))
def test_chance_keeps_every_option_and_those_that_stay_in_their_places(keys, seed):
    options = (*(option(key, stays=key in "ah") for key in keys), option("other", is_other=True))
    asked = question("single", options=options, random_order=True)
    order = options_in_order(asked, seed)
    assert sorted(one.key for one in order) == sorted(one.key for one in options)
    assert options_in_order(asked, seed) == order
    for place, one in enumerate(options):
        if one.stays or one.is_other:
            assert order[place] == one


@settings(max_examples=300)
@given(
    st.sampled_from(list(QuestionKind)),
    st.booleans(),
    st.builds(
        AnswerValue,
        number=st.none() | st.floats(),
        text=st.text(max_size=8),
        choices=st.lists(st.sampled_from(["price", "speed", "red", "z"])).map(tuple),
        cells=st.dictionaries(
            st.sampled_from(["cook", "email", "z"]),
            st.one_of(st.floats(), st.text(), st.booleans()),
        ),
    ),
)
def test_no_answer_breaks_the_check(kind, required, value):
    asked = question(kind.value, required=required)
    code = validate(asked, value)
    assert isinstance(code, str)
    if not code and value.number is not None and kind is not QuestionKind.NUMBER:
        assert math.isfinite(value.number) or value.cells or value.choices or value.text


# -- what each kind takes

FINE = [
    ("nps", {}, AnswerValue(number=0)),
    ("csat", {"points": 7}, AnswerValue(number=7)),
    ("csat", {"points": 2}, AnswerValue(number=0)),
    ("ces", {"points": 5}, AnswerValue(number=5)),
    ("pmf", {}, AnswerValue(number=3)),
    ("agree", {}, AnswerValue(number=1)),
    ("single", {}, AnswerValue(choices=("other",), text="もの")),
    ("multiple", {"least": 2}, AnswerValue(choices=("price", "speed"))),
    ("ranking", {"required": True}, AnswerValue(choices=("box", "time", "taste"))),
    ("ranking", {}, AnswerValue(choices=("box",))),
    ("matrix", {}, AnswerValue(cells={"cook": 5})),
    ("short_text", {}, AnswerValue(text="a")),
    ("number", {"least": 0}, AnswerValue(number=0)),
    ("date", {}, AnswerValue(text="2026-02-28")),
    ("consent", {"required": True}, AnswerValue(number=1)),
    ("contact", {"required": True}, AnswerValue(cells={"phone": "03-1234-5678"})),
    ("picture", {}, AnswerValue(choices=("red",))),
    ("statement", {"required": True}, AnswerValue()),
]
WRONG = [
    ("nps", {"required": True}, AnswerValue(), "required"),
    ("nps", {}, AnswerValue(number=11), "off-scale"),
    ("nps", {}, AnswerValue(number=3.5), "off-scale"),
    ("csat", {}, AnswerValue(number=6), "off-scale"),
    ("single", {}, AnswerValue(choices=("price", "speed")), "too-many"),
    ("single", {}, AnswerValue(choices=("no",)), "unknown-choice"),
    ("single", {}, AnswerValue(choices=("price",), text="x"), "words-without-other"),
    ("multiple", {"least": 2}, AnswerValue(choices=("price",)), "too-few"),
    ("multiple", {"most": 1}, AnswerValue(choices=("price", "speed")), "too-many"),
    ("multiple", {}, AnswerValue(choices=("price", "price")), "unknown-choice"),
    ("ranking", {}, AnswerValue(choices=("box", "box")), "ranked-twice"),
    ("ranking", {"required": True}, AnswerValue(choices=("box",)), "not-all-ranked"),
    ("matrix", {"required": True}, AnswerValue(cells={"cook": 5}), "row-missing"),
    ("matrix", {}, AnswerValue(cells={"cook": 6}), "off-scale"),
    ("matrix", {}, AnswerValue(cells={"cook": True}), "off-scale"),
    ("short_text", {"most": 3}, AnswerValue(text="abcd"), "too-long"),
    ("short_text", {"required": True}, AnswerValue(text="  "), "required"),
    ("number", {"most": 3}, AnswerValue(number=4), "too-large"),
    ("number", {}, AnswerValue(number=math.nan), "not-a-number"),
    ("date", {}, AnswerValue(text="2026-02-30"), "not-a-day"),
    ("date", {}, AnswerValue(text="20260228"), "not-a-day"),
    ("consent", {"required": True}, AnswerValue(number=0), "must-agree"),
    ("contact", {}, AnswerValue(cells={"email": "a@b"}), "not-an-address"),
    ("contact", {"required": True}, AnswerValue(cells={"name": "a"}), "contact-missing"),
    ("picture", {}, AnswerValue(choices=("red", "blue")), "too-many"),
]


@pytest.mark.parametrize(("kind", "fields", "value"), FINE)
def test_a_fitting_answer_is_taken(kind, fields, value):
    assert validate(question(kind, **fields), value) == ""


@pytest.mark.parametrize(("kind", "fields", "value", "code"), WRONG)
def test_another_is_not_and_it_is_said_why(kind, fields, value, code):
    assert validate(question(kind, **fields), value) == code


def test_none_of_these_stands_alone():
    options = (option("price"), option("nothing", is_none=True))
    asked = question("multiple", options=options, least=2)
    assert validate(asked, AnswerValue(choices=("price", "nothing"))) == "only-alone"
    assert validate(asked, AnswerValue(choices=("nothing",))) == ""


def test_only_what_a_kind_takes_is_kept():
    asked = definition(page(question("nps"), question("short_text"), question("contact")))
    said = {
        "nps": AnswerValue(number=3, text="x" * 9000, choices=("a",), cells={"a": 1}),
        "short_text": AnswerValue(text=" a\x00b \r\n", number=3),
        "contact": AnswerValue(cells={"name": "  ", "email": " a@b.example "}),
    }
    kept = keep(asked, {}, said, FACTS)
    assert kept.answers == {
        "nps": AnswerValue(number=3),
        "short_text": AnswerValue(text="ab"),
        "contact": AnswerValue(cells={"email": "a@b.example"}),
    }
    wrong = keep(asked, kept.answers, {"nps": AnswerValue(text="9")}, FACTS)
    assert (wrong.answers, wrong.problems) == (kept.answers, {"nps": "wrong-kind"})
    blank = keep(asked, kept.answers, {"contact": AnswerValue(cells={"email": " "})}, FACTS)
    assert "contact" not in blank.answers


# -- conditions

ASKED = definition(page(question("nps"), question("multiple"), question("matrix")))
SAID = {
    "nps": AnswerValue(number=6),
    "multiple": AnswerValue(choices=("price", "speed")),
    "matrix": AnswerValue(cells={"cook": 2}),
}


@pytest.mark.parametrize(
    ("subject", "operator", "value", "expected"),
    [
        ("answer:nps", "is", 6, True),
        ("answer:nps", "is", "6", True),
        ("answer:nps", "at_least", 7, False),
        ("answer:nps", "one_of", [5, 6], True),
        ("answer:multiple", "contains", "speed", True),
        ("answer:multiple", "is", ["speed", "price"], True),
        ("answer:multiple", "is", "speed", False),
        ("answer:multiple", "at_least", 2, True),
        ("answer:multiple", "none_of", ["staff"], True),
        ("answer:matrix.cook", "at_most", 2, True),
        ("answer:matrix.driver", "answered", None, False),
        ("answer:gone", "is_not", 1, False),
        ("answer:gone", "empty", None, True),
        ("attribute:plan", "is", "PRO", True),
        ("attribute:seats", "at_least", 10, True),
        ("attribute:gone", "is_not", "pro", True),
        ("language", "one_of", ["en", "ar"], True),
        ("score_band", "is", "bad", True),
        ("score_band", "is", "good", False),
        ("weather", "is", "good", False),
    ],
)
def test_a_clause_says_what_it_says(subject, operator, value, expected):
    clause = Clause(subject=subject, operator=operator, value=value)
    assert clause_holds(clause, ASKED, SAID, FACTS) is expected


def test_a_review_is_asked_for_whatever_the_score():
    review = Ending(key="review", title={}, kind="review", show_if=when("score_band", "is", "good"))
    asked = definition(
        page(question("nps")),
        endings=(
            Ending(key="sorry", title={}, show_if=when("answer:nps", "at_most", 6)),
            review,
            Ending(key="thanks", title={}),
        ),
    )
    for score in (0.0, 10.0):
        said = {"nps": AnswerValue(number=score)}
        assert review_for(asked, said, FACTS) == review
    assert ending_for(asked, {"nps": AnswerValue(number=0)}, FACTS).key == "sorry"
    assert ending_for(asked, {"nps": AnswerValue(number=8)}, FACTS).key == "review"
    assert "review-gated" in {one.code for one in problems_of(asked)}


def test_choices_are_put_in_by_their_words_and_nothing_by_other_words():
    asked = definition(page(question("single")))
    said = {"single": AnswerValue(choices=("price",))}
    text = "{{company}}: {{answer:single}}, {{attribute:name|friend}} {touchpoint}"
    assert pipe(text, said, FACTS, definition=asked) == "Kitchen: Price, friend Kitchen"


# -- what is wrong with a definition


def codes(asked) -> set[str]:
    return {one.code for one in problems_of(asked)}


def test_the_survey_with_every_kind_is_whole():
    assert problems_of(every_kind()) == []


@pytest.mark.parametrize("metric", SCALE)
def test_a_short_survey_is_whole_and_measures_what_it_says(metric):
    asked = simple_definition(metric, default_texts(metric))
    assert problems_of(asked) == []
    assert metric_of(asked.questions[0]) == metric
    assert first_page(asked, {}, FACTS) is not None


def test_every_fault_of_structure_is_named():
    broken = definition(
        page(
            question("nps", title={}, points=9),
            question("short_text", key="Nps"),
            question("single", options=(option("a"), option("a"))),
            question("multiple", least=3, most=2),
            question("matrix", rows=()),
            question("long_text", key="why", why_of="single"),
            question("number", show_if=when("answer:date", "is", 1)),
            question("date", show_if=when("answer:lost", "is", 1)),
            question("agree", show_if=when("answer:nps", "is")),
            question("picture", options=(option("red"), option("blue"))),
            question("short_text", title={"ja": "{{answer:contact}}"}),
        ),
        Page(key="empty", questions=()),
        page(question("contact"), key="empty"),
        score="single",
        endings=(
            Ending(
                key="a",
                title={"ja": "x"},
                link="javascript:x",
                show_if=when("language", "is", "ja"),
            ),
        ),
    )
    assert codes(broken) == {
        "title-missing",
        "scale-wrong",
        "key-malformed",
        "option-taken",
        "limits-crossed",
        "rows-missing",
        "why-of-nothing",
        "condition-forward",
        "condition-unknown",
        "condition-value",
        "picture-missing",
        "mark-unknown",
        "page-empty",
        "key-taken",
        "score-unknown",
        "link-malformed",
        "button-missing",
        "last-ending-conditional",
    }
    assert "no-questions" in codes(Definition(pages=()))


def test_what_is_no_definition_is_refused():
    for plain in ({}, {"pages": 3}, {"pages": [{"key": "a", "questions": [{"kind": "x"}]}]}):
        with pytest.raises(DefinitionBroken):
            read_definition(plain)


def test_labels_may_be_missing_in_other_languages():
    asked = Question(
        key="a",
        kind=QuestionKind.SINGLE,
        title={"ja": "色"},
        options=(Option(key="x", label={"ja": "赤"}), Option(key="y", label={"ja": "青"})),
    )
    assert problems_of(definition(page(asked))) == []
