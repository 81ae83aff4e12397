"""Reads of plans. What others ask: `plan_state_of`, `plan_states`."""

from emptychair.plans.queries.plans import (
    milestone_rows,
    milestone_with_id,
    people_of_company,
    people_of_customer,
    plan_counts,
    plan_list,
    plan_rows,
    plan_with_id,
    plans_of_customer,
    said_rows,
    step_with_id,
)
from emptychair.plans.queries.standing import plan_state_of, plan_states
from emptychair.plans.queries.templates import (
    plan_rule_with_id,
    plan_rules,
    template_with_key,
    templates_of,
)

__all__ = [
    "milestone_rows",
    "milestone_with_id",
    "people_of_company",
    "people_of_customer",
    "plan_counts",
    "plan_list",
    "plan_rows",
    "plan_rule_with_id",
    "plan_rules",
    "plan_state_of",
    "plan_states",
    "plan_with_id",
    "plans_of_customer",
    "said_rows",
    "step_with_id",
    "template_with_key",
    "templates_of",
]
