"""Nobody reads or writes without `Access`, and tables are touched in few places."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import File, code, findings, is_migration, public_functions, told

# A file of these names, or anything in a folder of these names, may speak to tables.
SPEAKS_TO_TABLES = ("models", "queries", "services", "migrations")
# The queue's own tables lie below every workspace and hold ids only; nobody's rights apply to them.
QUEUE = "emptychair/jobs/"


def is_service_or_query(file: File) -> bool:
    inside = file.folders[1:]
    in_folder = "services" in inside or "queries" in inside
    return bool(inside) and (in_folder or file.name in {"services.py", "queries.py"})


def without_access(file: File) -> Iterator[str]:
    for function in public_functions(file.tree):
        if _first_argument(function) == "access" or _makes_access(file, function):
            continue
        yield (
            f"{file.path}:{function.lineno}: {function.name} does not take `access` first. Without "
            "it nobody knows who asks, in which workspace, and what they may see. Add it; a job "
            "passes Access.system(...), a respondent's page Access.respondent(...)."
        )


def table_spoken_to(file: File) -> Iterator[str]:
    inside = (*file.folders[1:], file.name.removesuffix(".py"))
    if file.path.startswith(QUEUE) or any(part in SPEAKS_TO_TABLES for part in inside):
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield (
                f"{file.path}:{node.lineno}: .{node.attr} outside models, queries and services "
                "passes by the rights and the audit trail. Put the read into queries.py, the "
                "write into services/."
            )


def _first_argument(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return arguments[0].arg if arguments else ""


def _makes_access(file: File, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Signing in cannot take what it makes: in accounts, and only there."""
    returned = ast.unparse(function.returns) if function.returns else ""
    return "accounts" in file.folders and re.match(r"(tuple\[)?Access\b", returned) is not None


def test_every_service_and_query_takes_access_first():
    found = findings(without_access, [file for file in code() if is_service_or_query(file)])
    assert not found, told(found)


def test_tables_are_spoken_to_in_models_queries_and_services_only():
    found = findings(table_spoken_to, [file for file in code() if not is_migration(file)])
    assert not found, told(found)


def test_the_access_check_sees_a_service_that_asks_nobody():
    text = "def close_case(case, *, outcome):\n    pass\n\ndef _inner(case):\n    pass\n"
    file = File("emptychair/loop/services/cases.py", text)
    assert is_service_or_query(file)
    assert len(list(without_access(file))) == 1
    fine = File("emptychair/loop/queries.py", "def open_cases(access):\n    pass\n")
    assert is_service_or_query(fine)
    assert not list(without_access(fine))


def test_only_accounts_may_make_access_instead_of_taking_it():
    for made in ("Access", "Access | None", "tuple[Access, Token]"):
        text = f"def access_of_token(token: str) -> {made}:\n    pass\n"
        assert not list(without_access(File("emptychair/accounts/services/tokens.py", text))), made
        assert list(without_access(File("emptychair/loop/services/tokens.py", text))), made
    other = "def find(token: str) -> AccessLog:\n    pass\n"
    assert list(without_access(File("emptychair/accounts/services/tokens.py", other)))


def test_the_table_check_sees_a_view_that_queries():
    text = "def view(request):\n    return Case.objects.all()\n"
    assert list(table_spoken_to(File("emptychair/web/loop/views.py", text)))
    assert not list(table_spoken_to(File("emptychair/loop/queries.py", text)))
    assert not list(table_spoken_to(File("emptychair/loop/services/cases.py", text)))
