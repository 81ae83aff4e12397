"""Changing touch: costs and hours, tiers of groups and of customers, who looks after whom."""

from emptychair.touch.services.hours import add_time_off, drop_time_off, set_weekly_hours
from emptychair.touch.services.overrides import drop_override, hand_over, override_tier
from emptychair.touch.services.proposals import (
    accept_proposal,
    decline_proposal,
    set_rule,
    undo_decision,
)
from emptychair.touch.services.refresh import refresh_touch
from emptychair.touch.services.settings import set_costs, set_margin

__all__ = [
    "accept_proposal",
    "add_time_off",
    "decline_proposal",
    "drop_override",
    "drop_time_off",
    "hand_over",
    "override_tier",
    "refresh_touch",
    "set_costs",
    "set_margin",
    "set_rule",
    "set_weekly_hours",
    "undo_decision",
]
