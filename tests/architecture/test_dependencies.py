"""The product imports only what it asks for; what development installs stays there."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.tree import ROOT, File, code, findings, told


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", name)[0]).lower()


def asked_for() -> set[str]:
    """The distributions that an installation may rely on."""
    with (ROOT / "pyproject.toml").open("rb") as opened:
        project = tomllib.load(opened)["project"]
    extras = project["optional-dependencies"].values()
    return {canonical(name) for name in [*project["dependencies"], *(n for e in extras for n in e)]}


def imported(file: File) -> Iterator[tuple[int, str]]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, (node.module or "").split(".")[0]


@cache
def distributions() -> dict[str, set[str]]:
    return {name: {canonical(d) for d in found} for name, found in packages_distributions().items()}


def not_asked_for(file: File) -> Iterator[str]:
    for line, name in imported(file):
        if name in sys.stdlib_module_names or name == "emptychair":
            continue
        if not distributions().get(name, set()) & asked_for():
            yield (
                f"{file.path}:{line}: {name} is not among the dependencies, so it is missing where "
                "only the product is installed. Do without it, or add it to pyproject.toml with "
                "its reason in docs/decisions/0002-dependencies.md and run `make lock`."
            )


def test_the_product_imports_only_what_it_asks_for():
    found = findings(not_asked_for, code())
    assert not found, told(found)


def test_the_check_sees_what_only_development_installs():
    for line in ("import polars as pl\n", "def f():\n    from hypothesis import given\n"):
        assert list(not_asked_for(File("emptychair/stats/a.py", line))), line
    fine = "import ast\nfrom django.db import models\nfrom emptychair.kit import errors\n"
    assert not list(not_asked_for(File("emptychair/stats/a.py", fine)))
