"""Since when a survey asks something that does not mean the same as before."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.surveys.models import Response, SurveyVersion

MOST = 20


def seams_of(
    access: Access, *, metric: str, since: date, touchpoint_id: int | None = None
) -> list[tuple[date, str]]:
    """The days of the workspace on which a trend broke off, with words for a chart, oldest first.

    A first version breaks it only where the survey was answered before.
    """
    earlier = Response.objects.visible_to(access).filter(
        survey=OuterRef("survey"), answered_at__lt=OuterRef("published_at"), is_counted=True
    )
    rows = SurveyVersion.objects.visible_to(access).filter(
        Q(number__gt=1) | Exists(earlier),
        same_meaning=False,
        survey__metric=metric,
        published_at__date__gte=since,
    )
    if touchpoint_id is not None:
        rows = rows.filter(survey__touchpoint=touchpoint_id)
    newest = rows.select_related("survey").order_by("-published_at")[:MOST]
    zone = access.workspace.zone
    found = [(one.published_at.astimezone(zone).date(), _words(one)) for one in newest]
    return found[::-1]


def _words(version: SurveyVersion) -> str:
    named = pgettext("chart", "%(survey)s, version %(number)s") % {
        "survey": version.survey.name,
        "number": version.number,
    }
    return pgettext("chart", "Asked in another way: %(note)s") % {"note": version.note or named}
