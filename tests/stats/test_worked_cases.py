"""The pages of docs/algorithms: their cases are run, and none lacks what a reader needs."""

import doctest
import re
from pathlib import Path

import pytest

import emptychair.stats

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "algorithms"
PAGES = sorted(FOLDER.glob("*.md"))
FORMULAS = [page for page in PAGES if page.name != "README.md"]


def cases_of(page: Path) -> doctest.DocTest:
    """The pycon blocks of a page as one session; other lines are blanked to keep line numbers."""
    lines = []
    inside = False
    for line in page.read_text(encoding="utf-8").splitlines():
        fence = line.startswith("```")
        inside = line == "```pycon" if fence else inside
        lines.append(line if inside and not fence else "")
    return doctest.DocTestParser().get_doctest("\n".join(lines), {}, page.name, str(page), 0)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_worked_cases_come_out_as_printed(page):
    cases = cases_of(page)
    assert len(cases.examples) >= 3
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(cases, out=report.append)
    assert not failed, "".join(report)


@pytest.mark.parametrize("page", FORMULAS, ids=lambda page: page.stem)
def test_each_page_has_question_formula_source_case_and_limits(page):
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert headings == ["The question", "Formula", "Source", "Worked case", "Not for"]


def test_the_index_leads_to_every_page_and_every_link_exists():
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", index)) >= {page.name for page in FORMULAS}
    for page in PAGES:
        for name in re.findall(r"\]\(([\w-]+\.md)\)", page.read_text(encoding="utf-8")):
            assert (FOLDER / name).exists(), f"{page.name} links to {name}"


def test_every_public_function_has_a_worked_case():
    shown = "\n".join(example.source for page in PAGES for example in cases_of(page).examples)
    functions = [name for name in emptychair.stats.__all__ if name.islower()]
    assert [name for name in functions if not re.search(rf"\b{name}\b", shown)] == []


def test_modules_name_pages_that_exist():
    package = Path(emptychair.stats.__file__).parent
    named = {
        page
        for module in package.rglob("*.py")
        for page in re.findall(r"docs/algorithms/([\w-]+\.md)", module.read_text(encoding="utf-8"))
    }
    assert named == {page.name for page in FORMULAS}
