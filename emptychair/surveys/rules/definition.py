"""Definitions: from stored JSON and back, the short one of a single question, what is wrong."""

from collections.abc import Mapping
from typing import Any

import msgspec

from emptychair.surveys.errors import DefinitionBroken
from emptychair.surveys.rules.problems import problems_of
from emptychair.surveys.rules.scales import POINTS, metric_of, shape_of
from emptychair.surveys.rules.texts import ENDS, language_for
from emptychair.surveys.types.definition import Definition, Ending, Page, Question, QuestionKind
from emptychair.surveys.types.flow import Answers

__all__ = [
    "SCORE",
    "WHY",
    "comment_of",
    "metric_asked",
    "problems_of",
    "read_definition",
    "reused_keys",
    "score_of",
    "score_question",
    "simple_definition",
    "write_definition",
]
SCORE, WHY = "score", "why"  # the keys of a survey of one question


def read_definition(stored: Mapping[str, Any]) -> Definition:
    """A stored definition. Raises `DefinitionBroken` for what has another shape."""
    try:
        return msgspec.convert(dict(stored), Definition)
    except msgspec.ValidationError as problem:
        raise DefinitionBroken(reason=str(problem)) from None


def write_definition(definition: Definition) -> dict[str, Any]:
    """The definition as JSON to store; what is as usual is left out."""
    plain = msgspec.json.decode(msgspec.json.encode(definition))  # lists, as they are read back
    return dict(plain)


def simple_definition(metric: str, texts: Mapping[str, Mapping[str, str]]) -> Definition:
    """One page of the main question and its why, and one thank-you.

    `texts` by name (`question`, `why`, `thanks`), then by language.
    """
    kind, points = shape_of(metric)
    words = {name: dict(texts.get(name) or {}) for name in ("question", "why", "thanks")}
    spoken = tuple(dict.fromkeys((*ENDS[metric], *words["question"])))
    score = Question(
        key=SCORE,
        kind=kind,
        title=words["question"],
        required=True,
        points=0 if points == POINTS[kind][0] else points,
        low={language: ends[0] for language, ends in ENDS[metric].items()},
        high={language: ends[1] for language, ends in ENDS[metric].items()},
    )
    why = Question(key=WHY, kind=QuestionKind.LONG_TEXT, title=words["why"], why_of=SCORE)
    return Definition(
        pages=(Page(key="page", questions=(score, why)),),
        score=SCORE,
        endings=(Ending(key="thanks", title=words["thanks"]),),
        languages=spoken,
        main_language=language_for(*spoken),
    )


def score_question(definition: Definition) -> Question | None:
    """The main question, the one that scores count."""
    return next((one for one in definition.questions if one.key == definition.score), None)


def metric_asked(definition: Definition) -> str:
    """What the main question measures, or the empty word."""
    main = score_question(definition)
    return metric_of(main) if main else ""


def score_of(definition: Definition, answers: Answers) -> int | None:
    """The main score. Give it only answers of shown questions."""
    answer = answers.get(definition.score)
    return int(answer.number) if answer is not None and answer.number is not None else None


def comment_of(definition: Definition, answers: Answers) -> str:
    """The words to the main score: what its whys say."""
    main = definition.score
    whys = [one.key for one in definition.questions if main and one.why_of == main]
    said = [answers[key].text.strip() for key in whys if key in answers]
    return "\n".join(text for text in said if text)


def reused_keys(earlier: Definition, definition: Definition) -> list[str]:
    """Keys that meant something else before: another kind, or another scale of a metric."""
    before = {one.key: one for one in earlier.questions}
    return [
        one.key
        for one in definition.questions
        if one.key in before
        and (before[one.key].kind, metric_of(before[one.key])) != (one.kind, metric_of(one))
    ]
