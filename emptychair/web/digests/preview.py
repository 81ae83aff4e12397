"""A report of a period of one's choice: to read, to download, and as mail that is not sent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.digests.queries.content import content_of, masked
from emptychair.digests.queries.digests import digest_with_id
from emptychair.digests.queries.mails import dry_run
from emptychair.digests.queries.previews import chosen_period, periods_offered
from emptychair.digests.rules.cadence import period_key
from emptychair.digests.services.making import write_file
from emptychair.digests.types import CONTENT_TYPES, Form
from emptychair.digests.words import run_words
from emptychair.http.access import access_from
from emptychair.web.digests.shown import form_words, grouped, kind_words
from emptychair.web.ui.parts import render_page


@require_safe
def preview(request: HttpRequest, digest_id: int) -> HttpResponse:
    """The report as it would be made now, named only where it names."""
    access = access_from(request)
    own, now = digest_with_id(access, digest_id), timezone.now()
    row, period = chosen_period(access, own, request.GET.get("period", ""), now=now)
    content = content_of(access if row.with_names else masked(access), row, period, now=now)
    first_month = access.workspace.fiscal_year_start
    key = period_key(row.cadence, period, first_month=first_month)
    page = request.build_absolute_uri(reverse("digest", args=[own.pk]))
    context = {
        "digest": own,
        "content": content,
        "groups": grouped(content),
        "period": run_words(row.cadence, period, first_month=first_month),
        "key": key,
        "offers": _offers(access, periods_offered(access, own, now=now), key),
        "files": [(form, form_words(form)) for form in Form.values],
        "mail": dry_run(access, row, content, period, address=page),
    }
    return render_page(request, "digests/preview.html", context)


@require_safe
def preview_file(request: HttpRequest, digest_id: int, form: str) -> HttpResponse:
    """One file of the period, made for whoever asks; nothing is kept and nobody is mailed."""
    access = access_from(request)
    own, now = digest_with_id(access, digest_id), timezone.now()
    if form not in CONTENT_TYPES:
        raise Http404
    row, period = chosen_period(access, own, request.GET.get("period", ""), now=now)
    made = write_file(access, row, period, form, now=now)
    answer = HttpResponse(made.content, content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _offers(access: Access, offers: Any, chosen: str) -> list[tuple[str, list[Any]]]:
    first_month = access.workspace.fiscal_year_start
    return [
        (
            kind_words(cadence),
            [
                (key, run_words(cadence, period, first_month=first_month), key == chosen)
                for key, period in periods
            ],
        )
        for cadence, periods in offers
    ]
