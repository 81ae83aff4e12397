"""What is wrong with the structure of a definition. Words for the codes: `problem_words`."""

import re
from collections.abc import Iterable, Iterator

from emptychair.surveys.rules.conditions import about_score
from emptychair.surveys.rules.piping import marks_in
from emptychair.surveys.rules.scales import POINTS, metric_of
from emptychair.surveys.types.definition import (
    METRIC_KINDS,
    Clause,
    Condition,
    Definition,
    Ending,
    Option,
    Page,
    Question,
    QuestionKind,
)
from emptychair.surveys.types.flow import Problem

MOST_QUESTIONS, MOST_OPTIONS, MOST_PAGES = 200, 100, 60
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LINK = re.compile(r"https?://[^\s\"<>]+")
_NEEDS_OPTIONS = {
    QuestionKind.SINGLE: 2,
    QuestionKind.MULTIPLE: 1,
    QuestionKind.RANKING: 2,
    QuestionKind.PICTURE: 2,
}
_WITH_LIMITS = frozenset({*_NEEDS_OPTIONS, QuestionKind.NUMBER})
_NEEDS_VALUE = frozenset({"is", "is_not", "one_of", "none_of", "at_least", "at_most", "contains"})
_BANDS = frozenset({"bad", "quiet", "good"})


def problems_of(definition: Definition) -> list[Problem]:
    """Everything that must be put right before it can be asked; nothing when it is whole."""
    found = list(_of_survey(definition))
    found += _taken("page", [page.key for page in definition.pages])
    found += _taken("question", [one.key for one in definition.questions])
    found += _taken("ending", [one.key for one in definition.endings])
    earlier: dict[str, Question] = {}
    for page in definition.pages:
        found += _of_page(page, definition, dict(earlier))
        for question in page.questions:
            found += _of_question(question, definition, dict(earlier))
            earlier[question.key] = question
    for number, ending in enumerate(definition.endings):
        is_last = number == len(definition.endings) - 1
        found += _of_ending(ending, definition, earlier, is_last=is_last)
    return found


def _of_survey(definition: Definition) -> Iterator[Problem]:
    where = "survey"
    if not any(page.questions for page in definition.pages):
        yield Problem(where=where, code="no-questions")
    if len(definition.pages) > MOST_PAGES:
        yield Problem(where=where, code="too-many-pages", parameters={"most": MOST_PAGES})
    if len(definition.questions) > MOST_QUESTIONS:
        yield Problem(where=where, code="too-many-questions", parameters={"most": MOST_QUESTIONS})
    if definition.main_language not in definition.languages:
        yield Problem(where=where, code="main-language-missing")
    main = [one for one in definition.questions if one.key == definition.score]
    if definition.score and not (main and metric_of(main[0])):
        yield Problem(where=where, code="score-unknown", parameters={"key": definition.score})
    names = [one.name for one in definition.hidden]
    for name in names:
        if not _KEY.fullmatch(name):
            yield Problem(where=where, code="hidden-malformed", parameters={"name": name})
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(where=where, code="hidden-taken", parameters={"name": name})


def _of_page(page: Page, definition: Definition, earlier: dict[str, Question]) -> Iterator[Problem]:
    where = f"page:{page.key}"
    if not page.questions:
        yield Problem(where=where, code="page-empty")
    yield from _of_condition(where, page.show_if, definition, earlier)
    yield from _of_marks(where, [page.title], definition, earlier)


def _of_question(
    question: Question, definition: Definition, earlier: dict[str, Question]
) -> Iterator[Problem]:
    where = f"question:{question.key}"
    if not question.title.get(definition.main_language, "").strip():
        yield Problem(where=where, code="title-missing")
    points = POINTS.get(question.kind)
    if question.points and (points is None or question.points not in points):
        yield Problem(where=where, code="scale-wrong", parameters={"points": question.points})
    yield from _of_options(where, question, definition)
    if question.why_of:
        asked = earlier.get(question.why_of)
        if asked is None or asked.kind not in METRIC_KINDS:
            yield Problem(where=where, code="why-of-nothing", parameters={"key": question.why_of})
    yield from _of_condition(where, question.show_if, definition, earlier)
    yield from _of_marks(where, [question.title, question.help], definition, earlier)


def _of_options(where: str, question: Question, definition: Definition) -> Iterator[Problem]:
    fewest = _NEEDS_OPTIONS.get(question.kind, 0)
    if len(question.options) < fewest:
        yield Problem(where=where, code="options-missing", parameters={"fewest": fewest})
    if question.kind is QuestionKind.MATRIX and not question.rows:
        yield Problem(where=where, code="rows-missing")
    if max(len(question.options), len(question.rows)) > MOST_OPTIONS:
        yield Problem(where=where, code="too-many-options", parameters={"most": MOST_OPTIONS})
    yield from _limits(where, question)
    for options in (question.options, question.rows):
        yield from _of_labels(where, options, definition)
    if question.kind is QuestionKind.PICTURE and not all(one.picture for one in question.options):
        yield Problem(where=where, code="picture-missing")


def _limits(where: str, question: Question) -> Iterator[Problem]:
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        yield Problem(where=where, code="limits-crossed")
    elif question.kind in _NEEDS_OPTIONS:
        upper = len(question.options) if most is None else most
        if question.kind is QuestionKind.PICTURE and most is None:
            upper = 1
        if (least or 0) > min(upper, len(question.options)) or (most is not None and most < 1):
            yield Problem(where=where, code="limits-crossed")
    elif question.kind not in _WITH_LIMITS and most is not None and most < 1:
        yield Problem(where=where, code="limits-crossed")


def _of_labels(
    where: str, options: tuple[Option, ...], definition: Definition
) -> Iterator[Problem]:
    keys = [one.key for one in options]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(where=where, code="option-taken", parameters={"key": key})
    for one in options:
        if not _KEY.fullmatch(one.key):
            yield Problem(where=where, code="option-malformed", parameters={"key": one.key})
        if not one.label.get(definition.main_language, "").strip():
            yield Problem(where=where, code="label-missing", parameters={"key": one.key})


def _of_ending(
    ending: Ending, definition: Definition, earlier: dict[str, Question], *, is_last: bool
) -> Iterator[Problem]:
    where = f"ending:{ending.key}"
    if not ending.title.get(definition.main_language, "").strip():
        yield Problem(where=where, code="title-missing")
    if ending.link and not _LINK.fullmatch(ending.link):
        yield Problem(where=where, code="link-malformed")
    if ending.link and not ending.button.get(definition.main_language, "").strip():
        yield Problem(where=where, code="button-missing")
    clauses = ending.show_if.clauses if ending.show_if else ()
    if is_last and clauses:
        yield Problem(where=where, code="last-ending-conditional")
    if ending.kind == "review" and any(about_score(one, definition) for one in clauses):
        yield Problem(where=where, code="review-gated")
    yield from _of_condition(where, ending.show_if, definition, earlier)
    yield from _of_marks(where, [ending.title, ending.text], definition, earlier)


def _of_condition(
    where: str, condition: Condition | None, definition: Definition, earlier: dict[str, Question]
) -> Iterator[Problem]:
    for clause in condition.clauses if condition else ():
        code = _wrong_subject(clause, definition, earlier) or _wrong_value(clause)
        if code:
            yield Problem(where=where, code=code, parameters={"subject": clause.subject})


def _wrong_subject(clause: Clause, definition: Definition, earlier: dict[str, Question]) -> str:
    kind, _, name = clause.subject.partition(":")
    if kind == "answer":
        key, _, row = name.partition(".")
        asked = earlier.get(key)
        if asked is None:
            known = any(one.key == key for one in definition.questions)
            return "condition-forward" if known else "condition-unknown"
        rows = {one.key for one in asked.rows}
        return "condition-unknown" if row and rows and row not in rows else ""
    if kind == "hidden":
        known = any(one.name == name for one in definition.hidden)
        return "" if known else "condition-unknown"
    if kind == "score_band" and not name:
        if not definition.score:
            return "condition-unknown"
        return "" if definition.score in earlier else "condition-forward"
    is_known = (kind == "language" and not name) or (kind == "attribute" and name)
    return "" if is_known else "condition-unknown"


def _wrong_value(clause: Clause) -> str:
    if clause.operator in _NEEDS_VALUE and clause.value in (None, "", []):
        return "condition-value"
    if clause.subject == "score_band" and clause.operator in _NEEDS_VALUE:
        wanted = clause.value if isinstance(clause.value, list) else [clause.value]
        return "" if _BANDS.issuperset(str(one) for one in wanted) else "condition-value"
    return ""


def _of_marks(
    where: str,
    texts: Iterable[dict[str, str]],
    definition: Definition,
    earlier: dict[str, Question],
) -> Iterator[Problem]:
    hidden = {one.name for one in definition.hidden}
    marks = {mark for text in texts for words in text.values() for mark in marks_in(words)}
    for kind, name in sorted(marks):
        lost = kind == "answer" and name.split(".", 1)[0] not in earlier
        if lost or (kind == "hidden" and name not in hidden):
            yield Problem(where=where, code="mark-unknown", parameters={"name": f"{kind}:{name}"})


def _taken(what: str, keys: list[str]) -> Iterator[Problem]:
    for key in dict.fromkeys(keys):
        if not _KEY.fullmatch(key):
            yield Problem(where=f"{what}:{key}", code="key-malformed", parameters={"key": key})
        if keys.count(key) > 1:
            yield Problem(where=f"{what}:{key}", code="key-taken", parameters={"key": key})
