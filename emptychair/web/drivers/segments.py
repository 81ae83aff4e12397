"""What to fix first in each segment of customers, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.loop.queries.drivers import initiatives_by_driver
from emptychair.metrics.driver_types import Drivers
from emptychair.metrics.driver_words import gain_interval, gain_words
from emptychair.metrics.queries.drivers import driver_surveys, drivers_of, segments_answering
from emptychair.web.drivers import sentences
from emptychair.web.drivers.questions import address_with, asked_drivers
from emptychair.web.drivers.rows import start_address

SEGMENTS_AT_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """One segment: what comes first in it, or why that cannot be told."""

    segment: str
    answers: int
    words: str
    first: str = ""
    gain: str = ""
    interval: str = ""
    address: str
    start: str = ""
    initiative: int | None = None


def segments_page(access: Access, given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of the part: the largest segments, each looked at for itself."""
    question = asked_drivers(access, given, driver_surveys(access), now=now)
    if question is None or question.segment:
        return {"rows": []}
    segments = segments_answering(access, question)
    shown = [
        (each, drivers_of(access, replace(question, segment=each)))
        for each in segments[:SEGMENTS_AT_MOST]
    ]
    known = initiatives_by_driver(access, question.survey_id)
    may_start = access.may(Permission.INITIATIVE_WRITE)
    rows = [_row(each, told, given, known, may_start=may_start) for each, told in shown]
    return {
        "rows": rows,
        "left": len(segments) - len(rows),
        "unit": sentences.unit_words(shown[0][1].metric) if shown else "",
    }


def _row(
    segment: str,
    found: Drivers,
    given: Mapping[str, str],
    known: Mapping[str, int],
    *,
    may_start: bool,
) -> SegmentRow:
    address = address_with(given, segment=segment)
    if found.state != "told":
        words = sentences.too_few_sentence(found)
        return SegmentRow(segment=segment, answers=found.scored, words=words, address=address)
    helped = [row for row in found.gains if row.gain and row.gain.gain.low > 0]
    best = found.first or (helped[0] if len(helped) == 1 else None)
    row = SegmentRow(
        segment=segment,
        answers=found.n,
        words=sentences.first_sentence(found),
        address=address,
    )
    if best is None or best.gain is None:
        return row
    initiative = known.get(best.item.key)
    return replace(
        row,
        first=best.item.label,
        gain=gain_words(found.metric, best.gain.gain.value),
        interval=gain_interval(found.metric, best.gain.gain),
        start=start_address(found, best) if may_start and initiative is None else "",
        initiative=initiative,
    )
