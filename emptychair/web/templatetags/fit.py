"""Where the product stands, for the top of pages of customer success: `{% load fit %}`."""

from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.fit.queries.strip import strip_of
from emptychair.fit.types import Stage

if TYPE_CHECKING:
    from emptychair.accounts.access import Access

register = template.Library()


@register.inclusion_tag("fit/_strip.html", takes_context=True)
def fit_strip(context: template.Context, segment: str = "") -> dict[str, Any]:
    """`{% fit_strip %}`: the stage, and what the product suggests first in it; nothing for whoever
    may not see scores.
    """
    access: Access = context["access"]
    if not access.may(Permission.SCORE_READ):
        return {"fit": None}
    found = strip_of(access, segment=segment, now=timezone.now())
    return {
        "fit": found,
        "is_learning": found.stage != Stage.AFTER,
        "tone": {Stage.BEFORE: "bad", Stage.UNKNOWN: "wait", Stage.AFTER: "good"}[found.stage],
    }
