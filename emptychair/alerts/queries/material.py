"""Everything that a look needs, read at once."""

from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.queries.blocks import (
    heard_in_months,
    rate_block,
    score_block,
    tag_block,
)
from emptychair.alerts.rules.material import Block, Material, counts_of
from emptychair.kit.days_off import public_holidays
from emptychair.kit.periods import Period
from emptychair.surveys.queries import metrics_in_use

DAYS_BEFORE = 731  # a year of possible starts, and a year before each


def material_for(access: Access, *, first: date, end: date) -> Material:
    """What is needed to look on each morning from `first` up to, not including, `end`."""
    access.require(Permission.SCORE_READ)
    period = Period(first - timedelta(days=DAYS_BEFORE), end)
    found = (score_block(access, metric, period) for metric in metrics_in_use(access))
    scores = tuple(block for block in found if block)
    public = public_holidays(access.workspace.country)
    days = (period.first + timedelta(days=number) for number in range(period.days))
    return Material(
        scores=scores,
        counts=counts_of(scores),
        rates=rate_block(access, period),
        tags=tag_block(access, period, [block for block in scores if _has_company(block)]),
        heard=heard_in_months(access, Period(first, end)),
        holidays=frozenset(day for day in days if day in public),
    )


def _has_company(block: Block) -> bool:
    return block.streams[0].place_kind == "company"  # they are sorted
