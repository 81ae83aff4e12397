"""The environment is read in one place: every setting has a type, a default and a sentence."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import File, code, files, findings, text_of, told

READS = "emptychair/config/env.py"
DOORS = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}


def environment_read(file: File) -> Iterator[str]:
    if file.path == READS:
        return
    allowed = {id(inner) for node in ast.walk(file.tree) for inner in _names_settings(node)}
    for node in ast.walk(file.tree):
        if id(node) not in allowed and _is_door(node):
            yield (
                f"{file.path}:{node.lineno}: the environment is read outside {READS}. A setting "
                "that is not there has no type, no default and no line in the documentation. "
                "Describe it in env.py and take the value from the settings."
            )


def _is_door(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id == "os" and node.attr in DOORS
    if isinstance(node, ast.ImportFrom) and node.module == "os":
        return any(alias.name in DOORS for alias in node.names)
    return False


def _names_settings(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the `os.environ` of `os.environ.setdefault("DJANGO_SETTINGS_MODULE", ...)`.

    Django needs it before any settings exist.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        first = text_of(node.args[0]) if node.args else None
        if node.func.attr == "setdefault" and first == "DJANGO_SETTINGS_MODULE":
            yield node.func.value


def test_the_environment_is_read_in_one_file():
    found = findings(environment_read, [*code(), *files("manage.py")])
    assert not found, told(found)


def test_the_check_sees_every_way_to_read_the_environment():
    for line in (
        'import os\nx = os.environ["EMPTYCHAIR_DATA"]\n',
        'import os\nx = os.getenv("EMPTYCHAIR_DATA")\n',
        "from os import environ\n",
        'import os\nos.environ.setdefault("TZ", "UTC")\n',
    ):
        assert list(environment_read(File("emptychair/sheets/a.py", line))), line


def test_naming_the_settings_module_is_allowed():
    line = (
        'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")\n'
    )
    assert not list(environment_read(File("manage.py", line)))
