"""`python -m emptychair.http HOST PORT PROCESSES`: the web server; `emptychair run` starts it so.

Each process has one thread: several would wait for one another. Measured on SQLite, several threads
answer the slowest hundredth of requests in 0.4-1.3 s, one in 16-45 ms.
"""

import sys
import tempfile

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from emptychair.config.env import hand_down
from emptychair.config.start import end_with_parent


def serve(host: str, port: int, processes: int) -> None:
    """Answer requests until SIGTERM or SIGINT; what is being answered then has ten seconds left."""
    Server(
        "emptychair.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=1,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    end_with_parent()
    with tempfile.TemporaryDirectory(prefix="emptychair-metrics-") as counts:
        hand_down("PROMETHEUS_MULTIPROC_DIR", counts)  # read by prometheus_client
        serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
