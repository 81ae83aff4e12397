"""Nothing is left half done in the code, and every exception to a rule says why."""

import re
from collections.abc import Iterator

from tests.architecture.tree import File, code, files, findings, told

# Put together from parts, so that this file passes its own check.
MARKS = ["TO" + "DO", "FIX" + "ME", "X" * 3, "raise NotImplemented" + "Error"]
OPEN_END = re.compile(rf"\b(?:{'|'.join(MARKS)})\b")
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
EXPLAINED = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\])(.*)"
)


def open_end(file: File) -> Iterator[str]:
    for number, line in enumerate(file.text.splitlines(), start=1):
        if OPEN_END.search(line):
            yield f"{file.path}:{number}: an open end. Finish it, or open an issue and take it out."


def silenced_without_a_reason(file: File) -> Iterator[str]:
    for number, line in enumerate(file.text.splitlines(), start=1):
        if SILENCED.search(line) and not _says_why(line):
            yield (
                f"{file.path}:{number}: a rule is switched off without code or reason. Write the "
                "code, and after it, in a few words, why the rule is wrong here."
            )


def _says_why(line: str) -> bool:
    found = EXPLAINED.search(line)
    return found is not None and len(re.findall(r"\w+", found.group(1))) > 1


def everything() -> list[File]:
    return [*code(), *files("*.py", under="tests"), *files("*.py", under="bench")]


def test_no_open_ends():
    found = findings(open_end, everything())
    assert not found, told(found)


def test_every_silenced_rule_has_its_reason():
    here = [file for file in everything() if file.name != "test_open_ends.py"]
    found = findings(silenced_without_a_reason, here)
    assert not found, told(found)


def test_the_check_sees_open_ends():
    for mark in MARKS:
        assert list(open_end(File("emptychair/a.py", f"x = 1  # {mark}: later\n"))), mark
    for line in ("todo_list = []  # what is to do\n", "except NotImplementedError as error:\n"):
        assert not list(open_end(File("emptychair/a.py", line))), line


def test_the_check_sees_a_rule_switched_off_without_a_reason():
    for line in ("x  # noqa", "x  # noqa: S101", "x  # type: ignore", "x  # type: ignore[misc]"):
        assert list(silenced_without_a_reason(File("emptychair/a.py", line))), line
    for line in ("x  # noqa: S101, S102 - our own command", "x  # type: ignore[misc]  # no stubs"):
        assert not list(silenced_without_a_reason(File("emptychair/a.py", line))), line
