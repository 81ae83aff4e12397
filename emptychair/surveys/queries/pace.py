"""How long the pages of a survey usually lie open."""

from emptychair.accounts.access import Access
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.rules.speeding import usual_pace

LATEST = 200  # answers say what is usual; older ones met other questions


def usual_pace_of(access: Access, survey: Survey) -> dict[str, float]:
    """The median of each page, in seconds, of the newest answers that were finished."""
    rows = Response.objects.visible_to(access).filter(
        survey=survey, is_counted=True, finished_at__isnull=False
    )
    seen = rows.order_by("-answered_at").values_list("page_seconds", flat=True)[:LATEST]
    return usual_pace([one for one in seen if one])
