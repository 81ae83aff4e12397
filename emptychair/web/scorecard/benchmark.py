"""Published levels beside the own score, each with its source."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.charts import signed
from emptychair.metrics.benchmarks import same_market, sectors_of
from emptychair.metrics.benchmarks.words import sector_words
from emptychair.scorecard.types import Level
from emptychair.scorecard.words import level_words


@dataclass(frozen=True, slots=True)
class Beside:
    """One level in words, and where its values stand."""

    words: str
    address: str = ""


def levels_beside(access: Access, metric: str, levels: Iterable[Level]) -> list[Beside]:
    """What the company entered of this metric, and what is known of its industry."""
    found = own_levels(levels, metric)
    shipped = _benchmark_words(access) if metric == "nps" else ""
    return [*found, Beside(shipped)] if shipped else found


def own_levels(levels: Iterable[Level], metric: str) -> list[Beside]:
    """What the company entered of this metric."""
    return [_own(one) for one in levels if one.metric == metric]


def _own(level: Level) -> Beside:
    words = _("%(sector)s: %(value)s (%(publisher)s, %(year)s)") % {
        "sector": level.name,
        "value": level_words(level.metric, level.value),
        "publisher": level.source,
        "year": level.day.year,
    }
    return Beside(words, reverse("scorecard-figure", args=[level.key]))


def _benchmark_words(access: Access) -> str:
    """The newest mean of the industry that was chosen, in the country of the workspace."""
    country = access.workspace.country
    sector = access.workspace.settings.get("sector", "")
    if sector not in sectors_of(country):
        return ""
    means = [one for one in same_market(country, sector) if one.statistic == "mean"]
    if not means:
        return ""
    return _("%(sector)s: mean %(value)s (%(publisher)s, %(year)s)") % {
        "sector": sector_words(sector),
        "value": signed(means[0].value, 1),
        "publisher": means[0].publisher,
        "year": means[0].year,
    }
