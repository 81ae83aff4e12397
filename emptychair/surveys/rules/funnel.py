"""Where a survey loses people: counted steps, and what to mend first."""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 20  # people at a step before it says anything
NOTABLE = 0.10  # of those who were shown a question and left there
POOR_DELIVERY, POOR_START, POOR_FINISH = 0.95, 0.10, 0.70


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What became of those who were asked over one channel; `opened` is what programs tell."""

    channel: str
    asked: int
    sent: int
    delivered: int
    opened: int
    started: int
    finished: int
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLoss:
    """One question: how many were shown it, answered it, and left the survey there."""

    key: str
    title: str
    shown: int
    answered: int
    left: int

    @property
    def share(self) -> int | None:
        """Left of shown, in whole percent."""
        return round(100 * self.left / self.shown) if self.shown else None


def worst_step(steps: Sequence[Steps]) -> str:
    """What to mend first, as a code; the empty word where nothing stands out or too few came."""
    sent = sum(one.sent for one in steps)
    delivered = sum(one.delivered for one in steps)
    started = sum(one.started for one in steps)
    finished = sum(one.finished for one in steps)
    if delivered and sent >= ENOUGH and delivered < POOR_DELIVERY * sent:
        return "delivery"
    if started >= ENOUGH and finished < POOR_FINISH * started:
        return "finish"
    if sent >= ENOUGH and started < POOR_START * sent:
        return "start"
    return ""


def worst_question(questions: Sequence[QuestionLoss]) -> QuestionLoss | None:
    """The question at which most leave, where enough saw it and enough left."""
    found = [one for one in questions if one.shown >= ENOUGH and one.left >= NOTABLE * one.shown]
    return max(found, key=lambda one: (one.left / one.shown, one.left), default=None)
