"""Decisions, domains, glossary and guide say what the code says, whole and once."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.tree import ROOT, File, code, files, findings, told

INLINE_CODE = re.compile(r"`([^`\n]+)`")
RECORD_HEADINGS = ("Context", "Decision", "Consequences", "Check")


def incomplete_record(file: File) -> Iterator[str]:
    headings = re.findall(r"^## (.+)$", file.text, re.MULTILINE)
    missing = [name for name in RECORD_HEADINGS if name not in headings]
    if missing:
        yield (
            f"{file.path}: no heading {', '.join(missing)}. A decision that does not say why, "
            "what follows and how it is checked cannot be changed by those who come later."
        )


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


def _record_files() -> list[File]:
    return [file for file in files("0*.md") if "decisions" in PurePosixPath(file.path).parts]


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


def sections(template: File) -> list[str]:
    """The headings of the sections a report template writes."""
    return re.findall(r'<h2[^>]*>\s*{% translate "([^"]+)" %}', template.text)


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


def test_each_package_stands_once_in_the_list_of_domains_and_each_page_is_linked():
    listed = (ROOT / "docs/domains/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", listed, re.MULTILINE)
    packages = {file.folders[1] for file in code() if len(file.folders) == 2}
    assert sorted(rows) == sorted(packages)
    pages = {one.name for one in (ROOT / "docs/domains").glob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\((\S+\.md)\)", listed))


def test_the_drawn_layers_are_those_that_imports_are_held_to():
    drawn = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held = table["tool"]["importlinter"]["contracts"][0]["layers"]
    block = drawn.split("```text\n    cli\n", 1)[1].split("```", 1)[0]
    assert ["cli", *(line.strip() for line in block.strip().splitlines())] == held


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


def test_the_guide_names_every_field_of_the_json():
    [source] = [file for file in code() if file.path == "emptychair/report/types.py"]
    guide = (ROOT / "docs/guides/report.md").read_text(encoding="utf-8")
    missing = undocumented(contract_fields(source) - {"how", "header"}, guide)
    assert not missing, f"docs/guides/report.md does not explain these fields: {missing}"


def test_the_guide_goes_through_every_section_of_the_report():
    guide = (ROOT / "docs/guides/report.md").read_text(encoding="utf-8")
    told_of = set(re.findall(r"^## (.+)$", guide, re.MULTILINE))
    found = [name for file in files("*.html", under="emptychair/report") for name in sections(file)]
    assert len(found) >= 10
    missing = [name for name in found if name not in told_of]
    assert not missing, f"docs/guides/report.md has no section called: {missing}"


def test_the_record_check_sees_a_decision_without_reasons():
    whole = "## Context\n## Decision\n## Consequences\n## Check\n"
    assert list(incomplete_record(File("docs/decisions/0009-a.md", "## Decision\n")))
    assert not list(incomplete_record(File("docs/decisions/0009-a.md", whole)))


def test_the_line_of_a_package_is_its_first_sentence():
    file = File("emptychair/loop/__init__.py", '"""Acting on what\nwas heard. And more."""\n')
    assert package_line(file) == "| `loop` | Acting on what was heard. |"


def test_the_contract_check_sees_a_new_field():
    source = File("emptychair/report/types.py", "class Score:\n    score: float\n    mood: int\n")
    assert undocumented(contract_fields(source), "`{score, low}` and mood") == ["mood"]


def test_the_section_check_sees_a_heading():
    template = File("a.html", '<h2 id="fix">{% translate "Fix first" %} <small>x</small></h2>')
    assert sections(template) == ["Fix first"]
