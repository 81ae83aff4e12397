"""Quiet loss in sentences, before anybody cuts prices."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.charts import percent, signed
from emptychair.silence.loss_types import Loss, Money, Month, Part, Price
from emptychair.stats.growth import FEWEST

FEW = 5
SOME = 0.25
SURE = 0.05


def percent_words(share: float) -> str:
    """A share as it is read: 0.4% where 0% would be untrue."""
    return percent(share)


def part_words(part: Part | None) -> str:
    """A share with its interval: "12% (8 to 17%), 14 of 117"."""
    if part is None:
        return _("nobody to count")
    return _("%(share)s (%(low)s to %(high)s), %(count)s of %(n)s") % {
        "share": percent_words(part.share),
        "low": percent_words(part.low),
        "high": percent_words(part.high),
        "count": f"{part.count:,}",
        "n": f"{part.n:,}",
    }


def kept_words(money: Money) -> str:
    """What the same customers spend again."""
    if money.kept is None:
        return _("nobody to count")
    if money.low is None or money.high is None:
        told = _("%(share)s of the sum before (too few for an interval, n = %(n)s)")
        if money.customers >= FEWEST:
            told = _(
                "%(share)s of the sum before (a few large customers decide, so no interval; "
                "n = %(n)s)"
            )
        return told % {"share": percent_words(money.kept), "n": f"{money.customers:,}"}
    return _("%(share)s (%(low)s to %(high)s) of the sum before, n = %(n)s") % {
        "share": percent_words(money.kept),
        "low": percent_words(money.low),
        "high": percent_words(money.high),
        "n": f"{money.customers:,}",
    }


def rise_words(found: Month) -> str:
    """By how many points the share of the silent rose, and whether that is more than chance."""
    if found.rose is None:
        return _("nobody to count")
    estimate, low, high = (100 * one for one in found.rose)
    words = _("%(change)s points (%(low)s to %(high)s), n = %(n)s") % {
        "change": _points(estimate),
        "low": _points(low),
        "high": _points(high),
        "n": f"{found.both:,}",
    }
    if low > 0:
        return _("%(words)s: more are silent") % {"words": words}
    if high < 0:
        return _("%(words)s: fewer are silent") % {"words": words}
    return _("%(words)s: cannot tell") % {"words": words}


def _points(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def diagnosis(loss: Loss) -> list[str]:
    """What the numbers say, each with its count, in the order in which one should read them."""
    return [words for part in _PARTS for words in part(loss)]


def verdict(loss: Loss) -> str:
    """The first sentence: what kind of loss this is."""
    left = loss.left
    if left is None or left.count < FEW:
        return _("Too few left to tell a cause. Ask each of them.")
    silent = loss.wordless and loss.wordless.low > SOME
    priced = any(one.low is not None and one.low > 1 and one.observed for one in loss.prices)
    if priced and silent:
        return _(
            "Leaving rose with a price change, but many who left had never been heard. Ask leavers "
            "why before you cut prices."
        )
    if priced:
        return _("Leaving rose with a price change. Ask leavers whether it was the price.")
    if silent:
        return _(
            "Quiet loss: many leave without ever having been heard. Ask before you cut prices."
        )
    return _("Nothing here points at the price. Read below after what they left.")


def price_words(price: Price) -> str:
    """How many left after it, against how many to expect: nine against seven."""
    words = ngettext(
        "%(count)s left within %(days)s days of “%(words)s”",
        "%(count)s left within %(days)s days of “%(words)s”",
        price.observed,
    ) % {"count": f"{price.observed:,}", "days": price.days, "words": change_words(price)}
    if price.expected is None:
        told = {"words": words}
        return _("%(words)s; too little time outside to say how many to expect.") % told
    expected = f"{price.expected:.1f}"
    told = {"words": words, "expected": expected}
    if price.p_value is None or price.p_value >= SURE:
        return _("%(words)s, against %(expected)s expected: within chance.") % told
    if (price.ratio or 0) > 1:
        return _("%(words)s, against %(expected)s expected: more than chance.") % told
    return _("%(words)s, against %(expected)s expected: fewer than otherwise.") % told


def change_words(price: Price) -> str:
    """What changed: as somebody entered it, or as the contracts tell."""
    if not price.contracts:
        return price.words
    percent = f"{price.percent or 0:.1f}".removesuffix(".0")
    words = ngettext(
        "%(plan)s dearer by %(percent)s%% (%(count)s contract)",
        "%(plan)s dearer by %(percent)s%% (%(count)s contracts)",
        price.contracts,
    )
    return words % {
        "plan": price.words or _("Contract"),
        "percent": percent,
        "count": f"{price.contracts:,}",
    }


def _revenue(loss: Loss) -> Iterator[str]:
    change = loss.revenue.change
    if change is None:
        yield _("No revenue is known for the time before, so its change cannot be told.")
        return
    facts = {
        "share": percent_words(abs(change)),
        "days": loss.days,
        "now": f"{loss.complaints:,}",
        "before": f"{loss.complaints_before:,}",
    }
    if change < 0:
        yield (
            _(
                "Revenue fell by %(share)s against the %(days)s days before; complaints and "
                "questions went from %(before)s to %(now)s."
            )
            % facts
        )
    else:
        yield (
            _(
                "Revenue rose by %(share)s against the %(days)s days before; complaints and "
                "questions went from %(before)s to %(now)s."
            )
            % facts
        )


def _who(loss: Loss) -> Iterator[str]:
    if loss.left is None:
        return
    yield _("%(part)s customers left; in the time before %(before)s.") % {
        "part": part_words(loss.left),
        "before": part_words(loss.left_before),
    }
    quiet = loss.left.count - loss.told
    if quiet:
        yield ngettext(
            "%(count)s of them never said so: they only fell silent.",
            "%(count)s of them never said so: they only fell silent.",
            quiet,
        ) % {"count": f"{quiet:,}"}


def _heard(loss: Loss) -> Iterator[str]:
    part = loss.wordless
    if part is None:
        return
    yield _(
        "Of %(n)s who left %(count)s had never answered or complained (%(low)s to %(high)s); of "
        "those who stay %(stay)s."
    ) % {
        "n": f"{part.n:,}",
        "count": f"{part.count:,}",
        "low": percent_words(part.low),
        "high": percent_words(part.high),
        "stay": percent_words(loss.wordless_stayers.share) if loss.wordless_stayers else "–",
    }
    if loss.gap_before is not None:
        yield _("Half of them had been silent for %(days)s days or more when they left.") % {
            "days": round(loss.gap_before)
        }


def _prices(loss: Loss) -> Iterator[str]:
    if not loss.prices:
        yield _("No price change is entered for this time. If there was one, enter it below.")
    yield from (price_words(one) for one in loss.prices)


def _mix(loss: Loss) -> Iterator[str]:
    if loss.mix is None or loss.rate is None or loss.left is None or loss.left_before is None:
        return
    change = 100 * (loss.left.share - loss.left_before.share)
    yield _(
        "The share that left moved by %(change)s percentage points: %(mix)s because there are "
        "other customers, %(rate)s because they leave more or less often."
    ) % {
        "change": signed(change, decimals=1),
        "mix": signed(loss.mix, decimals=1),
        "rate": signed(loss.rate, decimals=1),
    }


def _reasons(loss: Loss) -> Iterator[str]:
    if not loss.asked:
        yield _("Nobody who left has been asked why.")
        return
    first = loss.reasons[0] if loss.reasons else None
    if first:
        yield _("Of %(n)s who were asked why, %(count)s chose “%(words)s”.") % {
            "n": f"{loss.asked:,}",
            "count": f"{first.count:,}",
            "words": first.words,
        }


def _unfinished(loss: Loss) -> Iterator[str]:
    if loss.unfinished is None:
        return
    yield ngettext(
        "%(count)s sign-up was begun and never finished, in the time before %(before)s.",
        "%(count)s sign-ups were begun and never finished, in the time before %(before)s.",
        loss.unfinished,
    ) % {"count": f"{loss.unfinished:,}", "before": f"{loss.unfinished_before or 0:,}"}


_PARTS = (_revenue, _who, _heard, _prices, _mix, _reasons, _unfinished)
