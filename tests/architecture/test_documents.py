"""What the documents say is there: links, commands, settings, packages, dependencies."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tests.architecture.tree import ROOT, File, code, files, findings, told

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`([^`\n]+)`")
MAKE_TARGET = re.compile(r"\bmake((?: +[a-z][a-z-]*)+)")
VARIABLE = re.compile(r"\bEMPTYCHAIR_[A-Z_]+\b")
REPORT_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
RECORD_HEADINGS = ("Context", "Decision", "Consequences", "Check")
# Options in our documents that belong to another program than ours.
OTHERS_OPTIONS = {"--build", "--lf", "--name"}


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


def incomplete_record(file: File) -> Iterator[str]:
    headings = re.findall(r"^## (.+)$", file.text, re.MULTILINE)
    missing = [name for name in RECORD_HEADINGS if name not in headings]
    if missing:
        yield (
            f"{file.path}: no heading {', '.join(missing)}. A decision that does not say why, "
            "what follows and how it is checked cannot be changed by those who come later."
        )


def commands(text: str) -> list[str]:
    """The commands of the fenced blocks, without remarks: the same in every language."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    return [command for line in lines if (command := re.sub(r"(^|\s+)#.*$", "", line).strip())]


def package_line(file: File) -> str:
    """The line of docs/domains for a package: its name and the first sentence about it."""
    docstring = " ".join((ast.get_docstring(file.tree) or "").split())
    sentence = re.split(r"(?<=\.)\s", docstring)[0]
    return f"| `{file.folders[1]}` | {sentence} |"


def dependencies() -> list[str]:
    """The names of everything pyproject.toml asks for, also for development."""
    with (ROOT / "pyproject.toml").open("rb") as opened:
        project = tomllib.load(opened)
    wanted = list(project["project"]["dependencies"])
    for group in project["project"]["optional-dependencies"].values():
        wanted += group
    for group in project["dependency-groups"].values():
        wanted += group
    return [re.split(r"[\[<>=~!; ]", name)[0] for name in wanted]


def _make_targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))


def _options_of_the_command(over: Iterable[File]) -> set[str]:
    return {option for file in over for option in REPORT_OPTION.findall(file.text)}


def _record_files() -> list[File]:
    return [file for file in files("0*.md") if "decisions" in PurePosixPath(file.path).parts]


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


def test_every_decision_says_why_what_follows_and_how_it_is_checked():
    assert _record_files()
    found = findings(incomplete_record, _record_files())
    assert not found, told(found)


def test_every_decision_is_in_the_list_of_decisions():
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    missing = [file.name for file in _record_files() if f"({file.name})" not in listed]
    assert not missing, f"Not in docs/decisions/README.md, so nobody finds it: {missing}"


def test_the_list_of_domains_says_what_the_packages_say():
    listed = (ROOT / "docs/domains/README.md").read_text(encoding="utf-8")
    packages = [file for file in code() if file.name == "__init__.py" and len(file.folders) == 2]
    missing = [line for file in packages if (line := package_line(file)) not in listed]
    assert not missing, f"docs/domains/README.md needs these lines:{told(missing)}"


def test_every_dependency_has_its_reason():
    record = (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")
    missing = [name for name in dependencies() if f"| `{name}` |" not in record]
    assert not missing, f"No reason in docs/decisions/0002-dependencies.md for: {missing}"


def test_the_glossary_names_each_thing_once_in_both_languages():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    terms = [row[0] for row in rows if row[0] != "English"]
    assert len(terms) >= 60
    assert all(len(row) == 3 and all(row) for row in rows), "A term lacks a language or a line."
    twice = sorted({term for term in terms if terms.count(term) > 1})
    assert not twice, f"Two lines for one term; keep the better one: {twice}"


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


def test_the_record_check_sees_a_decision_without_reasons():
    whole = "## Context\n## Decision\n## Consequences\n## Check\n"
    assert list(incomplete_record(File("docs/decisions/0009-a.md", "## Decision\n")))
    assert not list(incomplete_record(File("docs/decisions/0009-a.md", whole)))


def test_the_line_of_a_package_is_its_first_sentence():
    file = File("emptychair/loop/__init__.py", '"""Acting on what\nwas heard. And more."""\n')
    assert package_line(file) == "| `loop` | Acting on what was heard. |"


def contract_fields(source: File) -> set[str]:
    """The names of all fields of the dataclasses in a file."""
    return {
        statement.target.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }


def undocumented(fields: set[str], guide: str) -> list[str]:
    """The fields that no piece of `code` in the guide names."""
    named = {word for text in INLINE_CODE.findall(guide) for word in re.findall(r"\w+", text)}
    return sorted(fields - named)


def test_the_guide_names_every_field_of_the_json():
    [source] = [file for file in code() if file.path == "emptychair/report/types.py"]
    guide = (ROOT / "docs/guides/report.md").read_text(encoding="utf-8")
    missing = undocumented(contract_fields(source) - {"how", "header"}, guide)
    assert not missing, f"docs/guides/report.md does not explain these fields: {missing}"


def test_the_contract_check_sees_a_new_field():
    source = File("emptychair/report/types.py", "class Score:\n    score: float\n    mood: int\n")
    assert undocumented(contract_fields(source), "`{score, low}` and mood") == ["mood"]


def sections(template: File) -> list[str]:
    """The headings of the sections a report template writes."""
    return re.findall(r'<h2[^>]*>\s*{% translate "([^"]+)" %}', template.text)


def test_the_guide_goes_through_every_section_of_the_report():
    guide = (ROOT / "docs/guides/report.md").read_text(encoding="utf-8")
    told_of = set(re.findall(r"^## (.+)$", guide, re.MULTILINE))
    found = [name for file in files("*.html", under="emptychair/report") for name in sections(file)]
    assert len(found) >= 10
    missing = [name for name in found if name not in told_of]
    assert not missing, f"docs/guides/report.md has no section called: {missing}"


def test_the_section_check_sees_a_heading():
    template = File("a.html", '<h2 id="fix">{% translate "Fix first" %} <small>x</small></h2>')
    assert sections(template) == ["Fix first"]
