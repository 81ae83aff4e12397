"""How long answering takes, before anybody has answered: an estimate, and said to be one.

Reading: 357 Japanese characters, 228 English words, 138 Arabic words a minute (silent reading of
short texts by adults: Trauzettel-Klosinski and Dietz 2012, IReST, IOVS 53:5452). Typing on a phone:
36 words a minute (Palin et al. 2019, MobileHCI, 37,000 people). What is our own assumption, not
measured: two seconds to decide on a point or a choice, twelve words or thirty Japanese characters
as an answer in one's own words, and that every second person writes one where it is optional.
"""

import re

from emptychair.surveys.types.definition import Definition, Question, QuestionKind

_JA_PER_SECOND = 357 / 60
_WORDS_PER_SECOND = {"ar": 138 / 60}
_EN_PER_SECOND = 228 / 60
_TYPED_PER_SECOND = 36 / 60
_DECIDE = 2.0
_OWN_WORDS = 12
_SOME_WRITE = 0.5
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_TYPED = {QuestionKind.SHORT_TEXT: 4, QuestionKind.NUMBER: 1, QuestionKind.DATE: 2}


def seconds_to_read(text: str, language: str) -> float:
    """How long a text takes to be read, in seconds."""
    if language == "ja" or _CJK.search(text):
        return len(re.sub(r"\s", "", text)) / _JA_PER_SECOND
    return len(text.split()) / _WORDS_PER_SECOND.get(language, _EN_PER_SECOND)


def seconds_to_answer(definition: Definition, language: str) -> int:
    """The estimate for somebody who sees every question, in whole seconds."""
    return round(sum(_seconds(question, language) for question in definition.questions))


def _seconds(question: Question, language: str) -> float:
    texts = [question.title, question.help, question.low, question.high]
    texts += [option.label for option in (*question.options, *question.rows)]
    reading = sum(seconds_to_read(text.get(language, ""), language) for text in texts)
    return reading + _doing(question)


def _doing(question: Question) -> float:
    kind = question.kind
    if kind is QuestionKind.LONG_TEXT:
        return (1.0 if question.required else _SOME_WRITE) * _OWN_WORDS / _TYPED_PER_SECOND
    if kind is QuestionKind.CONTACT:
        return 8 / _TYPED_PER_SECOND
    if kind in _TYPED:
        return _DECIDE + _TYPED[kind] / _TYPED_PER_SECOND
    decisions = {
        QuestionKind.STATEMENT: 0,
        QuestionKind.MATRIX: len(question.rows),
        QuestionKind.RANKING: len(question.options),
    }
    return _DECIDE * decisions.get(kind, 1)
