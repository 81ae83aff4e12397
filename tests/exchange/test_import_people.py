from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.analytics.live import live_tables
from emptychair.customers.datasets import LIVE_PEOPLE
from emptychair.customers.models import AttributeDefinition, Company, Person
from emptychair.exchange.errors import ColumnsMissing, FileNotReadable
from emptychair.exchange.queries import rejected_rows
from emptychair.exchange.services.undoing import begin_undo
from tests.exchange.conftest import counts
from tests.factories.customers import make_person

JAPANESE = """顧客番号,氏名,フリガナ,メールアドレス,会社名,年間契約額,入会日,会員区分,好きな料理
C-1,山田　太郎,ヤマダタロウ,TARO@example.com,ヤマト設備,"￥1,200,000",2024年4月1日,ゴールド,和食
C-2,鈴木花子,スズキハナコ,hanako@example.com,ヤマト設備,80万円,令和5年10月3日,シルバー,
C-3,佐藤,サトウ,not an address,,,,,
"""


def test_a_japanese_list_in_shift_jis_becomes_people_with_their_company(office):
    run = office.bring("people", office.file("people.csv", JAPANESE, "cp932"))

    assert (run.state, *counts(run)) == ("done", 2, 0, 0, 1)
    taro = Person.objects.get(external_id="C-1")
    assert (taro.name, taro.email) == ("山田 太郎", "taro@example.com")
    assert (taro.name_reading, taro.segment) == ("ヤマダタロウ", "ゴールド")
    assert (taro.yearly_value, str(taro.joined_on)) == (1_200_000, "2024-04-01")
    assert taro.company.name == "ヤマト設備"
    assert Company.objects.count() == 1
    assert str(Person.objects.get(external_id="C-2").joined_on) == "2023-10-03"
    assert taro.attributes == {"好きな料理": "和食"}
    assert AttributeDefinition.objects.get().label == "好きな料理"
    assert "やまだ" in taro.search_text


def test_what_cannot_be_read_is_set_aside_with_its_reason(office):
    run = office.bring("people", office.file("people.csv", JAPANESE))

    (row,) = rejected_rows(office.access, run, limit=10)
    assert (row.row_number, row.reason, row.column) == (4, "bad-email", "メールアドレス")
    assert row.value == "not an address"


def test_the_same_file_twice_adds_nothing(office, everything):
    path = office.file("people.csv", JAPANESE)
    office.bring("people", path)
    before = everything()
    again = office.bring("people", path)

    assert counts(again) == (0, 0, 2, 1)
    assert everything() == before


def test_known_people_get_what_the_file_says_and_keep_what_it_does_not_say(office, people):
    known = make_person(people.workspace, external_id="7", name="Old", phone="03-1234-5678")
    text = "customer id,name,e-mail\n7,New Name,new@example.com\n"
    run = office.bring("people", office.file("a.csv", text))

    known.refresh_from_db()
    assert counts(run) == (0, 1, 0, 0)
    assert (known.name, known.email, known.phone) == ("New Name", "new@example.com", "03-1234-5678")


def test_two_customer_numbers_with_one_mailbox_stay_two_people(office):
    text = "customer id,name,email\n1,Ann,home@example.com\n2,Ben,home@example.com\n"
    assert counts(office.bring("people", office.file("a.csv", text))) == (2, 0, 0, 0)
    assert counts(office.bring("people", office.file("a.csv", text))) == (0, 0, 2, 0)


def test_somebody_who_was_merged_is_found_as_the_one_who_stays(office, people):
    kept = make_person(people.workspace, external_id="1", name="Kept", email="")
    make_person(people.workspace, external_id="2", name="Gone", email="", merged_into=kept)
    run = office.bring("people", office.file("a.csv", "customer id,region\n2,Kobe\n"))

    kept.refresh_from_db()
    assert (counts(run), kept.region) == ((0, 1, 0, 0), "Kobe")


def test_an_import_taken_back_leaves_everything_as_it_was(office, people, everything):
    make_person(people.workspace, external_id="C-1", name="太郎", attributes={"a": "b"})
    before = everything(written=False)
    run = office.bring("people", office.file("people.csv", JAPANESE))
    assert everything(written=False) != before
    run = begin_undo(office.access, run)

    assert (run.state, run.left) == ("undone", {})
    assert everything(written=False) == before


def test_whoever_keeps_rows_reads_what_a_file_changed_and_what_was_taken_back(office, people):
    make_person(people.workspace, external_id="C-1", yearly_value=100)

    def values():
        kept = live_tables().table(LIVE_PEOPLE, people.workspace.pk, people.workspace.zone)
        return live_tables().read(kept.table)["yearly_value"].to_pylist()

    assert values() == [100]
    text = "customer id,yearly value\nC-1,700\n"
    begun = timezone.now() - timedelta(days=2)  # a file so long that it was begun long ago
    run = office.bring("people", office.file("a.csv", text), now=begun)
    assert values() == [700]
    begin_undo(office.access, run)
    assert values() == [100]


def test_imports_are_taken_back_one_after_the_other_to_the_first(office):
    files = [
        "customer id,name,region\n1,Ann,Kobe\n",
        "customer id,name,region\n1,Anna,Nara\n",
        "customer id,name,region\n1,Hanna,Osaka\n1,Johanna,Osaka\n",
    ]
    runs = [
        office.bring("people", office.file(f"{number}.csv", text))
        for number, text in enumerate(files)
    ]
    for run, name in zip(reversed(runs), ("Anna", "Ann", None), strict=True):
        assert begin_undo(office.access, run).left == {}
        assert Person.objects.values_list("name", flat=True).first() == name


def test_what_was_changed_between_two_imports_stays_when_both_are_taken_back(office):
    first = office.bring("people", office.file("a.csv", "customer id,name\n1,Ann\n"))
    person = Person.objects.get()
    person.note = "called"
    person.save()
    second = office.bring("people", office.file("b.csv", "customer id,name\n1,Anna\n"))
    assert begin_undo(office.access, second).left == {}
    assert begin_undo(office.access, first).left == {"changed-since": 1}
    assert Person.objects.get().name == "Ann"


def test_what_somebody_changed_since_is_left_and_counted(office, people):
    known = make_person(people.workspace, external_id="7", name="Old", region="Kobe")
    text = "customer id,name,region\n7,New,Osaka\n8,Added,Nara\n"
    run = office.bring("people", office.file("a.csv", text))
    Person.objects.filter(pk=known.pk).update(region="Tokyo")
    added = Person.objects.get(external_id="8")
    added.note = "called"
    added.save()
    run = begin_undo(office.access, run)

    known.refresh_from_db()
    assert (known.name, known.region) == ("Old", "Tokyo")
    assert Person.objects.filter(external_id="8").exists()
    assert run.left == {"changed-since": 2}


def test_a_file_without_anything_to_know_people_by_is_refused(office):
    with pytest.raises(ColumnsMissing):
        office.bring("people", office.file("a.csv", "region,phone\nKobe,03-1234-5678\n"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("header.csv", b"name,email\n"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("paper.pdf", b"%PDF-1.7\n%abc"),
        ("binary.csv", bytes(range(256)) * 20),
        ("broken.xlsx", b"PK\x03\x04 no workbook at all"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_not_kept(office, data_folder, name, content):
    path = office.folder / name
    path.write_bytes(content)
    with pytest.raises(FileNotReadable) as told:
        office.bring("people", path)
    assert len(str(told.value)) > 15
    assert not [one for one in data_folder.rglob("*") if one.is_file()]
