"""Time and peak memory of `emptychair report`, beside plain group-bys of the same file.

    python bench/report.py                     all sizes; rewrites the tables in docs/performance.md
    python bench/report.py --sizes 10000 --no-write

Three commands read the same made-up survey in the same run, each in a process of its own:
`emptychair report FILE --format json`, and polars and pandas counting promoters, passives and
detractors by month and touchpoint. The bench stops when the three do not count the same.
"""

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from peak import Cost, cost_of

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
SIZES = (10_000, 100_000, 1_000_000)
LANGUAGES = ("en", "ja")
SEED = 20261122
NAMES = {"en": "English", "ja": "Japanese"}
HEADERS = {
    "en": ("Score", "Touchpoint", "Responded at"),
    "ja": ("推奨度（0〜10）", "接点", "回答日時"),
}
REPORT, POLARS, PANDAS = "report", "polars", "pandas"
LIBRARIES = ("duckdb", "pyarrow", "sudachipy", "polars", "pandas")


@dataclass(frozen=True)
class Run:
    """One command on one file."""

    language: str
    rows: int
    file_megabytes: float
    tool: str
    cost: Cost


def counts_by_polars(path: Path, language: str) -> Any:
    """Promoters, passives and detractors by month and touchpoint, and their sums."""
    import polars as pl

    score, touchpoint, answered = HEADERS[language]
    counted = (
        pl.read_csv(path)
        .with_columns(month=pl.col(answered).str.slice(0, 7))
        .group_by("month", touchpoint)
        .agg(
            promoters=(pl.col(score) >= 9).sum(),
            passives=pl.col(score).is_between(7, 8).sum(),
            detractors=(pl.col(score) <= 6).sum(),
        )
    )
    return {side: counted[side].sum() for side in ("promoters", "passives", "detractors")}


def counts_by_pandas(path: Path, language: str) -> Any:
    """The same with pandas."""
    import pandas as pd

    score, touchpoint, answered = HEADERS[language]
    table = pd.read_csv(path)
    table = table.assign(
        month=table[answered].str.slice(0, 7),
        promoters=table[score] >= 9,
        passives=table[score].between(7, 8),
        detractors=table[score] <= 6,
    )
    sides = ["promoters", "passives", "detractors"]
    counted = table.groupby(["month", touchpoint])[sides].sum()
    return {side: int(counted[side].sum()) for side in sides}


PLAIN = {POLARS: counts_by_polars, PANDAS: counts_by_pandas}


def measure(rows: int, language: str, repeat: int) -> Iterator[Run]:
    """Every tool on one freshly made file, the quickest of `repeat` runs of each."""
    from emptychair.demo import survey_csv

    with TemporaryDirectory(prefix="emptychair-bench-") as name:
        folder = Path(name)
        file, result = folder / "survey.csv", folder / "report.json"
        survey_csv(file, rows=rows, seed=SEED, comment_share=1 / 3, language=language)
        ours = Path(sys.executable).with_name("emptychair")
        commands: dict[str, list[str | Path]] = {
            REPORT: [ours, "report", file, "--format", "json", "--output", result]
        }
        for tool in PLAIN:
            commands[tool] = [sys.executable, __file__, "--plain", tool, language, file]
        costs = {tool: _quickest(commands[tool], folder, repeat) for tool in commands}
        _check_counts(json.loads(result.read_bytes()), costs, rows)
        size = file.stat().st_size / 1e6
        for tool, cost in costs.items():
            yield Run(language, rows, size, tool, cost)


def _quickest(command: Sequence[str | Path], folder: Path, repeat: int) -> Cost:
    costs = [cost_of(command, folder=folder) for _ in range(repeat)]
    for cost in costs:
        if cost.exit_code:
            raise SystemExit(f"{command[0]} failed:\n{cost.errors}")
    return min(costs, key=lambda cost: cost.seconds)


def _check_counts(report: dict[str, Any], costs: dict[str, Cost], rows: int) -> None:
    ours = {side: report["nps"][side] for side in ("promoters", "passives", "detractors")}
    for tool in PLAIN:
        theirs = json.loads(costs[tool].output)
        if ours != theirs:
            raise SystemExit(f"The report counts {ours}, {tool} {theirs}: the bench is void.")
    if sum(ours.values()) != rows:
        raise SystemExit(f"{sum(ours.values())} of {rows} rows were counted: the bench is void.")


def tables(runs: Sequence[Run]) -> str:
    """The tables of the page, one for each language, with what they were measured on."""
    parts = []
    for language in dict.fromkeys(run.language for run in runs):
        chosen = [run for run in runs if run.language == language]
        parts.append(f"### {NAMES[language]} answers\n\n{_costs(chosen)}\n\n{_growth(chosen)}")
    return "\n\n".join([*parts, _machine()])


def _costs(runs: Sequence[Run]) -> str:
    lines = [
        "| rows | file, MB | command | seconds | processor seconds | memory, MiB | report takes |",
        "| ---: | ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    ours = {run.rows: run.cost for run in runs if run.tool == REPORT}
    for run in runs:
        name = "**emptychair report**" if run.tool == REPORT else f"{run.tool} group-by"
        ratio = "" if run.tool == REPORT else f"× {ours[run.rows].seconds / run.cost.seconds:.1f}"
        cost = run.cost
        lines.append(
            f"| {run.rows:,} | {run.file_megabytes:.1f} | {name} | {cost.seconds:.1f} "
            f"| {cost.processor:.1f} | {cost.memory:,.0f} | {ratio} |"
        )
    return "\n".join(lines)


def _growth(runs: Sequence[Run]) -> str:
    """How the report's time grows from each size to the next."""
    ours = sorted((run for run in runs if run.tool == REPORT), key=lambda run: run.rows)
    lines = [
        "| from | to | rows grow by | time grows by | memory grows by | µs for each further row |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for small, large in pairwise(ours):
        further = (large.cost.seconds - small.cost.seconds) / (large.rows - small.rows)
        lines.append(
            f"| {small.rows:,} | {large.rows:,} | × {large.rows / small.rows:.0f} "
            f"| × {large.cost.seconds / small.cost.seconds:.1f} "
            f"| × {large.cost.memory / small.cost.memory:.1f} | {further * 1e6:.0f} |"
        )
    return "\n".join(lines)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}, {platform.system()}) with "
        f"{memory:.0f} GiB of memory; Python {platform.python_version()}, {libraries}."
    )


def write_page(text: str) -> None:
    """Put the tables between the two marks of the page."""
    begin, end = "<!-- bench/report.py begins -->", "<!-- bench/report.py ends -->"
    page = PAGE.read_text("utf-8")
    place = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not place.search(page):
        raise SystemExit(f"docs/performance.md has lost its marks: {begin} and {end}.")
    PAGE.write_text(place.sub(lambda _: f"{begin}\n{text}\n{end}", page), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="rows, such as 10000,100000")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="en, ja or en,ja")
    parser.add_argument("--repeat", type=int, default=2, help="runs, of which the quickest counts")
    parser.add_argument("--no-write", action="store_true", help="only print the tables")
    parser.add_argument("--plain", nargs=3, metavar=("TOOL", "LANGUAGE", "FILE"))
    given = parser.parse_args()
    if given.plain:
        tool, language, file = given.plain
        print(json.dumps(PLAIN[tool](Path(file), language)))
        return
    runs: list[Run] = []
    for language in given.languages.split(","):
        for rows in given.sizes:
            print(f"{rows:,} rows, {NAMES[language]} …", file=sys.stderr)
            runs += measure(rows, language, given.repeat)
    text = tables(runs)
    print(text)
    if not given.no_write:
        write_page(text)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))


if __name__ == "__main__":
    main()
