"""Days, amounts and scores as people read them, in the language and the zone of the moment."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emptychair.charts import signed as signed_words

WEEKDAYS_JA = "月火水木金土日"
MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SIGNS = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
MAN, OKU = 10_000, 100_000_000
DAYS_TOLD_AS_AGO = 7


def in_japanese() -> bool:
    """Whether the language of the moment is Japanese."""
    return (get_language() or "ja").startswith("ja")


def local_date(value: date | datetime) -> date:
    """The day for people here; a plain date is one already."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def day_words(value: date | datetime) -> str:
    """11月22日（日） or 22 Nov 2026; in Japanese the year is told when it is another one."""
    day = local_date(value)
    if not in_japanese():
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    year = "" if day.year == timezone.localdate().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{WEEKDAYS_JA[day.weekday()]}）"


def moment_words(value: datetime) -> str:
    """The day and the time: 11月22日（日）18:05 or 22 Nov 2026, 18:05."""
    between = "" if in_japanese() else ", "
    return f"{day_words(value)}{between}{timezone.localtime(value):%H:%M}"


def ago_words(value: datetime, now: datetime | None = None) -> str:
    """How long ago: 2時間前. What is a week old, or still to come, is told by its day."""
    passed = (now or timezone.now()) - value
    if passed < timedelta() or passed >= timedelta(days=DAYS_TOLD_AS_AGO):
        return day_words(value)
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        count = passed.seconds // 60
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", count) % {"count": count}
    if passed < timedelta(days=1):
        count = passed.seconds // 3600
        return ngettext("%(count)s hour ago", "%(count)s hours ago", count) % {"count": count}
    count = passed.days
    return ngettext("%(count)s day ago", "%(count)s days ago", count) % {"count": count}


def money_words(amount: float, currency: str) -> str:
    """72万円 or ¥720,000; whole units, since nobody decides by cents."""
    if currency == "JPY" and in_japanese():
        return _yen_in_japanese(amount)
    sign = SIGNS.get(currency)
    minus = "−" if round(amount) < 0 else ""
    whole = f"{abs(round(amount)):,}"
    return f"{minus}{sign}{whole}" if sign else f"{minus}{whole} {currency}"


def interval_words(low: float, high: float, decimals: int = 0) -> str:
    """−6 〜 +42, or −6 to +42."""
    words = {"low": signed_words(low, decimals), "high": signed_words(high, decimals)}
    return _("%(low)s to %(high)s") % words


def from_to(low: str, high: str) -> str:
    """4円 〜 9円, or ¥4 to ¥9: two things that are words already."""
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def hours_words(value: float) -> str:
    """3.1 hours; below one, in minutes."""
    if value < 1:
        count = max(1, round(value * 60))
        return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}
    shown = f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"
    return ngettext("%(count)s hour", "%(count)s hours", 2 if shown != "1" else 1) % {
        "count": shown
    }


def _yen_in_japanese(amount: float) -> str:
    yen = abs(round(amount))
    minus = "−" if round(amount) < 0 else ""
    for unit, word in ((OKU, "億円"), (MAN, "万円")):
        if yen >= unit:
            return f"{minus}{_tenths(yen / unit)}{word}"
    return f"{minus}{yen:,}円"


def _tenths(value: float) -> str:
    return f"{value:,.{0 if value >= 100 else 1}f}".removesuffix(".0")
