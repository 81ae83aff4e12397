"""The whole house from outside: `emptychair run` in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parent.parent.parent
COMMAND = "import sys; from emptychair.cli.{module} import {name}; sys.exit({name}())"


@pytest.fixture
def environ(tmp_path):
    usual = {key: value for key, value in os.environ.items() if not key.startswith("EMPTYCHAIR_")}
    return {
        **usual,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
        "DATABASE_URL": "",
        "EMPTYCHAIR_DATA": str(tmp_path / "data"),
        "EMPTYCHAIR_WORKER_PROCESSES": "1",
    }


@pytest.fixture
def port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def command(module, name, *words):
    return [sys.executable, "-c", COMMAND.format(module=module, name=name), *map(str, words)]


@contextmanager
def running(environ, port):
    house = subprocess.Popen(
        command("serve", "run", "--port", port),
        env=environ,
        cwd=environ["EMPTYCHAIR_DATA"] if Path(environ["EMPTYCHAIR_DATA"]).exists() else ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until_ready(port)
        yield house
    finally:
        house.send_signal(signal.SIGTERM)
        try:
            house.communicate(timeout=45)
        except subprocess.TimeoutExpired:
            house.kill()
            raise


def get(port, address, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers=headers)
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own address
        return answer.status, answer.read().decode()


def wait_until_ready(port):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            if get(port, "/ready")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("The server was not ready within 120 s.")


@pytest.mark.later
def test_a_fresh_folder_becomes_a_house_that_survives_a_killed_server(environ, port):
    with running(environ, port) as house:
        family = psutil.Process(house.pid).children()
        assert len(family) == 2
        status, page = get(port, "/", **{"Accept-Language": "en"})
        assert (status, "Make an account" in page) == (200, True)
        assert "--paper" in get(port, "/static/css/tokens/colours.css")[1]

        made = subprocess.run(
            command("token", "token", "--scope", "report:read"),
            env=environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        bearer = {"Authorization": f"Bearer {made.stdout.strip()}"}
        assert '"slug": "main"' in get(port, "/api/v1/me", **bearer)[1]

        for one in family:
            one.kill()
        psutil.wait_procs(family, timeout=10)
        wait_until_ready(port)
        assert '"slug": "main"' in get(port, "/api/v1/me", **bearer)[1]
        everybody = psutil.Process(house.pid).children(recursive=True)
        assert len(psutil.Process(house.pid).children()) == 2
    assert house.returncode == 0
    gone, alive = psutil.wait_procs(everybody, timeout=5)
    assert gone
    assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]
    with pytest.raises(urllib.error.URLError):
        get(port, "/health")


@pytest.mark.later
def test_a_killed_house_leaves_nobody_behind(environ, port):
    with running(environ, port) as house:
        everybody = psutil.Process(house.pid).children(recursive=True)
        house.kill()
        house.wait(10)
        _gone, alive = psutil.wait_procs(everybody, timeout=20)
        assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


def test_a_port_in_use_is_a_sentence(environ):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            command("serve", "run", "--port", port),
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert result.returncode == 3
    assert f"Port {port} is in use" in result.stderr
    assert "Traceback" not in result.stderr
    assert not Path(environ["EMPTYCHAIR_DATA"]).exists()


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("EMPTYCHAIR_PORT", "eighty", "EMPTYCHAIR_PORT"),
        ("DATABASE_URL", "mysql://h/n", "postgresql://"),
        ("EMPTYCHAIR_JOB_LEASE", "5", "emptychair.E005"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.db", "database cannot be used"),
    ],
)
def test_a_wrong_setting_is_a_sentence(environ, name, value, word):
    port = [] if name == "EMPTYCHAIR_PORT" else ["--port", "18765"]
    result = subprocess.run(
        command("serve", "run", *port),
        env={**environ, name: value},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 2
    assert word in result.stderr
    assert "Traceback" not in result.stderr
