"""What was made: its sentences and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emptychair.digests.queries.digests import issue_with_id
from emptychair.digests.queries.files import content_of_file, file_of
from emptychair.digests.queries.mails import deliveries_of
from emptychair.digests.types import CONTENT_TYPES
from emptychair.digests.words import group_words
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.web.digests.shown import form_words
from emptychair.web.ui.parts import render_page


@require_safe
def issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """One issue, with a way to each file."""
    access = access_from(request)
    row = issue_with_id(access, issue_id)
    files = []
    for form in row.digest.forms:
        try:
            files.append((form, form_words(form), file_of(access, row, form)))
        except NotFound:
            continue
    context = {
        "issue": row,
        "files": files,
        "deliveries": deliveries_of(access, row),
        "failed": [group_words(group) for group in row.failed_parts],
    }
    return render_page(request, "digests/issue.html", context)


@require_safe
def file(request: HttpRequest, issue_id: int, form: str) -> HttpResponse:
    """A file, without names where whoever asks may not see them."""
    access = access_from(request)
    if form not in CONTENT_TYPES:
        raise Http404
    found = file_of(access, issue_with_id(access, issue_id), form)
    answer = HttpResponse(content_of_file(access, found), content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
