"""How a new question begins: with words where the question is a usual one."""

from emptychair.surveys.rules.drafting import fresh_key
from emptychair.surveys.rules.scales import metric_of
from emptychair.surveys.rules.templates.parts import agree
from emptychair.surveys.rules.texts import DEFAULTS, ENDS
from emptychair.surveys.types import LANGUAGES
from emptychair.surveys.types.definition import (
    METRIC_KINDS,
    Question,
    QuestionKind,
    Texts,
)

_WITH_AGREEMENT = frozenset({QuestionKind.AGREE, QuestionKind.MATRIX})
_WORDS = {
    QuestionKind.SINGLE: "choice",
    QuestionKind.MULTIPLE: "choices",
    QuestionKind.RANKING: "order",
    QuestionKind.SHORT_TEXT: "text",
    QuestionKind.LONG_TEXT: "words",
    QuestionKind.MATRIX: "table",
    QuestionKind.STATEMENT: "told",
}


def new_question(kind: QuestionKind, taken: set[str]) -> Question:
    """A question of this kind under a key that never was used."""
    key = fresh_key(_WORDS.get(kind, kind.value), taken)
    plain = Question(key=key, kind=kind, title={})
    if kind in METRIC_KINDS:
        metric = metric_of(plain)
        ends = ENDS[metric]
        return Question(
            key=key,
            kind=kind,
            title={one: DEFAULTS[metric][one].question for one in LANGUAGES},
            required=True,
            low={one: ends[one][0] for one in LANGUAGES},
            high={one: ends[one][1] for one in LANGUAGES},
        )
    if kind in _WITH_AGREEMENT:
        usual = agree(key, ("", ""))
        return Question(key=key, kind=kind, title={}, low=usual.low, high=usual.high)
    return plain


def why_after(question: Question, taken: set[str]) -> Question:
    """The open question for the reason of a score."""
    words = DEFAULTS[metric_of(question)]
    title: Texts = {one: words[one].why for one in LANGUAGES}
    return Question(
        key=fresh_key("why", taken | {question.key}),
        kind=QuestionKind.LONG_TEXT,
        title=title,
        why_of=question.key,
    )
