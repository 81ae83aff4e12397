"""A Spark cluster of one master and two workers on this machine, for a run of the tests."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"
SECONDS = 120


@contextmanager
def spark_cluster(folder: Path) -> Iterator[str]:
    """The address of the master; every process is ended by its id."""
    import pyspark

    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    port = _free_port()
    master = f"spark://{HOST}:{port}"
    deploy, plain = "org.apache.spark.deploy", ["--host", HOST, "--webui-port", "0"]
    started = []
    try:
        with (folder / "cluster.log").open("wb") as log:

            def start(*words: str) -> None:
                told = {**os.environ, "SPARK_LOCAL_IP": HOST, "SPARK_HOME": str(program.parents[1])}
                started.append(
                    subprocess.Popen([program, *words], env=told, stdout=log, stderr=log)
                )

            start(f"{deploy}.master.Master", *plain, "--port", str(port))
            _wait_for(port)
            for number in (1, 2):
                room = ["-c", "1", "-m", "1g", "-d", str(folder / f"worker{number}")]
                start(f"{deploy}.worker.Worker", *plain, *room, master)
            yield master
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            process.kill()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.2)
    raise TimeoutError("The Spark master did not answer.")
