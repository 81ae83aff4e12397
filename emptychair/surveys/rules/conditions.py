"""When a question, a page or an ending is shown."""

from collections.abc import Callable

from emptychair.surveys.rules.scales import band_of
from emptychair.surveys.types.definition import (
    AnswerValue,
    Clause,
    Condition,
    Definition,
    Question,
    Scalar,
)
from emptychair.surveys.types.flow import Answers, Facts

Values = tuple[Scalar, ...]


def holds(
    condition: Condition | None, definition: Definition, answers: Answers, facts: Facts
) -> bool:
    """Whether it holds; no condition always does. Give it only answers of shown questions."""
    if condition is None or not condition.clauses:
        return True
    each = (clause_holds(one, definition, answers, facts) for one in condition.clauses)
    return any(each) if condition.match == "any" else all(each)


def clause_holds(clause: Clause, definition: Definition, answers: Answers, facts: Facts) -> bool:
    """Whether one clause holds.

    Where nothing was answered only `empty` holds; a missing attribute is also `is_not` anything.
    """
    kind, _, name = clause.subject.partition(":")
    values = _SUBJECTS.get(kind, _nothing)(name, definition, answers, facts)
    if clause.operator in {"answered", "empty"}:
        return bool(values) is (clause.operator == "answered")
    if not values:
        return kind in {"attribute", "hidden"} and clause.operator in {"is_not", "none_of"}
    return _OPERATORS[clause.operator](values, _wanted(clause))


def about_score(clause: Clause, definition: Definition) -> bool:
    """Whether a clause asks for the main score, or for another score of the survey."""
    kind, _, name = clause.subject.partition(":")
    if kind == "score_band":
        return True
    asked = _question(definition, name.split(".", 1)[0]) if kind == "answer" else None
    return asked is not None and band_of(asked, 0) is not None


def values_of(answer: AnswerValue | None, row: str = "") -> Values:
    """What can be compared of an answer; of a matrix or contact all cells, or that of a row."""
    if answer is None:
        return ()
    if row:
        return (answer.cells[row],) if row in answer.cells else ()
    if answer.choices:
        return answer.choices
    if answer.cells:
        return tuple(answer.cells.values())
    if answer.number is not None:
        return (answer.number,)
    return (answer.text,) if answer.text else ()


def _of_answer(name: str, _definition: Definition, answers: Answers, _facts: Facts) -> Values:
    key, _, row = name.partition(".")
    return values_of(answers.get(key), row)


def _of_attribute(name: str, _definition: Definition, _answers: Answers, facts: Facts) -> Values:
    value = facts.attributes.get(name)
    return () if value is None or value == "" else (value,)


def _of_hidden(name: str, definition: Definition, _answers: Answers, facts: Facts) -> Values:
    usual = next((one.usual for one in definition.hidden if one.name == name), "")
    value = facts.hidden.get(name) or usual
    return (value,) if value else ()


def _of_language(_name: str, _definition: Definition, _answers: Answers, facts: Facts) -> Values:
    return (facts.language,)


def _of_band(_name: str, definition: Definition, answers: Answers, _facts: Facts) -> Values:
    main = _question(definition, definition.score)
    answer = answers.get(definition.score)
    band = band_of(main, answer.number) if main and answer else None
    return (band,) if band else ()


def _nothing(_name: str, _definition: Definition, _answers: Answers, _facts: Facts) -> Values:
    return ()


def _question(definition: Definition, key: str) -> Question | None:
    return next((one for one in definition.questions if one.key == key), None)


def _wanted(clause: Clause) -> Values:
    value = clause.value
    return () if value is None else tuple(value) if isinstance(value, list) else (value,)


def _same(one: Scalar, other: Scalar) -> bool:
    left, right = _number(one), _number(other)
    if left is not None and right is not None:
        return left == right
    return str(one).strip().casefold() == str(other).strip().casefold()


def _number(value: Scalar) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _is(values: Values, wanted: Values) -> bool:
    """The same set: each has its twin on the other side."""
    mine = all(any(_same(one, other) for other in wanted) for one in values)
    return mine and all(any(_same(one, other) for other in values) for one in wanted)


def _one_of(values: Values, wanted: Values) -> bool:
    return any(_same(one, other) for one in values for other in wanted)


def _contains(values: Values, wanted: Values) -> bool:
    if len(values) == 1 and isinstance(values[0], str):
        text = values[0].casefold()
        return any(str(one).casefold() in text for one in wanted)
    return _one_of(values, wanted)


def _compare(values: Values, wanted: Values, better: Callable[[float, float], bool]) -> bool:
    """Numbers by size, days by the calendar, several choices by how many there are."""
    if not wanted:
        return False
    limit = _number(wanted[0])
    if limit is None:
        left, right = str(values[0]), str(wanted[0])
        return left == right or better(float(left > right), 0.5)
    number = _number(values[0]) if len(values) == 1 else None
    return better(float(len(values)) if number is None else number, limit)


def _at_least(values: Values, wanted: Values) -> bool:
    return _compare(values, wanted, float.__ge__)


def _at_most(values: Values, wanted: Values) -> bool:
    return _compare(values, wanted, float.__le__)


_OPERATORS: dict[str, Callable[[Values, Values], bool]] = {
    "is": _is,
    "is_not": lambda values, wanted: not _is(values, wanted),
    "one_of": _one_of,
    "none_of": lambda values, wanted: not _one_of(values, wanted),
    "contains": _contains,
    "at_least": _at_least,
    "at_most": _at_most,
}
_SUBJECTS: dict[str, Callable[[str, Definition, Answers, Facts], Values]] = {
    "answer": _of_answer,
    "attribute": _of_attribute,
    "hidden": _of_hidden,
    "language": _of_language,
    "score_band": _of_band,
}
