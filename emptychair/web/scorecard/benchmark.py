"""The published level beside the own score, with its source."""

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.charts import signed
from emptychair.metrics.benchmarks import same_market, sectors_of
from emptychair.metrics.benchmarks.words import sector_words


def benchmark_words(access: Access) -> str:
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
