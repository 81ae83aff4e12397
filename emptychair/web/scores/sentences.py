"""What the numbers allow to be said, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.charts import signed
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.types import Change, Coverage, Mix, ResponseRate, Score, ScoreFigures
from emptychair.metrics.words import interval_words, period_words, points_words, value_words
from emptychair.report.wording import joined, share
from emptychair.stats import minimal_detectable_change

MUST_HAVE = 40.0  # percent


def headline(score: Score) -> str:
    """What the interval allows to be said of the level."""
    if score.value is None:
        return _("Nobody has answered in this period, so there is no score.")
    if score.metric != "nps":
        return _level(score)
    if score.low is not None and score.low > 0:
        return _("More customers recommend you than warn against you.")
    if score.high is not None and score.high < 0:
        return _("More customers warn against you than recommend you.")
    return _("Whether more recommend you than warn against you cannot be told yet.")


def _level(score: Score) -> str:
    facts = {"interval": interval_words(score)}
    if score.metric == "pmf":
        return _must_have(score)
    if UNITS[score.metric] == "percent":
        return _("Among all customers the share of good answers lies at %(interval)s.") % facts
    return _("Among all customers the mean lies at %(interval)s; 7 is the easiest.") % facts


def _must_have(score: Score) -> str:
    """Against the 40 % of Sean Ellis, a rule of thumb: see the benchmarks."""
    told = _("Among all users the share who would be very disappointed lies at %(interval)s.") % {
        "interval": interval_words(score)
    }
    low, high = score.low or 0.0, score.high or 0.0
    if low >= MUST_HAVE:
        return joined(told, _("That is above the 40%% of Sean Ellis's rule of thumb.") % {})
    if high < MUST_HAVE:
        return joined(told, _("That is below the 40%% of Sean Ellis's rule of thumb.") % {})
    return joined(told, _("Whether it reaches the rule of thumb of 40%% cannot be told yet.") % {})


def few_words(score: Score) -> str:
    """A warning where the answers are too few."""
    if score.n == 0 or not score.too_few:
        return ""
    return ngettext(
        "%(n)s answer is too few to rank or compare: read it and reply.",
        "%(n)s answers are too few to rank or compare: read them and reply.",
        score.n,
    ) % {"n": f"{score.n:,}"}


def change_sentence(figures: ScoreFigures) -> str:
    """The period against an earlier one: a change, or why none can be told."""
    change, metric = figures.change, figures.question.metric
    if change is None:
        return _("One of the two periods has no answers, so they cannot be compared.")
    facts = {
        "before": period_words(figures.earlier),
        "old": value_words(figures.before),
        "new": value_words(figures.score),
        "change": points_words(metric, change.estimate),
        "low": points_words(metric, change.low),
        "high": points_words(metric, change.high),
    }
    if change.is_told:
        return (
            _(
                "Against %(before)s (%(old)s) the score moved by %(change)s "
                "(%(low)s to %(high)s): more than chance."
            )
            % facts
        )
    told = (
        _(
            "Against %(before)s (%(old)s) it cannot be told whether anything changed: "
            "%(change)s, and the truth may lie anywhere from %(low)s to %(high)s."
        )
        % facts
    )
    return joined(told, _needed_words(change, figures))


def _needed_words(change: Change, figures: ScoreFigures) -> str:
    if change.needed is None or figures.question.metric != "nps":
        return ""
    smaller = min(figures.before.n, figures.score.n)
    if change.needed > smaller:
        return _(
            "A change of this size would need about %(needed)s answers in each period; the smaller "
            "one has %(smaller)s."
        ) % {"needed": f"{change.needed:,}", "smaller": f"{smaller:,}"}
    return _("So many answers would notice a change of about %(seen)s points.") % {
        "seen": f"{minimal_detectable_change(smaller):.0f}"
    }


def mix_sentence(mix: Mix | None, words: str, change: Change | None) -> str:
    """Whether others answered, or the same scored differently."""
    if mix is None or change is None:
        return ""
    facts = {
        "by": words,
        "total": signed(mix.total, 1),
        "mix": signed(mix.mix, 1),
        "rate": signed(round(mix.total, 1) - round(mix.mix, 1), 1),  # so that the two add up
    }
    told = (
        _(
            "Of the %(total)s points, %(mix)s come from other customers answering (by %(by)s), and "
            "%(rate)s from scoring differently."
        )
        % facts
    )
    if mix.mix * mix.rate < 0 and min(abs(mix.mix), abs(mix.rate)) >= 1:
        against = _("The two pull in opposite directions: look at the groups, not at the total.")
        return joined(told, against)
    return told


def rate_words(rate: ResponseRate) -> str:
    """How many of the invitations were answered."""
    if rate.share is None:
        return _("Nobody was asked by mail in this period.")
    return _("%(answered)s of %(asked)s invitations answered") % {
        "answered": f"{rate.answered:,}",
        "asked": f"{rate.asked:,}",
    }


def coverage_words(found: Coverage) -> str:
    """How much of the customers and of their value was heard."""
    if found.share is None:
        return _("No customers yet.")
    told = _("%(heard)s of %(people)s customers heard") % {
        "heard": f"{found.heard:,}",
        "people": f"{found.people:,}",
    }
    if found.value_share is None:
        return told
    value = _("%(share)s of the yearly value") % {"share": share(found.value_share)}
    return f"{told} · {value}"


def which_words(which: str) -> str:
    """Which answer of a person counts."""
    if which == "all":
        return _("Every answer counts, also several of one person.")
    return _(
        "Of each person the latest answer to each survey and touchpoint in the period counts; in "
        "the months, the latest of each month."
    )


def verdict_words(change: Change | None, score: Score) -> tuple[str, str]:
    """What may be said of a group against the rest: a tone and the words."""
    if score.too_few:
        return "quiet", _("too few to say")
    if change is None or not change.is_told:
        return "quiet", _("cannot be told apart")
    if change.estimate > 0:
        return "good", _("higher than the rest")
    return "bad", _("lower than the rest")
