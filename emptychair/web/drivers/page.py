"""Everything the drivers page shows, in the words of the moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.loop.queries.drivers import initiatives_by_driver
from emptychair.metrics.driver_pictures import gains_picture, map_picture, shares_picture
from emptychair.metrics.driver_types import Drivers, DriverSurvey
from emptychair.metrics.driver_words import left_out_words
from emptychair.metrics.queries.drivers import driver_surveys, drivers_of
from emptychair.metrics.words import period_words
from emptychair.web.drivers import sentences
from emptychair.web.drivers.filters import driver_choices
from emptychair.web.drivers.questions import address_with, asked_drivers
from emptychair.web.drivers.rows import shown_drivers, voices_of


def drivers_page(access: Access, given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of the page."""
    surveys = driver_surveys(access)
    question = asked_drivers(access, given, surveys, now=now)
    if question is None:
        return {"state": "no_survey"}
    found = drivers_of(access, question)
    chosen = next(one for one in surveys if one.id == question.survey_id)
    return {
        "state": found.state,
        "survey": chosen,
        "as_of": found.as_of,
        "period_words": period_words(question.period),
        "may_export": access.may(Permission.DATA_EXPORT) and found.state == "told",
        "may_write_survey": access.may(Permission.SURVEY_WRITE),
        "csv_address": address_with(given, route="drivers-csv"),
        "xlsx_address": address_with(given, route="drivers-xlsx"),
        "needs": sentences.too_few_sentence(found),
        "left_out": [(row.item.label, left_out_words(row)) for row in found.left_out],
        **driver_choices(access, given, question, surveys, now=now),
        **(_told(access, given, found, chosen) if found.state == "told" else {}),
    }


def _told(
    access: Access, given: Mapping[str, str], found: Drivers, survey: DriverSurvey
) -> dict[str, Any]:
    may_read = access.may(Permission.VOICE_READ)
    rows = shown_drivers(found, given, initiatives_by_driver(access, survey.id))
    first = found.first
    by_label = {row.label: row for row in rows}
    return {
        "found": found,
        "rows": rows,
        "first": by_label.get(first.item.label) if first else None,
        "first_words": sentences.first_sentence(found),
        "others": [row for row in rows if row.gain_told],
        "kinds": [row for row in rows if row.kind != "cannot_tell"],
        "segments_address": ""
        if found.question.segment
        else address_with(given, route="drivers-by-segment"),
        "has_kinds": any(row.contrast for row in found.rows),
        "explained": sentences.explained_sentence(found),
        "counted": sentences.counted_sentence(found),
        "ranked": sentences.ranked_sentence(found),
        "unit": sentences.unit_words(found.metric),
        "collinear": [row.item.label for row in found.rows if row.share.is_collinear],
        "may_start": access.may(Permission.INITIATIVE_WRITE),
        "may_read": may_read,
        "shares": shares_picture(found),
        "gains": gains_picture(found),
        "map": map_picture(found, lambda row: voices_of(row, given) if may_read else ""),
    }
