"""Every table of ours belongs to a workspace, or says why not."""

from django.apps import apps
from django.db import models

from emptychair.kit.models import WorkspaceModel

BELONG_TO_NOBODY = {
    "accounts.Workspace": "it is the workspace",
    "accounts.User": "one person may be in several",
    "analytics.RowChange": "written by the database itself; the workspace is in it as a number",
    "http.CachedValue": "who tries to sign in is in no workspace yet",
    "jobs.StoredEvent": "the queue lies below; the workspace is in the row as a number",
    "jobs.Delivery": "goes with its event",
    "jobs.JobStart": "a job in progress, wherever it belongs",
    "jobs.ScheduledRun": "the clock is the same for all",
}


def outside(tables: list[type[models.Model]]) -> list[str]:
    return [
        f"{table._meta.label} belongs to no workspace, so rows of one company may be shown to "
        f"another. "
        "Inherit WorkspaceModel, or add it to BELONG_TO_NOBODY with the reason."
        for table in tables
        if not issubclass(table, WorkspaceModel) and table._meta.label not in BELONG_TO_NOBODY
    ]


def ours() -> list[type[models.Model]]:
    return [table for table in apps.get_models() if table.__module__.startswith("emptychair.")]


def test_every_table_belongs_to_a_workspace():
    assert len(ours()) >= 8
    assert not outside(ours())


def test_the_exceptions_still_exist():
    labels = {table._meta.label for table in ours()}
    assert set(BELONG_TO_NOBODY) <= labels


def test_lists_of_a_workspace_are_sorted_by_an_index():
    for table in ours():
        if not issubclass(table, WorkspaceModel):
            continue
        first = {index.fields[0] for index in table._meta.indexes if index.fields}
        first |= {getattr(one, "fields", [""])[0] for one in table._meta.constraints if one}
        assert "workspace" in first, (
            f"{table._meta.label} needs an index that begins with workspace."
        )


def test_the_check_sees_a_table_of_nobody():
    from django.contrib.sessions.models import Session

    assert len(outside([Session])) == 1
