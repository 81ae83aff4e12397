"""The text of an HTML mail, without what it quotes."""

import re
from html.parser import HTMLParser

from typing_extensions import override

SILENT = {"script", "style", "head", "title", "template"}
BREAKS = {"br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul", "ol", "hr"}
NEVER_CLOSED = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base"}
# How mail programs mark what they quote.
QUOTES = ("gmail_quote", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
QUOTE_IDS = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container")


class _Reader(HTMLParser):
    """Collects text; `hidden` counts how deep we are in something that is not shown."""

    def __init__(self, *, with_quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.with_quotes = with_quotes
        self.parts: list[str] = []
        self.hidden: list[str] = []
        self.ended = False  # Outlook puts the quoted mail beside its mark, not into it

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS and not self.hidden:
            self.parts.append("\n")
        if tag in NEVER_CLOSED:
            return
        found = {name: (value or "").lower() for name, value in attrs}
        self.ended = self.ended or (not self.with_quotes and found.get("id", "") in QUOTE_IDS)
        if self.hidden or tag in SILENT or (not self.with_quotes and _is_quote(tag, found)):
            self.hidden.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        elif tag in {"p", "div", "tr", "table"}:
            self.parts.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.ended:
            self.parts.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def text_of_html(markup: str, *, with_quotes: bool = False) -> str:
    """What a person reads in this HTML, line by line."""
    reader = _Reader(with_quotes=with_quotes)
    reader.feed(markup)
    reader.close()
    lines = [line.strip() for line in "".join(reader.parts).replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_quote(tag: str, attributes: dict[str, str]) -> bool:
    classes = attributes.get("class", "").split()
    cites = tag == "blockquote" and (attributes.get("type") == "cite" or "gmail_quote" in classes)
    return cites or any(one in QUOTES for one in classes)
