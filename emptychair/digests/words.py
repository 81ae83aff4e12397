"""Words of regular reports: periods, audiences, groups, cells."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.digests.rules.cadence import cadence_of_key, fiscal_quarter
from emptychair.digests.types import Cadence, Cell
from emptychair.kit.periods import Period
from emptychair.metrics.figures import FigureUnit
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.types import Score
from emptychair.metrics.words import month_words, period_words, value_words
from emptychair.scorecard.words import number_words
from emptychair.surveys.types import Metric

NOTHING = Cell("–")
PATTERNS = {"points": "+0;−0;0", "percent": '0"%"', "mean": "0.0"}
GROUPS = ("happened", "said", "done", "decide", "scorecard", "heard", "definitions")


def group_words(group: str) -> str:
    """The heading over parts that belong together."""
    return {
        "happened": pgettext("report", "What happened"),
        "said": pgettext("report", "What customers said"),
        "done": pgettext("report", "What was done"),
        "decide": pgettext("report", "What to decide next"),
        "scorecard": _("Scorecard"),
        "heard": pgettext("report", "Who is silent"),
        "definitions": pgettext("report", "How to read this"),
    }[group]


def run_words(cadence: str, period: Period, *, first_month: int) -> str:
    """The days a report tells of, as its title has them."""
    if cadence == Cadence.MONTH:
        return month_words(period.first)
    if cadence == Cadence.WEEK:
        return period_words(period)
    facts = {"first": month_words(period.first), "last": month_words(period.last)}
    if cadence == Cadence.FISCAL_YEAR:
        facts["year"] = str(fiscal_quarter(period, first_month=first_month)[0])
        return _("Fiscal year %(year)s (%(first)s to %(last)s)") % facts
    if cadence == Cadence.FISCAL_QUARTER:
        year, quarter = fiscal_quarter(period, first_month=first_month)
        facts |= {"year": str(year), "quarter": str(quarter)}
        return _("Fiscal year %(year)s, quarter %(quarter)s (%(first)s to %(last)s)") % facts
    facts |= {"year": str(period.first.year), "quarter": str((period.first.month + 2) // 3)}
    return _("Quarter %(quarter)s of %(year)s (%(first)s to %(last)s)") % facts


def key_words(key: str, period: Period, *, first_month: int) -> str:
    """The same of a report that was made, whatever is made regularly by now."""
    return run_words(cadence_of_key(key) or Cadence.MONTH, period, first_month=first_month)


def mail_words(summary: Sequence[str], address: str) -> str:
    """The text of a report's mail; `address` is the page to which it leads."""
    told = _("The report is attached. The numbers with their voices stand here:")
    return "\n".join([*(f"・{sentence}" for sentence in summary), "", told, address])


def metric_words(metric: str) -> str:
    """The short name of a metric."""
    return str(Metric(metric).label)


def limit_words() -> tuple[str, str]:
    """The two ends of an interval, as headings."""
    return pgettext("end of an interval", "from"), pgettext("end of an interval", "to")


def score_cell(score: Score, number: float | None) -> Cell:
    """A score, or an end of its interval, as number and words."""
    if number is None:
        return NOTHING
    written = value_words(Score(score.metric, number, None, None, score.n))
    return Cell(written, round(number, 2), PATTERNS[UNITS[score.metric]])


def count_cell(count: int) -> Cell:
    """A count."""
    return Cell(f"{count:,}", count, "#,##0")


def money_cell(value: float, currency: str) -> Cell:
    """A sum with its currency: 6,000,000円, $1,200."""
    words = number_words(FigureUnit.MONEY, value, currency=currency)
    sign = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}.get(currency, f"{currency} ")
    return Cell(words, round(value, 2), f'"{sign}"#,##0')


def day_cell(day: date | None) -> Cell:
    """A day."""
    return Cell(day.isoformat(), day, "yyyy-mm-dd") if day else NOTHING


def text_cell(text: str) -> Cell:
    """Words alone."""
    return Cell(text or "–")
