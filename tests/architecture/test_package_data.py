"""What the product needs is inside the package and is installed with it."""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch

from tests.architecture.tree import PACKAGE, ROOT, File, code, findings, paths, told

LEAVES_THE_PACKAGE = re.compile(r"\.\./|shared/(?:data|contracts|design)")


def patterns() -> list[str]:
    """The endings that pyproject.toml installs beside the code."""
    with (ROOT / "pyproject.toml").open("rb") as opened:
        return tomllib.load(opened)["tool"]["setuptools"]["package-data"][PACKAGE]


def not_installed(names: Iterable[str], installed: Iterable[str]) -> Iterator[str]:
    endings = [pattern.removeprefix("**/") for pattern in installed]
    for name in names:
        last = name.rpartition("/")[2]
        if not last.endswith(".py") and not any(fnmatch(last, ending) for ending in endings):
            yield (
                f"{name}: not installed with the package, so it is missing on every machine but "
                "this one. Add its ending to [tool.setuptools.package-data]."
            )


def looks_outside(file: File) -> Iterator[str]:
    for number, line in enumerate(file.text.splitlines(), start=1):
        quoted = re.findall(r"""["']([^"']*)["']""", line)
        if any(LEAVES_THE_PACKAGE.search(text) for text in quoted):
            yield (
                f"{file.path}:{number}: a path that leaves the package. Once installed there is "
                "nothing beside it. Put the file inside and open it with importlib.resources."
            )


def without_source(text: str) -> Iterator[str]:
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if not (row["year"] and row["publisher"]):
            yield f"Line {number}: a figure without year and publisher is no benchmark. Remove it."


def test_everything_in_the_package_is_installed():
    names = [path.relative_to(ROOT).as_posix() for path in paths()]
    inside = [name for name in names if name.startswith(f"{PACKAGE}/")]
    found = list(not_installed(inside, patterns()))
    assert not found, told(found)


def test_no_code_reads_a_file_outside_the_package():
    found = findings(looks_outside, code())
    assert not found, told(found)


def test_the_benchmarks_are_in_the_package_and_each_names_year_and_publisher():
    tables = sorted((ROOT / PACKAGE / "metrics" / "benchmarks").glob("*.csv"))
    assert tables, "The benchmarks are missing: they belong inside the package, as CSV."
    found = [line for table in tables for line in without_source(table.read_text("utf-8"))]
    assert not found, told(found)


def test_the_check_sees_a_file_that_would_stay_at_home():
    found = not_installed(
        ["emptychair/a.html", "emptychair/a.woff2", "emptychair/a.py"], ["**/*.html"]
    )
    assert [sentence.split(":")[0] for sentence in found] == ["emptychair/a.woff2"]


def test_the_check_sees_a_path_that_leaves_the_package():
    assert list(looks_outside(File("emptychair/a.py", 'open("../data/benchmarks.csv")\n')))
    assert not list(looks_outside(File("emptychair/a.py", 'open("benchmarks.csv")  # ../a\n')))


def test_the_check_sees_a_benchmark_without_a_source():
    head = "sector,value,year,publisher\n"
    assert list(without_source(f"{head}banks,31,,press\n"))
    assert list(without_source(f"{head}banks,31,2023,\n"))
    assert not list(without_source(f"{head}banks,31,2023,press\n"))
