"""What all tests share: sockets shut, no data folder of ours, jobs done at once."""

import gc
import os
import tempfile
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_socket import socket_allow_hosts

OWN_MACHINE = ["127.0.0.1", "::1"]
# Two workers share two cores: threads of OpenMP that wait for each other by spinning make a fit of
# boosted trees take three times as long. Set before anything loads that library.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Properties are judged by what they find, not by how busy the machine is.
properties.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("ours")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.JOBS_RUN_AT_ONCE = True
    settings.SECRET_KEY.data = "for tests only, and long enough for Django to be content with it"
    # A folder that is not there: a test that writes must say where.
    settings.DATA_FOLDER = Path(tempfile.gettempdir()) / "emptychair-tests-have-no-data-folder"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    _find_static_files_once()
    # Millions of objects live as long as the run does; looking through them all took a tenth of it.
    gc.set_threshold(10_000, 10, 20)


def _find_static_files_once() -> None:
    """Every client of a test makes the middleware anew: a quarter of a request went into this."""
    from whitenoise.middleware import WhiteNoiseMiddleware as Middleware

    look, found = Middleware.add_files_from_finders, {}

    def add_found(middleware: Middleware) -> None:
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files = dict(found)

    Middleware.add_files_from_finders = add_found


def pytest_runtest_setup() -> None:
    socket_allow_hosts(OWN_MACHINE, allow_unix_socket=True)


@pytest.fixture(autouse=True)
def the_language_of_nobody() -> None:
    """No test speaks the language that the one before it asked for and left behind."""
    translation.deactivate()


@pytest.fixture
def data_folder(tmp_path: Path, settings) -> Path:
    settings.DATA_FOLDER = tmp_path / "data"
    settings.DATA_FOLDER.mkdir()
    return settings.DATA_FOLDER


@pytest.fixture
def people(db):
    from tests.people import make_people

    return make_people()
