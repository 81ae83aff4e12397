"""Tables of plans."""

from emptychair.plans.models.link import PlanLink
from emptychair.plans.models.plan import Milestone, PlanStep, Said, SuccessPlan
from emptychair.plans.models.template import PlanRule, PlanTemplate

__all__ = [
    "Milestone",
    "PlanLink",
    "PlanRule",
    "PlanStep",
    "PlanTemplate",
    "Said",
    "SuccessPlan",
]
