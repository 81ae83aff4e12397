"""`/metrics`: headline and groups, and figures of each way to ask."""

from datetime import timedelta
from typing import TYPE_CHECKING

from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.endpoints.trends import trend_of
from emptychair.integrations.delighted.types import Reply
from emptychair.integrations.delighted.vocabulary import core_figures
from emptychair.metrics.queries.survey_counts import (
    Span,
    channel_figures,
    newest_answer,
    scores_of_survey,
)

if TYPE_CHECKING:
    from emptychair.customers.models import Segment

USUAL_DAYS = 30
# Delighted's names for ways to ask, and ours.
CHANNELS = {
    "email": ("email",),
    "kiosk": ("kiosk",),
    "link": ("link", "qr"),
    "sms": ("sms",),
    "web": ("widget", "embed", "web"),
}


def show_metrics(call: Call) -> Reply:
    """Whole numbers. Without bounds of the 30 days that end with the newest answer."""
    fields = call.fields
    since, until = fields.moment("since"), fields.moment("until")
    segment, groups = trend_of(call), fields.many("groups") or ["core"]
    fields.check()
    span = Span(since=since, until=until)
    if since is None and until is None:
        span = _usual(call, segment)
    found: dict[str, int] = {}
    if "core" in groups:
        counts = scores_of_survey(call.access, call.survey, span, segment=segment)
        found |= core_figures(call.survey_type, counts)
    for name in CHANNELS:
        if name in groups:
            found |= _figures(call, name, span, segment)
    return Reply(found)


def _usual(call: Call, segment: "Segment | None") -> Span:
    """The window of the workspace, 30 days unless its settings say otherwise."""
    newest = newest_answer(call.access, call.survey, segment=segment)
    if newest is None:
        return Span()
    stored = call.access.workspace.settings.get("delighted_window_days")
    days = stored if isinstance(stored, int) and stored > 0 else USUAL_DAYS
    return Span(since=newest - timedelta(days=days), until=newest)


def _figures(call: Call, name: str, span: Span, segment: "Segment | None") -> dict[str, int]:
    """A trend is not applied to mail."""
    figures = channel_figures(
        call.access,
        call.survey,
        span,
        channels=CHANNELS[name],
        segment=None if name == "email" else segment,
    )
    return {
        f"{name}_sent_count": figures.sent,
        f"{name}_opened_count": figures.opened,
        f"{name}_bounced_count": figures.bounced,
        f"{name}_unsubscribed_count": figures.unsubscribed,
        f"{name}_response_count": figures.answered,
    }
