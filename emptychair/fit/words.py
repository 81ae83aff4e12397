"""Fit in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.fit.rules.stages import verdict_of
from emptychair.fit.types import ENOUGH, FitTest, Part, SegmentFit, Stage
from emptychair.metrics.rules.scoring import sign_of
from emptychair.metrics.words import band_words


def percent(share: float) -> str:
    """0.3142 as 31."""
    return f"{100 * share:.0f}"


def segment_words(segment: str) -> str:
    """The word of the group, or everybody."""
    return segment or pgettext("segment", "everybody")


def answer_words(metric: str, score: int) -> str:
    """What somebody answered."""
    if metric == "pmf":
        high, middle, low = band_words("pmf")
        return {1: high, 0: middle, -1: low}[sign_of("pmf", score)]
    return _("recommends us with %(score)s") % {"score": score}


def part_title(part: Part) -> str:
    """What the share is of."""
    return {
        "must_have": _("would be very disappointed without it"),
        "repeat": _("came again within a year"),
        "recommend": _("would recommend us with 9 or 10"),
    }[part.code]


def part_words(part: Part) -> str:
    """The share with its interval, as a sentence."""
    share = part.share
    if share is None:
        return _("Nobody has answered yet.")
    return _(
        "%(successes)s of %(n)s, that is %(share)s%%; among all of them %(low)s–%(high)s%%."
    ) % {
        "successes": f"{share.successes:,}",
        "n": f"{share.n:,}",
        "share": percent(share.share),
        "low": percent(share.low),
        "high": percent(share.high),
    }


def needed_words(found: SegmentFit) -> str:
    """How many more answers would tell; nothing where they are not what is missing."""
    if found.needed is None:
        return ""
    return ngettext(
        "About %(n)s more answer would tell, if they are like these.",
        "About %(n)s more answers would tell, if they are like these.",
        found.needed,
    ) % {"n": f"{found.needed:,}"}


def stage_words(found: SegmentFit) -> str:
    """Why the stage is what it is."""
    if all(part.share is None for part in found.parts):
        return _("Nobody has answered the test yet, so fit is not shown.")
    if any(part.line is None for part in found.parts):
        return _(
            "For one-off services there is no line that holds for all: say from which share on you "
            "call it fit."
        )
    if any(not part.is_enough for part in found.parts):
        return _("Fewer than %(n)s answers: too few to judge.") % {"n": ENOUGH}
    unclear = [part for part in found.parts if verdict_of(part) == "not shown yet"]
    lines = ", ".join(f"{percent(part.line or 0)}%" for part in unclear or found.parts)
    if found.stage == Stage.AFTER:
        return _("The whole interval lies at or above the line of %(line)s.") % {"line": lines}
    if found.stage == Stage.BEFORE:
        return _("The whole interval lies below the line of %(line)s.") % {"line": lines}
    return _("The interval reaches across the line of %(line)s: not shown yet.") % {"line": lines}


def learning_words(found: SegmentFit) -> str:
    """What to do in this stage."""
    if found.stage == Stage.AFTER:
        return _(
            "Now navigate: keep the course, watch health and silence, and automate what repeats."
        )
    if found.setting.test == FitTest.ONE_OFF:
        return _(
            "First learn: ask after each job, speak with those who came again and those who did "
            "not, serve few customers by hand, and automate nothing yet."
        )
    return _(
        "First learn to ride: interviews, few customers served by hand, no automation. Speak with "
        "those who would be very disappointed, and build for them."
    )


def advice_words(found: SegmentFit) -> str:
    """The advice in one piece: how it stands, why, what to do."""
    shares = " ".join(
        f"{part_title(part)}: {part_words(part)}" for part in found.parts if part.share is not None
    )
    parts = (shares, stage_words(found), learning_words(found))
    return " ".join(one for one in parts if one)
