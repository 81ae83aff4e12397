"""Product use in words, for pages, cards and Today."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.charts import percent, plain
from emptychair.stats import Difference, Share
from emptychair.usage.queries.lists import UseRow
from emptychair.usage.types import UseChange

WIDEST = 10.0  # times as much: limits beyond say nothing
TWICE = 2.0


def change_words(row: UseRow) -> str:
    """What may be said of the last four weeks against the twelve before."""
    if row.last_day is None:
        return _("no use ever seen")
    if row.is_gone:
        days = (row.as_of - row.last_day).days
        return ngettext("no use for %(n)s day", "no use for %(n)s days", days) % {"n": plain(days)}
    if row.change == UseChange.UNKNOWN or row.ratio is None:
        return _("too little past to compare")
    if row.change == UseChange.STEADY:
        return _("no change beyond its own noise")
    return _ratio_words(row.ratio)


def _ratio_words(ratio: float) -> str:
    if ratio < 1:
        return _("%(share)s less than before") % {"share": percent(1 - ratio)}
    if ratio >= TWICE:
        return _("%(times)s times as much as before") % {"times": plain(ratio, 1)}
    return _("%(share)s more than before") % {"share": percent(ratio - 1)}


def limits_words(row: UseRow) -> str:
    """The limits of the change, as shares of what was before."""
    if row.low is None or row.high is None or row.is_gone or row.high > WIDEST:
        return ""
    return _("%(low)s to %(high)s of before") % {
        "low": percent(row.low),
        "high": percent(row.high),
    }


def change_tone(row: UseRow) -> str:
    """Unknown is never good."""
    if row.is_gone:
        return "bad"
    tones = {UseChange.DROPPING: "bad", UseChange.RISING: "good"}
    return "wait" if row.last_day is None else tones.get(row.change, "quiet")


def seats_words(row: UseRow) -> str:
    """Seats used of seats bought."""
    if row.seats is None:
        return ""
    if row.unused_seats is None:
        return _("%(seats)s bought, use unknown") % {"seats": plain(row.seats)}
    return _("%(used)s of %(seats)s seats used") % {
        "used": plain(row.seats - row.unused_seats),
        "seats": plain(row.seats),
    }


def days_words(count: int) -> str:
    """So many days of the last 28."""
    text = ngettext("%(n)s day of 28", "%(n)s days of 28", count)
    return text % {"n": count}


def share_words(share: Share | None) -> str:
    """A share with its limits."""
    if share is None:
        return "–"
    return _("%(share)s (%(low)s to %(high)s)") % {
        "share": percent(share.share),
        "low": percent(share.low),
        "high": percent(share.high),
    }


def difference_words(change: Difference | None) -> tuple[str, str]:
    """A change of a share in points, and its tone; nothing is said where 0 is possible."""
    if change is None:
        return _("nothing to compare with"), "quiet"
    if change.low <= 0 <= change.high:
        return _("cannot tell a change"), "quiet"
    points = plain(abs(change.estimate) * 100)
    if change.estimate > 0:
        return _("%(points)s points more") % {"points": points}, "good"
    return _("%(points)s points less") % {"points": points}, "bad"
