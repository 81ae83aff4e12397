"""Words that say nothing are found; honest ones, short as they may be, are left alone."""

import csv
from pathlib import Path

import pytest

from emptychair.demo.flat import survey_csv
from emptychair.surveys.rules.gibberish import is_gibberish

MASHED = [
    "asdf",
    "asdfghjk",
    "qwertyuiop",
    "asdf jkl; asdf",
    "sdkfjhskdfjh",
    "jkhkjhkjhkjh",
    "fjdksl fjdksla",
    "xcvbxcvb dfgdfg",
    "dfghdfgh",
    "hjkl hjkl hjkl",
    "bcdfgtk",
    "asasasas",
    "aaaaaaa",
    "ああああ",
    "あああああああ",
    "ｱｱｱｱｱ",
    "いいいいい",
    "あいうえお",
    "かきくけこ",
    "アイウエオ",
    "abcdefg",
    "ふぁｓｄｆ",
    "ふぁｓｄふぁｓｄ",
    "っｄｆｇｈｊｋ",
    "xxxxxxxx",
    "oooooooo",
    "ＡＡＡＡＡＡ",
]
HONEST = [
    # short and honest
    "",
    "ok",
    "OK",
    "no",
    "good",
    "n/a",
    "none",
    "特になし",
    "なし",
    "無し",
    "とくになし",
    "ない",
    "よかった",
    "いい",
    "いいね",
    "良い",
    "普通",
    "ふつう",
    "まあまあ",
    "別に",
    "べつに",
    "高い",
    "特にありません。",
    "ありません",
    "なんとなく",
    "わからない",
    "値段",
    "味",
    "対応",
    "遅い",
    # laughter, sighs, applause
    "ｗｗｗｗｗｗ",
    "wwww",
    "草草草草",
    "ははははは",
    "ふふふふ",
    "えええええ",
    "うううう",
    "わーーーい",
    "hahahaha",
    "hehehehe",
    "jajajaja",
    "hmmmmm",
    "grrrrr",
    "zzzzz",
    "pfffff",
    "888888",
    "lol",
    # kaomoji and signs
    "(´・ω・`)",
    "(^^)",
    "m(_ _)m",
    "ヽ(´ー｀)ノ",
    "Σ(ﾟДﾟ)",
    "orz",
    "＼(^o^)／",
    "♪♪♪",
    "！！！！",
    "・・・・・・",
    "……",
    "????",
    "👍👍👍👍",
    "⭐⭐⭐⭐⭐",
    "ｷﾀ━━━(ﾟ∀ﾟ)━━━!!",
    # dialects and ways of speaking
    "めっちゃええやん",
    "ごっつええ感じやわ",
    "なまら助かったべさ",
    "ばってん高か",
    "せやな",
    "ほんまおおきに",
    "ありがとさん",
    "すごいすごいすごい",
    "もっともっともっと",
    "どんどんどんどん",
    "いまいち",
    "びみょー",
    # letters within Japanese
    "UIがわかりにくい",
    "pdfをcsvにしてほしい",
    "httpsにつながらない",
    "wifiが切れる",
    "ssdとhddの両方",
    "APIのドキュメント",
    "iPhoneのSE",
    "ＰＯＳレジ",
    "あとdfを見たい",
    # Latin
    "very very very very good",
    "rhythms",
    "Knightsbridge shop",
    "catchphrase",
    "Angstschweiß",
    "property",
    "liberty",
    "power outlet",
    "Rechtschreibung",
    "prst krk čtvrt",
    "Strč prst skrz krk",
    "HTML CSS",
    "pls fwd thx",
    "btw nvm",
    "ThyssenKrupp",
    "Schwarzwald",
    "XJRKWT",
    "bookkeeper",
    "adjustment",
    "walkthrough",
    "handful",
    "wisdom",
    "so so so so",
    "bad",
    "slow",
    "meh",
    "Hjälmar",
    "schnell geht's nicht",
    "Pfffft, teuer",
    "strengths",
    "psst",
    "yyyy-mm-dd",
    "error 404: qwerty keyboard",
    "よかったaaaaa",
    "Ljubljana",
    "Kjøp på nett",
    "fjord",
    "Björk",
    "fjällräven",
    "Reykjavík",
    "Szczęście",
    "Brzęczyszczykiewicz",
    "Hrvatska",
    "Vltava",
    "Dvořák",
    # other scripts
    "спасибо",
    "ааааа",
    "ㅋㅋㅋㅋㅋ",
    "ㅎㅎㅎㅎ",
    "고마워요",
    "شكرا",
    "ขอบคุณ",
    "好好好好",
]


@pytest.mark.parametrize("text", MASHED)
def test_words_that_say_nothing_are_found(text: str) -> None:
    assert is_gibberish(text)


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_are_left_alone(text: str) -> None:
    assert not is_gibberish(text)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_of_the_comments_of_the_demo_company_none_is_marked(tmp_path: Path, language: str) -> None:
    path = tmp_path / "answers.csv"
    survey_csv(path, rows=4_000, language=language)
    with path.open(encoding="utf-8", newline="") as file:
        words = [text for row in list(csv.reader(file))[1:] for text in row]
    assert len(words) > 10_000
    names = {text for text in words if text.startswith("R0")}
    assert not [text for text in set(words) - names if is_gibberish(text)]
