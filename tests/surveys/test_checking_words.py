"""What the check finds before a survey goes out, and that our own templates pass it."""

import pytest
from django.utils import translation

from emptychair.surveys.finding_words import _sentences, finding_words
from emptychair.surveys.rules.checking import (
    findings_about,
    missing_translations,
    seconds_to_answer,
)
from emptychair.surveys.rules.checking.wording import about_words, reading_grade
from emptychair.surveys.rules.templates import TEMPLATES
from emptychair.surveys.rules.templates.blocks import BLOCKS
from emptychair.surveys.types import Metric
from emptychair.surveys.types.definition import (
    METRIC_KINDS,
    Clause,
    Condition,
    Definition,
    Ending,
    HiddenField,
    Option,
    Page,
    Question,
    QuestionKind,
)

WHY = Question(key="why", kind=QuestionKind.LONG_TEXT, title={"ja": "理由は。"}, why_of="score")
SCORE = Question(
    key="score",
    kind=QuestionKind.NPS,
    title={"ja": "お薦めいただけますか。"},
    low={"ja": "薦めない"},
    high={"ja": "薦める"},
)


def survey(*questions, **more):
    more.setdefault("languages", ("ja",))
    return Definition(pages=(Page(key="p", questions=questions),), score="score", **more)


def codes(definition, **more):
    return {one.code for one in findings_about(definition, **more)}


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("当社の素晴らしいサービスにご満足ですか。", "ja", "leading"),
        ("How much did you enjoy our service?", "en", "leading"),
        ("味と価格に満足されましたか。", "ja", "double"),
        ("How satisfied are you with price and quality?", "en", "double"),
        ("暗証番号をお書きください。", "ja", "secret"),
        ("What is your card number?", "en", "secret"),
        ("持病があればお書きください。", "ja", "sensitive"),
        ("Which religion do you follow?", "en", "sensitive"),
        ("あ" * 61 + "。", "ja", "long_sentence"),
        (" ".join(["word"] * 26) + ".", "en", "long_sentence"),
    ],
)
def test_words_that_lead_double_pry_or_tire_are_found(text, language, code):
    assert code in {one.code for one in about_words(text, language, where="q", is_rating=True)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("このたびの訪問に、どのくらいご満足いただけましたか。", "ja"),
        ("How likely are you to recommend us to a friend or colleague?", "en"),
        ("How satisfied were you with the visit today?", "en"),
        ("あ" * 60 + "。", "ja"),
    ],
)
def test_plain_questions_are_left_alone(text, language):
    assert about_words(text, language, where="q", is_rating=True) == []


def test_the_reading_grade_is_that_of_flesch_and_kincaid():
    # Worked by hand: 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59 = -1.45
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # 2 words, 1 sentence, 9 syllables (or-ga-ni-za-tio-nal is counted as six groups of vowels)
    hard = "Organizational considerations necessitate comprehensive reconsideration."
    assert reading_grade(hard) > 9


def test_a_number_without_a_why_must_be_mended():
    found = findings_about(survey(SCORE))
    assert [(one.code, one.level) for one in found] == [("no_why", "stop")]
    assert findings_about(survey(SCORE, WHY)) == []


@pytest.mark.parametrize("subject", ["score_band", "answer:score"])
def test_a_review_is_asked_of_everybody_or_of_nobody(subject):
    gate = Condition(clauses=(Clause(subject=subject, operator="is", value="good"),))
    gated = Ending(key="e", title={"ja": "口コミ"}, kind="review", show_if=gate)
    assert "gated_review" in codes(survey(SCORE, WHY, endings=(gated,)))
    free = Ending(key="e", title={"ja": "口コミ"}, kind="review")
    thanked = Ending(key="t", title={"ja": "お礼"}, kind="referral", show_if=gate)
    assert "gated_review" not in codes(survey(SCORE, WHY, endings=(thanked, free)))


def test_an_anonymous_survey_asks_for_no_name():
    contact = Question(key="c", kind=QuestionKind.CONTACT, title={"ja": "ご連絡先"})
    asked = survey(SCORE, WHY, contact, hidden=(HiddenField(name="store"),))
    assert {"not_anonymous", "hidden_not_anonymous"} <= codes(asked, privacy="anonymous")
    assert codes(asked) == set()


def test_choices_without_words_and_endless_lists_are_found():
    rows = tuple(Option(key=f"r{n}", label={"ja": "行"}) for n in range(8))
    matrix = Question(key="m", kind=QuestionKind.MATRIX, title={"ja": "表"}, rows=rows)
    picture = Question(
        key="p", kind=QuestionKind.PICTURE, title={"ja": "絵"}, options=(Option(key="a", label={}),)
    )
    found = codes(survey(SCORE, WHY, matrix, picture))
    assert {"big_matrix", "no_ends", "no_label"} <= found


def test_missing_translations_are_listed_by_language():
    half = Question(
        key="q", kind=QuestionKind.SHORT_TEXT, title={"ja": "一", "en": "One"}, help={"ja": "補足"}
    )
    asked = survey(SCORE, half, languages=("ja", "en"))
    assert missing_translations(asked) == {"en": ["score", "q"]}


def test_more_questions_take_longer():
    short, long = survey(SCORE, WHY), survey(SCORE, WHY, *BLOCKS["modules"])
    assert 0 < seconds_to_answer(short, "ja") < seconds_to_answer(long, "ja")
    endless = survey(SCORE, WHY, *(WHY for _ in range(40)))
    assert "long" in codes(endless)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_our_own_templates_pass_the_check(template):
    assert template.metric in Metric.values
    found = {one.code for one in findings_about(template.definition)}
    assert found <= {"no_score"}
    keys = [question.key for question in template.definition.questions]
    assert len(keys) == len(set(keys))
    main = next((q for q in template.definition.questions if q.key == "score"), None)
    assert ("no_score" in found) == (main is None)
    if main:
        assert main.kind == template.metric
        assert main.kind in METRIC_KINDS


def test_every_code_has_its_sentence_in_both_languages():
    values = {"seconds": 1, "most": 2, "rows": 3, "options": 4, "words": "x", "length": 5}
    for code in _sentences():
        told = set()
        for language in ("ja", "en"):
            with translation.override(language):
                told.add(finding_words(code, values | {"grade": 6}))
        assert len(told) == 2, code
