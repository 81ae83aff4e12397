"""Who is held out, as a list for those who hand out the change."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.designs import design_of, drawn_people
from emptychair.effects.types import Design
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.loop.queries import initiative_with_number

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def held_out(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody with the group they were drawn into; a spreadsheet opens it without harm."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    design = design_of(access, initiative_with_number(access, number))
    if design is None or design.design != Design.HOLDOUT:
        raise NotFound
    text = io.StringIO()
    writer = csv.writer(text)
    groups = {True: _("held out"), False: _("gets it")}
    writer.writerow(
        [_("Id"), _("Name"), _("Mail address"), _("Company"), pgettext("draw", "Group")]
    )
    for *cells, is_held in drawn_people(access, design):
        held = bool(is_held)
        writer.writerow([safe_cell(cell) for cell in cells] + [groups[held]])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="draw-{number}.csv"'
    return answer


def safe_cell(cell: object) -> object:
    """Text that a spreadsheet would compute gets a sign before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else cell
