"""Published levels of NPS, each with country, sector, year and publisher.

They were read in press copies of the publishers' releases. They are shown with publisher and
year, never as a pass mark, and never across countries by level. A figure without a source is no
benchmark.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Benchmark:
    """One published figure; `statistic` is mean, best, worst, range low or range high."""

    country: str
    sector: str
    statistic: str
    value: float
    brand: str
    year: int
    publisher: str
    note: str


@cache
def published_benchmarks() -> tuple[Benchmark, ...]:
    """Every figure that is shipped with the product."""
    text = files(__package__).joinpath("published.csv").read_text(encoding="utf-8")
    return tuple(
        Benchmark(
            country=row["country"],
            sector=row["sector"],
            statistic=row["statistic"],
            value=float(row["value"]),
            brand=row["brand"],
            year=int(row["year"]),
            publisher=row["publisher"],
            note=row["note"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["metric"] == "NPS"
    )


def sectors_of(country: str) -> list[str]:
    """The sectors with a figure in a country (`"JP"`, `"US"`), in alphabetical order."""
    return sorted({figure.sector for figure in published_benchmarks() if figure.country == country})


def latest_per_statistic(figures: Iterable[Benchmark]) -> list[Benchmark]:
    """The newest figure of each sector and statistic, best first."""
    newest: dict[tuple[str, str, str], Benchmark] = {}
    for figure in figures:
        key = (figure.country, figure.sector, figure.statistic)
        if key not in newest or newest[key].year < figure.year:
            newest[key] = figure
    return sorted(newest.values(), key=lambda figure: (figure.sector, -figure.value))


def same_market(country: str, sector: str | None) -> list[Benchmark]:
    """The newest figures of one country, of one sector when it is named, else of all sectors."""
    return latest_per_statistic(
        figure
        for figure in published_benchmarks()
        if figure.country == country and sector in (None, figure.sector)
    )
