"""The check of a whole survey."""

from collections.abc import Iterator

from emptychair.surveys.rules.checking.findings import Finding, Level
from emptychair.surveys.rules.checking.length import seconds_to_answer
from emptychair.surveys.rules.checking.wording import about_words
from emptychair.surveys.types.definition import (
    METRIC_KINDS,
    Definition,
    Ending,
    Privacy,
    Question,
    QuestionKind,
    Texts,
)

LONG_SECONDS = 180
MANY_ROWS = 7
_RATING = METRIC_KINDS | {QuestionKind.AGREE, QuestionKind.MATRIX}
_TELLS_WHO = {QuestionKind.CONTACT}


def findings_about(definition: Definition, *, privacy: str = Privacy.NAMED) -> list[Finding]:
    """Everything to mend or to look at, what must be mended first."""
    found = [
        *_length(definition),
        *_whys(definition),
        *_endings(definition),
        *_privacy(definition, privacy),
    ]
    for question in definition.questions:
        found.extend(_question(question, definition))
    found.extend(
        Finding(code="untranslated", where=where, language=language)
        for language, keys in missing_translations(definition).items()
        for where in keys
    )
    return sorted(found, key=lambda one: one.level != "stop")


def missing_translations(definition: Definition) -> dict[str, list[str]]:
    """By language the keys of questions and endings of which a text is missing.

    The main language stands in for what is missing, so this is a list to work through, no fault.
    """
    missing: dict[str, list[str]] = {}
    for language in definition.languages:
        if language == definition.main_language:
            continue
        keys = [
            key
            for key, texts in _texts(definition)
            if any(one.get(definition.main_language) and not one.get(language) for one in texts)
        ]
        if keys:
            missing[language] = keys
    return missing


def _texts(definition: Definition) -> Iterator[tuple[str, list[Texts]]]:
    for question in definition.questions:
        labels = [option.label for option in (*question.options, *question.rows)]
        yield question.key, [question.title, question.help, question.low, question.high, *labels]
    for ending in definition.endings:
        yield ending.key, [ending.title, ending.text, ending.button]


def _length(definition: Definition) -> Iterator[Finding]:
    seconds = seconds_to_answer(definition, definition.main_language)
    if seconds > LONG_SECONDS:
        yield Finding(code="long", parameters={"seconds": seconds, "most": LONG_SECONDS})


def _whys(definition: Definition) -> Iterator[Finding]:
    """Every question that makes a number brings its "why?" (M1)."""
    told = {question.why_of for question in definition.questions}
    for question in definition.questions:
        if question.kind in METRIC_KINDS and question.key not in told:
            level: Level = "stop" if question.key == definition.score else "look"
            yield Finding(code="no_why", level=level, where=question.key)
    if not definition.score:
        yield Finding(code="no_score")


def _endings(definition: Definition) -> Iterator[Finding]:
    for ending in definition.endings:
        if ending.kind == "review" and is_gated(ending):
            yield Finding(code="gated_review", level="stop", where=ending.key)
        if ending.link and not ending.link.startswith(("https://", "http://", "mailto:", "tel:")):
            yield Finding(code="bad_link", level="stop", where=ending.key)


def is_gated(ending: Ending) -> bool:
    """Whether an ending is kept from some by what they answered.

    Asking only those for a public review who gave a high score misleads whoever reads it; review
    sites and consumer law forbid it, so a review is asked of everybody or of nobody.
    """
    clauses = ending.show_if.clauses if ending.show_if else ()
    return any(one.subject == "score_band" or one.subject.startswith("answer:") for one in clauses)


def _privacy(definition: Definition, privacy: str) -> Iterator[Finding]:
    if privacy != Privacy.ANONYMOUS:
        return
    for question in definition.questions:
        if question.kind in _TELLS_WHO:
            yield Finding(code="not_anonymous", level="stop", where=question.key)
    if definition.hidden:
        yield Finding(code="hidden_not_anonymous", level="stop")


def _question(question: Question, definition: Definition) -> Iterator[Finding]:
    if not question.title.get(definition.main_language, "").strip():
        yield Finding(code="no_title", level="stop", where=question.key)
    for language in definition.languages:
        text = question.title.get(language, "")
        if text:
            yield from about_words(
                text,
                language,
                where=question.key,
                is_rating=question.kind in _RATING,
                is_asked=question.kind is not QuestionKind.STATEMENT,
            )
    yield from _for_everybody(question, definition.main_language)


def _for_everybody(question: Question, language: str) -> Iterator[Finding]:
    """What keeps somebody with a screen reader, a keyboard or a small phone from answering."""
    for option in (*question.options, *question.rows):
        if not option.label.get(language, "").strip():
            yield Finding(
                code="no_label", level="stop", where=question.key, parameters={"key": option.key}
            )
    has_ends = bool(question.low.get(language) and question.high.get(language))
    if question.kind in _RATING - {QuestionKind.PMF} and not has_ends:
        yield Finding(code="no_ends", where=question.key)
    if question.kind is QuestionKind.MATRIX and len(question.rows) > MANY_ROWS:
        yield Finding(
            code="big_matrix",
            where=question.key,
            parameters={"rows": len(question.rows), "most": MANY_ROWS},
        )
    if question.kind is QuestionKind.RANKING and len(question.options) > MANY_ROWS:
        yield Finding(
            code="long_ranking",
            where=question.key,
            parameters={"options": len(question.options), "most": MANY_ROWS},
        )
