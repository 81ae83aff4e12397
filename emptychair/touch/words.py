"""Touch in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.touch.design_types import OwnSource, Seen
from emptychair.touch.rules.economics import UNPAID
from emptychair.touch.types import Decider, Group, GroupKey, Proposal, Tier


def tier_words(tier: str) -> str:
    """The tier, or that none was chosen or none is paid for."""
    if tier == UNPAID:
        return _("not even tech touch is paid for")
    return str(Tier(tier).label) if tier else pgettext("tier", "not chosen yet")


def decider_words(decider: str) -> str:
    """Who decides, or that nobody said."""
    return str(Decider(decider).label) if decider else pgettext("decider", "nobody said")


def group_words(key: GroupKey) -> str:
    """The product and the segment."""
    product = key.product or pgettext("touch", "without a contract")
    segment = key.segment or pgettext("touch", "no segment")
    return f"{product} ・ {segment}"


def hours_words(hours: float | None) -> str:
    """12.4 hours; nothing where it is not known."""
    if hours is None:
        return "–"
    digits = 0 if abs(hours) >= 100 else 1 if abs(hours) >= 1 or not hours else 2
    return _("%(hours)s h") % {"hours": f"{hours:,.{digits}f}"}


def formula_words() -> str:
    """How the break-even is worked out."""
    return _(
        "hours a year a customer can carry = (price a year × margin × share of it for service − "
        "contacts a year × cost of a contact) ÷ cost of an hour"
    )


def move_words(one: Proposal) -> str:
    """What is proposed, in a sentence."""
    return _("%(group)s: from %(was)s to %(to)s") % {
        "group": group_words(one.group.key),
        "was": tier_words(one.group.tier),
        "to": tier_words(one.to),
    }


def why_words(one: Proposal) -> str:
    """Why: what it carries, what it takes, who decides."""
    said = [
        _("A customer brings enough for %(carries)s a year.")
        % {"carries": hours_words(one.group.carries)}
    ]
    hours = one.group.hours
    if hours is None:
        said.append(_("No time is logged for cases, so what they really take is not known."))
    elif not hours.value:
        n = hours.n
        said.append(
            ngettext(
                "No time was logged for the %(n)s customer.",
                "No time was logged for any of the %(n)s customers.",
                n,
            )
            % {"n": f"{n:,}"}
        )
    elif hours.low is None or hours.high is None:
        said.append(_("One took %(hours)s.") % {"hours": hours_words(hours.value)})
    else:
        facts = {
            "hours": hours_words(hours.value),
            "low": hours_words(hours.low),
            "high": hours_words(hours.high),
            "n": f"{hours.n:,}",
        }
        said.append(_("One takes %(hours)s (%(low)s to %(high)s, from %(n)s customers).") % facts)
    if one.group.decider:
        said.append(_("There %(who)s decides.") % {"who": decider_words(one.group.decider)})
    return " ".join(said)


def missing_words(group: Group) -> str:
    """Why nothing is proposed for a group; nothing when it is as it should be."""
    if group.price is None:
        return _("No price is known: enter contracts, orders or yearly values.")
    if not group.has_prices:
        return _(
            "The price is known of only %(priced)s of %(all)s customers: too few to speak of all. "
            "Enter contracts, orders or yearly values."
        ) % {"priced": f"{group.priced:,}", "all": f"{group.customers:,}"}
    if group.margin is None:
        return _("The margin of this product is not entered.")
    if group.carries is None:
        return _("What an hour costs is not entered.")
    return ""


def step_title(number: int) -> str:
    """The name of one of the six steps."""
    return {
        1: _("The customer’s KPI"),
        2: _("How we are in touch"),
        3: _("Resources and activities"),
        4: _("People and skills"),
        5: _("Our own KPI, derived from the customer’s"),
        6: _("Measured continuously"),
    }[number]


def field_words(name: str) -> str:
    """What a field of a step asks."""
    return {
        "customer_kpi": _("Which number of the customer gets better because of us?"),
        "kpi_unit": _("In what it is counted (minutes, people, yen …)"),
        "kpi_seen": _("How do we know it?"),
        "job": _("What they hire us for, in their words"),
        "tier": _("How we are in touch"),
        "decider": _("Who decides there"),
        "touch_why": _("Why this, for customers of this price"),
        "activities": _("What we do for that number to move, one line each"),
        "resources": _("What it takes: hours, tools, partners, money"),
        "people": _("Who does it, one line each"),
        "skills": _("What they must be able to do, and what is still to be learned"),
        "own_kpi": _("The team’s own KPI"),
        "own_unit": _("Unit"),
        "own_better": _("What is better"),
        "own_source": _("Where it comes from"),
        "own_event": _("Which event"),
        "own_proxy": _("Where the customer’s KPI cannot be seen: why this stands for it"),
        "causes": _("How it makes the customer’s KPI move"),
        "vague_kept": _("Why it is kept although it is vague"),
        "read_day": _("By which day of the next month it is read (1 to 28)"),
        "target": _("Where it should be, in a month"),
        "target_day": _("By when it should be there"),
    }[name]


def choice_words(name: str, value: str) -> str:
    """A choice of a field in words, or what was written."""
    if not value:
        return ""
    known: dict[str, dict[str, object]] = {
        "kpi_seen": dict(Seen.choices),
        "tier": dict(Tier.choices),
        "decider": dict(Decider.choices),
        "own_source": dict(OwnSource.choices),
        "own_better": {"higher": _("higher"), "lower": _("lower")},
        "own_unit": {
            "number": pgettext("unit", "number"),
            "percent": _("percent"),
            "mean": _("mean, with decimals"),
            "hours": _("hours"),
        },
    }
    return str(known.get(name, {}).get(value, value))


def vague_words(kind: str, customer_kpi: str) -> tuple[str, str]:
    """What is wrong with a vague number, and one that causes the customer's success."""
    warning = {
        "revenue": _(
            "Revenue is what comes of the customer’s success, later and for many reasons. Nobody "
            "in the team sees from it what to do tomorrow."
        ),
        "profit": _(
            "Profit tells how we fare. It can rise while customers fail, until they leave."
        ),
        "satisfaction": _(
            "Satisfaction tells how it felt. It does not tell whether the customer got what they "
            "hired us for."
        ),
        "growth": _(
            "Growth and retention come afterwards. When they move, it is too late for the customer "
            "they are about."
        ),
        "quality": _("This word can mean anything, so nobody can be asked to move it."),
    }[kind]
    goal = customer_kpi or _("the customer’s KPI")
    suggestion = _(
        "Take a number that comes before “%(goal)s” and that the team moves with its own hands: "
        "the share of customers who reached their first value within 30 days, customers who use "
        "the step that moves it each week, or customers whose “%(goal)s” was checked with them "
        "this quarter."
    ) % {"goal": goal}
    return warning, suggestion
