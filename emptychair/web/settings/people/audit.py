"""The audit trail: filtered, page by page, and as a file."""

import csv
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.audit_words import words_of
from emptychair.accounts.queries import (
    audit_actions,
    audit_entries,
    audit_rows,
    audit_rows_for_file,
    members_of,
)
from emptychair.accounts.types import AuditFilters, AuditRow
from emptychair.http.access import access_from
from emptychair.sheets import safe_cell
from emptychair.web.settings.people.audit_choices import CHOICES
from emptychair.web.settings.people.forms import offer
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

DAY = {"type": "date"}
MARK = "\ufeff"  # tells Excel that the file is UTF-8


class AuditForm(forms.Form):
    """Which entries to show."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Person"), coerce=int, empty_value=None, required=False
    )
    action = forms.ChoiceField(label=pgettext_lazy("audit", "What"), required=False)
    since = forms.DateField(
        label=pgettext_lazy("period", "From"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    until = forms.DateField(
        label=pgettext_lazy("period", "To"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    subject = forms.RegexField(
        r"^[a-z]+\.[a-z]+(:\d{1,18})?$", required=False, widget=forms.HiddenInput
    )

    def __init__(self, given: Any, access: Access) -> None:
        super().__init__(given)
        self.zone = access.workspace.zone
        people = [(one.user_id, one.name) for one in members_of(access)]
        actions = [(one, words_of(one)) for one in audit_actions(access)]
        for name, choices in (("person", people), ("action", actions)):
            offer(self, name, [("", _("All")), *choices])

    def filters(self) -> AuditFilters:
        """What was asked for; what cannot be read counts as not asked."""
        found = self.cleaned_data if self.is_valid() or self.is_bound else {}
        kind, _colon, number = (found.get("subject") or "").partition(":")
        since, until = found.get("since"), found.get("until")
        return AuditFilters(
            actor_id=found.get("person"),
            action=found.get("action") or "",
            subject_kind=kind,
            subject_id=int(number) if number else None,
            since=datetime.combine(since, time(), self.zone) if since else None,
            until=datetime.combine(until + timedelta(days=1), time(), self.zone) if until else None,
        )


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    access = access_from(request)
    form = AuditForm(request.GET, access)
    page = paginate(request, audit_entries(access, form.filters()))
    query = request.GET.copy()
    query.pop("page", None)
    found = {
        "form": form,
        "page": page,
        "rows": audit_rows(access, page.items, choices=CHOICES),
        "query": query.urlencode(),
        "filtered": any(query.values()),
    }
    part = "settings/people/_audit.html"
    return render_page(request, "settings/people/audit.html", found, part=part)


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a file for Excel, in which no cell is a formula."""
    access = access_from(request)
    filters = AuditForm(request.GET, access).filters()
    rows = audit_rows_for_file(access, filters, choices=CHOICES)
    response = StreamingHttpResponse(_lines(access, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


class _Line:
    """What `csv` writes to: it hands back each line."""

    def write(self, line: str) -> str:
        return line


def _lines(access: Access, rows: Iterator[AuditRow]) -> Iterator[str]:
    writer = csv.writer(_Line())
    head = (
        _("When"),
        _("Who"),
        _("What"),
        _("Code"),
        _("Subject"),
        pgettext("field", "Name"),
        _("Before"),
        _("After"),
    )
    yield MARK + str(writer.writerow(head))
    zone = access.workspace.zone
    for row in rows:
        before = "; ".join(f"{one.name}: {one.before}" for one in row.changes if one.before)
        after = "; ".join(f"{one.name}: {one.after}" for one in row.changes if one.after)
        when = row.happened_at.astimezone(zone).isoformat(timespec="seconds")
        subject = f"{row.subject_kind}:{row.subject_id}"
        cells = (when, row.actor, row.what, row.action, subject, row.subject_name, before, after)
        yield str(writer.writerow([safe_cell(cell) for cell in cells]))
