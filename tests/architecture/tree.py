"""The files the checks walk over, and how a finding is told.

A check is a function from one file's path and text to sentences, so that a test can hand it a
deliberate violation and see it fail.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "emptychair"
PICTURES = {".png"}  # not text; every other file is


@dataclass(frozen=True)
class File:
    """One file of the repository: its path from the root, with forward slashes, and its text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def folders(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts[:-1]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)


Check = Callable[[File], Iterable[str]]


@cache
def paths() -> list[Path]:
    """Every file git would keep: what .gitignore names, by file or folder name, is left out."""
    ignored = [".git", *_ignored_names((ROOT / ".gitignore").read_text(encoding="utf-8"))]
    return sorted(_walk(ROOT, ignored))


@cache
def files(pattern: str, *, under: str = "") -> list[File]:
    """The files whose name matches `pattern`, below the folder `under`, with their text."""
    found = [p for p in paths() if fnmatch(p.name, pattern) and p.suffix not in PICTURES]
    relative = [(path.relative_to(ROOT).as_posix(), path) for path in found]
    return [
        File(name, path.read_text(encoding="utf-8"))
        for name, path in relative
        if name.startswith(f"{under}/" if under else "")
    ]


def code(*, under: str = PACKAGE) -> list[File]:
    """The package's own Python files."""
    return files("*.py", under=under)


def is_migration(file: File) -> bool:
    return "migrations" in file.folders


def findings(check: Check, over: Iterable[File]) -> list[str]:
    return [sentence for file in over for sentence in check(file)]


def told(found: Iterable[str]) -> str:
    return "\n" + "\n".join(f"  {sentence}" for sentence in found)


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions of a module that others may call: at its top level, without an underscore."""
    for node in tree.body:
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and not node.name.startswith("_"):
            yield node


def called_name(node: ast.Call) -> str:
    """`enqueue` for `enqueue(...)` and for `jobs.enqueue(...)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def text_of(node: ast.AST | None) -> str | None:
    """The text of a literal string, or nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _walk(folder: Path, ignored: list[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if any(fnmatch(path.name, name) for name in ignored):
            continue
        if path.is_dir():
            yield from _walk(path, ignored)
        elif not path.is_symlink():
            yield path


def _ignored_names(gitignore: str) -> list[str]:
    lines = [line.strip() for line in gitignore.splitlines()]
    return [re.sub(r"^/|/$", "", line) for line in lines if line and not line.startswith("#")]
