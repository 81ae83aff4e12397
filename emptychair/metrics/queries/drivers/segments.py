"""Which segments answered a survey."""

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.metrics.driver_types import DriverQuestion
from emptychair.surveys.models import Response


def segments_answering(access: Access, question: DriverQuestion) -> list[str]:
    """The segments of the answers that are asked about, the one with most answers first."""
    access.require(Permission.SCORE_READ)
    first, end = question.period.moments(access.workspace.zone)
    rows = Response.objects.visible_to(access).filter(
        survey=question.survey_id, is_counted=True, answered_at__gte=first, answered_at__lt=end
    )
    found = rows.exclude(segment="").order_by().values_list("segment").annotate(n=Count("pk"))
    return [segment for segment, _n in sorted(found, key=lambda each: (-each[1], each[0]))]
