"""The first value in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.charts import percent, plain
from emptychair.onboarding.finding_types import Candidate
from emptychair.onboarding.types import FirstValueOf, Rule, What

ORDER_NAME, USE_NAME = "(order)", "(use)"


def days_words(days: float) -> str:
    """Some days, whole."""
    n = round(days)
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": plain(float(n))}


def median_words(median: Sequence[float | None]) -> str:
    """The middle with its limits."""
    value, low, high = median
    if value is None:
        return _("fewer than half are there yet")
    if low is None:
        return days_words(value)
    if high is None:
        return _("%(days)s (%(low)s or more)") % {"days": days_words(value), "low": plain(low)}
    limits = {"days": days_words(value), "low": plain(low), "high": plain(high)}
    return _("%(days)s (%(low)s to %(high)s)") % limits


def share_words(share: Sequence[float]) -> str:
    """A share with its limits."""
    told = [percent(one) for one in share]
    return _("%(share)s (%(low)s to %(high)s)") % dict(
        zip(("share", "low", "high"), told, strict=True)
    )


def points_words(gap: Sequence[float]) -> str:
    """A difference of shares in points, with limits."""
    told = [f"{'+' if one > 0 else '−' if one < 0 else ''}{abs(round(100 * one))}" for one in gap]
    return _("%(gap)s points (%(low)s to %(high)s)") % dict(
        zip(("gap", "low", "high"), told, strict=True)
    )


def rule_words(rule: Rule) -> str:
    """What a rule asks for, in one line."""
    what = _what_words(rule)
    if rule.within_days:
        what = _("%(what)s within %(days)s") % {
            "what": what,
            "days": days_words(rule.within_days),
        }
    if rule.people > 1 and rule.what in {What.EVENT, What.USE}:
        what = _("%(what)s, by %(n)s people") % {"what": what, "n": rule.people}
    conditions = pgettext("conditions", " and ").join(" ".join(one) for one in rule.where)
    return (
        _("%(what)s, where %(where)s") % {"what": what, "where": conditions} if rule.where else what
    )


def _what_words(rule: Rule) -> str:
    if rule.what == What.ORDER:
        return ngettext("the first purchase", "purchase number %(n)s", rule.count) % {
            "n": rule.count
        }
    if rule.what == What.USE:
        days = ngettext("%(n)s day with use", "%(n)s days with use", rule.count) % {"n": rule.count}
        return _("%(days)s of %(name)s") % {"days": days, "name": rule.name} if rule.name else days
    if rule.what == What.KPI:
        name = rule.name or _("a KPI of theirs")
        if rule.move:
            parts = {"name": name, "by": f"{rule.by:g}"}
            if rule.move == "percent":
                return _("%(name)s is %(by)s percent better than at the start") % parts
            return _("%(name)s is better than at the start by %(by)s") % parts
        return _("%(name)s has gone %(way)s of the way to its target") % {
            "name": name,
            "way": percent(rule.way),
        }
    return ngettext("“%(name)s” once", "“%(name)s” %(n)s times", rule.count) % {
        "name": rule.name,
        "n": rule.count,
    }


def candidate_words(one: Candidate) -> str:
    """A moment in one line."""
    days = ngettext("on the first day", "in the first %(n)s days", one.days) % {"n": one.days}
    what = {ORDER_NAME: What.ORDER, USE_NAME: What.USE}.get(one.name, What.EVENT)
    name = one.name if what == What.EVENT else ""
    return _("%(what)s, %(days)s") % {
        "what": _what_words(Rule(what=what.value, name=name, count=one.count)),
        "days": days,
    }


def waits_words(one: FirstValueOf) -> str:
    """Where somebody stands."""
    if one.reached_on is not None:
        return _("Reached after %(days)s: %(words)s") % {
            "days": days_words(one.days),
            "words": one.words,
        }
    return _("Not there after %(days)s; at step %(number)s of %(steps)s: %(step)s") % {
        "days": days_words(one.days),
        "number": one.step_number,
        "steps": one.steps,
        "step": one.step,
    }


def slow_words(waited: int, usual: float | None, slow: int) -> str:
    """How long against the others."""
    told = {"waited": days_words(waited), "usual": days_words(usual or 0), "slow": slow}
    if usual is None:
        return _("%(waited)s at this step; too few got over it to say what is usual") % told
    if slow:
        past = _(
            "%(waited)s at this step: longer than %(slow)s%% of those who got over it (three of "
            "four within %(usual)s)"
        )
        return past % told
    return _("%(waited)s at this step; three of four got over it within %(usual)s") % told
