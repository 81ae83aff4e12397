"""Filters of our pages. An empty value stays empty."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from typing_extensions import override

from emptychair.charts import Chart
from emptychair.charts import percent as percent_words
from emptychair.charts import signed as signed_words
from emptychair.kit.addressing import addressed
from emptychair.metrics.words import month_words
from emptychair.surveys.choices import choice_words
from emptychair.web.ui import assets, charts, words
from emptychair.web.ui.embeds import with_embeds
from emptychair.web.ui.menu import Entry
from emptychair.web.ui.score_tabs import score_tabs as tabs_about_scores
from emptychair.web.ui.success_tabs import success_tabs as tabs_about_success

register = template.Library()


class Counted(int):
    """A whole number that reads with its thousands apart, and still counts as one in plurals."""

    @override
    def __str__(self) -> str:
        return f"{int(self):,}"


@register.filter
def counted(number: object) -> object:
    """`{{ survey.asked|counted }}`: 12,345. Also in `{% blocktranslate count n=asked|counted %}`.
    What is no whole number stays as it is.
    """
    if number is None:
        return ""
    return Counted(number) if type(number) is int else number


@register.filter
def day(value: date | datetime | None) -> str:
    """`{{ case.due_at|day }}`: 11月22日（日）."""
    return words.day_words(value) if value else ""


@register.filter
def month(value: date) -> str:
    """`{{ cohort.month|month }}`: 2026年11月, Nov 2026."""
    return month_words(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ note.written_at|moment }}`: 11月22日（日）18:05."""
    return words.moment_words(value) if value else ""


@register.filter
def ago(value: datetime | None) -> str:
    """`{{ voice.answered_at|ago }}`: 2時間前."""
    return words.ago_words(value) if value else ""


@register.filter
def customer(name: str) -> str:
    """`{{ voice.name|customer }}`: 高橋 由紀 様."""
    return addressed(name)


@register.filter
def chosen(score: int | None, metric: str) -> str:
    """`{{ voice.score|chosen:voice.metric }}`: what was chosen, where its number says nothing."""
    return "" if score is None else choice_words(metric, score)


@register.filter
def money(value: Any, currency: str = "JPY") -> str:
    """`{{ contract.amount|money:contract.currency }}`: 72万円."""
    return words.money_words(float(value), currency or "JPY") if _known(value) else ""


@register.filter
def signed(value: Any, decimals: int = 0) -> str:
    """`{{ score.value|signed }}`: +19, −6, 0."""
    return signed_words(float(value), decimals) if _known(value) else ""


@register.filter
def interval(low: float | None, high: float | None) -> str:
    """`{{ score.low|interval:score.high }}`: −6 〜 +42."""
    return "" if low is None or high is None else words.interval_words(low, high)


@register.filter
def percent(share: float | None) -> str:
    """`{{ coverage.share|percent }}`: 28%."""
    return percent_words(share) if share is not None else ""


@register.filter
def hours(value: float | None) -> str:
    """`{{ reply_hours|hours }}`: 3.1 時間."""
    return words.hours_words(value) if value is not None else ""


@register.filter
def part(value: float) -> str:
    """A part of twenty: 1, 1.5, 18."""
    return f"{value:g}"


@register.filter
def strip(shares: Any) -> list[tuple[str, str]]:
    """Where counting, planning and doing begin on a strip, and how wide they are, in percent."""
    begins, found = 0.0, []
    for kind in ("counting", "planning", "doing"):
        width = 100 * shares.share(kind)
        found.append((f"{begins:.2f}", f"{max(0.0, width - 0.6):.2f}"))
        begins += width
    return found


@register.filter
def undo_address(message: Any) -> str:
    """Where a message can be taken back: its tag `undo:/today/marks/3/undo/`."""
    tags = str(message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


@register.simple_tag
def asset(name: str) -> str:
    """`{% asset "htmx.js" %}`: a file that comes with a library, under an address with its hash."""
    return assets.address_of(name)


@register.inclusion_tag("components/_figure.html")
def figure(chart: Chart | None) -> dict[str, Any]:
    """`{% figure chart %}`: the drawing, and the table behind it for those who want numbers."""
    return {"figure": charts.figure(chart) if chart else None}


@register.simple_tag(takes_context=True)
def score_tabs(context: template.Context, route: str) -> list[Entry]:
    """`{% score_tabs "scores" as tabs %}`: the pages about numbers that may be opened."""
    return tabs_about_scores(context["access"], route)


@register.simple_tag(takes_context=True)
def success_tabs(context: template.Context, route: str) -> list[Entry]:
    """`{% success_tabs "health" as tabs %}`: the pages of customer success that may be opened."""
    return tabs_about_success(context["access"], route)


@register.simple_tag(takes_context=True)
def note(context: template.Context, text: str) -> SafeString:
    """`{% note initiative.change %}`: its words and lines, with the saved views it names."""
    return with_embeds(context["access"], text)


def _known(value: object) -> bool:
    return value is not None and value != ""
