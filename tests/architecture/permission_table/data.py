"""Importing and exporting."""

import hashlib
from datetime import timedelta

from emptychair.exchange.models import ExportRun, ImportRun
from emptychair.exchange.services.files import new_place, stored_path
from tests.architecture.permission_table.who import may
from tests.people import NOW

TEXT = b"customer id,name\n1,Ann\n"
HERE = may("owner", "manager", outsider=200)
UPLOAD = may("owner", "manager", ok=422, outsider=422)  # without a file
EXPORT = may("owner", "manager", ok=422, outsider=422)  # without tables
ONE = may("owner", "manager", outsider=404)
ACT = may("owner", "manager", ok=302, outsider=404)
IMPORTS = "settings/data/imports/<int:run_id>/"

LINES = {
    ("GET", "settings/data/", "/settings/data/"): HERE,
    ("POST", "settings/data/imports/", "/settings/data/imports/"): UPLOAD,
    ("GET", IMPORTS, "/settings/data/imports/{draft}/"): ONE,
    ("POST", IMPORTS + "columns/", "/settings/data/imports/{draft}/columns/"): ACT,
    ("POST", IMPORTS + "run/", "/settings/data/imports/{draft}/run/"): ACT,
    ("POST", IMPORTS + "cancel/", "/settings/data/imports/{draft}/cancel/"): ACT,
    ("POST", IMPORTS + "undo/", "/settings/data/imports/{done}/undo/"): ACT,
    ("GET", IMPORTS + "rejected.csv", "/settings/data/imports/{done}/rejected.csv"): ONE,
    ("POST", "settings/data/exports/", "/settings/data/exports/"): EXPORT,
    (
        "GET",
        "settings/data/exports/<int:export_id>/download",
        "/settings/data/exports/{export}/download",
    ): ONE,
}


def make(people):
    place = stored(people, "imports", TEXT)
    known = {
        "workspace": people.workspace,
        "shape": "people",
        "file_name": "people.csv",
        "file_hash": hashlib.sha256(TEXT).hexdigest(),
        "stored_as": place,
        "rows_total": 1,
    }
    draft = ImportRun.objects.create(state="draft", **known)
    done = ImportRun.objects.create(state="done", **known)
    export = ExportRun.objects.create(
        workspace=people.workspace,
        state="done",
        tables=["people"],
        form="csv",
        stored_as=stored(people, "exports", TEXT),
        file_name="people.csv",
        expires_at=NOW + timedelta(days=7),
    )
    return {"draft": draft.pk, "done": done.pk, "export": export.pk}


def stored(people, kind, content):
    place = new_place(people.system, kind)
    stored_path(people.system, place).write_bytes(content)
    return place
