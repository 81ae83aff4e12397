"""Saved segments of customers on the score pages: the answers of those who are in them now."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Segment
from emptychair.customers.queries import people_in_segment, segment_with_id, segments_of
from emptychair.metrics.queries.counts import answers_now, cells_of
from emptychair.metrics.rules.cells import by_score, matching
from emptychair.metrics.rules.comparing import against_rest
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.types import GroupScore, ScoreQuestion

SHOWN_AT_MOST = 12  # segments in one table: each is counted by itself


def tracked_segments(access: Access) -> list[Segment]:
    """The segments that somebody ticked for the score pages, by name."""
    access.require(Permission.SCORE_READ)
    return [one for one in segments_of(access) if one.is_tracked]


def people_of_group(access: Access, segment_id: int | None) -> frozenset[int] | None:
    """Who is in a segment now; None without one, nobody where its rules no longer make sense."""
    if segment_id is None:
        return None
    segment = segment_with_id(access, segment_id)
    try:
        return frozenset(people_in_segment(access, segment).values_list("pk", flat=True))
    except SegmentNotUnderstood:
        return frozenset()


def group_scores(access: Access, question: ScoreQuestion) -> tuple[GroupScore, ...]:
    """The score of each tracked segment against all others, most answers first."""
    live, metric = answers_now(access), question.metric
    period, which = question.period, question.which
    everybody = cells_of(access, metric, period, which=which, live=live)
    total, found = by_score(matching(everybody, question)), []
    for segment in tracked_segments(access)[:SHOWN_AT_MOST]:
        people = people_of_group(access, segment.pk)
        cells = cells_of(access, metric, period, which=which, live=live, people=people)
        score = score_from(metric, by_score(matching(cells, question)))
        found.append(GroupScore(segment.pk, score, against_rest(score, total)))
    return tuple(sorted(found, key=lambda group: -group.score.n))
