"""`emptychair run` and `emptychair work`: the web server and the worker."""

import errno
import socket
import sys

import click

from emptychair.cli.begin import begin, chosen_port, failure
from emptychair.cli.supervise import Child, Supervisor

IN_USE = 3  # exit code when somebody else has the port


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port (EMPTYCHAIR_PORT, or 8000).")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes."
)
def run(port: int | None, host: str, workers: int) -> None:
    """Bring the database up to date, then run the web server and the worker."""
    port = port or chosen_port()
    _refuse_port_in_use(host, port)
    begin(migrate=True)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Emptychair answers at http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    web = Child("web server", web_command(host=host, port=port, workers=workers))
    worker = Child("worker", [sys.executable, "-m", "emptychair.jobs"])
    Supervisor([web, worker]).run()
    click.echo("Emptychair has stopped.", err=True)


@click.command()
def work() -> None:
    """Run the worker only: what happens later and what comes round."""
    begin(migrate=False)
    from emptychair.jobs.worker import run_worker

    sys.exit(run_worker())


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    """How granian is started. One thread for each process: several would wait for one another.

    Measured on SQLite: several threads answer the slowest hundredth in 0.4-1.3 s, one in 16-45 ms.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "1", "--workers-kill-timeout", "10", "--log-level", "warning"),
        *("--no-ws", "emptychair.config.wsgi:application"),
    ]


def _refuse_port_in_use(host: str, port: int) -> None:
    """Say so now, in a sentence: later it would be in the log of a child."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise failure(
                    f"Port {port} is in use: end the other program or choose another one, "
                    f"for instance emptychair run --port {port + 1 if port < 65535 else 8000}.",
                    IN_USE,
                ) from None
            raise failure(
                f"{host}:{port} cannot be listened on: {problem.strerror}.", IN_USE
            ) from None
