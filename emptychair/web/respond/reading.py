"""What a form says, as answers. Nothing is judged here: rules do that."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from django.http import QueryDict

from emptychair.surveys.rules.validation import CONTACT_PARTS, most_choices
from emptychair.surveys.types.definition import AnswerValue, Question, QuestionKind, Scalar

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
NO_NUMBER = float("nan")


def field_name(key: str, *parts: str) -> str:
    """The name of an input: of a question, or of a part of it."""
    return "-".join(("q", key, *parts))


def read_form(questions: Iterable[Question], form: QueryDict) -> dict[str, AnswerValue]:
    """What was answered to each of these questions; an empty answer where nothing was."""
    return {
        question.key: _READERS.get(question.kind, _number)(question, form)
        for question in questions
        if question.kind is not QuestionKind.STATEMENT
    }


def plain_text(text: str) -> str:
    """Numbers and days as typed in Japan, in plain letters."""
    return unicodedata.normalize("NFKC", text).strip().replace("ー", "-").replace("−", "-")


def _number(question: Question, form: QueryDict) -> AnswerValue:
    return AnswerValue(number=_as_number(form.get(field_name(question.key), "")))


def _as_number(text: str) -> float | None:
    plain = plain_text(text).replace(",", "").replace("_", " ")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return NO_NUMBER


def _choices(question: Question, form: QueryDict) -> AnswerValue:
    name = field_name(question.key)
    chosen = [one for one in dict.fromkeys(form.getlist(name)) if one]
    words = form.get(field_name(question.key, "other"), "").strip()
    others = [one.key for one in question.options if one.is_other]
    if words and others and not set(others) & set(chosen):
        is_one = most_choices(question) == 1
        chosen = chosen if is_one and chosen else [*chosen, others[0]]
    if not set(others) & set(chosen):
        words = ""
    return AnswerValue(choices=tuple(chosen), text=words)


def _ranking(question: Question, form: QueryDict) -> AnswerValue:
    placed: dict[int, str] = {}
    for one in question.options:
        text = form.get(field_name(question.key, "place", one.key), "")
        if not text.isdecimal():
            continue
        place = int(text)
        if place in placed:  # twice the same: said to the rules as one choice made twice
            return AnswerValue(choices=(one.key, one.key))
        placed[place] = one.key
    return AnswerValue(choices=tuple(placed[place] for place in sorted(placed)))


def _matrix(question: Question, form: QueryDict) -> AnswerValue:
    cells: dict[str, Scalar] = {}
    for row in question.rows:
        number = _as_number(form.get(field_name(question.key, "row", row.key), ""))
        if number is not None:
            cells[row.key] = int(number) if number == number // 1 else number
    return AnswerValue(cells=cells)


def _contact(question: Question, form: QueryDict) -> AnswerValue:
    cells: dict[str, Scalar] = {}
    for part in CONTACT_PARTS:
        text = form.get(field_name(question.key, "part", part), "").strip()
        if text:
            cells[part] = plain_text(text) if part in {"email", "phone"} else text
    return AnswerValue(cells=cells)


def _text(question: Question, form: QueryDict) -> AnswerValue:
    return AnswerValue(text=form.get(field_name(question.key), ""))


def _date(question: Question, form: QueryDict) -> AnswerValue:
    text = plain_text(form.get(field_name(question.key), ""))
    found = _DAY.fullmatch(text)
    if found:
        text = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    return AnswerValue(text=text)


def _consent(question: Question, form: QueryDict) -> AnswerValue:
    return AnswerValue(number=1 if form.get(field_name(question.key)) else 0)


_READERS: dict[QuestionKind, Callable[[Question, QueryDict], AnswerValue]] = {
    QuestionKind.SINGLE: _choices,
    QuestionKind.MULTIPLE: _choices,
    QuestionKind.PICTURE: _choices,
    QuestionKind.RANKING: _ranking,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.DATE: _date,
    QuestionKind.CONTACT: _contact,
    QuestionKind.CONSENT: _consent,
}
