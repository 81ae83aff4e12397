from importlib import import_module

import pytest

from emptychair.jobs import registry


@pytest.fixture
def a_job(request):
    """Registers jobs for one test only."""
    names = []

    def register(name, function, **options):
        registry.job(name, **options)(function)
        names.append(name)

    yield register
    for name in names:
        registry.forget_job(name)


@pytest.fixture
def queued(settings):
    """Jobs wait in the table, as in the running product."""
    settings.JOBS_RUN_AT_ONCE = False

    def waiting():
        from django_q.models import OrmQ

        return list(OrmQ.objects.order_by("pk"))

    return waiting


@pytest.fixture(autouse=True)
def own_schedule(monkeypatch):
    """Only what a test schedules itself comes round in it."""
    monkeypatch.setattr(import_module("emptychair.jobs.schedule"), "_SCHEDULE", {})
