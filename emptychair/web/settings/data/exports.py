"""Exports: have one made, take it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.exchange.queries import export_with_id
from emptychair.exchange.services.exporting import begin_export, note_download
from emptychair.http.access import access_from


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Have the chosen tables written."""
    access = access_from(request)
    begin_export(
        access, tables=request.POST.getlist("tables"), form=request.POST.get("form", "csv")
    )
    messages.success(request, _("The export is being made. It stands below when it is ready."))
    return redirect("data")


@require_safe
def download(request: HttpRequest, export_id: int) -> FileResponse:
    """The file."""
    access = access_from(request)
    export = export_with_id(access, export_id)
    path = note_download(access, export)
    return FileResponse(path.open("rb"), as_attachment=True, filename=export.file_name)
