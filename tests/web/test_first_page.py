import base64
import hashlib
import json

import pytest

from emptychair.web.today.reports import opening

STYLE = "h1 { color: #1f5f57 }"
REPORT = f'<!doctype html><style>{STYLE}</style><h1 style="margin:0">報告書</h1>'
JSON = {
    "nps": {"score": 18.6, "low": -6.1, "high": 42.2, "n": 1204},
    "contact_first": [
        {"comment": "請求の名義変更に三週間。", "reason": "三度目の問い合わせです。"}
    ],
}
ENGLISH, JAPANESE = {"accept-language": "en"}, {"accept-language": "ja"}


@pytest.fixture
def demo(data_folder):
    folder = data_folder / "demo"
    folder.mkdir()
    for language in ("ja", "en"):
        (folder / f"report-{language}.html").write_text(REPORT, encoding="utf-8")
        (folder / f"report-{language}.json").write_text(json.dumps(JSON), encoding="utf-8")
        (folder / f"survey-{language}.csv").write_text("score\n9\n", encoding="utf-8")
    return folder


def test_before_the_demo_was_made_the_page_says_how(client, data_folder):
    page = client.get("/demo/", headers=ENGLISH).text
    assert "make demo" in page
    assert "Nobody sits here yet" in page


def test_both_reports_stand_there_with_their_headline(client, demo):
    page = client.get("/demo/", headers=ENGLISH).text
    assert page.count("+19") == 2
    assert "between −6 and +42" in page
    assert "1,204 answers" in page
    assert "請求の名義変更に三週間。" in page
    assert 'href="/demo/report/ja/"' in page


def test_only_files_that_are_there_can_be_downloaded(client, demo):
    page = client.get("/demo/", headers=ENGLISH).text
    assert "/demo/report/ja/download.json" in page
    assert "/demo/report/ja/download.csv" in page
    assert "download.xlsx" not in page
    assert client.get("/demo/report/ja/download.xlsx").status_code == 404


def test_a_report_without_its_json_is_listed_all_the_same(client, demo):
    (demo / "report-en.json").unlink()
    (demo / "report-ja.json").write_text("[]")
    page = client.get("/demo/", headers=ENGLISH).text
    assert page.count("Read the report") == 2
    assert "+19" not in page


def test_what_a_customer_wrote_is_text_and_nothing_else(client, demo):
    evil = {**JSON, "contact_first": [{"comment": "<script>alert(1)</script>", "reason": ""}]}
    (demo / "report-ja.json").write_text(json.dumps(evil))
    assert "<script>" not in client.get("/demo/").text


@pytest.mark.parametrize(
    ("voice", "shown"),
    [
        ("短い声。", "短い声。"),
        ("一つめ。" * 34 + "あふれる言葉" * 9, "一つめ。" * 34),
        ("One word. " * 13 + "And v1.5 of it " * 9, ("One word. " * 13).rstrip()),
        ("あ" * 200, "あ" * 139 + "…"),
    ],
)
def test_a_long_voice_is_cut_after_a_sentence(voice, shown):
    assert opening(voice) == shown
    assert len(opening(voice)) <= 140


def test_the_page_is_in_the_readers_language(client, demo):
    page = client.get("/demo/", headers=JAPANESE).text
    assert '<html lang="ja"' in page
    assert "誰に連絡し、何を直すか" in page
    assert "−6 〜 +42 のあいだ" in page
    assert "Read the report" not in page


def test_the_chosen_language_is_remembered(client, demo):
    answer = client.post("/language/", {"language": "en", "next": "/"}, headers=JAPANESE)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert '<html lang="en"' in client.get("/demo/", headers=JAPANESE).text


def test_the_switch_of_language_leads_nowhere_else(client):
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_report_may_use_its_own_style_and_no_script(client, demo):
    answer = client.get("/demo/report/ja/")
    assert answer.getvalue().decode() == REPORT
    policy = answer["Content-Security-Policy"]
    for text in (STYLE, "margin:0"):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_the_policy_follows_a_report_made_anew(client, demo):
    def policy():
        answer = client.get("/demo/report/ja/")
        answer.getvalue()
        return answer["Content-Security-Policy"]

    old = policy()
    (demo / "report-ja.html").write_text("<style>p { margin: 0 }</style>")
    assert policy() != old


def test_a_download_has_its_type_and_name(client, demo):
    answer = client.get("/demo/report/en/download.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="survey-en.csv"' in answer["Content-Disposition"]
    assert answer.getvalue() == b"score\n9\n"


@pytest.mark.parametrize(
    "address",
    [
        "/demo/report/fr/",
        "/demo/report/..%2f..%2fsecret-key/",
        "/demo/report/ja/download.exe",
        "/demo/report/truth/download.json",
    ],
)
def test_no_other_file_of_the_data_folder_is_shown(client, demo, address):
    (demo / "report-truth.json").write_text("{}")
    assert client.get(address).status_code == 404


def test_the_page_of_the_demo_asks_the_database_nothing(
    client, demo, django_assert_num_queries, db
):
    with django_assert_num_queries(0):
        client.get("/demo/")


@pytest.mark.parametrize("address", ["/demo/", "/nowhere"])
def test_whoever_cannot_see_finds_the_way(client, data_folder, address):
    page = client.get(address, headers=ENGLISH).text
    assert '<a class="skip" href="#main">' in page
    assert '<main id="main"' in page
    assert page.count("<h1") == 1
    assert 'aria-label="Main menu"' in page
