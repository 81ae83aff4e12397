"""What the values of a dimension are called."""

from collections.abc import Mapping
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.metrics.queries.groups import tracked_segments
from emptychair.metrics.types import DIMENSIONS, Dimension
from emptychair.surveys.channel_words import channel_words
from emptychair.touchpoints.queries import touchpoints_of

View = Dimension | Literal["group"]  # also by the segments that somebody saved
VIEWS: tuple[View, ...] = (*DIMENSIONS, "group")
LANGUAGES = {"ja": "日本語", "en": "English"}


def group_names(access: Access) -> dict[int, str]:
    """Every saved segment that is shown with the scores, by its id."""
    return {one.pk: one.name for one in tracked_segments(access)}


def touchpoint_names(access: Access) -> dict[int, str]:
    """Every touchpoint by its id, in the order of the map; the put away at the end."""
    rows = [*touchpoints_of(access), *touchpoints_of(access, archived=True)]
    return {row.pk: row.name for row in rows}


def dimension_words(dimension: View) -> str:
    """What it is called as a heading."""
    return {
        "group": _("Saved segment"),
        "touchpoint": _("Touchpoint"),
        "segment": pgettext("of answers", "Segment"),
        "language": pgettext("of answers", "Language"),
        "channel": _("Channel"),
    }[dimension]


def value_words(dimension: View, key: int | str | None, places: Mapping[int, str]) -> str:
    """One value as people say it."""
    if dimension == "group":
        return places.get(int(key or 0), "")
    if dimension == "touchpoint":
        return places.get(int(key or 0)) or _("the whole, no touchpoint")
    text = str(key or "")
    if not text:
        return _("not known")
    if dimension == "language":
        return LANGUAGES.get(text, text)
    if dimension == "channel":
        return channel_words(text)
    return text
