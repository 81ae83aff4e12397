"""The voices that go with an alert."""

from collections.abc import Sequence
from datetime import timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.rules.material import Noticed
from emptychair.alerts.types import MOST_VOICES
from emptychair.kit.periods import Period
from emptychair.metrics.rules.scoring import scores_of_band
from emptychair.surveys.models import Response
from emptychair.surveys.queries.privacy import private_surveys
from emptychair.surveys.types import Metric
from emptychair.voice.queries import voices_with_ids
from emptychair.voice.types import Voice


def voices_about(access: Access, one: Noticed) -> list[int]:
    """Ids of low answers since the change, those with words first, the newest first."""
    access.require(Permission.VOICE_READ)
    stream = one.stream
    period = Period(min(one.since, one.first_seen - timedelta(days=1)), one.first_seen)
    start, end = period.moments(access.workspace.zone)
    found = Response.objects.visible_to(access).counted()
    found = found.filter(answered_at__gte=start, answered_at__lt=end)
    found = found.exclude(survey__in=private_surveys(access).values("pk"))
    if stream.place_kind == "touchpoint":
        found = found.filter(touchpoint=int(stream.place))
    elif stream.place_kind == "segment":
        found = found.filter(segment=stream.place)
    elif stream.place_kind == "survey":
        found = found.filter(survey=int(stream.place))
    wanted = [stream.metric] if stream.metric else Metric.values
    columns = found.newest_first().values_list("pk", "metric", "score", "comment", "tags")
    low = {metric: set(scores_of_band(metric, -1)) for metric in wanted}
    with_words: list[int] = []
    silent: list[int] = []
    for pk, metric, score, comment, tags in columns[:500]:
        if stream.place_kind == "tag" and stream.place not in tags:
            continue
        if stream.place_kind == "tag" or score in low.get(metric, ()):
            (with_words if comment else silent).append(pk)
    return (with_words + silent)[:MOST_VOICES]


def attached_voices(access: Access, ids: Sequence[int]) -> list[Voice]:
    """Those, as whoever asks may see them; none for who may not."""
    if not ids or not access.may(Permission.VOICE_READ):
        return []
    return list(voices_with_ids(access, ids))
