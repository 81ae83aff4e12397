"""What the page says of the drivers, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.charts import percent
from emptychair.metrics.driver_types import DriverRow, Drivers
from emptychair.metrics.driver_words import gain_interval, gain_words, share_interval
from emptychair.metrics.rules.scoring import UNITS
from emptychair.report.wording import joined


def first_sentence(found: Drivers) -> str:
    """What to fix first, or why that cannot be told."""
    first = found.first
    if first is None:
        return _first_unknown(found)
    return _("One driver clearly comes first, beyond chance.")


def gain_sentence(metric: str, row: DriverRow) -> str:
    """What lifting the low answers of one driver goes with."""
    if row.gain is None:
        return ""
    facts = {
        "n": f"{row.gain.low:,}",
        "share": percent(row.gain.share_low),
        "gain": gain_words(metric, row.gain.gain.value),
        "interval": gain_interval(metric, row.gain.gain),
        "unit": unit_words(metric),
    }
    return (
        ngettext(
            "%(n)s customer answered low (%(share)s). If that were a middle answer, the score "
            "would be expected to change by %(gain)s %(unit)s (%(interval)s).",
            "%(n)s customers answered low (%(share)s). If these were middle answers, the score "
            "would be expected to change by %(gain)s %(unit)s (%(interval)s).",
            row.gain.low,
        )
        % facts
    )


def unit_words(metric: str) -> str:
    """The unit of a change of this score."""
    return {
        "points": pgettext("unit", "points"),
        "percent": _("percentage points"),
        "mean": _("steps of the scale"),
    }[UNITS[metric]]


def _first_unknown(found: Drivers) -> str:
    if not found.gains:
        return _("No driver has enough low answers to say what lifting them would bring.")
    told = [row for row in found.gains if row.gain and row.gain.gain.low > 0]
    if not told:
        return _("Of no driver can it be told that lifting its low answers would help.")
    if len(told) == 1:
        return _("One driver would help; whether it is the best one cannot be told.")
    return ngettext(
        "%(n)s driver would help; which of them comes first cannot be told.",
        "%(n)s drivers would help; which of them comes first cannot be told.",
        len(told),
    ) % {"n": len(told)}


def explained_sentence(found: Drivers) -> str:
    """How much of the differences goes with all drivers together."""
    if found.r2 is None:
        return ""
    return _(
        "Together they go with %(share)s of the differences between scores (%(interval)s). The "
        "rest is other things, and chance."
    ) % {"share": percent(found.r2.value), "interval": share_interval(found.r2)}


def counted_sentence(found: Drivers) -> str:
    """Whose answers were used."""
    told = _(
        "From %(n)s answers that hold the score and all of these, of %(scored)s with a score."
    ) % {"n": f"{found.n:,}", "scored": f"{found.scored:,}"}
    if found.question.which == "all":
        return joined(told, _("Every answer counts, also several of one person."))
    return joined(told, _("Of each person the latest answer counts."))


def ranked_sentence(found: Drivers) -> str:
    """Whether the drivers can be put in order."""
    if len(found.rows) == 1:
        return _("One driver only has enough answers: there is nothing to rank.")
    unknown = sum(not row.share.is_ranked for row in found.rows)
    if not unknown:
        return _("All of them can be ranked: no two intervals overlap.")
    if unknown == len(found.rows):
        return _("They cannot be ranked: the intervals overlap. More answers would tell.")
    return _("%(n)s of %(all)s cannot be ranked: their intervals overlap.") % {
        "n": unknown,
        "all": len(found.rows),
    }


def too_few_sentence(found: Drivers) -> str:
    """What would be needed."""
    return ngettext(
        "%(n)s answer with a score is too few: 50 are needed that also hold the other questions, "
        "and 10 for each of them.",
        "%(n)s answers with a score are too few, or hold too little else: 50 are needed that also "
        "hold the other questions, and 10 for each of them.",
        found.scored,
    ) % {"n": f"{found.scored:,}"}
