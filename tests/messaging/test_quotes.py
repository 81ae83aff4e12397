"""What is new in an answer. In doubt the text stays."""

import pytest

from emptychair.messaging.rules.html_text import text_of_html
from emptychair.messaging.rules.quotes import new_text

NEW = "ありがとうございます。\n火曜日の午後でお願いします。"

QUOTES = {
    "gmail ja": "2026年11月22日(日) 9:15 厨房 <a+b@example.com>:\n\n> いかが\n> 1から10で",
    "gmail ja full width": "2026年11月22日（日） 9:15 厨房 <a@example.com>:\n> いかが",
    "apple ja": "2026/11/22 9:15、厨房 <a@example.com>のメール:\n\n> いかが",
    "thunderbird ja": "On 2026/11/22 9:15, 厨房 wrote:\n> いかがでしたか",
    "written ja": "2026年11月22日(日) 9:15 厨房 さんは書きました:\n> いかがでしたか",
    "gmail en": "On Sun, Nov 22, 2026 at 9:15 AM K <a@example.com> wrote:\n\n> How was it",
    "gmail en broken": "On Sun, Nov 22, 2026 at 9:15 AM K\n<a@example.com> wrote:\n\n> How",
    "outlook en": "________________________________\nFrom: Kitchen <hello@example.com>\n"
    "Sent: Sunday, November 22, 2026 9:15 AM\nTo: Yamada\nSubject: How was it\n\nHow was it?",
    "outlook ja": "差出人: 厨房 <hello@example.com>\n送信日時: 2026年11月22日 9:15\n宛先: 山田\n"
    "件名: いかがでしたか\n\nいかがでしたか",
    "outlook ja old": "-----Original Message-----\nFrom: 厨\nSent: Sunday\nTo: 山\nSubject: x\n\nx",
    "outlook bold": "*From:* K <a@example.com>\n*Sent:* Sunday\n*To:* Y\n*Subject:* How\n\nHow",
    "full width marks": "＞ いかがでしたか\n＞ 1から10で",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES.keys())
def test_a_quoted_mail_is_cut_off(quote):
    assert new_text(f"{NEW}\n\n{quote}") == NEW


@pytest.mark.parametrize(
    "end",
    [
        "-- \n山田 太郎\nヤマト設備 03-1234-5678",
        "iPhoneから送信",
        "Sent from my iPhone",
        "--\n山田",
    ],
)
def test_a_signature_is_cut_off(end):
    assert new_text(f"{NEW}\n\n{end}") == NEW


@pytest.mark.parametrize(
    "text",
    [
        "前回は2026年11月22日(日)でした。次はいつですか:\nまだ決まっていません",
        "On Monday we wrote:\nplease call back",
        "-- これはひどい --\n二度と頼みません",
        "Thanks, but it was not what I ordered.\nPlease send another one.",
        "Best regards to the driver. He was kind.\nThe box was wet though.",
        "件名: 請求書の名義\n内容: 変えてください",
    ],
)
def test_in_doubt_the_words_stay(text):
    assert new_text(text) == text


def test_answers_between_the_quoted_lines_stay():
    text = (
        "On Sun, Nov 22, 2026 at 9:15, A <a@example.com> wrote:\n> When?\nTuesday.\n> Where?\nHere."
    )
    assert new_text(text) == "Tuesday.\nHere."


def test_a_mail_that_is_all_quote_stays_whole():
    assert new_text("> 3点") == "> 3点"
    assert new_text("  \r\n ") == ""


@pytest.mark.parametrize(
    "markup",
    [
        (
            '<div dir="ltr">3点です。<br>理由は待ち時間です。</div><div class="gmail_quote">'
            '<div class="gmail_attr">2026年 <a>x</a>:</div>'
            '<blockquote class="gmail_quote">旧</blockquote></div>'
        ),
        (
            '<p>3点です。<br>理由は待ち時間です。</p><div id="appendonsend"></div><hr>'
            '<div id="divRplyFwdMsg">'
            "<b>差出人:</b> x</div><div>旧</div>"
        ),
        (
            "<head><style>p{color:red}</style></head><p>3点です。<br/>理由は待ち時間です。</p>"
            '<blockquote type="cite"><p>旧</p></blockquote>'
        ),
    ],
)
def test_html_of_gmail_outlook_and_apple_is_read_without_its_quote(markup):
    assert text_of_html(markup) == "3点です。\n理由は待ち時間です。"
    assert "旧" in text_of_html(markup, with_quotes=True)
