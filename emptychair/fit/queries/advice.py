"""What to tell somebody who builds for many customers."""

from datetime import datetime

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.fit.queries.segments import fit_of
from emptychair.fit.types import FitAdvice, SegmentFit
from emptychair.fit.words import advice_words
from emptychair.kit.periods import local_day


def advice(access: Access, *, segment: str = "", now: datetime | None = None) -> FitAdvice:
    """Whether to scale for a group (a segment word of people; empty: everybody), and why not yet.

    Whoever scales against it overrules it first, by name (`fit.services.overrule_advice`).
    """
    found = fit_of(access, segment=segment, now=now or timezone.now())
    return advice_from(access, found)


def advice_from(access: Access, found: SegmentFit) -> FitAdvice:
    """The same from what was read already."""
    weakest = min(
        (part.share for part in found.parts if part.share is not None),
        key=lambda share: share.low,
        default=None,
    )
    overrule = found.overrule
    return FitAdvice(
        segment=found.segment,
        stage=found.stage,
        share=weakest.share if weakest else None,
        low=weakest.low if weakest else None,
        high=weakest.high if weakest else None,
        n=weakest.n if weakest else 0,
        words=advice_words(found),
        may_scale=found.may_scale,
        overruled_by=overrule.name if overrule else "",
        overruled_on=local_day(overrule.made_at, access.workspace.zone) if overrule else None,
        overruled_because=overrule.reason if overrule else "",
    )
