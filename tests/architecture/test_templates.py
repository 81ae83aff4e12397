"""Templates carry no script or style, and every word a person reads can be translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from tests.architecture.tree import File, files, findings, told

# The report is one file that opens offline, so its style is inside. A script is not needed there.
STANDS_ALONE = "emptychair/report/templates/report/"
# Read the same in Japanese and English.
SAME_IN_EVERY_LANGUAGE = {
    *("Emptychair", "NPS", "CSAT", "CES", "n"),
    *("CSV", "JSON", "HTML", "XLSX", "Excel", "Markdown", "PDF", "API"),
}
READ_BY_PEOPLE = {"alt", "title", "aria-label", "placeholder", "aria-description"}
NOT_WORDS = {"style", "script", "code", "kbd", "samp"}
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
OPEN_TRANSLATION = {"blocktranslate", "blocktrans"}
SKIPPED = {"comment", "verbatim"}


class Page(HTMLParser):
    """Collects from HTML what must not be inline, and the words that stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[tuple[int, str]] = []
        self.words: list[tuple[int, str]] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append((line, f"<{tag}>"))
        if tag in NOT_WORDS:
            self._inside.append(tag)
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.inline.append((line, f"{name}="))
            if value.strip().lower().startswith("javascript:"):
                self.inline.append((line, "javascript:"))
            if name in READ_BY_PEOPLE:
                self._read(line, value)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._read(self.getpos()[0], data)

    def _read(self, line: int, text: str) -> None:
        words = [word for word in WORD.findall(text) if word not in SAME_IN_EVERY_LANGUAGE]
        if words:
            self.words.append((line, " ".join(words)))


def page_of(file: File) -> Page:
    """The template without what Django writes into it; translated blocks are gone, lines kept."""
    kept: list[str] = []
    closing = ""
    for token in Lexer(file.text).tokenize():
        first = token.contents.split()[0] if token.contents.split() else ""
        if closing:
            kept.append("\n" * token.contents.count("\n"))
            closing = "" if token.token_type == TokenType.BLOCK and first == closing else closing
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        else:
            kept.append(" " + "\n" * token.contents.count("\n"))
            opens = token.token_type == TokenType.BLOCK and first in OPEN_TRANSLATION | SKIPPED
            closing = f"end{first}" if opens else ""
    page = Page()
    page.feed("".join(kept))
    page.close()
    return page


def inline(file: File) -> Iterator[str]:
    for line, what in page_of(file).inline:
        alone = file.path.startswith(STANDS_ALONE)
        if alone and what in {"<style>", "style="}:
            continue
        reason = (
            "the report must open anywhere, also where scripts are shut"
            if alone
            else "the content security policy refuses it"
        )
        yield (
            f"{file.path}:{line}: {what} in a template; {reason}. "
            "Put style into static/css and behaviour into a file of static/js by data attribute."
        )


def untranslatable(file: File) -> Iterator[str]:
    for line, words in page_of(file).words:
        yield (
            f"{file.path}:{line}: “{words}” reads the same in every language. "
            "Put it into {% translate %} or {% blocktranslate trimmed %} and into the catalogue."
        )


def templates() -> list[File]:
    return [file for file in files("*.html", under="emptychair") if "templates" in file.folders]


def test_no_template_carries_script_or_style():
    found = findings(inline, templates())
    assert not found, told(found)


def test_every_word_in_a_template_can_be_translated():
    found = findings(untranslatable, templates())
    assert not found, told(found)


def test_the_inline_check_sees_script_style_and_handlers():
    path = "emptychair/web/templates/loop/cases.html"
    for text in (
        "<script>go()</script>",
        "<style>p{}</style>",
        '<p style="color: red"></p>',
        '<a onclick="go()"></a>',
        '<a href="javascript:go()"></a>',
        '<a {% if x < 3 %}hx-on:click="go()"{% endif %}></a>',
    ):
        assert list(inline(File(path, text))), text
    assert not list(inline(File(path, '<script src="{% static "a.js" %}"></script>')))


def test_only_the_report_carries_its_style_and_it_carries_no_script():
    path = f"{STANDS_ALONE}report.html"
    assert not list(inline(File(path, "<style>{{ css }}</style>")))
    assert list(inline(File(path, "<script>go()</script>")))


def test_the_word_check_sees_text_outside_a_tag_and_tells_its_line():
    path = "emptychair/web/templates/loop/cases.html"
    text = "{% blocktranslate trimmed %}\nFine\n{% endblocktranslate %}\n<p>\nOpen cases</p>"
    assert [sentence.split(" ")[0] for sentence in untranslatable(File(path, text))] == [
        f"{path}:4:"
    ]
    for words in ("<p>未対応</p>", '<img alt="A chair">', '<a aria-label="Close {{ x }}"></a>'):
        assert list(untranslatable(File(path, words))), words


def test_the_word_check_lets_translated_text_names_and_code_pass():
    path = "emptychair/web/templates/loop/cases.html"
    for text in (
        '<p>{% translate "Open cases" %} (NPS, n = 38) · Emptychair</p>',
        "<p>{{ name }}: {# a remark #} 3 &middot; 4</p>",
        "{% comment %}not shown{% endcomment %}<code>make demo</code>",
        '<img alt="{% translate "A chair" %}">',
    ):
        assert not list(untranslatable(File(path, text))), text
