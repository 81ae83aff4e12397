"""What moves a score."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.listening import DriversOut
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period
from emptychair.metrics.driver_types import DriverQuestion, DriverRow
from emptychair.metrics.queries.drivers import drivers_of

router = Router(tags=["listening"])


@router.get(
    "/surveys/{survey_id}/drivers",
    response=DriversOut,
    summary="What moves the score of a survey",
    operation_id="drivers",
)
def show_drivers(
    request: HttpRequest,
    survey_id: int,
    first: date,
    end: date,
    source: Literal["questions", "before", "tags"] = "questions",
    touchpoint_id: int | None = None,
) -> Any:
    """From the day `first` up to, not including, `end`. An importance is not a cause."""
    access = access_of(request, Permission.SCORE_READ)
    if end <= first:
        raise Invalid
    question = DriverQuestion(
        survey_id=survey_id,
        period=Period(first, end),
        source=source,
        touchpoint_id=touchpoint_id,
    )
    found = drivers_of(access, question)
    return {
        "survey_id": survey_id,
        "metric": found.metric,
        "state": found.state,
        "scored": found.scored,
        "n": found.n,
        "r2": found.r2,
        "drivers": [_driver(row) for row in found.rows],
    }


def _driver(row: DriverRow) -> dict[str, Any]:
    share, contrast, gain = row.share, row.contrast, row.gain
    return {
        "key": row.item.key,
        "label": row.item.label,
        "share": share.share,
        "weight": share.weight,
        "slope": share.slope,
        "first_rank": share.first_rank,
        "last_rank": share.last_rank,
        "inflation": share.inflation,
        "kind": contrast.kind if contrast else "cannot_tell",
        "penalty": contrast.penalty if contrast else None,
        "reward": contrast.reward if contrast else None,
        "gain": gain.gain if gain else None,
        "low_answers": contrast.low if contrast else None,
        "clearly_first": bool(gain and gain.clearly_first),
        "quadrant": row.point.quadrant if row.point else "",
    }
