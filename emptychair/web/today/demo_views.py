"""The reports of the two made-up companies, for everybody."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emptychair.kit.errors import NotFound
from emptychair.web.today.reports import (
    COMPANIES,
    FORMATS,
    demo_file,
    demo_reports,
    policy_for,
    report_command,
)


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Both reports with their headline, and what to run on one's own file."""
    context = {
        "reports": demo_reports(settings.DATA_FOLDER),
        "command": f"{report_command()} report answers.csv",
    }
    return render(request, "today/demo.html", context)


@require_safe
def demo_report(_request: HttpRequest, language: str) -> FileResponse:
    """One report as it was written. It carries its style in itself, so it has its own policy."""
    response = _file(language, "html", download=False)
    path = demo_file(settings.DATA_FOLDER, language, "html")
    response["Content-Security-Policy"] = policy_for(path)
    return response


@require_safe
def demo_download(_request: HttpRequest, language: str, form: str) -> FileResponse:
    """One report, or the survey file behind it, to keep."""
    return _file(language, form, download=True)


def _file(language: str, form: str, *, download: bool) -> FileResponse:
    path = demo_file(settings.DATA_FOLDER, language, form)
    if language not in COMPANIES or form not in FORMATS or not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), as_attachment=download, content_type=FORMATS[form])
