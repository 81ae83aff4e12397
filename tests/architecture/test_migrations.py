"""Migrations outlive the code: they import none of it and say in their name what they do."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import File, code, findings, is_migration, told


def imports_us(file: File) -> Iterator[str]:
    for node in ast.walk(file.tree):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = ["emptychair" if node.level else node.module or ""]
        if any(module.split(".")[0] == "emptychair" for module in modules):
            yield (
                f"{file.path}:{node.lineno}: a migration imports our code, which will have changed "
                "when it runs on somebody's old database. Write what it needs into the migration, "
                'or take models from apps.get_model("app", "Model").'
            )


def has_no_name(file: File) -> Iterator[str]:
    if file.name == "__init__.py":
        return
    if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+\.py", file.name) or "_auto_" in file.name:
        yield (
            f"{file.path}: the name does not say what changes. "
            "Use makemigrations --name add_invitation_expiry."
        )


def migrations() -> list[File]:
    return [file for file in code() if is_migration(file)]


def test_migrations_import_no_code_of_ours():
    found = findings(imports_us, migrations())
    assert not found, told(found)


def test_migrations_have_a_name():
    found = findings(has_no_name, migrations())
    assert not found, told(found)


def test_the_import_check_sees_our_code_in_a_migration():
    path = "emptychair/loop/migrations/0002_add_outcome.py"
    assert list(imports_us(File(path, "from emptychair.loop.types import Outcome\n")))
    assert list(imports_us(File(path, "import emptychair.kit.ids\n")))
    assert list(imports_us(File(path, "from ..types import Outcome\n")))
    assert not list(imports_us(File(path, "from django.db import migrations\n")))


def test_the_name_check_sees_an_automatic_name():
    folder = "emptychair/loop/migrations"
    assert list(has_no_name(File(f"{folder}/0002_auto_20261122_0100.py", "")))
    assert list(has_no_name(File(f"{folder}/0002.py", "")))
    assert not list(has_no_name(File(f"{folder}/0002_add_outcome.py", "")))
