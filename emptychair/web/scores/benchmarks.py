"""Published levels of the same country and line of business, with their source."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.charts import signed
from emptychair.metrics.benchmarks import same_market, sectors_of

# What a line of business is called; one that is new stands as in the file of figures.
SECTORS = {
    "apparel e-commerce": pgettext_lazy("industry", "apparel e-commerce"),
    "banks": pgettext_lazy("industry", "banks"),
    "car insurance (agents)": pgettext_lazy("industry", "car insurance (agents)"),
    "car insurance (direct)": pgettext_lazy("industry", "car insurance (direct)"),
    "credit cards": pgettext_lazy("industry", "credit cards"),
    "electric power": pgettext_lazy("industry", "electric power"),
    "face-to-face brokers": pgettext_lazy("industry", "face-to-face brokers"),
    "general e-commerce": pgettext_lazy("industry", "general e-commerce"),
    "internet providers": pgettext_lazy("industry", "internet providers"),
    "life insurance": pgettext_lazy("industry", "life insurance"),
    "life insurance contact centre": pgettext_lazy("industry", "life insurance contact centre"),
    "mail-order cosmetics": pgettext_lazy("industry", "mail-order cosmetics"),
    "mobile carriers": pgettext_lazy("industry", "mobile carriers"),
    "net supermarkets": pgettext_lazy("industry", "net supermarkets"),
    "online brokers": pgettext_lazy("industry", "online brokers"),
    "prestige cosmetics": pgettext_lazy("industry", "prestige cosmetics"),
    "video streaming": pgettext_lazy("industry", "video streaming"),
}


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One published figure."""

    words: str
    value: str
    source: str


def sector_words(sector: str) -> str:
    """What a line of business is called in the language of the moment."""
    return str(SECTORS.get(sector, sector))


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
