"""What may be said of a driver, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import percent, signed
from emptychair.metrics.driver_types import LeftOutRow, Source
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.words import points_words
from emptychair.stats import DriverShare
from emptychair.stats.drivers import Figure


def gain_words(metric: str, value: float) -> str:
    """A gain in the unit of the score, with its sign."""
    return points_words(metric, value) if UNITS[metric] == "mean" else signed(value, 1)


def gain_interval(metric: str, figure: Figure) -> str:
    """Its interval."""
    facts = {"low": gain_words(metric, figure.low), "high": gain_words(metric, figure.high)}
    return _("%(low)s to %(high)s") % facts


def share_interval(figure: Figure) -> str:
    """The interval of a share."""
    return _("%(low)s to %(high)s") % {"low": percent(figure.low), "high": percent(figure.high)}


def rank_words(share: DriverShare) -> str:
    """Its place, or that it cannot be ranked."""
    if share.is_ranked:
        return _("place %(rank)s") % {"rank": share.first_rank}
    facts = {"first": share.first_rank, "last": share.last_rank}
    return _("cannot be ranked: %(first)s to %(last)s") % facts


def adds_words(share: DriverShare) -> str:
    """Whether it moves the score by itself."""
    if share.is_collinear:
        return _("says nearly the same as the others together")
    if share.adds:
        return _("moves the score also with all others held as they are")
    return _("goes along with others: by itself it cannot be told from nothing")


def kind_words(kind: str) -> str:
    """Must-have, performance, delighter."""
    return {
        "must_have": pgettext("driver", "must-have"),
        "performance": pgettext("driver", "performance"),
        "delighter": pgettext("driver", "delighter"),
        "cannot_tell": _("cannot be told"),
    }[kind]


def kind_sentence(kind: str) -> str:
    """What that means for whoever decides."""
    return {
        "must_have": _("Missing it costs more than having it earns: see that it never fails."),
        "performance": _("The better, the higher the score: every step counts."),
        "delighter": _("Nobody misses it, and whoever gets it is delighted: offer it more often."),
        "cannot_tell": _("Too few low or high answers, or no difference beyond chance."),
    }[kind]


def quadrant_words(quadrant: str) -> str:
    """The corners of the map."""
    return {
        "fix": pgettext("corner of the map", "fix first"),
        "keep": pgettext("corner of the map", "keep it so"),
        "leave": pgettext("corner of the map", "can wait"),
        "enough": pgettext("corner of the map", "good enough"),
        "undecided": _("undecided"),
    }[quadrant]


def source_words(source: Source) -> str:
    """Where drivers come from, as a tab."""
    return {
        "questions": _("Questions of the same survey"),
        "before": _("Touchpoints before"),
        "tags": _("Tags"),
    }[source]


def left_out_words(row: LeftOutRow) -> str:
    """Why nothing is said of it."""
    facts = {"n": f"{row.n:,}"}
    return {
        "few": _("answered by %(n)s only; at least 50 are needed"),
        "alike": _("nearly all of %(n)s answered the same"),
        "seldom_together": _("too few answered it together with the others (%(n)s)"),
        "copy": _("says exactly what the others say"),
    }[row.reason] % facts
