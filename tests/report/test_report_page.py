"""The one HTML file: self-contained, in order, safe against what customers write."""

import re
from html.parser import HTMLParser

import pytest

from emptychair.report.writers import WRITERS

ORDER = ("lead", "contact", "fix", "trend", "distribution", "segments", "words")
ORDER_AFTER = ("coverage", "benchmarks", "problems", "week", "how")


class Reader(HTMLParser):
    """Collects the elements and the headings' ids."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


def read(report) -> tuple[str, Reader]:
    text = WRITERS["html"](report).decode()
    reader = Reader()
    reader.feed(text)
    return text, reader


@pytest.mark.parametrize("which", ["kitchen", "software"])
def test_the_page_needs_nothing_from_outside_and_runs_nothing(request, which):
    text, reader = read(request.getfixturevalue(which))
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "img"}
    assert not [
        attrs for _, attrs in reader.elements if any(name.startswith("on") for name in attrs)
    ]
    assert not re.search(r"url\((?!#)", text)
    assert not re.search(r"""(src|href|action)=["'](?!#)""", text)


def test_the_sections_stand_in_the_order_that_was_asked_for(kitchen):
    _, reader = read(kitchen)
    headings = [attrs["id"] for tag, attrs in reader.elements if tag in {"h1", "h2"}]
    assert tuple(headings) == ORDER + ORDER_AFTER


def test_the_page_says_its_language(kitchen, software):
    assert ("html", {"lang": "ja"}) in read(kitchen)[1].elements
    assert ("html", {"lang": "en"}) in read(software)[1].elements


def test_no_identifier_stands_twice(kitchen):
    _, reader = read(kitchen)
    ids = [attrs["id"] for _, attrs in reader.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_what_a_customer_writes_is_text_and_never_markup(answers, report_of):
    hostile = '<script>alert(1)</script><img src=x onerror="x">'
    path = answers(f'1,C1,山田 太郎,0,"{hostile.replace(chr(34), chr(34) * 2)}",予約,2026-10-01')
    text, reader = read(report_of(path).report)
    assert "script" not in {tag for tag, _ in reader.elements}
    assert "&lt;script&gt;" in text


def test_every_chart_has_words_for_those_who_cannot_see_it_and_a_table(kitchen):
    _, reader = read(kitchen)
    drawings = [attrs for tag, attrs in reader.elements if tag == "svg" and "role" in attrs]
    assert drawings
    assert all(attrs["role"] == "img" and "aria-labelledby" in attrs for attrs in drawings)
    figures = sum(tag == "figure" for tag, _ in reader.elements)
    assert sum(tag == "table" for tag, _ in reader.elements) >= figures
