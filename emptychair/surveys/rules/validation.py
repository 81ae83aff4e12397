"""Whether an answer fits its question. A code says what is wrong; words for it lie elsewhere."""

import math
import re
from collections.abc import Callable
from datetime import date

from emptychair.surveys.rules.scales import scale_of
from emptychair.surveys.types.definition import AnswerValue, Option, Question, QuestionKind

LONGEST = {QuestionKind.SHORT_TEXT: 500, QuestionKind.LONG_TEXT: 5_000}
LONGEST_OTHER = 500
CONTACT_PARTS = ("name", "email", "phone", "company")
LARGEST = 1e15
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+")
_PHONE = re.compile(r"[+(]?\d[\d\s()./‐ー−-]{4,29}")
_CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.PICTURE})


def validate(question: Question, value: AnswerValue) -> str:
    """What is wrong with the answer, or the empty word.

    An empty answer is wrong only where one is required.
    """
    if question.kind is QuestionKind.STATEMENT:
        return "" if value.is_empty else "nothing-asked"
    if question.kind is QuestionKind.CONSENT:
        return _consent(question, value)
    if value.is_empty:
        return "required" if question.required else ""
    return _CHECKS[question.kind](question, value)


def most_choices(question: Question) -> int:
    """How many may be chosen: one picture unless more are allowed, else all."""
    if question.kind is QuestionKind.SINGLE:
        return 1
    if question.kind is QuestionKind.PICTURE:
        return int(question.most or 1)
    return min(int(question.most or len(question.options)), len(question.options))


def longest_text(question: Question) -> int:
    """How many characters a text may have."""
    usual = LONGEST.get(question.kind, LONGEST_OTHER)
    return min(int(question.most), LONGEST[QuestionKind.LONG_TEXT]) if question.most else usual


def _scale(question: Question, value: AnswerValue) -> str:
    low, high = scale_of(question)
    return "" if value.number in range(low, high + 1) else "off-scale"


def _consent(question: Question, value: AnswerValue) -> str:
    if value.number not in {None, 0, 1} or value.text or value.choices or value.cells:
        return "off-scale"
    return "must-agree" if question.required and value.number != 1 else ""


def _choices(question: Question, value: AnswerValue) -> str:
    options = {one.key: one for one in question.options}
    chosen = value.choices
    if not chosen or any(key not in options for key in chosen) or len(set(chosen)) < len(chosen):
        return "unknown-choice"
    if len(chosen) > 1 and any(options[key].is_none for key in chosen):
        return "only-alone"
    if len(chosen) > most_choices(question):
        return "too-many"
    alone = any(options[key].is_none for key in chosen)
    if question.kind is not QuestionKind.SINGLE and not alone and _too_few(question, chosen):
        return "too-few"
    return _other(value, [options[key] for key in chosen])


def _other(value: AnswerValue, chosen: list[Option]) -> str:
    if not any(one.is_other for one in chosen):
        return "words-without-other" if value.text else ""
    return "too-long" if len(value.text) > LONGEST_OTHER else ""


def _too_few(question: Question, chosen: tuple[str, ...]) -> bool:
    return question.least is not None and len(chosen) < question.least


def _ranking(question: Question, value: AnswerValue) -> str:
    keys = {one.key for one in question.options}
    if not value.choices or not keys.issuperset(value.choices):
        return "unknown-choice"
    if len(set(value.choices)) < len(value.choices):
        return "ranked-twice"
    most = most_choices(question)
    least = int(question.least) if question.least is not None else most
    if len(value.choices) > most:
        return "too-many"
    if question.least is None and question.required and len(value.choices) < most:
        return "not-all-ranked"
    return "too-few" if question.least is not None and len(value.choices) < least else ""


def _matrix(question: Question, value: AnswerValue) -> str:
    low, high = scale_of(question)
    rows = {one.key for one in question.rows}
    if not value.cells or not rows.issuperset(value.cells):
        return "unknown-row"
    for cell in value.cells.values():
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        if not is_number or float(cell) not in range(low, high + 1):
            return "off-scale"
    return "row-missing" if question.required and len(value.cells) < len(rows) else ""


def _text(question: Question, value: AnswerValue) -> str:
    if not value.text.strip():
        return "required" if question.required else ""
    return "too-long" if len(value.text) > longest_text(question) else ""


def _number(question: Question, value: AnswerValue) -> str:
    number = value.number
    if number is None or not math.isfinite(number) or abs(number) > LARGEST:
        return "not-a-number"
    if question.least is not None and number < question.least:
        return "too-small"
    return "too-large" if question.most is not None and number > question.most else ""


def _date(_question: Question, value: AnswerValue) -> str:
    try:
        return "" if date.fromisoformat(value.text).isoformat() == value.text else "not-a-day"
    except ValueError:
        return "not-a-day"


def _contact(question: Question, value: AnswerValue) -> str:
    cells = {part: str(text).strip() for part, text in value.cells.items()}
    if not cells or not set(CONTACT_PARTS).issuperset(cells):
        return "unknown-row"
    if any(len(text) > LONGEST_OTHER for text in cells.values()):
        return "too-long"
    email, phone = cells.get("email", ""), cells.get("phone", "")
    if email and not _EMAIL.fullmatch(email):
        return "not-an-address"
    if phone and not _PHONE.fullmatch(phone):
        return "not-a-phone"
    return "contact-missing" if question.required and not (email or phone) else ""


_CHECKS: dict[QuestionKind, Callable[[Question, AnswerValue], str]] = {
    QuestionKind.NPS: _scale,
    QuestionKind.CSAT: _scale,
    QuestionKind.CES: _scale,
    QuestionKind.PMF: _scale,
    QuestionKind.AGREE: _scale,
    **dict.fromkeys(_CHOICES, _choices),
    QuestionKind.RANKING: _ranking,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.CONTACT: _contact,
}
