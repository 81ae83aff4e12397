"""A design as a text file that any editor opens."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.touch.design_types import Design
from emptychair.touch.queries.organisation import design_with_id
from emptychair.web.touch.design_lines import step_lines


@require_safe
def design_file(request: HttpRequest, design_id: int) -> HttpResponse:
    """Markdown, with who confirmed each step."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    design = design_with_id(access, design_id)
    answer = HttpResponse(_text(design), content_type="text/markdown; charset=utf-8")
    name = f"organisation-{design.series}-v{design.version}.md"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _text(design: Design) -> str:
    found = [f"# {design.name}", "", f"{_('Version')} {design.version} ・ {design.state.label}"]
    for line in step_lines(design):
        found += ["", f"## {line.step.number}. {line.title}", ""]
        for words, values in line.facts:
            found.append(f"**{words}**")
            found += ["", *(f"- {value}" for value in values), ""]
        confirmed = line.step.confirmed
        if confirmed is not None:
            facts = {"name": confirmed.name, "day": f"{confirmed.at:%Y-%m-%d}"}
            found.append(_("Confirmed by %(name)s, %(day)s.") % facts)
    return "\n".join(found) + "\n"
