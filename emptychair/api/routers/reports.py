"""The reports of the made-up companies, for machines."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound


@require_safe
def show_demo_report(request: HttpRequest, language: str) -> FileResponse:
    """The report as `emptychair report --format json` writes it; needs `report:read`."""
    access_from(request).require(Permission.REPORT_READ)
    path = settings.DATA_FOLDER / "demo" / f"report-{language}.json"
    if not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), content_type="application/json")
