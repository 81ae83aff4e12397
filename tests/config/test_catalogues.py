import gettext
import os

import pytest

from emptychair.config.catalogues import CatalogueError, compile_all, read_po, to_mo

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"

# a remark
msgid "Open"
msgstr "開く"

msgctxt "door"
msgid "Open"
msgstr "開いている"

msgid "one "
"\"voice\""
msgid_plural "voices"
msgstr[0] "声\n"
msgstr[1] "声たち"

#, fuzzy
msgid "Guess"
msgstr "推測"

msgid "Nothing"
msgstr ""

#~ msgid "Gone"
#~ msgstr "なし"
"""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    return folder / "django.po"


def test_gettext_reads_what_is_compiled(source, tmp_path):
    compile_all(tmp_path)
    found = gettext.translation("django", tmp_path, ["ja"])
    assert found.gettext("Open") == "開く"
    assert found.pgettext("door", "Open") == "開いている"
    assert found.ngettext('one "voice"', "voices", 1) == "声\n"
    assert found.ngettext('one "voice"', "voices", 2) == "声たち"


def test_the_fuzzy_the_empty_and_the_gone_stay_english(source, tmp_path):
    compile_all(tmp_path)
    found = gettext.translation("django", tmp_path, ["ja"])
    assert [found.gettext(text) for text in ("Guess", "Nothing", "Gone")] == [
        "Guess",
        "Nothing",
        "Gone",
    ]


def test_only_what_is_newer_is_compiled(source, tmp_path):
    assert len(compile_all(tmp_path)) == 1
    assert compile_all(tmp_path) == []
    later = source.stat().st_mtime_ns + 10**9
    os.utime(source, ns=(later, later))
    assert len(compile_all(tmp_path)) == 1


def test_a_broken_catalogue_tells_its_line(tmp_path):
    file = tmp_path / "x.po"
    file.write_text('msgid "a"\nmsgstr "b\n')
    with pytest.raises(CatalogueError, match="line 2"):
        read_po(file)


def test_ours_is_the_same_as_babels(tmp_path):
    from babel.messages.pofile import read_po as babel_reads

    from emptychair.config.catalogues import LOCALE

    path = LOCALE / "ja" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        theirs = [one for one in babel_reads(file) if one.id and one.string and not one.fuzzy]
    (tmp_path / "x.mo").write_bytes(to_mo(read_po(path)))
    with (tmp_path / "x.mo").open("rb") as file:
        ours = gettext.GNUTranslations(file)
    assert len(theirs) > 30
    for one in theirs:
        if isinstance(one.id, tuple):
            found = (
                ours.npgettext(one.context, *one.id, 5)
                if one.context
                else ours.ngettext(*one.id, 5)
            )
            assert found == one.string[-1]
        else:
            found = ours.pgettext(one.context, one.id) if one.context else ours.gettext(one.id)
            assert found == one.string
