"""Our further questions in Delighted's four kinds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emptychair.integrations.delighted.types import Further
from emptychair.surveys.types.definition import Option, QuestionKind, Texts

if TYPE_CHECKING:
    from emptychair.surveys.queries.further_answers import FurtherAnswer

K = QuestionKind
ONE = {K.SINGLE}
MANY = {K.MULTIPLE, K.RANKING, K.PICTURE}
WORDS = {K.SHORT_TEXT, K.LONG_TEXT, K.DATE}
Answered = tuple[str, Any]


def further_shapes(answers: "list[FurtherAnswer]", language: str) -> Iterator[Further]:
    """Each question and its answer; the rows of a matrix are questions of their own."""
    for one in answers:
        title = _in(one.question.title, language, one.main_language)
        if one.question.kind is K.MATRIX:
            yield from _rows(one, title, language)
            continue
        kind, value = _answered(one, language)
        yield Further(
            id=str(one.id), kind=kind, question_id=one.question.key, question=title, value=value
        )


def _answered(one: "FurtherAnswer", language: str) -> Answered:
    kind = one.question.kind
    if kind in ONE:
        chosen = _chosen(one, language)
        return "select_one", chosen[0] if chosen else {"id": "", "text": one.text}
    if kind in MANY:
        return "select_many", _chosen(one, language)
    if kind in WORDS:
        return "free_response", one.text
    if kind is K.CONTACT:
        return "free_response", ", ".join(str(value) for value in one.cells.values() if value)
    return "scale", int(one.number) if one.number is not None else None


def _chosen(one: "FurtherAnswer", language: str) -> list[dict[str, str]]:
    options = {option.key: option for option in one.question.options}
    return [
        {"id": key, "text": _label(options.get(key), key, one, language)} for key in one.choices
    ]


def _label(option: Option | None, key: str, one: "FurtherAnswer", language: str) -> str:
    if option is None:
        return key
    if option.is_other and one.text:
        return one.text
    return _in(option.label, language, one.main_language) or key


def _rows(one: "FurtherAnswer", title: str, language: str) -> Iterator[Further]:
    for row in one.question.rows:
        if row.key in one.cells:
            yield Further(
                id=f"{one.id}-{row.key}",
                kind="scale",
                question_id=f"{one.question.key}.{row.key}",
                question=f"{title}: {_in(row.label, language, one.main_language)}",
                value=_point(one.cells[row.key]),
            )


def _point(value: Any) -> Any:
    return int(value) if isinstance(value, int | float) else value


def _in(texts: Texts, language: str, main_language: str) -> str:
    for wish in (language, main_language):
        if texts.get(wish):
            return texts[wish]
    return next(iter(texts.values()), "")
