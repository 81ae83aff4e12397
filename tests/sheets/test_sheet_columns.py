from __future__ import annotations

import time

import pytest

from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import SheetError, preview


def test_headers_are_compared_without_width_case_and_signs(answers_in):
    got = answers_in(
        "ＮＰＳ　スコア,E-Mail_Address,ｺﾒﾝﾄ,Answered-At\n9,a@example.org,良い,2026-03-01\n"
    )
    assert got.chosen == {
        "score": "ＮＰＳ スコア",
        "email": "E-Mail_Address",
        "comment": "ｺﾒﾝﾄ",
        "answered_at": "Answered-At",
    }


def test_a_question_in_full_is_understood(answers_in):
    text = (
        "How likely are you to recommend us to a friend or colleague?,"
        "What is the reason for your score?\n9,It was quick and warm\n"
    )
    got = answers_in(text)
    assert set(got.chosen) == {"score", "comment"}


def test_the_person_overrides_the_guess(answers_in):
    text = "score,推奨度,コメント\n3,9,良い\n"
    assert answers_in(text, mapping={"score": "推奨度"})["score"] == [9]
    assert answers_in(text, mapping={"score": "score"})["score"] == [3]
    got = answers_in(text, mapping={"score": "推奨度"})
    assert next(one.how for one in got.preview.columns if one.field == "score") == "given"


def test_an_unknown_header_is_answered_with_the_nearest(answers_in):
    with pytest.raises(SheetError) as caught:
        answers_in("推奨スコア,コメント\n9,良い\n", mapping={"score": "推奨のスコア"})
    assert caught.value.code == "unknown-header-near"
    assert "推奨スコア" in str(caught.value)


def test_a_header_unlike_any_is_answered_with_all(answers_in):
    with pytest.raises(SheetError) as caught:
        answers_in("推奨スコア,コメント\n9,良い\n", mapping={"score": "zzz"})
    assert caught.value.code == "unknown-header"
    assert "推奨スコア, コメント" in str(caught.value)


def test_an_unknown_field_is_answered_with_the_known_ones(answers_in):
    with pytest.raises(SheetError, match="score") as caught:
        answers_in("score\n9\n", mapping={"points": "score"})
    assert caught.value.code == "unknown-field"


def test_one_column_for_two_fields_is_refused(answers_in):
    with pytest.raises(SheetError) as caught:
        answers_in("score,x\n9,y\n", mapping={"score": "score", "comment": "score"})
    assert caught.value.code == "header-given-twice"


def test_two_columns_for_a_score_are_told(answers_in):
    got = answers_in("NPS,満足度,コメント\n9,5,良い\n8,4,良い\n")
    assert got.chosen["score"] == "NPS"
    params = got.problem("two-columns-for-field").params
    assert params == {"field": "score", "chosen": "NPS", "other": "満足度"}


def test_columns_without_a_telling_name_are_found_by_content(answers_in):
    rows = "".join(
        f"{i % 11},2026-03-{i % 28 + 1:02d},とても丁寧に対応してくれました{i}。,u{i}@example.org\n"
        for i in range(40)
    )
    got = answers_in("q1,q2,q3,q4\n" + rows)
    assert got.chosen == {"score": "q1", "answered_at": "q2", "comment": "q3", "email": "q4"}
    assert {one.how for one in got.preview.columns} == {"content"}
    assert "score-by-content" in got.codes


def test_a_name_that_the_cells_contradict_is_not_followed(answers_in):
    rows = "".join(f"{i % 11},これは長い自由記述の文章です{i}\n" for i in range(30))
    got = answers_in("q1,今後も利用したい度合いの評価の理由を教えてください\n" + rows)
    assert got.chosen["score"] == "q1"
    assert got.chosen["comment"].startswith("今後")


def test_few_values_that_come_back_are_a_segment_and_ids_are_not(answers_in):
    rows = "".join(
        f"{i % 11},{'東西'[i % 2]},N{i:04d},u{i % 4}@example.org,192.168.0.{i % 4},{'AB'[i % 2]}\n"
        for i in range(60)
    )
    got = answers_in("推奨度,地域,注文番号,連絡先,IPアドレス,プラン\n" + rows)
    segments = {name for name in got.chosen if name.startswith("segment:")}
    assert segments == {"segment:地域", "segment:プラン"}
    assert got["segment_0"][:2] == ["東", "西"]
    assert got["segment_1"][:2] == ["A", "B"]
    assert set(got.preview.unused) == {"注文番号", "IPアドレス", "連絡先"}


def test_a_title_above_the_header_is_passed_over(answers_in):
    got = answers_in(
        "2026年3月 アンケート結果,,\n,,\n推奨度,コメント,氏名\n9,良い,花\nx,悪い,太郎\n"
    )
    assert got.preview.header_lines == 3
    assert got["row"] == [4]
    assert got.rejected[0].row == 5


def test_excels_own_first_line_names_the_delimiter(answers_in):
    got = answers_in("sep=;\nscore;comment\n9;good, really\n")
    assert got["comment"] == ["good, really"]
    assert got["row"] == [3]


def test_the_same_header_twice_stays_apart(answers_in):
    got = answers_in("score,note,note\n9,a,b\n")
    assert got.preview.headers == ("score", "note", "note (2)")


def test_rows_of_another_width_are_used_and_told(answers_in):
    got = answers_in("score,name,plan\n9,a,x\n8,b\n7,c,y,z\n")
    assert got["score"] == [9, 8, 7]
    assert got.problem("uneven-rows").params == {"rows": 2, "first": 3}


def test_who_was_asked_and_did_not_answer_is_used(answers_in):
    text = "配信日時,推奨度,氏名\n2026-03-01,9,花\n2026-03-01,,太郎\n,,次郎\n"
    got = answers_in(text)
    assert got["score"] == [9, None]
    assert got["name"] == ["花", "太郎"]
    assert [(one.row, one.reason) for one in got.rejected] == [(4, "no-score")]


def test_an_invitation_status_says_who_was_asked(answers_in):
    got = answers_in("推奨度,回答状況,氏名\n9,回答済,花\n,未回答,太郎\n")
    assert got["score"] == [9, None]


def test_the_same_response_twice_counts_once(answers_in):
    got = answers_in("回答ID,推奨度\nR1,9\nR2,8\nR1,3\n,7\n,6\n")
    assert got["score"] == [9, 8, 7, 6]
    assert [(one.row, one.reason, one.value) for one in got.rejected] == [(4, "duplicate", "R1")]
    assert got.problem("duplicates").params == {"rows": 1}


def test_the_same_response_in_a_later_batch_counts_once(answers_in):
    from emptychair.sheets import Limits

    rows = "".join(f"R{i},9\n" for i in range(25)) + "".join(f"R{i},9\n" for i in range(25))
    got = answers_in("回答ID,推奨度\n" + rows, limits=Limits(batch_rows=7))
    assert len(got["score"]) == 25
    assert [one.row for one in got.rejected] == list(range(27, 52))


def test_a_person_is_known_by_id_else_mail_else_name(answers_in):
    got = answers_in(
        "score,customer id,email,name\n9,C1,a@example.org,Ann\n8,,b@example.org,Bo\n7,,,Cy\n6,,,\n"
    )
    assert got["person"] == ["C1", "b@example.org", "Cy", None]


def test_names_in_two_columns_are_joined_in_the_order_of_the_language(answers_in):
    assert answers_in("score,first name,last name\n9,Ann,Lee\n")["name"] == ["Ann Lee"]
    assert answers_in("推奨度,姓,名\n9,山田,花子\n")["name"] == ["山田 花子"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,300", 12300),
        ("¥12,300", 12300),
        ("12,300円", 12300),
        ("$1,234.50", 1234.5),
        ("1.234,50 €", 1234.5),
        ("１２万円", 120000),
        ("1億2,000万円", 120_000_000),
        ("１万２０００円", 12000),
        ("億", None),
        ("0", 0),
        ("", None),
        ("未定", None),
        ("(500)", -500),
        ("-3.5", -3.5),
    ],
)
def test_amounts_are_read_with_their_signs(answers_in, text, amount):
    got = answers_in(f'推奨度,年間契約額\n9,"{text}"\n8,1\n8,2\n8,3\n')
    assert got["value"][0] == amount


def test_a_preview_says_the_same_as_the_reading(answers_in, tmp_path):
    got = answers_in("回答日,推奨度,コメント\n2026年3月1日,9,良い\n")
    assert preview(tmp_path / "answers.csv", SURVEY_ANSWERS) == got.preview


def test_progress_ends_at_the_whole(answers_in, tmp_path):
    seen = []
    answers_in("score\n" + "9\n" * 100, progress=lambda done, total: seen.append((done, total)))
    size = (tmp_path / "answers.csv").stat().st_size
    assert seen[-1] == (size, size)


def test_every_batch_has_the_same_columns(answers_in):
    from emptychair.sheets import Limits, schema_of

    got = answers_in("score,plan\n" + "9,A\n8,B\n" * 50, limits=Limits(batch_rows=9))
    assert len(got.batches) == 12
    assert {batch.schema for batch in got.batches} == {schema_of(got.preview.columns)}


def test_a_file_without_a_header_loses_no_answer_and_is_told(answers_in):
    rows = "".join(
        f"2026-03-{i % 28 + 1:02d},{i % 11},とても丁寧に対応してくれました{i}\n" for i in range(20)
    )
    got = answers_in(rows)
    assert got["row"] == list(range(1, 21))
    assert got.chosen == {"answered_at": "column 1", "score": "column 2", "comment": "column 3"}
    assert got.problem("score-by-content").params["header"] == "column 2"


@pytest.mark.parametrize(
    "header",
    ["商品名", "Product name", "国内/海外", "メール配信希望", "評価の理由（選択）", "担当者"],
)
def test_a_word_inside_a_longer_header_is_not_enough(answers_in, header):
    rows = "".join(f"{i % 11},{'はい' if i % 2 else 'いいえ'}\n" for i in range(40))
    got = answers_in(f"推奨度,{header}\n{rows}")
    assert got.chosen == {"score": "推奨度", f"segment:{header}": header}


def test_a_further_rating_divides_nobody(answers_in):
    rows = "".join(f"{i % 11},{i % 5 + 1},{'AB'[i % 2]}\n" for i in range(60))
    got = answers_in("推奨度,接客の満足度,プラン\n" + rows)
    assert [one for one in got.chosen if "segment" in one] == ["segment:プラン"]
    assert got.problem("two-columns-for-field").params["other"] == "接客の満足度"


def test_columns_without_name_and_content_are_not_mentioned(answers_in):
    got = answers_in("score,note,,,\n9,x,,,\n8,y,,,\n")
    assert got.preview.unused == ("note",)


def test_rows_of_nothing_but_separators_are_bounded(answers_in):
    from emptychair.sheets import Limits

    text = "score,name\n9,a\n" + ("," * 50_000 + "\n") * 40 + "8,b\n"
    got = answers_in(text, limits=Limits(batch_chars=500_000))
    assert got["score"] == [9, 8]
    assert len(got.batches) == 2
    assert {one.reason for one in got.rejected} == {"blank-row"}


def test_a_few_names_over_and_over_are_the_staff(answers_in):
    rows = "".join(f"{i % 11},{'山田' if i % 2 else '佐藤'}\n" for i in range(40))
    assert "segment:担当者名" in answers_in("推奨度,担当者名\n" + rows).chosen
    rows = "".join(f"{i % 11},山田{i}\n" for i in range(40))
    assert answers_in("推奨度,担当者名\n" + rows).chosen["name"] == "担当者名"


def test_twelve_customers_who_answer_every_month_are_no_segments(answers_in):
    rows = "".join(f"{i % 11},客{i % 12} 太郎\n" for i in range(144))
    for header in ("氏名", "お客様名", "Customer Name", "Name"):
        chosen = answers_in(f"推奨度,{header}\n" + rows).chosen
        assert chosen == {"score": "推奨度", "name": header}


def test_addresses_of_a_few_account_managers_are_not_those_of_customers(answers_in):
    rows = "".join(f"{i % 11},staff{i % 2}@example.com\n" for i in range(40))
    assert "email" not in answers_in("score,Account manager\n" + rows).chosen
    rows = "".join(f"{i % 11},customer{i}@example.com\n" for i in range(40))
    assert answers_in("score,Login\n" + rows).chosen["email"] == "Login"


def test_why_is_a_comment_before_what_could_be_better(answers_in):
    text = "Score,What could we do better?,Why?\n9,Nothing at all,It simply works\n"
    assert answers_in(text).chosen["comment"] == "Why?"


def test_comments_of_twenty_thousand_letters_are_read_at_once(answers_in):
    long = "no digits here, only words: " * 700
    began = time.perf_counter()
    got = answers_in("score,comment\n" + f'9,"{long}"\n' * 20)
    assert got["comment"][0] == long.strip()
    assert time.perf_counter() - began < 5  # looked through as a score, this took minutes


def test_numbered_questions_are_a_header(answers_in):
    text = "1. どのくらいお勧めですか,2. その理由,3. 性別\n9,早い,女\n0,遅い,男\n"
    got = answers_in(text)
    assert got.preview.header_lines == 1
    assert got["score"] == [9, 0]


def test_questions_that_end_in_a_number_are_a_header(answers_in):
    header = "score," + ",".join(f"question number {number}" for number in range(12))
    got = answers_in(header + "\n" + ("9" + ",abc" * 12 + "\n") * 3)
    assert got.preview.header_lines == 1


def test_years_as_headers_are_still_a_header(answers_in):
    got = answers_in("推奨度,2024,2025\n9,1,2\n8,2,1\n")
    assert got.preview.headers == ("推奨度", "2024", "2025")
    assert got["score"] == [9, 8]


def test_stray_tabs_in_blank_lines_do_not_decide_the_delimiter(answers_in):
    got = answers_in("score,name\n9,a\n\t\n\t\n\t\n\t\n")
    assert got.preview.delimiter == ","
    assert got["name"] == ["a"]
