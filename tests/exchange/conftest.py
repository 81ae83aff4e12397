import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps

from emptychair.exchange.services import running, undoing
from emptychair.exchange.services.starting import import_file
from tests.people import NOW


@dataclass
class Office:
    """A workspace with a folder, and a short way to import."""

    people: object
    folder: Path

    @property
    def access(self):
        return self.people.system

    def file(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def table(self, name, header, rows):
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
        return path

    def bring(self, shape, path, **more):
        return import_file(self.access, shape=shape, path=path, now=more.pop("now", NOW), **more)


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch):
    """The look that follows an import has tests of its own (tests/success)."""
    for module in (running, undoing):
        monkeypatch.setattr(module, "look_at_customers_again", lambda *_all, **_more: None)


@pytest.fixture
def office(people, data_folder, tmp_path):
    return Office(people, tmp_path)


@pytest.fixture
def everything(people):
    """All rows of all tables of customers, answers and places, to compare; `written=False` leaves
    out when each was last written: what was taken back was written then.
    """

    def look(*, written=True):
        found = {}
        for model in apps.get_models():
            if model._meta.app_label in {"customers", "surveys", "touchpoints", "loop"}:
                rows = list(model.objects.order_by("pk").values())
                hidden = set() if written else {"changed_at"}
                found[model._meta.label] = [
                    {name: value for name, value in row.items() if name not in hidden}
                    for row in rows
                ]
        return found

    return look


def counts(run):
    return (run.added, run.changed, run.same, run.rejected)
