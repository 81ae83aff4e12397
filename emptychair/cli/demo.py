"""`emptychair demo`: makes the demo company and its reports. Everything in it is made up."""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from emptychair.cli.begin import begin
from emptychair.cli.progress import Steps
from emptychair.config.start import start_django

LANGUAGES = ("ja", "en")
FORMATS = ("html", "xlsx", "json")
UNTIL = date(2026, 10, 31)


@click.command()
@click.option("--people", type=click.IntRange(min=1), default=2_000, show_default=True)
@click.option("--seed", type=int, default=20261122, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), help="Default: demo in the data folder.")
@click.option("--again", is_flag=True, help="Make it again although it is there.")
@click.option("--reports/--no-reports", default=True, help="Also write its reports.")
@click.option("--load/--no-load", default=True, help="Also put it into the database.")
def demo(
    people: int, seed: int, folder: Path | None, *, again: bool, reports: bool, load: bool
) -> None:
    """Make the openly fictional demo company: three years of customers, always the same.

    With --folder only files are written, and the database stays as it is.
    """
    if folder is None:
        begin(migrate=load)
    else:
        start_django(writes=False)
    from django.conf import settings

    place = folder or Path(settings.DATA_FOLDER) / "demo"
    with Steps(sys.stderr) as steps:
        if again or not (place / "truth.json").exists():
            make_company(place, people, seed, steps.show)
        if reports:
            make_reports(place, again=again, show=steps.show)
        if load and folder is None:
            load_companies(place, again=again, show=steps.show)
    click.echo(str(place))


def load_companies(place: Path, *, again: bool, show: Callable[[str, int, int, str], None]) -> None:
    """Put both companies into the database, each into a workspace that is marked as made up."""
    from django.utils import timezone

    from emptychair.demo.loading import load_demo

    load_demo(place, now=timezone.now(), again=again, show=show)


def make_company(
    place: Path, people: int, seed: int, show: Callable[[str, int, int], None]
) -> None:
    """Generate all files of the company into `place`."""
    from emptychair.demo import generate

    place.mkdir(parents=True, exist_ok=True)
    generate(
        place,
        people=people,
        seed=seed,
        until=UNTIL,
        progress=lambda done, total: show("people", done, total),
    )


def make_reports(place: Path, *, again: bool, show: Callable[[str, int, int], None]) -> None:
    """Write the reports of both companies in every format that is not there yet."""
    from emptychair.cli.report import write_whole
    from emptychair.report.making import Options, make_report
    from emptychair.report.writers import WRITERS

    # The demo's clock stands still, so that its reports are always the same.
    now = datetime.combine(UNTIL + timedelta(days=1), datetime.min.time())
    for language in LANGUAGES:
        targets = {form: place / f"report-{language}.{form}" for form in FORMATS}
        if not again and all(target.exists() for target in targets.values()):
            continue
        made = make_report(place / f"survey-{language}.csv", Options(), now=now, progress=show)
        for form, target in targets.items():
            write_whole(target, WRITERS[form](made.report))
