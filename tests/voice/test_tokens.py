"""Sentences as customers write them, and the terms they should be counted under."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.voice.rules import tokens
from emptychair.voice.rules.tokens import TermReader, iter_terms, spans, terms

JAPANESE = [
    ("料理が早くなくて残念でした。", ["料理", "早くない", "残念"]),
    ("早くはないです", ["早くない"]),
    ("早くありませんでした", ["早くない"]),
    ("悪くない", ["悪くない"]),
    ("ありがたいとは思えません", ["ありがたくない"]),
    ("美味しいとは言えない", ["美味しくない"]),
    ("名義変更の手続きがわかりにくい。", ["名義", "変更", "名義変更", "手続き", "分かりにくい"]),
    ("使いづらいし、届かない。", ["使いづらい", "届かない"]),
    ("届いていません", ["届かない"]),
    ("この画面では使えない", ["画面", "使えない"]),
    ("丁寧ではない", ["丁寧でない"]),
    ("説明がありません", ["説明", "説明がない"]),
    ("連絡が一度もなかった", ["連絡", "連絡がない"]),
    ("予約できませんでした", ["予約", "予約できない"]),
    ("予約しにくい", ["予約", "予約しにくい"]),
    ("満足できない", ["満足できない"]),
    ("不満はありません", ["不満がない"]),
    ("完璧とは言えません", ["完璧でない"]),
    ("配送料が高すぎる", ["配送料", "高い"]),
    ("請求書払いに未対応", ["請求書払い", "未対応"]),
    ("オススメです。お勧めできない", ["おすすめ", "おすすめできない"]),
    ("30分待った。3回目の電話", ["待つ", "電話"]),
    ("田中さんと山田太郎さんの対応", ["対応"]),
    ("新しい担当の西さんと福岡さん", ["新しい", "担当"]),
    ("福岡の西口店と料理人さん", ["福岡", "西口店", "料理人"]),
    ("担当変更の連絡なし", ["担当", "変更", "担当変更", "連絡", "連絡がない"]),
    ("嫌な感じがまったくしない", ["嫌でない"]),
    ("すっきりしない", ["すっきりしない"]),
    ("すぐきれいにやり直してくれた", ["すぐ", "きれい", "やり直す"]),
    ("ありがとうございました！", ["ありがとう"]),
    # None of these denies anything.
    ("もう少し早くなりませんか。", ["早い"]),
    ("電話しなければならない", ["電話"]),
    ("早いだけではない", ["早い"]),
    ("楽しいかもしれない", ["楽しい"]),
    ("コスパ", ["コスパ"]),
    ("あ。い。１２３！？(^^)", []),
    ("", []),
]

ENGLISH = [
    (
        "The instructions were not clear and the staff replied late.",
        ["instruction", "not clear", "staff", "reply", "staff reply", "late", "reply late"],
    ),
    ("not bad", ["not bad"]),
    ("It wasn’t really very helpful.", ["not helpful"]),
    ("It isn't working", ["not work"]),
    ("no thanks to your support", ["no thanks", "support"]),
    ("Gift vouchers arrived", ["gift", "voucher", "gift voucher", "arrive", "voucher arrive"]),
    ("without explanation", ["no explanation"]),
    ("It never made me feel silly", ["not silly"]),
    ("not only quick but kind", ["quick", "kind"]),
    ("I never received it. Sad.", ["not receive", "sad"]),
    ("not one, two. Broken", ["broken"]),
    ("Delivery. Delayed", ["delivery", "delay"]),
    ("batteries and boxes and glass", ["battery", "box", "glass"]),
    ("The chef's knife", ["chef", "knife", "chef knife"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), JAPANESE)
def test_japanese_terms_keep_their_negation(text, expected):
    assert terms(text, "ja") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_terms_keep_their_negation(text, expected):
    assert terms(text, "en") == expected


def test_spellings_of_one_word_are_one_term():
    assert terms("問合せ", "ja") == terms("問い合わせ", "ja") == terms("問合わせ", "ja")
    assert terms("Cancelled", "en") == terms("cancelling", "en") == terms("CANCELS", "en")


def test_other_languages_are_split_into_words():
    assert terms("Muy buen servicio, gracias", "other") == ["muy", "buen", "servicio", "gracias"]


@pytest.mark.parametrize(
    ("language", "text", "term", "surface"),
    [
        ("ja", "正直、早くはないです。", "早くない", "早くはない"),
        ("ja", "名義変更が面倒", "名義変更", "名義変更"),
        ("ja", "手続きがわかりにくい", "分かりにくい", "わかりにくい"),
        ("en", "It was NOT very clear.", "not clear", "NOT very clear"),
        ("en", "Gift vouchers!", "gift voucher", "Gift vouchers"),
    ],
)
def test_a_term_knows_where_it_stands(language, text, term, surface):
    [span] = [span for span in spans(text, language) if span.term == term]
    assert text[span.begin : span.end] == surface


def test_a_comment_longer_than_the_tokenizer_takes_is_read_to_its_end():
    text = "とても丁寧でした。" * 8_000 + "最後に名義変更。"
    found = spans(text, "ja")
    assert sum(span.term == "丁寧" for span in found) == 8_000
    last = found[-1]
    assert last.term == "名義変更"
    assert text[last.begin : last.end] == "名義変更"


def test_broken_characters_do_not_stop_the_reading():
    assert terms("料理\ud800が美味しい", "ja") == ["料理", "美味しい"]


def test_threads_do_not_share_a_tokenizer():
    barrier = threading.Barrier(4)

    def read(_):
        barrier.wait(10)
        return [terms("料理が早くなくて残念でした。", "ja") for _ in range(200)]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(read, range(4)))
    assert all(row == ["料理", "早くない", "残念"] for rows in results for row in rows)


def test_many_texts_come_back_in_order_and_as_they_are_read():
    def endless():
        number = 0
        while True:
            yield f"voucher {'late' if number % 2 else 'early'}"
            number += 1

    stream = iter_terms(endless(), "en")
    assert next(stream)[1] == "early"
    assert next(stream)[1] == "late"


def test_two_processes_read_the_same_as_one(monkeypatch):
    monkeypatch.setattr(tokens, "_CHUNK", 3)
    texts = ["料理が早くない", "名義変更", "説明がない", "楽しい", "丁寧でした", "高い", "届かない"]
    assert list(iter_terms(iter(texts), "ja", processes=2)) == list(iter_terms(texts, "ja"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["ja", "en", "other"]))
def test_any_text_has_terms_that_stand_inside_it(text, language):
    found = spans(text, language)
    assert [span.term for span in found] == terms(text, language)
    for span in found:
        assert span.term
        assert 0 <= span.begin < span.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["料理", "早く", "ない", "です", "では", "説明", "が", "て", "未", "にくい", "三"]
        )
    )
)
def test_any_pile_of_words_can_be_read(parts):
    assert all(terms("".join(parts), "ja"))


def test_a_process_that_may_have_no_children_reads_alone(monkeypatch):
    class Worker:
        daemon = True

    monkeypatch.setattr(tokens, "current_process", Worker)
    monkeypatch.setattr(tokens, "_in_processes", None)
    assert list(iter_terms(["slow app"], "en", processes=2)) == [["slow", "app", "slow app"]]


def test_a_comment_is_read_once_however_often_it_is_asked_for(monkeypatch):
    read = []

    def counted(texts, language, processes):
        read.extend(texts)
        return iter_terms(texts, language, processes)

    monkeypatch.setattr(tokens, "iter_terms", counted)
    reader = TermReader("en")
    first = reader.distinct(["slow app, slow app", "kind staff", "slow app, slow app"])
    assert first == [("slow", "app", "slow app"), ("kind", "staff", "kind staff"), first[0]]
    assert reader.distinct(["kind staff", "new menu"])[0] is first[1]
    assert read == ["slow app, slow app", "kind staff", "new menu"]


def test_very_many_comments_are_read_by_two_processes(monkeypatch):
    asked = []

    def counted(texts, language, processes):
        asked.append((len(texts), processes))
        return ([] for _ in texts)

    monkeypatch.setattr(tokens, "iter_terms", counted)
    for many in (500_000, 500_001):
        TermReader("en").distinct([f"comment {number}" for number in range(many)])
    assert asked == [(500_000, 1), (500_001, 2)]
