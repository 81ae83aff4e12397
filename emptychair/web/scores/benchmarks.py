"""Published levels of the same country and line of business, with their source."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.charts import signed
from emptychair.metrics.benchmarks import same_market, sectors_of


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One published figure."""

    words: str
    value: str
    source: str


def benchmark_rows(access: Access, sector: str) -> list[BenchmarkRow]:
    """The newest figures of a sector in the country of the workspace."""
    if sector not in sectors_of(access.workspace.country):
        return []
    return [
        BenchmarkRow(
            _statistic_words(figure.statistic) + (f" ({figure.brand})" if figure.brand else ""),
            signed(figure.value, 1),
            f"{figure.publisher}, {figure.year}",
        )
        for figure in same_market(access.workspace.country, sector)
    ]


def _statistic_words(statistic: str) -> str:
    return {
        "mean": _("mean"),
        "best": _("best"),
        "worst": _("worst"),
        "range low": _("lowest of the range"),
        "range high": _("highest of the range"),
    }.get(statistic, statistic)
