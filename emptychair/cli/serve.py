"""`emptychair run` and `emptychair work`: the web server and the worker."""

import errno
import socket
import sys

import click

from emptychair.cli.begin import begin, chosen_port, failure
from emptychair.cli.supervise import Child, Supervisor
from emptychair.config.env import hand_down

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
    hand_down("EMPTYCHAIR_PORT", str(port))  # links in mails hold it
    _refuse_port_in_use(host, port)
    begin(migrate=True)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Emptychair answers at http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    python = [sys.executable, "-m"]
    web = Child("web server", [*python, "emptychair.http", host, str(port), str(workers)])
    worker = Child("worker", [*python, "emptychair.jobs"])
    Supervisor([web, worker]).run()
    click.echo("Emptychair has stopped.", err=True)


@click.command()
def work() -> None:
    """Run the worker only: what happens later and what comes round."""
    begin(migrate=False)
    from emptychair.http.health import database_problem
    from emptychair.jobs.worker import run_worker

    problem = database_problem()
    if problem:
        raise failure(f"{problem} Start emptychair run once, which brings it up to date.")

    sys.exit(run_worker())


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
