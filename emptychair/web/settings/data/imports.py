"""Pages of importing."""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.exchange.errors import FileGone, FileNotReadable
from emptychair.exchange.queries import (
    exports_of,
    import_with_id,
    imports_of,
    rejected_rows,
    rejected_table,
    same_file_before,
    what_is_busy,
)
from emptychair.exchange.services.looking import headers_of, look_at_import
from emptychair.exchange.services.starting import (
    begin_check,
    begin_import,
    cancel_import,
    change_kind_of,
    choose_columns_of,
    start_import,
)
from emptychair.exchange.services.undoing import begin_undo
from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.types import RunState, Settings
from emptychair.exchange.wording import reasons
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.web.settings.data.forms import ColumnsForm, ExportForm, KindForm, UploadForm
from emptychair.web.settings.data.showing import import_context
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.exchange.models import ImportRun


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Upload a file, imports so far, exports."""
    return _data(request, access_from(request), UploadForm(initial=request.GET.dict()))


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a file and go on to its columns."""
    access = access_from(request)
    access.require(Permission.DATA_IMPORT)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _data(request, access, form, status=422)
    file = form.cleaned_data["file"]
    try:
        started = start_import(
            access, shape=form.cleaned_data["shape"], file=file.chunks(), file_name=file.name
        )
    except FileNotReadable as error:
        form.add_error("file", str(error))
        return _data(request, access, form, status=422)
    return redirect("import", started.pk)


@require_safe
def one_import(request: HttpRequest, run_id: int) -> HttpResponse:
    """One import, whatever state it is in."""
    access = access_from(request)
    one = import_with_id(access, run_id)
    context = import_context(access, one)
    if one.state == RunState.DRAFT:
        try:
            sight = look_at_import(access, one)
        except (FileGone, FileNotReadable) as error:
            context["gone"] = str(error)
        else:
            context |= {"sight": sight, "form": ColumnsForm(SHAPES[one.shape], sight)}
            context["kind"] = KindForm(initial={"shape": one.shape})
            context["twin"] = same_file_before(access, one)
    context["rejected"] = rejected_rows(access, one, limit=20) if one.rejected else []
    return render_page(request, "data/import.html", context, part="data/_import.html")


@require_POST
def columns(request: HttpRequest, run_id: int) -> HttpResponse:
    """Say which column is which, then look again or check the whole file."""
    access = access_from(request)
    one = import_with_id(access, run_id)
    if request.POST.get("do") == "kind":
        return _other_kind(request, access, one)
    sight = look_at_import(access, one)
    form = ColumnsForm(SHAPES[one.shape], sight, request.POST)
    if not form.is_valid():
        kind = KindForm(initial={"shape": one.shape})
        context = import_context(access, one) | {"sight": sight, "form": form, "kind": kind}
        return render_page(request, "data/import.html", context, status=422)
    try:
        one = choose_columns_of(access, one, mapping=form.mapping(), settings=form.settings())
        if request.POST.get("do") == "check":
            begin_check(access, one)
    except ProductError as error:
        messages.error(request, _told(error))
    return redirect("import", one.pk)


def _other_kind(request: HttpRequest, access: Access, one: "ImportRun") -> HttpResponse:
    try:
        change_kind_of(access, one, shape=request.POST.get("shape", ""))
    except ProductError as error:
        messages.error(request, _told(error))
    return redirect("import", one.pk)


@require_POST
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Write the rows; or, with `do=columns`, go back to the columns."""
    access = access_from(request)
    one = import_with_id(access, run_id)
    if request.POST.get("do") == "columns":
        choose_columns_of(access, one, mapping=one.mapping, settings=Settings.of(one.choices))
    else:
        begin_import(access, one)
    return redirect("import", one.pk)


@require_POST
def cancel(request: HttpRequest, run_id: int) -> HttpResponse:
    """Stop it."""
    access = access_from(request)
    one = cancel_import(access, import_with_id(access, run_id))
    messages.success(request, _("The import was stopped."))
    return redirect("import", one.pk)


@require_POST
def undo(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take it back."""
    access = access_from(request)
    one = begin_undo(access, import_with_id(access, run_id))
    return redirect("import", one.pk)


@require_safe
def rejected(request: HttpRequest, run_id: int) -> HttpResponse | StreamingHttpResponse:
    """The rows that were set aside, to be corrected and imported again."""
    access = access_from(request)
    one = import_with_id(access, run_id)
    lines = rejected_table(access, one, headers_of(access, one), reasons())
    answer = StreamingHttpResponse(_as_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rejected-{one.pk}.csv"'
    return answer


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def _as_csv(lines: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for line in lines:
        yield writer.writerow(line)


def _data(
    request: HttpRequest, access: Access, form: UploadForm, *, status: int = 200
) -> HttpResponse:
    page = paginate(request, imports_of(access), per_page=20)
    context = {
        "upload": form,
        "page": page,
        "shapes": SHAPES.values(),
        "labels": {name: shape.label for name, shape in SHAPES.items()},
        "exports": exports_of(access) if access.may(Permission.DATA_EXPORT) else None,
        "export_form": ExportForm(),
        "busy": what_is_busy(access),
    }
    return render_page(request, "data/data.html", context, part="data/_runs.html", status=status)


def _told(error: ProductError) -> str:
    missing = error.details.get("missing")
    words = f" ({', '.join(missing)})" if isinstance(missing, list) else ""
    return f"{error}{words}"
