"""What may be said of score and money, in words: links, never causes."""

from django.utils.translation import gettext as _

from emptychair.charts import percent, signed
from emptychair.metrics.money_types import MoneyFigures, Outcome, OutcomeLink
from emptychair.stats import Link

NEVER_SMALL = 1_000.0  # money below it keeps its digits


def outcome_words(outcome: Outcome) -> str:
    """What is looked at afterwards."""
    return {
        "stayed": _("Stayed"),
        "again": _("Bought again"),
        "revenue": _("Revenue a customer"),
    }[outcome]


def group_words(key: str) -> str:
    """Customers by their earlier score."""
    return {
        "detractors": _("0 to 6: detractors"),
        "passives": _("7 and 8: passives"),
        "promoters": _("9 and 10: promoters"),
    }[key]


def beside_words(outcome: OutcomeLink) -> str:
    """What customers are alike in when the link is told."""
    words = {
        "tenure": _("how long they have been customers"),
        "revenue": _("what they paid the year before"),
        "segment": _("their segment"),
    }
    return _(", ").join(words[each] for each in outcome.beside)


def amount_words(value: float, currency: str) -> str:
    """Money with its sign, to three digits."""
    size = abs(value)
    steps = 10 ** max(0, len(str(int(size))) - 3) if size >= NEVER_SMALL else 1
    rounded = round(size / steps) * steps
    sign = "" if rounded == 0 else "\u2212" if value < 0 else "+"
    unit = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}.get(currency, f"{currency} ")
    return f"{sign}{unit}{rounded:,.0f}"


def value_words(outcome: Outcome, value: float | None, currency: str) -> str:
    """A share, or a mean."""
    if value is None:
        return "–"
    if outcome == "revenue":
        return amount_words(value, currency).removeprefix("+")
    return percent(value)


def slope_words(outcome: Outcome, value: float, currency: str) -> str:
    """What goes with one point more."""
    if outcome == "revenue":
        return amount_words(value, currency)
    return _("%(points)s percentage points") % {"points": signed(100 * value, 1)}


def _limit_words(outcome: Outcome, value: float, currency: str) -> str:
    """A limit beside its slope, which says the unit."""
    is_money = outcome == "revenue"
    return slope_words(outcome, value, currency) if is_money else signed(100 * value, 1)


def link_sentence(figures: MoneyFigures, outcome: OutcomeLink) -> str:
    """The link with its interval, or that none is seen and how small one would be seen."""
    link = outcome.link
    if link is None:
        return refusal_words(outcome)
    if not link.is_seen:
        return _(
            "No link seen in your data. Four times in five, one of %(smallest)s for a point of the "
            "score or more would have been seen."
        ) % {"smallest": _size(outcome.outcome, link.smallest, figures.currency)}
    facts = {
        "slope": slope_words(outcome.outcome, link.slope, figures.currency),
        "low": _limit_words(outcome.outcome, link.low, figures.currency),
        "high": _limit_words(outcome.outcome, link.high, figures.currency),
        "days": figures.question.days,
    }
    return (
        _(
            "Customers who answered one point higher differ by %(slope)s over the %(days)s days "
            "after (%(low)s to %(high)s)."
        )
        % facts
    )


def point_sentence(figures: MoneyFigures) -> str:
    """One point over all customers there are, in money; nothing where no link is seen."""
    revenue = next(each for each in figures.outcomes if each.outcome == "revenue")
    link = revenue.link
    if link is None or not link.is_seen or not figures.there_now:
        return ""
    facts = {
        "n": f"{figures.there_now:,}",
        "days": figures.question.days,
        "value": amount_words(link.slope * figures.there_now, figures.currency),
        "low": amount_words(link.low * figures.there_now, figures.currency),
        "high": amount_words(link.high * figures.there_now, figures.currency),
    }
    return (
        _(
            "A point, for the %(n)s customers of now who ever answered in this time, goes along "
            "with %(value)s in %(days)s days (%(low)s to %(high)s)."
        )
        % facts
    )


def refusal_words(outcome: OutcomeLink) -> str:
    """Why nothing can be said, and what would be needed."""
    if outcome.n < 30:
        return _("Too few yet: %(n)s customers with a finished window; 30 are needed.") % {
            "n": outcome.n
        }
    return _("Everybody did the same, so nothing can go with the score.")


def hazard_sentence(figures: MoneyFigures) -> str:
    """The rate of leaving, by Cox, with windows that are not over yet."""
    hazard = figures.hazard
    if hazard is None:
        return ""
    facts = {
        "ratio": f"{hazard.ratio:.2f}",
        "low": f"{hazard.low:.2f}",
        "high": f"{hazard.high:.2f}",
        "n": f"{figures.customers:,}",
    }
    text = (
        _(
            "With one point more goes %(ratio)s times the rate of leaving (%(low)s to %(high)s), "
            "from %(n)s customers, those included whose time is not over yet."
        )
        % facts
    )
    if hazard.p_proportional < 0.05:
        text += " " + _("This changes with time, so look at the curves rather than at the number.")
    return text


def _size(outcome: Outcome, value: float, currency: str) -> str:
    return slope_words(outcome, value, currency).removeprefix("+")


def interval_of(outcome: Outcome, link: Link, currency: str) -> str:
    """The interval of a link."""
    return _("%(low)s to %(high)s") % {
        "low": slope_words(outcome, link.low, currency),
        "high": slope_words(outcome, link.high, currency),
    }
