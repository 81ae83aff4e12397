"""What a file holds is found out from its headers and cells, and told with the reason."""

import pytest

from emptychair.exchange.errors import FileNotReadable, NotNow
from emptychair.exchange.services.starting import begin_import, change_kind_of, start_import
from emptychair.exchange.types import GuessedKind
from emptychair.exchange.wording import guess_sentences

FILES = [
    ("people", "顧客番号,氏名,メール,会社名,年間契約額\nC1,山田,a@x.jp,株式会社A,100\n"),
    ("people", "会社名,メール\n株式会社A,a@b.jp\n株式会社B,b@b.jp\n"),
    ("people", "会社名,担当者名,メールアドレス,電話番号\n株式会社A,山田,a@b.jp,03\n"),
    ("people", "id,name,email,created_at\n1,A,a@b.c,2024-01-01\n2,B,b@b.c,2024-02-01\n"),
    ("people", "First name,Last name,E-mail,Plan\nA,B,a@b.c,Pro\n"),
    ("companies", "会社名,業種,契約開始日,年間契約額\n株式会社A,製造,2024-01-01,1000\n"),
    ("companies", "Company,Domain,Region\nAcme Inc,acme.example,EU\n"),
    ("companies", "id,name,region\n1,Acme Inc,EU\n2,B Ltd,US\n"),
    ("answers", "推奨度,コメント,回答日,メール\n9,よい,2024-01-02,a@b.c\n3,う,2024-01-03,b@b.c\n"),
    ("answers", "Score,Comment,Date,Email\n9,good,2024-01-02,a@b.c\n3,bad,2024-01-03,b@b.c\n"),
    ("answers", "回答日時,NPS,理由,会社名\n2024-01-02,8,使いやすい,A社\n"),
    ("orders", "注文番号,注文日,顧客番号,商品名,金額\n1,2024-01-01,C1,茶,100\n"),
    ("orders", "日付,顧客番号,金額\n2024-01-01,C1,100\n2024-01-02,C1,200\n"),
    ("orders", "購入日,氏名,メールアドレス,購入金額\n2024-01-01,山,a@b.c,100\n"),
    ("contracts", "会社名,プラン,月額,契約開始日,更新日\nA,P,100,2024-01-01,2025-01-01\n"),
    ("contracts", "subscription id,customer id,mrr,start date\n1,C1,100,2024-01-01\n"),
    ("events", "user id,event,timestamp\nu1,login,2024-01-01T01:01:01Z\n"),
    ("events", "日時,ユーザーID,操作\n2024-01-01 10:00,u1,印刷\n"),
    ("daily_use", "利用日,会社名,利用者数,利用回数\n2024-01-01,A,3,10\n"),
    ("figures", "指標,年月,値\n売上,2024-01,100\n"),
    ("touchpoints", "接点名,種類,担当チーム\n窓口,店,CS\n"),
    (
        "delighted_answers",
        "id,person,survey_type,score,permalink,tags\n1,2,nps,9,x,a\n",
    ),
    ("delighted_people", "Email,Name,Last sent at,Unsubscribed at\na@b.c,A,2024-01-01,\n"),
]


def give(office, text, name="a.csv", encoding="utf-8"):
    return start_import(office.access, shape="", file=[text.encode(encoding)], file_name=name)


@pytest.mark.parametrize(("kind", "text"), FILES, ids=[f"{k}{n}" for n, (k, _) in enumerate(FILES)])
def test_a_file_is_taken_for_what_it_holds(office, kind, text):
    assert give(office, text).shape == kind


def test_also_in_shift_jis_with_a_title_above_the_header(office):
    text = "受注一覧,,\n\n注文日,顧客番号,金額\n2024年4月1日,C1,1200\n"
    assert give(office, text, encoding="cp932").shape == "orders"


def test_customers_who_come_back_are_no_list_of_customers(office):
    header = "顧客番号,登録日,金額\n"
    once = "".join(f"C{n},2024-01-{n:02d},100\n" for n in range(1, 21))
    again = "".join(f"C{n % 3},2024-01-{n:02d},100\n" for n in range(1, 21))
    told = [give(office, header + rows).choices["guessed"] for rows in (once, again)]
    assert told[0]["shape"] == "people"
    assert told[1]["shape"] != "people" or not told[1]["is_sure"]


def test_the_reason_names_the_columns(office):
    run = give(office, "注文日,顧客番号,金額\n2024-01-01,C1,100\n")
    guessed = GuessedKind.of(run.choices)
    assert {header for _field, header in guessed.marks} == {"注文日", "顧客番号", "金額"}
    (sentence,) = guess_sentences(guessed)
    assert "注文日" in sentence


def test_a_file_of_which_no_kind_knows_a_column_is_refused_and_not_kept(office, data_folder):
    with pytest.raises(FileNotReadable):
        give(office, "色,形\n赤,丸\n")
    assert not list(data_folder.glob("imports/*/*"))


def test_a_person_may_know_better_until_rows_are_written(office):
    run = give(office, "会社名,メール\n株式会社A,a@b.jp\n")
    changed = change_kind_of(office.access, run, shape="companies")
    assert changed.shape == "companies"
    assert GuessedKind.of(changed.choices) is None
    begin_import(office.access, changed)
    with pytest.raises(NotNow):
        change_kind_of(office.access, changed, shape="people")
