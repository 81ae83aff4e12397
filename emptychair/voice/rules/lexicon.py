"""The lists of telling words (`tone_ja.txt`, `tone_en.txt`), ready to be looked for in a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from emptychair.voice.rules.language import Language
from emptychair.voice.rules.wordlists import entries

_FILES: dict[Language, str] = {"ja": "tone_ja.txt", "en": "tone_en.txt"}
_HEADING = re.compile(r"\[([a-z ]+)( [\d.]+)?\]")
_NEVER = re.compile(r"(?!)")
# How far before a word its negation may begin, in characters.
_LOOK_BACK = 60


@dataclass(frozen=True)
class Lexicon:
    """The telling words of one language, each list as one pattern.

    The lists `no_thanks`, `asks_nothing` and `stays` look like the ones before them and are taken
    out of a text first. `hurt` holds pairs of weight and pattern. A word whose negation stands
    before it (English) or after it (Japanese) is `denied`.
    """

    thanks: re.Pattern[str]
    no_thanks: re.Pattern[str]
    praise: re.Pattern[str]
    persons: re.Pattern[str]
    asks: re.Pattern[str]
    asks_nothing: re.Pattern[str]
    leaves: re.Pattern[str]
    stays: re.Pattern[str]
    irony: re.Pattern[str]
    hurt: tuple[tuple[float, re.Pattern[str]], ...]
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]

    def is_denied(self, text: str, match: re.Match[str]) -> bool:
        """Whether the text around a match takes it back: "not at all bad", 「悪くない」."""
        begin = match.start()
        before = self.denied_before.search(text[max(0, begin - _LOOK_BACK) : begin])
        return bool(before or self.denied_after.match(text, match.end()))


@cache
def lexicon_of(language: Language) -> Lexicon:
    """The lists of a language, read once per process. There are `"ja"` and `"en"`."""
    lists, weights = _sections(_FILES[language])
    before, after = _negation(language, lists.pop("negation"), lists.pop("between"))
    return Lexicon(
        **{name.replace(" ", "_"): _any_of(patterns) for name, patterns in lists.items()},
        hurt=tuple((weight, _any_of(patterns)) for weight, patterns in weights.items()),
        denied_before=before,
        denied_after=after,
    )


def _sections(name: str) -> tuple[dict[str, list[str]], dict[float, list[str]]]:
    lists: dict[str, list[str]] = {}
    weights: dict[float, list[str]] = {}
    current: list[str] = []
    for line in entries(name):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            current.append(line)
        elif heading[2]:
            current = weights.setdefault(float(heading[2]), [])
        else:
            current = lists.setdefault(heading[1], [])
    return lists, weights


def _negation(
    language: Language, negations: Sequence[str], between: Sequence[str]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    denials, fillers = "|".join(negations), "|".join(between)
    if language == "ja":
        return _NEVER, re.compile(f"(?:{fillers}){{0,8}}?(?:{denials})")
    before = rf"\b(?:{denials})(?:\s+(?:{fillers})){{0,5}}\s+$"
    return re.compile(before, re.IGNORECASE), _NEVER


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern for a list; of two that begin at one place the earlier listed wins."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
