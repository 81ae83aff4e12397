"""A job is enqueued by name, so a name that nobody answers to must fail here and not at night."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.tree import File, called_name, code, text_of, told

# What enqueues, and the position of the name among its arguments.
ENQUEUE = {"enqueue": 0, "enqueue_at": 1, "schedule": 0}
# The queue itself hands names on, so there they may be in a variable.
HANDS_ON = "emptychair/jobs/"


def jobs_defined(over: Iterable[File]) -> list[str]:
    """The names given to `@job("...")`."""
    return [
        name
        for file in over
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and called_name(decorator) == "job"
        for name in [text_of(decorator.args[0]) if decorator.args else None]
        if name
    ]


def nobody_answers(over: Iterable[File], known: set[str]) -> Iterator[str]:
    for file in over:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and called_name(node) in ENQUEUE:
                yield from _judged(file, node, known)


def _judged(file: File, node: ast.Call, known: set[str]) -> Iterator[str]:
    position = ENQUEUE[called_name(node)]
    name = text_of(node.args[position]) if len(node.args) > position else None
    if name is None and not file.path.startswith(HANDS_ON):
        yield (
            f"{file.path}:{node.lineno}: the name of the job is not written out, so nothing can "
            'check that it exists. Write enqueue("domain.verb_noun", ...).'
        )
    elif name is not None and name not in known:
        yield (
            f"{file.path}:{node.lineno}: no job is called {name}; it would fail when it runs. "
            f'Define it with @job("{name}") or correct the name.'
        )


def test_every_enqueued_job_exists():
    found = list(nobody_answers(code(), set(jobs_defined(code()))))
    assert not found, told(found)


def test_no_two_jobs_share_a_name():
    names = jobs_defined(code())
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, f"Two jobs answer to one name, one of them would never run: {twice}"


def test_the_check_sees_a_misspelt_job():
    jobs = File("emptychair/loop/jobs.py", '@job("loop.remind")\ndef remind():\n    pass\n')
    calls = File(
        "emptychair/loop/services/cases.py",
        'enqueue("loop.remind")\njobs.enqueue("loop.remnid")\nenqueue(name)\n'
        'enqueue_at(soon, "loop.remind")\nenqueue_at(soon, "loop.remnid")\n',
    )
    known = set(jobs_defined([jobs, calls]))
    assert known == {"loop.remind"}
    assert len(list(nobody_answers([jobs, calls], known))) == 3
    queue = File("emptychair/jobs/queue.py", 'enqueue(name)\nenqueue("loop.remnid")\n')
    assert len(list(nobody_answers([queue], known))) == 1
