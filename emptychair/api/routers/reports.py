"""The reports of the made-up companies, for machines."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from ninja import Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.kit.errors import NotFound

router = Router(tags=["reports"])


@router.get(
    "/demo/report/{language}",
    summary="The report of the demo company",
    operation_id="demo_report",
    openapi_extra={"responses": {200: {"description": "The report (docs/guides/report.md)"}}},
)
def show_demo_report(request: HttpRequest, language: str) -> FileResponse:
    """The report as `emptychair report --format json` writes it; needs `report:read`."""
    access_of(request, Permission.REPORT_READ)
    folder = settings.DATA_FOLDER / "demo"
    path = folder / f"report-{language}.json"
    if not language.isalpha() or not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), content_type="application/json")
