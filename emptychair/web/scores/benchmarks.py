"""Published levels beside our own score: those that come with the product, those entered here."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.charts import signed
from emptychair.metrics.benchmarks import same_market, sectors_of
from emptychair.metrics.types import Score
from emptychair.scorecard.queries.outside import published_levels
from emptychair.scorecard.words import level_words


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One published figure, and what our own score says beside it."""

    words: str
    value: str
    source: str
    verdict: str = ""
    address: str = ""


def benchmark_rows(access: Access, sector: str, score: Score) -> list[BenchmarkRow]:
    """What the company entered, then the newest shipped figures of a sector in its country."""
    found = [
        BenchmarkRow(
            level.name,
            level_words(level.metric, level.value),
            _published(level.source, level.day.year, level.n),
            beside_words(score, level.value),
            reverse("scorecard-figure", args=[level.key]),
        )
        for level in published_levels(access, score.metric)
    ]
    if score.metric != "nps" or sector not in sectors_of(access.workspace.country):
        return found
    return [
        *found,
        *(
            BenchmarkRow(
                _statistic_words(figure.statistic) + (f" ({figure.brand})" if figure.brand else ""),
                signed(figure.value, 1),
                _published(figure.publisher, figure.year),
                beside_words(score, figure.value),
            )
            for figure in same_market(access.workspace.country, sector)
        ),
    ]


def _published(source: str, year: int, n: int | None = None) -> str:
    """Where and when: `NTT Com Online, 2022`, `NTT Com Online、2022年`."""
    told = _("%(source)s, %(year)s") % {"source": source, "year": year}
    return f"{told} (n = {n:,})" if n else told


def beside_words(score: Score, level: float) -> str:
    """Whether our interval lies above or below it. What others published counts as exact."""
    if score.low is None or score.high is None:
        return ""
    if score.low > level:
        return _("Ours lies above it, with the whole interval.")
    if score.high < level:
        return _("Ours lies below it, with the whole interval.")
    return _("It lies within our interval: no difference can be told.")


def _statistic_words(statistic: str) -> str:
    return {
        "mean": _("mean"),
        "best": _("best"),
        "worst": _("worst"),
        "range low": _("lowest of the range"),
        "range high": _("highest of the range"),
    }.get(statistic, statistic)
