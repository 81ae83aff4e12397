"""Reads of the loop."""

from emptychair.loop.queries.cases import (
    CaseRow,
    case_counts,
    case_list,
    case_rows,
    case_with_id,
    case_with_number,
    cases_of_company,
    cases_of_person,
    first_reply_median,
    root_causes,
)
from emptychair.loop.queries.effort import (
    EffortRow,
    effort_by_month,
    effort_by_person,
    effort_entries,
    effort_of_initiative,
    effort_shares,
    effort_with_id,
)
from emptychair.loop.queries.initiatives import (
    InitiativeRow,
    completed_initiatives,
    find_initiatives,
    initiative_rows,
    initiative_with_id,
    initiative_with_number,
    initiatives_of,
    kind_share,
)
from emptychair.loop.rules.effort_ratio import EffortShares

__all__ = [
    "CaseRow",
    "EffortRow",
    "EffortShares",
    "InitiativeRow",
    "case_counts",
    "case_list",
    "case_rows",
    "case_with_id",
    "case_with_number",
    "cases_of_company",
    "cases_of_person",
    "completed_initiatives",
    "effort_by_month",
    "effort_by_person",
    "effort_entries",
    "effort_of_initiative",
    "effort_shares",
    "effort_with_id",
    "find_initiatives",
    "first_reply_median",
    "initiative_rows",
    "initiative_with_id",
    "initiative_with_number",
    "initiatives_of",
    "kind_share",
    "root_causes",
]
