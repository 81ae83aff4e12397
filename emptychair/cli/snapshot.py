"""`emptychair snapshot`: the Parquet files beside the database."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from emptychair.cli.begin import begin, failure, no_such_workspace

if TYPE_CHECKING:
    from emptychair.analytics.upkeep import Place

DIFFERENT = 1  # exit code when a snapshot is not what the database holds


@click.group()
def snapshot() -> None:
    """Look after the snapshots that large installations count from."""


def _chosen(command: Callable[..., Any]) -> Callable[..., Any]:
    named = click.option("--dataset", default="", help="One dataset only, such as answers.")
    placed = click.option("--workspace", "slug", default="", help="One workspace only.")
    return named(placed(command))


@snapshot.command()
@_chosen
def take(dataset: str, slug: str) -> None:
    """Carry what changed into the files; the first time everything."""
    places = _places(dataset, slug)
    from emptychair.analytics.upkeep import take as take_one

    for place in places:
        taken = take_one(place, small_too=True)
        if taken is None:
            _say(place, "nothing to do")
        else:
            what = f"{taken.new_rows:,} new rows, {taken.changed:,} changed"
            _say(place, f"{what}, {taken.files:,} files written; {taken.manifest.rows:,} rows now")


@snapshot.command()
@click.option("--deep", is_flag=True, help="Compare every column of every row.")
@_chosen
def verify(dataset: str, slug: str, *, deep: bool) -> None:
    """Compare counts and sums of each month with the database; ends with 1 when they differ."""
    places, wrong = _places(dataset, slug), False
    from emptychair.analytics.checking import check_snapshot

    for place in places:
        found = check_snapshot(place.source, place.workspace_id, place.zone, deep=deep)
        wrong = wrong or bool(found)
        for one in found:
            _say(place, f"{one.month}: database {one.database}, snapshot {one.snapshot}")
        if not found:
            _say(place, "the same")
    if wrong:
        raise failure("Run emptychair snapshot rebuild.", DIFFERENT)


@snapshot.command()
@_chosen
def rebuild(dataset: str, slug: str) -> None:
    """Make the files anew from the database; until they are complete the old ones are read."""
    places = _places(dataset, slug)
    from emptychair.analytics.upkeep import take_anew

    for place in places:
        taken = take_anew(place)
        _say(place, f"{taken.new_rows:,} rows" if taken else "another process is at it: try again")


@snapshot.command()
@_chosen
def compact(dataset: str, slug: str) -> None:
    """Write small files together, and remove those that nobody reads any more."""
    places = _places(dataset, slug)
    from emptychair.analytics.snapshots import compact_snapshot

    for place in places:
        taken = compact_snapshot(place.source, place.workspace_id, place.zone)
        _say(place, f"{len(taken.manifest.files):,} files" if taken else "nothing to do")


def _places(dataset: str, slug: str) -> list["Place"]:
    """Those asked for. Django is set up here: what needs it is imported after."""
    begin(migrate=True)
    from emptychair.analytics.sources import sources
    from emptychair.analytics.upkeep import places

    if dataset and dataset not in sources():
        raise failure(f"No dataset is called {dataset}. There are: {', '.join(sources())}.")
    found = list(places(dataset=dataset, workspace=slug))
    if slug and not found:
        raise no_such_workspace(slug)
    return found


def _say(place: "Place", words: str) -> None:
    click.echo(f"{place.slug}, {place.source.dataset.name}: {words}.")
