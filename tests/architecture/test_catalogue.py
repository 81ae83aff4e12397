"""The Japanese catalogue is complete: nothing missing, nothing guessed, no lost placeholder."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation import templatize

from tests.architecture.tree import ROOT, File, code, files, told

CATALOGUES = ROOT / "emptychair" / "locale"
JAPANESE = CATALOGUES / "ja" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!\{)\{\w*(?:[.:][^{}]*)?\}(?!\})|%[sd]")
MAKE = "Run `make messages` and translate what is new."

Key = tuple[str | None, str | tuple[str, ...]]


def keys_in(file: File) -> list[tuple[int, Key]]:
    """The strings of a Python file or template that gettext will be asked for, with their line."""
    text = file.text
    if not file.name.endswith(".py"):
        # Only translate calls are left of a template, the rest is X: lines stay, indents must not.
        lines = templatize(text, origin=file.path).splitlines()
        text = "\n".join(line.strip() for line in lines)
    found = extract("python", BytesIO(text.encode()), KEYWORDS)
    return [(line, (context, message)) for line, message, _, context in found if message]


def missing(over: Iterable[File], catalogue: Catalog) -> Iterator[str]:
    known = {(message.context, message.id) for message in catalogue}
    singular = {(context, id_[0] if isinstance(id_, tuple) else id_) for context, id_ in known}
    for file in over:
        for line, (context, message) in keys_in(file):
            first = message[0] if isinstance(message, tuple) else message
            if (context, message) not in known and (context, first) not in singular:
                yield f"{file.path}:{line}: “{first}” is not in the catalogue. {MAKE}"


def unfinished(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        name = message.id[0] if isinstance(message.id, tuple) else message.id
        if message.fuzzy:
            yield f"“{name}” is marked fuzzy: it was guessed. Read it, correct it, unmark it."
        elif not all(_strings(message)):
            yield f"“{name}” has no translation. Write it by ear, not word by word."
        elif not _placeholders_agree(message):
            yield (
                f"“{name}” and its translation name different placeholders: "
                "the sentence would break or lose its number."
            )


def catalogue_at(path: Path) -> Catalog:
    with path.open("rb") as opened:
        return read_po(opened)


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _placeholders_agree(message: Message) -> bool:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    # A singular may say “one” where the plural has the number; Japanese has one form for both.
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    return all(set(PLACEHOLDER.findall(string)) == wanted for string in _strings(message))


def _read(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale="ja")


def sources() -> list[File]:
    page = [*files("*.html", under="emptychair"), *files("*.txt", under="emptychair")]
    return [*code(), *(file for file in page if "templates" in file.folders)]


def test_every_string_is_in_the_japanese_catalogue():
    assert JAPANESE.is_file(), f"{JAPANESE.relative_to(ROOT)} is missing. {MAKE}"
    found = list(missing(sources(), catalogue_at(JAPANESE)))
    assert not found, told(found)


def test_the_catalogues_are_finished():
    for path in sorted(CATALOGUES.glob("ja/LC_MESSAGES/*.po")):
        found = list(unfinished(catalogue_at(path)))
        assert not found, f"{path.name}: {told(found)}"


def test_the_check_sees_strings_of_code_and_templates_that_nobody_translated():
    catalogue = _read('msgid "Open"\nmsgstr "開く"\n')
    python = File("emptychair/a.py", '_("Open")\ngettext_lazy("Close")\npgettext("b", "Open")\n')
    page = File(
        "emptychair/templates/a.html",
        '  <p>it\'s {% translate "Open" %}\n {% blocktranslate count n=n %}{{ n }} case'
        '{% plural %}{{ n }} cases{% endblocktranslate %}</p>{{ _("Snooze") }}',
    )
    assert len(list(missing([python], catalogue))) == 2
    assert [line.split("“")[1].split("”")[0] for line in missing([page], catalogue)] == [
        "%(n)s case",
        "Snooze",
    ]


def test_the_check_sees_empty_fuzzy_and_broken_translations():
    for text in (
        'msgid "Open"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "Open"\nmsgstr "開く"\n',
        'msgid "%(n)s cases"\nmsgstr "対応"\n',
        'msgid "{n} cases"\nmsgstr "{m} 件"\n',
        'msgid "%(n)s case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] ""\n',
    ):
        assert list(unfinished(_read(text))), text
    fine = 'msgid "One case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] "対応 %(n)s 件"\n'
    assert not list(unfinished(_read(fine)))
