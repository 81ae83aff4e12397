"""What a back-test says, in sentences: passed, or not and why, and what would be needed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.charts import plain, signed
from emptychair.success.rules.judging import CHANCE, JUDGE_AT_LEAST, LEARN_AT_LEAST


def broken_promise(judged: Mapping[str, Any]) -> str:
    """What to know beside each probability of a ranking that passed and yet, beyond noise, promises
    too little or too much: the interval of what left over what was promised leaves out 1.
    """
    told = _broken(judged)
    if told is None:
        return ""
    return (
        _(
            "It promises too little: on later days %(ratio)s times as many left (%(low)s to "
            "%(high)s)."
        )
        if judged["calibration"]["ratio"][1] > 1
        else _(
            "It promises too much: on later days only %(ratio)s times as many left (%(low)s to "
            "%(high)s)."
        )
    ) % told


def promise_tag(judged: Mapping[str, Any]) -> str:
    """The same in a few words."""
    told = _broken(judged)
    return _("%(ratio)s times as many left as promised") % told if told else ""


def _broken(judged: Mapping[str, Any]) -> dict[str, str] | None:
    ratio = judged.get("calibration", {}).get("ratio")
    if not ratio or ratio[1] <= 1 <= ratio[2]:
        return None
    names = ("ratio", "low", "high")
    return {name: plain(one, decimals=2) for name, one in zip(names, ratio, strict=True)}


def verdict_words(one: Mapping[str, Any]) -> str:
    """Of one ranking."""
    if one["gap"] is None:
        return _("What the others are held against.")
    gap, low, high = (signed(value, decimals=3) for value in one["gap"])
    told = {"gap": gap, "low": low, "high": high}
    broken = broken_promise(one) if one["passed"] else ""
    if broken:
        beats = _("Beats plain recency by %(gap)s (%(low)s to %(high)s).") % told
        return f"{beats} {broken}".replace("。 ", "。")
    if one["passed"]:
        return (
            _("Beats plain recency by %(gap)s (%(low)s to %(high)s), and its promises hold.") % told
        )
    if not one["beats"]:
        return (
            _("Not switched on: against plain recency %(gap)s (%(low)s to %(high)s), within noise.")
            % told
            if one["gap"][2] > 0
            else _("Not switched on: worse than plain recency by %(gap)s (%(low)s to %(high)s).")
            % told
        )
    if one["auc"][1] <= CHANCE:
        area, least, most = (plain(value, decimals=2) for value in one["auc"])
        return _(
            "Not switched on: an AUC of %(area)s (%(low)s to %(high)s) may be no better than "
            "drawing lots. That it beats plain recency only says how poor recency is here."
        ) % {"area": area, "low": least, "high": most}
    ratio = plain(one["calibration"]["ratio"][0], decimals=2)
    return _(
        "Not switched on: it beats recency, but its promises do not hold; %(ratio)s times as many "
        "left as it promised. It needs newer days to be tuned on."
    ) % {"ratio": ratio}


def refusal_words(code: str, facts: Mapping[str, Any]) -> str:
    """Why nothing could be judged, and what would be needed."""
    left = facts.get("judged_left", facts.get("left", 0))
    known = {
        "no-history": _(
            "There is no history yet: about half a year of use, orders or contracts is needed "
            "before one can look at what became of customers."
        ),
        "few-days": _(
            "The history is too short: some days to learn from and later ones to judge by are "
            "needed, about a year in all."
        ),
        "few-left": _(
            "Only %(left)s left in the later days; judging takes %(needed)s. Until then the list "
            "goes by named signs."
        )
        % {"left": left, "needed": JUDGE_AT_LEAST},
        "few-to-learn": _(
            "Only %(left)s left in the earlier days; learning takes %(needed)s, so only rankings "
            "that learn nothing were judged."
        )
        % {"left": facts.get("learned_left", 0), "needed": LEARN_AT_LEAST},
    }
    return known.get(code, code)


def stage_words(one: Mapping[str, Any]) -> str:
    """How well the best did in one stage."""
    label = {
        0: _("New, under 90 days"),
        1: _("Settled"),
        2: _("Yearly contract renews within 90 days"),
    }[one["stage"]]
    if one["auc"] is None:
        return _("%(stage)s: %(left)s of %(n)s left; too few to judge apart.") % {
            "stage": label, "left": one["left"], "n": one["n"],
        }  # fmt: skip
    told = {
        "stage": label, "left": one["left"], "n": one["n"],
        "area": plain(one["auc"][0], decimals=2), "low": plain(one["auc"][1], decimals=2),
        "high": plain(one["auc"][2], decimals=2),
    }  # fmt: skip
    if one.get("own"):
        return (
            _("%(stage)s: %(left)s of %(n)s left; AUC %(area)s (%(low)s to %(high)s), own model.")
            % told
        )
    return (
        _("%(stage)s: %(left)s of %(n)s left; AUC %(area)s (%(low)s to %(high)s), pooled model.")
        % told
    )


def segment_words(one: Mapping[str, Any]) -> str:
    """Whether a segment has a model of its own, and why not."""
    told = {"name": one["name"] or "-", "left": one["left"], "n": one["n"],
            "learned": one["learned_left"], "needed": one.get("needed", 0)}  # fmt: skip
    if one["auc"]:
        area, low, high = (plain(each, decimals=2) for each in one["auc"])
        told |= {"area": area, "low": low, "high": high}
    return str(_SEGMENT_WORDS[one["verdict"]] % told)


_SEGMENT_WORDS: dict[str, Any] = {
    "own": gettext_lazy(
        "%(name)s: passed its own test; %(left)s of %(n)s left; AUC %(area)s (%(low)s to %(high)s)."
    ),
    "few-to-learn": gettext_lazy(
        "%(name)s: judged by the model of everybody. %(learned)s left in the earlier days; a model "
        "of its own takes %(needed)s who left and as many who stayed."
    ),
    "few-left": gettext_lazy(
        "%(name)s: judged by the model of everybody. %(left)s of %(n)s left in the later days; a "
        "test of its own takes %(needed)s."
    ),
    "failed": gettext_lazy(
        "%(name)s: judged by the model of everybody. Its own did not pass: AUC %(area)s (%(low)s "
        "to %(high)s)."
    ),
    "whole-better": gettext_lazy(
        "%(name)s: judged by the model of everybody, which orders these customers better than "
        "their own (AUC %(area)s)."
    ),
}
