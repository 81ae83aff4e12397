"""Reading touch: groups, proposals, customers, capacity."""

from emptychair.touch.queries.capacity import capacity_of, moves_for, times_off, weekly_hours
from emptychair.touch.queries.customers import customers_of, tiers_of, touch_of
from emptychair.touch.queries.groups import group_with_id, groups_of
from emptychair.touch.queries.proposals import decisions_of, proposals_of
from emptychair.touch.queries.settings import counted_at, margins_of, settings_of

__all__ = [
    "capacity_of",
    "counted_at",
    "customers_of",
    "decisions_of",
    "group_with_id",
    "groups_of",
    "margins_of",
    "moves_for",
    "proposals_of",
    "settings_of",
    "tiers_of",
    "times_off",
    "touch_of",
    "weekly_hours",
]
