"""Reading customers: people, companies, segments, timeline, what they allow. Names come masked
where `access` may not see them.
"""

from emptychair.customers.queries.consent import is_suppressed, may_email
from emptychair.customers.queries.finding import (
    FoundCompany,
    FoundPerson,
    find_companies,
    find_people,
    people_matching,
)
from emptychair.customers.queries.lookup import (
    company_with_id,
    person_with_id,
    segment_with_id,
    segments_of,
)
from emptychair.customers.queries.segment_people import people_in_segment
from emptychair.customers.queries.timeline import TimelineRow, timeline_of

__all__ = [
    "FoundCompany",
    "FoundPerson",
    "TimelineRow",
    "company_with_id",
    "find_companies",
    "find_people",
    "is_suppressed",
    "may_email",
    "people_in_segment",
    "people_matching",
    "person_with_id",
    "segment_with_id",
    "segments_of",
    "timeline_of",
]
