"""What the people of one company answered."""

from collections import Counter
from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day, start_of_day
from emptychair.metrics.rules.scoring import SCALES, score_from
from emptychair.metrics.types import Score
from emptychair.surveys.models import Response
from emptychair.surveys.queries.privacy import private_surveys

COMPANY_DAYS = 365


def company_scores(access: Access, company_id: int, *, now: datetime) -> tuple[Score, ...]:
    """Each metric's score of the last 365 days, most answers first; nothing where nobody answered.

    Of each person the latest answer per survey and touchpoint counts, as everywhere. Private
    surveys tell nothing of one company.
    """
    access.require(Permission.SCORE_READ)
    zone = access.workspace.zone
    since = start_of_day(local_day(now, zone) - timedelta(days=COMPANY_DAYS - 1), zone)
    rows = (
        Response.objects.visible_to(access)
        .counted()
        .filter(
            company_id=company_id, answered_at__gte=since, answered_at__lte=now, score__isnull=False
        )
        .exclude(survey__in=private_surveys(access))
    )
    latest: dict[tuple[int | None, ...], tuple[str, int]] = {}
    columns = ("pk", "person_id", "survey_id", "touchpoint_id", "metric", "score")
    for pk, person, survey, place, metric, score in rows.order_by("answered_at", "pk").values_list(
        *columns
    ):
        latest[(person, survey, place) if person else (pk,)] = (metric, score)
    counted = Counter(latest.values())
    found = [
        score_from(metric, {score: n for (of, score), n in counted.items() if of == metric})
        for metric in SCALES
    ]
    return tuple(sorted((one for one in found if one.n), key=lambda one: -one.n))
