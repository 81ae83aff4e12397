from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from emptychair.demo.chance import Chance
from emptychair.demo.grammar import Pattern, Pen
from emptychair.demo.lexicon import MONTH_NAMES, Lines, Voice
from emptychair.demo.slips import finish

Leads: TypeAlias = Mapping[str, tuple[str, ...]]
# Openings that lose their capital after "But": no names and no "I" among them.
LOWER_AFTER_BUT = frozenset(
    """The We It You They Nobody A No Since After Our Set-up Removing Support What
    Logging New Payroll Both Small Pricing Outages Slowdowns Every Reports Staff Planning
    Changing""".split()  # noqa: SIM905  # a list of words reads best as words
)
CONNECT: Leads = {
    "ja": ("", "", "また、", "それに、", "あと、"),
    "en": ("", "", "", "Also, ", "And "),
}
BUT: Leads = {
    "ja": ("ただ、", "一方で、", "でも、", "ただし、"),
    "en": ("But ", "That said, ", "However, "),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What a comment is about: who writes, after what, with which score, and when."""

    touchpoint: str
    audience: str
    score: int
    month: int
    later: bool = False  # after the planted change of this touchpoint
    kansai: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    asks: bool = False
    leaving: bool = False


def compose(chance: Chance, voice: Voice, situation: Situation) -> Comment:
    """A comment as this customer might write it: a sentence or a few, seldom a bare word."""
    pen = Pen(chance, casual=chance.yes(0.3), slots=voice.slots)
    pen.chosen["month"] = str(situation.month)
    pen.chosen["monthname"] = MONTH_NAMES[situation.month - 1]
    draw = chance.uniform()
    if draw < 0.012:
        return Comment(pen.write(chance.pick(voice.lines("blank words").every)))
    if draw < 0.15 and not 7 <= situation.score <= 8:
        short = _short(pen, voice, situation)
        if short:
            return Comment(finish(pen, voice.language, [short], glad=situation.score >= 7))
    return _Letter(pen, voice, situation).written()


def _short(pen: Pen, voice: Voice, situation: Situation) -> str:
    mood = "good" if situation.score >= 9 else "bad"
    lines = voice.lines("short", mood, situation.touchpoint).every
    if situation.later and pen.chance.yes(0.8):
        lines = voice.lines("short", mood, situation.touchpoint, "later").every
    return pen.write(pen.chance.pick(lines)) if lines else ""


class _Letter:
    """The sentences of one comment, in order."""

    def __init__(self, pen: Pen, voice: Voice, situation: Situation) -> None:
        self.pen = pen
        self.voice = voice
        self.situation = situation
        self.chance = pen.chance
        self.sentences: list[str] = []
        self.asks = self.leaving = False

    def written(self) -> Comment:
        score = self.situation.score
        if self.chance.yes(0.4):
            self._say(self.voice.lines("opener", self.situation.audience))
        if score >= 9:
            self._glad()
        elif score >= 7:
            self._so_so()
        else:
            self._unhappy(strong=score <= 4)
        text = finish(self.pen, self.voice.language, self.sentences, glad=score >= 7)
        return Comment(text, self.asks, self.leaving)

    def _glad(self) -> None:
        self._details("good", 2 if self.chance.yes(0.35) else 1)
        if self.chance.yes(0.45):
            self._say(self._tone("joy"))
        draw = self.chance.uniform()
        if draw < 0.16:
            self.asks = True
            self._say(self.voice.lines("question", self.situation.touchpoint))
        elif draw < 0.6:
            self._say(self.voice.lines("thanks"))

    def _so_so(self) -> None:
        draw = self.chance.uniform()
        if draw < 0.6:
            self._details("good", 1)
            self._details("bad", 1, connect=BUT)
        elif draw < 0.8:
            self._details("bad", 1)
        else:
            self._details("good", 1)
            self._say(self.voice.lines("even"))
            return
        if self.chance.yes(0.3):
            self._say(self.voice.lines("wish"))

    def _unhappy(self, *, strong: bool) -> None:
        self._details("bad", 2 if self.chance.yes(0.35) else 1)
        if self.chance.yes(0.5):
            self._say(self._tone("angry") if strong else self.voice.lines("let down"))
        draw = self.chance.uniform()
        if strong and draw < 0.3:
            self.leaving = True
            self._say(self.voice.lines("leaving"))
        elif draw < (0.6 if strong else 0.4):
            self._say(self.voice.lines("request" if strong else "wish"))

    def _tone(self, name: str) -> Lines:
        if self.situation.kansai and self.pen.casual:
            return self.voice.lines(name, "kansai")
        return self.voice.lines(name)

    def _details(self, mood: str, count: int, *, connect: Leads = CONNECT) -> None:
        """One or two concrete things, each about something else."""
        said: list[Pattern] = []
        for _ in range(count):
            lines = self._topics(mood)
            topics = lines.every if self.situation.score <= 4 else lines.mild
            fresh = [topic for topic in topics if topic not in said]
            if not fresh:
                return
            said.append(self.chance.pick(fresh))
            self._add(said[-1], connect if said[1:] or connect is BUT else None)

    def _topics(self, mood: str) -> Lines:
        place = self.situation.touchpoint
        if self.situation.later and self.chance.yes(0.75):
            later = self.voice.sections.get(f"{place} {mood} later")
            if later is not None:
                return later
        return self.voice.lines(place, mood, self.situation.audience)

    def _say(self, lines: Lines) -> None:
        if lines.every:
            self._add(self.chance.pick(lines.every), None)

    def _add(self, pattern: Pattern, connect: Leads | None) -> None:
        sentence = self.pen.write(pattern)
        if connect is not None:
            lead = self.chance.pick(connect[self.voice.language])
            if lead and sentence.split(" ", 1)[0] in LOWER_AFTER_BUT:
                sentence = sentence[0].lower() + sentence[1:]
            sentence = lead + sentence
        self.sentences.append(sentence)
