"""What the documents name is there: links, commands, options, settings."""

import re
from collections.abc import Iterable, Iterator

from tests.architecture.tree import ROOT, File, code, files, findings, told

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`([^`\n]+)`")
MAKE_TARGET = re.compile(r"\bmake((?: +[a-z][a-z-]*)+)")
VARIABLE = re.compile(r"\bEMPTYCHAIR_[A-Z_]+\b")
REPORT_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
# Options in our documents that belong to another program than ours.
OTHERS_OPTIONS = {"--build", "--exclude", "--if-exists", "--lf", "--name"}


def documents() -> list[File]:
    return files("*.md")


def told_code(file: File) -> list[str]:
    """The commands and words a document sets in code: fenced blocks and `inline`."""
    fenced = FENCE.findall(file.text)
    return [*fenced, *INLINE_CODE.findall(FENCE.sub("", file.text))]


def broken_links(file: File) -> Iterator[str]:
    here = (ROOT / file.path).parent
    for target in LINK.findall(INLINE_CODE.sub("", FENCE.sub("", file.text))):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or not path:
            continue
        found = (here / path).resolve()
        if not found.exists():
            yield f"{file.path}: the link {target} leads nowhere. Correct it or write the page."
        elif anchor and found.suffix == ".md" and anchor not in anchors(found.read_text("utf-8")):
            yield f"{file.path}: {path} has no heading #{anchor}. Correct the link."


def anchors(text: str) -> set[str]:
    """The names of headings as code hosts make them: small letters, hyphens, no punctuation."""
    headings = re.findall(r"^#+\s+(.*)$", FENCE.sub("", text), re.MULTILINE)
    words = [re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in headings]
    return {word.replace(" ", "-") for word in words}


def unknown_targets(file: File, targets: set[str]) -> Iterator[str]:
    for text in told_code(file):
        for named in MAKE_TARGET.findall(text):
            for target in named.split():
                if target not in targets:
                    yield f"{file.path}: `make {target}` is not in the Makefile. Correct the name."


def unknown_variables(file: File, known: set[str]) -> Iterator[str]:
    for name in sorted(set(VARIABLE.findall(file.text))):
        if name.removesuffix("_FILE") not in known and name not in known:
            yield f"{file.path}: {name} is not in config/env.py, so setting it does nothing."


def unknown_options(file: File, known: set[str]) -> Iterator[str]:
    for text in told_code(file):
        for option in REPORT_OPTION.findall(text):
            if option not in known | OTHERS_OPTIONS:
                yield f"{file.path}: `emptychair` has no option {option}. Correct the name."


def commands(text: str) -> list[str]:
    """The commands of the fenced blocks, without remarks: the same in every language."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    return [command for line in lines if (command := re.sub(r"(^|\s+)#.*$", "", line).strip())]


def _make_targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))


def _options_of_the_command(over: Iterable[File]) -> set[str]:
    return {option for file in over for option in REPORT_OPTION.findall(file.text)}


def test_every_link_leads_somewhere():
    found = findings(broken_links, documents())
    assert not found, told(found)


def test_every_make_target_in_the_documents_exists():
    targets = _make_targets((ROOT / "Makefile").read_text(encoding="utf-8"))
    found = [line for file in documents() for line in unknown_targets(file, targets)]
    assert not found, told(found)


def test_every_variable_in_the_documents_exists():
    known = set(VARIABLE.findall((ROOT / "emptychair/config/env.py").read_text(encoding="utf-8")))
    found = [line for file in documents() for line in unknown_variables(file, known)]
    assert not found, told(found)


def test_every_option_in_the_documents_exists():
    known = _options_of_the_command([*code(under="emptychair/cli"), *code(under="bench")])
    found = [line for file in documents() for line in unknown_options(file, known)]
    assert not found, told(found)


def test_both_readmes_hold_the_same_commands():
    english, japanese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.ja.md"))
    assert commands(english)
    assert commands(english) == commands(japanese), "One README promises what the other does not."


def test_the_link_check_sees_a_page_that_is_not_there():
    for text in ("[a](nowhere.md)", "![a](docs/nowhere.png)", "[a](LICENSE/b.md)"):
        assert list(broken_links(File("README.md", text))), text
    assert list(broken_links(File("docs/a.md", "[a](glossary.md#no-such-heading)")))
    fine = "[a](LICENSE) [b](#here) [c](https://example.org) `[d](nowhere.md)`"
    assert not list(broken_links(File("README.md", fine)))


def test_the_command_checks_see_what_does_not_exist():
    text = "Use `make demo`.\n```sh\nmake fly\nemptychair report a.csv --loud\n```\nWe make do."
    file = File("README.md", text)
    assert len(list(unknown_targets(file, {"demo"}))) == 1
    assert len(list(unknown_options(file, {"--output"}))) == 1
    variables = File("README.md", "EMPTYCHAIR_DATA EMPTYCHAIR_DATA_FILE EMPTYCHAIR_DTAA")
    assert len(list(unknown_variables(variables, {"EMPTYCHAIR_DATA"}))) == 1


def test_remarks_may_differ_between_readmes_and_commands_may_not():
    assert commands("```sh\nmake demo   # try it\n# then\nmake test\n```") == [
        "make demo",
        "make test",
    ]
    assert commands("```sh\nmake demo\n```") != commands("```sh\nmake run\n```")
