"""A thing has a name, a sentence that says what it is, and a size one can read."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import (
    ROOT,
    File,
    code,
    files,
    findings,
    is_migration,
    paths,
    public_functions,
    told,
)

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base"}
# base.html and base.css are what Django and the design system call the frame of all pages.
MAY_BE_BASE = {".html", ".css"}
DJANGO_ASKS_FOR = {"emptychair/config/sqlite/base.py"}  # where it looks for a database
LONGEST = 400
EXPLAINED = ("stats", "sheets", "charts")


def nameless(path: str) -> Iterator[str]:
    stem, _, ending = path.rpartition("/")[2].partition(".")
    if (stem == "base" and f".{ending}" in MAY_BE_BASE) or path in DJANGO_ASKS_FOR:
        return
    if stem in NAMELESS or stem == "base":
        yield (
            f"{path}: a file called {stem} collects whatever has no place. "
            "Name it after the one thing it holds; two things are two files."
        )


def too_long(file: File) -> Iterator[str]:
    lines = file.text.count("\n")
    if lines > LONGEST:
        yield (
            f"{file.path}: {lines} lines; nobody reads more than {LONGEST} at once. "
            "See which two things live here and give each its own file."
        )


def package_without_a_paragraph(file: File) -> Iterator[str]:
    if file.name == "__init__.py" and not ast.get_docstring(file.tree):
        yield (
            f"{file.path}: nothing says what this package knows. "
            "Write one paragraph as its docstring; docs/domains is made of them."
        )


def must_explain_its_functions(file: File) -> bool:
    inside = file.folders[1:]
    return bool(inside) and (
        inside[0] in EXPLAINED or "services" in inside or "queries" in inside or _is_door(file)
    )


def function_without_a_docstring(file: File) -> Iterator[str]:
    for function in public_functions(file.tree):
        if not ast.get_docstring(function):
            yield (
                f"{file.path}:{function.lineno}: {function.name} has no docstring. Others rely on "
                "statistics, readers, charts, services and queries without reading them: say what "
                "comes back, in which unit, what is refused, and where a formula comes from."
            )


def _is_door(file: File) -> bool:
    return file.name in {"services.py", "queries.py"}


def test_no_file_is_a_drawer_for_whatever_has_no_name():
    names = [path.relative_to(ROOT).as_posix() for path in paths()]
    found = [sentence for name in names for sentence in nameless(name)]
    assert not found, told(found)


def test_files_stay_short_enough_to_read():
    found = findings(too_long, [file for file in code() if not is_migration(file)])
    assert not found, told(found)


def test_every_package_says_what_it_knows():
    kept = [file for file in files("__init__.py", under="emptychair") if not is_migration(file)]
    found = findings(package_without_a_paragraph, kept)
    assert not found, told(found)


def test_every_folder_with_code_is_a_package():
    packages = {file.folders for file in code() if file.name == "__init__.py"}
    found = sorted(
        f"{file.path}: its folder has no __init__.py, so it would not be installed. Add one."
        for file in code()
        if file.folders not in packages
    )
    assert not found, told(found)


def test_what_others_rely_on_is_explained():
    explained = [file for file in code() if must_explain_its_functions(file)]
    found = findings(function_without_a_docstring, explained)
    assert not found, told(found)


def test_the_name_check_sees_utils_and_lets_the_frame_of_pages_pass():
    assert list(nameless("emptychair/loop/utils.py"))
    assert list(nameless("emptychair/kit/base.py"))
    assert list(nameless("emptychair/web/static/js/common.min.js"))
    assert not list(nameless("emptychair/web/templates/base.html"))
    assert not list(nameless("emptychair/kit/errors.py"))


def test_the_size_check_sees_a_long_file():
    assert list(too_long(File("emptychair/a.py", "x = 1\n" * 401)))
    assert not list(too_long(File("emptychair/a.py", "x = 1\n" * 400)))


def test_the_paragraph_check_sees_a_silent_package():
    assert list(package_without_a_paragraph(File("emptychair/a/__init__.py", "x = 1\n")))
    assert not list(package_without_a_paragraph(File("emptychair/a/__init__.py", '"""Words."""\n')))


def test_the_docstring_check_sees_a_silent_statistic_and_leaves_private_ones_alone():
    silent = "def nps(counts):\n    return 0\n\ndef _root(x):\n    return x\n"
    file = File("emptychair/stats/nps.py", silent)
    assert must_explain_its_functions(file)
    assert len(list(function_without_a_docstring(file))) == 1
    assert must_explain_its_functions(File("emptychair/loop/queries.py", ""))
    assert must_explain_its_functions(File("emptychair/loop/services/cases.py", ""))
    assert not must_explain_its_functions(File("emptychair/report/words.py", ""))
