"""`emptychair report FILE`: answers in, report out; no server, no account."""

import locale
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from emptychair.cli.progress import Steps
from emptychair.config.start import start_django
from emptychair.sheets import SheetError

ENDINGS = {"html": ".report.html", "json": ".report.json", "xlsx": ".report.xlsx", "md": ".md"}
TO_SCREEN = ("json", "md")
BAD_INPUT = 2


def read_mapping(_context: click.Context, _option: click.Parameter, given: Any) -> dict[str, str]:
    """`--map score=推奨度`, several times."""
    mapping = {}
    for pair in given:
        name, sign, header = pair.partition("=")
        if not sign or not name.strip() or not header.strip():
            raise click.BadParameter(f"Write FIELD=COLUMN, such as score=推奨度; got {pair!r}.")
        mapping[name.strip()] = header.strip()
    return mapping


def read_cut_offs(_context: click.Context, _option: click.Parameter, given: str) -> tuple[int, int]:
    """`--cut-offs 6,9`: detractors up to the first, promoters from the second."""
    try:
        low, high = (int(part) for part in given.split(","))
    except ValueError as error:
        raise click.BadParameter("Write two numbers, such as 6,9.") from error
    if not 0 <= low < high <= 10:
        raise click.BadParameter("Both lie between 0 and 10, and the first is the smaller.")
    return low, high


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(["ja", "en"]), help="Default: that of the file.")
@click.option(
    "--format", "form", type=click.Choice(list(ENDINGS)), default="html", show_default=True
)
@click.option(
    "--output", metavar="PATH", help="Where to write; - for standard output (json, md: default)."
)
@click.option("--names", is_flag=True, help="Show names and mail addresses, which are masked else.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=read_mapping,
    metavar="FIELD=COLUMN",
    help="Say which column is what, e.g. score=推奨度. May be given several times.",
)
@click.option("--encoding", help="Default: found out, e.g. utf-8, cp932, euc_jp.")
@click.option("--delimiter", help="Default: found out. A tab is written as tab.")
@click.option("--sheet", help="Name of the sheet of a workbook. Default: the one with answers.")
@click.option("--date-order", type=click.Choice(["ymd", "dmy", "mdy"]), help="For dates as 03/04.")
@click.option("--cut-offs", default="6,9", callback=read_cut_offs, show_default=True)
@click.option("--accept-scale", is_flag=True, help="Count a scale other than 0 to 10 all the same.")
@click.option("--all-words", is_flag=True, help="Read every comment instead of a sample of 50,000.")
@click.option("--country", help="For published scores, e.g. JP, US.")
@click.option("--industry", help="For published scores, e.g. 'banks'.")
def report(file: Path, form: str, output: str | None, **options: Any) -> None:
    """Say from FILE, an export of survey answers, whom to contact first and what to fix."""
    start_django(writes=False)
    from django.utils import translation

    from emptychair.report.errors import ReportError
    from emptychair.report.reading_words import refusal_sentence

    try:
        with Steps(sys.stderr) as steps:
            made = make(file, options, steps)
    except (SheetError, ReportError) as error:
        with translation.override(options["language"] or language_of_terminal()):
            refuse(refusal_sentence(error))
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    write(made, file, form, output)


def make(file: Path, options: dict[str, Any], steps: Steps) -> Any:
    """Run the report with the options of the command line."""
    from emptychair.report.answers import ReadOptions
    from emptychair.report.figures import CutOffs
    from emptychair.report.making import Options, make_report

    delimiter = options["delimiter"]
    reading = ReadOptions(
        mapping=options["mapping"],
        encoding=options["encoding"],
        delimiter="\t" if delimiter == "tab" else delimiter,
        sheet=options["sheet"],
        date_order=options["date_order"],
    )
    chosen = Options(
        reading=reading,
        language=options["language"],
        show_names=options["names"],
        all_words=options["all_words"],
        cut_offs=CutOffs(*options["cut_offs"]),
        accept_scale=options["accept_scale"],
        country=options["country"],
        industry=options["industry"],
    )
    now = datetime.now().astimezone().replace(tzinfo=None)
    return make_report(file, chosen, now=now, progress=steps.show)


def write(made: Any, file: Path, form: str, output: str | None) -> None:
    """Write the report, and beside it the rows that could not be used; whole files or none."""
    from emptychair.report.answers import save_rejected
    from emptychair.report.writers import WRITERS

    content = WRITERS[form](made.report)
    if output == "-" or (output is None and form in TO_SCREEN):
        sys.stdout.buffer.write(content)
        place = file
    else:
        place = place_of(file, form, output)
        write_whole(place, content)
        click.echo(str(place), err=True)
    if made.rejected:
        errors = place.with_name(f"{file.stem}.errors.csv")
        try:
            save_rejected(made.rejected, errors)
        except OSError as error:  # the report itself is there, and says how many rows these are
            click.echo(f"{errors}: {error.strerror}", err=True)
        else:
            click.echo(str(errors), err=True)
    click.echo(made.report.headline, err=True)


def place_of(file: Path, form: str, output: str | None) -> Path:
    """Where the report goes: the path given, into the folder given, or beside the file."""
    beside = file.with_name(file.stem + ENDINGS[form])
    if not output:
        return beside
    return Path(output) / beside.name if Path(output).is_dir() else Path(output)


def write_whole(place: Path, content: bytes) -> None:
    """Write beside and rename, so that no half a report is ever left behind."""
    beside = place.with_name(f".{place.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        refuse(f"{place}: {error.strerror}")


def language_of_terminal() -> str:
    """The language in which the person at the terminal is spoken to."""
    with suppress(locale.Error):
        locale.setlocale(locale.LC_MESSAGES, "")
    spoken = locale.getlocale(locale.LC_MESSAGES)[0] or "en"
    return "ja" if spoken.startswith("ja") else "en"


def refuse(sentence: str) -> NoReturn:
    """Say what is wrong and what to do, and leave with exit code 2."""
    click.echo(sentence, err=True)
    raise SystemExit(BAD_INPUT)
