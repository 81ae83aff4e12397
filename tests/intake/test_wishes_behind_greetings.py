"""A wish in the same sentence as a greeting is a wish; a greeting alone is none."""

import pytest

from emptychair.intake.rules.splitting import suggested_tasks


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (
            "Hi, could you send the invoice at the start of the month? We also need it as PDF.",
            [
                "Could you send the invoice at the start of the month?",
                "We also need it as PDF.",
            ],
        ),
        ("Dear Ms Sato, please move our visit.", ["Please move our visit."]),
        ("Thanks for yesterday, can you print larger?", ["Can you print larger?"]),
        ("Hi Anna!", []),
        ("Thank you, kind regards", []),
        ("Thanks, please let me know.", []),
        (
            "いつもお世話になっております、請求書を月初に送っていただけますか。",
            ["請求書を月初に送っていただけますか。"],
        ),
        ("お世話になっております。", []),
        (
            "電話にて：鍵の預け方を変えたいとのこと。詳しくは折り返し。",
            ["鍵の預け方を変えたいとのこと。"],
        ),
        ("打合せ：帳票を変更してほしい", ["帳票を変更してほしい"]),
        (
            "By telephone: they would like training for the night team.",
            ["They would like training for the night team."],
        ),
        ("電話番号の欄を追加してほしい", ["電話番号の欄を追加してほしい"]),
        ("Call us, please.", ["Call us, please."]),
        (
            "お世話になります。①宛名の変更。②10人増えます、どうすれば？ ③重いです。急ぎません。",
            [
                "宛名の変更。",
                "10人増えます、どうすれば？",
                "重いです。",
            ],
        ),
    ],
)
def test_what_stands_behind_a_greeting(text, wishes):
    assert [one.text for one in suggested_tasks(text)] == wishes
