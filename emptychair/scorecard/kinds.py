"""Ready kinds of figures from outside: what others mean by them, to begin with."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from emptychair.metrics.figures import FigureGroup, FigureUnit, Horizon, Text
from emptychair.scorecard.types import Combining


@dataclass(frozen=True, slots=True)
class Kind:
    """One to choose; everything may be changed before it is stored."""

    key: str
    name: Text
    group: FigureGroup
    horizon: Horizon
    unit: FigureUnit
    combining: Combining
    definition: Text
    source: Text


KINDS = (
    Kind(
        "share_of_voice",
        _("Share of voice"),
        FigureGroup.BRAND,
        Horizon.LONG,
        FigureUnit.PERCENT,
        Combining.MEAN,
        _(
            "Mentions of our brand, of all mentions of us and of the competitors we watch, in the "
            "media we watch. Name the competitors and the media here."
        ),
        _("media monitoring"),
    ),
    Kind(
        "sentiment",
        _("Sentiment"),
        FigureGroup.BRAND,
        Horizon.LONG,
        FigureUnit.POINTS,
        Combining.MEAN,
        _(
            "Share of mentions that are positive less the share that are negative, in points. "
            "Neutral mentions count in the whole."
        ),
        _("media monitoring"),
    ),
    Kind(
        "leads",
        _("Leads"),
        FigureGroup.FUNNEL,
        Horizon.SHORT,
        FigureUnit.NUMBER,
        Combining.SUM,
        _("Who asked for an offer, a trial or a call in the month, each once."),
        _("sales system"),
    ),
    Kind(
        "pipeline",
        _("Pipeline"),
        FigureGroup.FUNNEL,
        Horizon.SHORT,
        FigureUnit.MONEY,
        Combining.LAST,
        _("Worth of all open offers on the last day of the month, not weighted by their chances."),
        _("sales system"),
    ),
)


def kind_with_key(key: str) -> Kind | None:
    """One of them, or nothing."""
    return next((one for one in KINDS if one.key == key), None)
