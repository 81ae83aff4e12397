"""The `emptychair` console command."""

import os

import click

from emptychair.cli.demo import demo
from emptychair.cli.receive_mail import receive_mail
from emptychair.cli.report import report
from emptychair.cli.serve import run, work
from emptychair.cli.snapshot import snapshot
from emptychair.cli.token import token


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="emptychair")
def main() -> None:
    """Hear your customers, know whom to contact and what to fix, and prove that it helped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")


for command in (report, demo, run, work, token, receive_mail, snapshot):
    main.add_command(command)
