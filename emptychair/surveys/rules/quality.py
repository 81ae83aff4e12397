"""Which marks an answer bears, and whether it counts."""

from collections.abc import Collection, Mapping

from emptychair.surveys.rules.gibberish import is_gibberish
from emptychair.surveys.rules.speeding import is_speeding
from emptychair.surveys.rules.straight_lines import is_straight_line
from emptychair.surveys.types.definition import Aside, Definition, QuestionKind
from emptychair.surveys.types.flow import Answers
from emptychair.surveys.types.quality import Mark, Pace, Verdict

NO_PACE = Pace()


def marks_of(
    definition: Definition, answers: Answers, *, pace: Pace = NO_PACE, language: str = ""
) -> list[str]:
    """The marks of what was answered so far, in their fixed order.

    Give a `pace` only for an answer that is finished.
    """
    long = [one.key for one in definition.questions if one.kind is QuestionKind.LONG_TEXT]
    texts = [answers[key].text for key in long if key in answers]
    found = {
        Mark.SPEEDING: is_speeding(definition, answers, pace, language),
        Mark.STRAIGHT_LINE: is_straight_line(definition, answers),
        Mark.GIBBERISH: _says_nothing(texts, language),
    }
    return [mark.value for mark, holds in found.items() if holds]


def marks_of_words(comment: str, language: str = "") -> list[str]:
    """Of an answer of which only score and words are known, as from a file."""
    return [Mark.GIBBERISH.value] if is_gibberish(comment, language) else []


def aside_after(
    *, aside: str, marks: Collection[str], excluded: Collection[str], verdict: str
) -> str:
    """Why it is not counted: a person's word goes before the survey's rule.

    What was set aside for another reason stays aside, unless a person took it in.
    """
    if verdict == Verdict.EXCLUDED:
        return Aside.EXCLUDED.value
    if verdict == Verdict.KEPT:
        return Aside.NONE.value
    if aside not in {Aside.NONE.value, Aside.EXCLUDED.value}:
        return aside
    hit = set(marks) & set(excluded)
    return (Aside.EXCLUDED if hit else Aside.NONE).value


def longer(known: Mapping[str, float], page: str, seconds: float) -> dict[str, float]:
    """The times of pages after one was sent again; of the whole the last word counts."""
    before = known.get(page, 0.0) if page else 0.0
    return {**known, page: round(before + max(seconds, 0.0), 1)}


def _says_nothing(texts: list[str], language: str) -> bool:
    written = [one for one in texts if one.strip()]
    empty = [one for one in written if is_gibberish(one, language)]
    return bool(empty) and 2 * len(empty) >= len(written)
