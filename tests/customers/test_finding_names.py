"""Part of a name, typed in whatever letters, finds the person."""

import pytest

from emptychair.customers.queries import find_companies, find_people
from emptychair.customers.rules.names import fold, fold_latin, romaji, wanted_words
from emptychair.customers.services.identify import identify_company, identify_person
from tests.factories.customers import make_company, make_person


def found(access, text):
    return [one.name for one in find_people(access, text=text)]


KANA = "山田|田 太|太郎|山田太郎|太郎 山田|やまだ|ヤマダ|ﾔﾏﾀﾞ|まだた|やまd|大和"
LATIN = "yamada|YAMADA|ｙａｍａｄａ|Tarou|taro|Tarō|taro yamada|P-77|yamada@exam"


@pytest.mark.parametrize("typed", [*KANA.split("|"), *LATIN.split("|")])
def test_a_japanese_name_is_found_however_it_is_typed(people, typed):
    company = make_company(people.workspace, name="大和設備株式会社")
    make_person(
        people.workspace,
        name="山田 太郎",
        name_reading="ヤマダ タロウ",
        email="yamada@example.com",
        external_id="P-77",
        company=company,
    )
    make_person(people.workspace, name="鈴木 花子", name_reading="すずき はなこ", email="")
    assert found(people.system, typed) == ["山田 太郎"]


@pytest.mark.parametrize("typed", ["わたなべ", "watanabe", "渡辺", "渡邊", "ワタナベ ケンジ"])
def test_a_name_without_reading_is_found_by_its_sound_and_by_other_kanji(people, typed):
    make_person(people.workspace, name="渡邊健二")
    assert found(people.system, typed) == ["渡邊健二"]


@pytest.mark.parametrize("typed", ["sato", "satou", "satoh", "Satō", "さとう", "佐藤", "sat"])
def test_all_ways_of_writing_sato_are_one(people, typed):
    make_person(people.workspace, name="佐藤健", name_reading="さとうけん")
    assert found(people.system, typed) == ["佐藤健"]


def test_ways_of_romanising_are_folded_to_one():
    pairs = [("Shinbashi", "Simbasi"), ("Tsuchiya", "Tutiya"), ("Fujii", "Huzii"), ("Itou", "Itoh")]
    for one, other in pairs:
        assert fold_latin(one) == fold_latin(other), (one, other)
    assert romaji("シンバシ") == fold_latin("Shimbashi")


def test_a_foreign_name_is_found_by_its_own_letters(people):
    make_person(people.workspace, name="Hugh Möller", email="x@example.com")
    assert found(people.system, "hu") == ["Hugh Möller"]
    assert found(people.system, "moll") == ["Hugh Möller"]


def test_folding_joins_widths_kana_and_name_variants():
    assert fold("ﾔﾏﾀﾞ　髙志") == "やまだ高志"
    assert fold("齋藤") == fold("斎藤") == fold("斉藤")


def test_nothing_typed_finds_nobody(people):
    make_person(people.workspace)
    assert found(people.system, "  ") == []
    assert wanted_words("") == []


def test_signs_of_the_database_are_taken_as_they_are(people):
    make_person(people.workspace, name="Ann", email="")
    assert found(people.system, "%") == []
    assert found(people.system, "_") == []


def test_neighbours_are_not_found(people):
    make_person(people.neighbours, name="山田 太郎")
    assert found(people.system, "山田") == []


def test_a_changed_name_is_found_and_the_old_one_no_more(people):
    access = people.system
    identify_person(access, external_id="1", name="田中 花子")
    identify_person(access, external_id="1", name="佐々木 花子")
    assert found(access, "佐々木") == ["佐々木 花子"]
    assert found(access, "田中") == []


def test_people_of_a_renamed_company_are_found_by_its_new_name(people):
    access = people.system
    company, _ = identify_company(access, external_id="c", name="旧商会")
    identify_person(access, external_id="1", name="田中", company=company)
    identify_company(access, external_id="c", name="新商会")
    assert found(access, "新商会") == ["田中"]
    assert [one.name for one in find_companies(access, text="しんしょう")] == ["新商会"]
