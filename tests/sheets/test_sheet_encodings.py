from __future__ import annotations

import pytest

from emptychair.sheets import SheetError

JAPANESE = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "utf-16-be")
ROWS = [
    ["回答日", "推奨度", "コメント", "プラン"],
    ["2026年3月1日", "9", "とても良いサービスでした。\nまた頼みます", "法人"],
    ["2026年3月2日", "0", "予約の画面が分かりにくい, 残念; 電話\tもした", "個人"],
    ["2026年3月3日", "", "まだ利用していません", "個人"],
]


def table(delimiter: str, rows=None) -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in (rows or ROWS))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", JAPANESE)
def test_every_encoding_with_every_delimiter_gives_the_same_answers(
    answers_in, encoding, delimiter
):
    got = answers_in(table(delimiter), written=encoding)
    assert got["score"] == [9, 0]
    assert got["comment"] == [ROWS[1][2], ROWS[2][2]]
    assert got.preview.delimiter == delimiter
    assert got.preview.format == ("tsv" if delimiter == "\t" else "csv")
    assert got.preview.encoding == encoding
    assert got.preview.language == "ja"
    assert [(one.row, one.reason) for one in got.rejected] == [(4, "no-score")]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-16"])
def test_signs_that_only_windows_has_survive(answers_in, encoding):
    got = answers_in(
        "氏名,推奨度,コメント\n髙橋,9,①と②は良い～㈱へ\n﨑山,8,№1です\n", written=encoding
    )
    assert got["name"] == ["髙橋", "﨑山"]
    assert got["comment"] == ["①と②は良い～㈱へ", "№1です"]


def test_shift_jis_given_by_name_is_read_as_windows_writes_it(answers_in):
    got = answers_in("氏名,推奨度\n髙橋,9\n", written="cp932", encoding="shift_jis")
    assert got["name"] == ["髙橋"]


@pytest.mark.parametrize(
    "words",
    [
        ["café", "déjà vu", "Zoë et Noël", "tout était très bien préparé"],
        ["Müller", "schön und gemütlich", "Größe paßt", "das Essen war kühl"],
        ["señor", "mañana", "está muy rico", "¿por qué?"],
        ["it’s “fine” – really", "10 € is too much", "don’t", "naïve"],
    ],
)
def test_western_letters_do_not_come_out_as_kanji(answers_in, words):
    text = "date,score,comment\n" + "".join(f'2026-03-01,9,"{word}"\n' for word in words)
    got = answers_in(text, written="cp1252")
    assert got["comment"] == words
    assert "encoding-guessed" in got.codes
    assert got.preview.language == "en"


def test_one_accent_in_a_large_plain_file_is_enough(answers_in):
    text = "score,comment\n" + "9,very good\n" * 500 + "9,café\n" + "8,fine\n" * 500
    assert answers_in(text, written="cp1252")["comment"][500] == "café"


def test_cyrillic_is_recognised_by_its_letters(answers_in):
    comments = ["Очень хорошо, спасибо большое", "Всё понравилось, но дорого", "Не понравилось"]
    text = "score,comment\n" + "".join(f'9,"{one}"\n' for one in comments * 10)
    got = answers_in(text, written="cp1251")
    assert got["comment"][:3] == comments
    assert got.preview.encoding == "cp1251"


def test_half_width_katakana_is_not_taken_for_another_encoding(answers_in):
    got = answers_in("氏名,推奨度,コメント\nﾀﾅｶ ﾊﾅｺ,9,ﾄﾃﾓ ﾖｶｯﾀ\n", written="cp932")
    assert got["name"] == ["ﾀﾅｶ ﾊﾅｺ"]
    assert got.preview.encoding == "cp932"


def test_euc_is_not_taken_for_half_width_katakana(answers_in):
    got = answers_in("score,comment\n9,おいしい\n8,また頼みます\n", written="euc_jp")
    assert got["comment"] == ["おいしい", "また頼みます"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("utf-8", "cp932"),
        ("cp932", "utf-8"),
        ("utf-8", "euc_jp"),
        ("euc_jp", "utf-8"),
        ("cp932", "euc_jp"),
        ("euc_jp", "cp932"),
    ],
)
def test_a_line_in_another_encoding_is_named(answers_in, first, second):
    good = "推奨度,コメント\n" + "9,とても良いと思いました\n" * 30
    data = good.encode(first) + "8,これは別の保存形式です\n".encode(second) + "7,ok\n".encode(first)
    with pytest.raises(SheetError) as caught:
        answers_in(data)
    assert caught.value.code == "mixed-encodings"
    assert caught.value.params["line"] == 32
    assert "Line 32" in str(caught.value)


def test_the_encoding_given_must_fit_every_line(answers_in):
    with pytest.raises(SheetError) as caught:
        answers_in("推奨度,名\n9,花\n", written="cp932", encoding="utf-8")
    assert (caught.value.code, caught.value.params["line"]) == ("wrong-encoding", 1)


def test_an_encoding_that_nobody_knows_is_refused(answers_in):
    with pytest.raises(SheetError, match="klingon"):
        answers_in("score\n9\n", encoding="klingon")


@pytest.mark.parametrize(
    ("written", "comment"),
    [
        ("cp932", "良い"),
        ("cp932", "麺が旨い"),
        ("euc_jp", "遅延"),
        ("euc_jp", "機能"),
        ("cp1252", "it’s fine"),
        ("cp1252", "œuvre"),
        ("cp1252", "€20"),
        ("cp932", "鰻"),
    ],
)
def test_one_short_comment_is_enough_to_tell(answers_in, written, comment):
    got = answers_in(f"score,comment\n9,{comment}\n", written=written)
    assert got["comment"] == [comment]


def test_text_that_fits_badly_everywhere_is_read_as_well_as_it_can_be(answers_in):
    got = answers_in(b"score,comment\n9,\xfa\x40\xfa\x41\n")
    assert got["score"] == [9]
