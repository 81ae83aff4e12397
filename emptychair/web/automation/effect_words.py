"""The effect of a playbook in words that claim no more than the numbers can."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.automation.queries.effects import EffectReading
from emptychair.automation.types import Goal
from emptychair.web.ui.words import day_words


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{abs(100 * value):.1f}"


def effect_line(read: EffectReading) -> str:
    """One line for the list."""
    if not read.share:
        return _("Effect not measured: nobody is held out.")
    if read.bounds is None:
        return _("Whether it helps cannot be told yet.")
    words = {"points": points(read.bounds.estimate), "goal": Goal(read.goal).label}
    words |= {"low": points(read.bounds.low), "high": points(read.bounds.high)}
    if not read.is_told:
        return _("Cannot be told yet: %(points)s points, between %(low)s and %(high)s.") % words
    return _("%(points)s points (%(goal)s), between %(low)s and %(high)s.") % words


def effect_sentences(read: EffectReading) -> list[str]:
    """What is known, what is not, and what it would take."""
    if not read.share:
        return [
            _(
                "Nobody is held out, so nobody can know whether it helps: those who get it differ "
                "from those who do not. Hold out some by chance in the rules."
            )
        ]
    found = []
    if read.treated and read.held_out:
        words = {
            "goal": Goal(read.goal).label,
            "days": read.days,
            "share": f"{100 * read.treated.share:.0f}",
            "n": f"{read.treated.n:,}",
            "share_out": f"{100 * read.held_out.share:.0f}",
            "n_out": f"{read.held_out.n:,}",
        }
        found.append(
            _(
                "Within %(days)s days (%(goal)s): %(share)s%% of %(n)s who got it, %(share_out)s%% "
                "of %(n_out)s who were held out."
            )
            % words
        )
    found += _verdict(read)
    if read.waiting and read.first_ripe_on:
        said = ngettext(
            "%(n)s more customer is still within their days; the first are through on %(day)s.",
            "%(n)s more customers are still within their days; the first are through on %(day)s.",
            read.waiting,
        )
        found.append(said % {"n": f"{read.waiting:,}", "day": day_words(read.first_ripe_on)})
    return found


def _verdict(read: EffectReading) -> list[str]:
    if read.bounds is None or read.difference is None or read.p is None:
        more = _needs(read)
        return [" ".join(part for part in (_("It cannot be told yet."), more) if part)]
    words = {
        "points": points(read.bounds.estimate),
        "low": points(read.bounds.low),
        "high": points(read.bounds.high),
        "once_low": points(read.difference.low),
        "once_high": points(read.difference.high),
        "p": f"{read.p:.3f}" if read.p >= 0.001 else "0.001",
    }
    looks = (
        _(
            "These bounds hold however often one looks (p %(p)s). A single look at the end alone "
            "would "
            "give %(once_low)s to %(once_high)s."
        )
        % words
    )
    if not read.is_told:
        first = _("It cannot be told yet: %(points)s points, between %(low)s and %(high)s.") % words
        return [" ".join(part for part in (first, _needs(read)) if part), looks]
    if read.bounds.low > 0:
        said = _("It helps: %(points)s points, between %(low)s and %(high)s.") % words
    else:
        said = _("It harms: %(points)s points, between %(low)s and %(high)s. Pause it.") % words
    return [said, looks]


def _needs(read: EffectReading) -> str:
    if not read.needed:
        return ""
    said = ngettext(
        "About %(n)s more customer is needed to see a difference of ten points.",
        "About %(n)s more customers are needed to see a difference of ten points.",
        read.needed,
    )
    return said % {"n": f"{read.needed:,}"}
