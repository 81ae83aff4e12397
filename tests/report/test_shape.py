from __future__ import annotations

from datetime import datetime

import pytest

from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import preview, read

QUALTRICS = (
    "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,"
    "ResponseId,RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,"
    "LocationLatitude,LocationLongitude,DistributionChannel,UserLanguage,Q1_NPS_GROUP,Q1,Q2,Q3\n"
    "Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,"
    "Recorded Date,Response ID,Recipient Last Name,Recipient First Name,Recipient Email,"
    "External Data Reference,Location Latitude,Location Longitude,Distribution Channel,"
    "User Language,How likely are you to recommend us? - Group,"
    '"How likely are you to recommend us?",'
    '"What is the main reason for your score?",Which plan do you use?\n'
    + ",".join(
        f'"{{""ImportId"":""q{number}"",""timeZone"":""Asia/Tokyo""}}"' for number in range(21)
    )
    + "\n"
    "2026-03-01 09:00:00,2026-03-01 09:04:00,0,192.0.2.1,100,240,1,2026-03-01 09:05:00,"
    "R_1a,Lee,Ann,ann@example.org,C1,35.6,139.7,email,EN,3,9,Warm and quick,Basic\n"
    "2026-03-02 09:00:00,2026-03-02 09:04:00,0,192.0.2.2,100,240,1,2026-03-02 09:05:00,"
    "R_2b,Kay,Bo,bo@example.org,C2,35.6,139.7,email,EN,1,0,Nobody answered the phone,Pro\n"
)
SURVEYMONKEY = (
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,"
    'Custom Data 1,"How likely is it that you would recommend us to a friend or colleague?",'
    "What could we do better?,Which of these did you use?,\n"
    ",,,,,,,,,Response,Open-Ended Response,Delivery,Chef\n"
    "118,55,03/01/2026 09:00:00 AM,03/01/2026 09:05:00 AM,192.0.2.1,ann@example.org,Ann,Lee,x,"
    "9,Warm and quick,Delivery,\n"
    "119,55,03/02/2026 09:00:00 AM,03/02/2026 09:05:00 AM,192.0.2.2,bo@example.org,Bo,Kay,x,"
    "0 - Not at all likely,Nobody answered the phone,,Chef\n"
)
DELIGHTED = (
    "Survey response ID,Person ID,Email,Name,Phone number,Score,Comment,Permalink,Created at,"
    "Updated at,Sent at,Survey type,plan\n"
    "1,48211907,ann@example.org,Ann Lee,,9,Warm and quick,https://example.org/r/1,"
    "2026-03-01 09:05:00 UTC,2026-03-01 09:05:00 UTC,2026-02-27 09:00:00 UTC,nps,Basic\n"
    "2,48211908,bo@example.org,Bo Kay,,0,Nobody answered the phone,https://example.org/r/2,"
    "2026-03-02 09:05:00 UTC,2026-03-02 09:05:00 UTC,2026-02-27 09:00:00 UTC,nps,Pro\n"
)
DELIGHTED_API = (
    "id,person,survey_type,score,comment,permalink,created_at,updated_at\n"
    "1,48211907,nps,9,Warm and quick,https://example.org/r/1,1772355900,1772355900\n"
    "2,48211908,nps,0,Nobody answered the phone,https://example.org/r/2,1772442300,1772442300\n"
)
ASKNICELY = (
    "response_id,person_id,name,email,segment,answer,comment,sent,opened,responded,question_type\n"
    "1,7,Ann Lee,ann@example.org,VIP,9,Warm and quick,1772100000,1772200000,1772355900,nps\n"
    "2,8,Bo Kay,bo@example.org,VIP,0,Nobody answered the phone,1772100000,,1772442300,nps\n"
    "3,9,Cy Ray,cy@example.org,New,,,1772100000,,,nps\n"
    "4,10,Di Ray,di@example.org,New,,,1772100000,,,nps\n"
)
GOOGLE_JA = (
    "タイムスタンプ,メールアドレス,当店を友人や同僚に勧める可能性はどのくらいありますか？,"
    "その理由をお聞かせください,ご利用店舗\n"
    "2026/03/01 9:05:00,ann@example.org,9,丁寧でした,新宿\n"
    "2026/03/02 9:05:00,bo@example.org,0,電話がつながりません,渋谷\n"
)
GOOGLE_EN = (
    "Timestamp,Email Address,How likely are you to recommend us?,Why did you give that score?\n"
    "2026/03/01 9:05:00 AM GMT+9,ann@example.org,9,Warm and quick\n"
    "2026/03/02 9:05:00 AM GMT+9,bo@example.org,0,Nobody answered the phone\n"
)
TYPEFORM = (
    "#,How likely are you to recommend us to a friend?,*What is the main reason for your score?*,"
    "Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags\n"
    "k3u9,9,Warm and quick,completed,2026-03-01 09:00:00,,2026-03-01 09:05:00,653e97acae,\n"
    "k4x1,0,Nobody answered the phone,completed,2026-03-02 09:00:00,,2026-03-02 09:05:00,653e,\n"
)
EXPORTS = {
    "qualtrics": (QUALTRICS, 3),
    "surveymonkey": (SURVEYMONKEY, 2),
    "delighted": (DELIGHTED, 1),
    "delighted-api": (DELIGHTED_API, 1),
    "asknicely": (ASKNICELY, 1),
    "google-forms-ja": (GOOGLE_JA, 1),
    "google-forms-en": (GOOGLE_EN, 1),
    "typeform": (TYPEFORM, 1),
}


@pytest.fixture
def read_export(tmp_path):
    def reading(text: str, written: str = "utf-8", delimiter: str = ","):
        path = tmp_path / "export.csv"
        path.write_bytes(
            text.replace(",", delimiter).encode(written)
            if delimiter != ","
            else text.encode(written)
        )
        batches, rejected = [], []
        done = read(path, SURVEY_ANSWERS, on_batch=batches.append, on_rejected=rejected.append)
        assert not rejected
        return done, batches[0]

    return reading


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("name", EXPORTS)
def test_the_export_of_every_tool_is_recognised(read_export, name, written):
    text, header_lines = EXPORTS[name]
    done, batch = read_export(text, written)
    assert name.startswith(done.preview.vendor)
    assert done.preview.header_lines == header_lines
    assert batch["score"].to_pylist()[:2] == [9, 0]
    assert batch["row"].to_pylist()[0] == header_lines + 1
    assert batch["answered_at"].to_pylist()[:2] == [
        datetime(2026, 3, 1, 9, 5),
        datetime(2026, 3, 2, 9, 5),
    ]
    assert batch["comment"].to_pylist()[1] in {"Nobody answered the phone", "電話がつながりません"}
    assert batch["person"].to_pylist()[0] in {"C1", "7", "48211907", "ann@example.org", None}


def test_qualtrics_columns_carry_the_question_and_answer_to_either_name(read_export, tmp_path):
    done, batch = read_export(QUALTRICS)
    names = {choice.field: choice.header for choice in done.preview.columns}
    assert names["score"] == "How likely are you to recommend us?"
    assert names["person_id"] == "ExternalReference"
    assert batch["name"].to_pylist() == ["Ann Lee", "Bo Kay"]
    assert batch["language"].to_pylist() == ["EN", "EN"]
    for name in ("Q1", "How likely are you to recommend us?"):
        shown = preview(tmp_path / "export.csv", SURVEY_ANSWERS, mapping={"score": name})
        assert next(one for one in shown.columns if one.field == "score").index == 18


def test_the_promoter_group_is_not_taken_for_a_segment_of_customers(read_export):
    rows = QUALTRICS.splitlines(keepends=True)
    many = "".join(
        row.replace("R_1a", f"R_{number}")
        .replace("R_2b", f"S_{number}")
        .replace("Warm", f"{number}!")
        for number in range(40)
        for row in rows[3:]
    )
    done, _ = read_export("".join(rows[:3]) + many)
    segments = [choice.header for choice in done.preview.columns if "segment:" in choice.field]
    assert segments == ["Which plan do you use?"]


def test_surveymonkey_choices_are_named_by_question_and_choice(read_export):
    done, batch = read_export(SURVEYMONKEY)
    assert "Which of these did you use?: Chef" in done.preview.headers
    assert done.preview.date_order == "mdy"
    assert batch["name"].to_pylist() == ["Ann Lee", "Bo Kay"]


def test_asknicely_tells_who_was_asked_and_did_not_answer(read_export):
    _, batch = read_export(ASKNICELY)
    assert batch["score"].to_pylist() == [9, 0, None, None]
    assert None not in batch["asked_at"].to_pylist()


def test_delighted_properties_may_become_segments(read_export):
    rows = DELIGHTED.splitlines(keepends=True)
    many = "".join(f"9{number}{row}" for number in range(40) for row in rows[1:])
    done, _ = read_export(rows[0] + many)
    assert [one.header for one in done.preview.columns if "segment:" in one.field] == ["plan"]


def test_a_plain_file_is_no_tools_export(read_export):
    done, _ = read_export("timestamp,score\n2026-03-01,9\n2026-03-02,0\n")
    assert done.preview.vendor is None


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_an_export_saved_again_with_another_delimiter_is_still_recognised(read_export, delimiter):
    done, batch = read_export(DELIGHTED, delimiter=delimiter)
    assert done.preview.vendor == "delighted"
    assert batch["score"].to_pylist() == [9, 0]


@pytest.mark.parametrize("field", SURVEY_ANSWERS.fields, ids=lambda field: field.name)
def test_no_synonym_stands_twice(field):
    assert len(set(field.synonyms)) == len(field.synonyms)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NPS", "score"),
        ("推奨度（0〜10）", "score"),
        ("お薦め度", "score"),
        ("当社を友人や同僚に薦める可能性はどのくらいありますか？", "score"),
        ("On a scale of 0-10, how likely are you to recommend us?", "score"),
    ],
)
def test_a_score_column_is_known_by_many_names(tmp_path, header, field):
    path = tmp_path / "a.csv"
    path.write_text(f'"{header}",x\n9,y\n0,z\n', encoding="utf-8")
    shown = preview(path, SURVEY_ANSWERS)
    assert {choice.field: choice.header for choice in shown.columns}[field] == header


@pytest.mark.parametrize(
    ("header", "cell", "field"),
    [
        ("ご意見・ご感想", "良い", "comment"),
        ("スコアの理由", "良い", "comment"),
        ("回答完了日時", "2026-03-01", "answered_at"),
        ("アンケート配信日", "2026-03-01", "asked_at"),
        ("会員番号", "7", "person_id"),
        ("お客様番号", "7", "person_id"),
        ("お名前", "花", "name"),
        ("会社名", "花屋", "company"),
        ("取引先名", "花屋", "company"),
        ("Company", "Ltd", "company"),
        ("接点", "店舗", "touchpoint"),
        ("タッチポイント", "店舗", "touchpoint"),
        ("Touchpoint", "shop", "touchpoint"),
        ("チャネル", "店舗", "channel"),
        ("年間契約金額", "12000", "value"),
        ("LTV", "12000", "value"),
        ("年間購入額", "12000", "value"),
        ("Annual value (USD)", "12000", "value"),
        ("国", "日本", "country"),
    ],
)
def test_other_columns_are_known_in_both_languages(tmp_path, header, cell, field):
    path = tmp_path / "a.csv"
    path.write_text(f"推奨度,{header}\n9,{cell}\n0,{cell}\n", encoding="utf-8")
    shown = preview(path, SURVEY_ANSWERS)
    assert {choice.field: choice.header for choice in shown.columns}[field] == header
