"""Sentences as customers write them, traps included."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.voice.rules.tone import asks, hurt, signals, thanks, threatens_to_leave, warm

THANKS_JA = [
    ("ありがとうございました。とても楽しい時間でした。", True),
    ("スタッフの皆さんに感謝しています", True),
    ("本当に助かりました", True),
    ("感謝の言葉もありません。", True),
    ("感謝しかありません！", True),
    ("感謝してもしきれません", True),
    ("感謝の言葉が見つかりません", True),
    ("お世話になりました。また来年お願いします。", True),
    ("いつもありがとう〜", True),
    ("ありがたいとは思えません", False),
    ("正直、ありがたくないです", False),
    ("お礼の一言もなかった", False),
    ("ありがとうの一言もありませんでした。", False),
    ("感謝の気持ちが感じられない対応でした", False),
    ("こちらが感謝してほしいくらいです", False),
    ("ありがた迷惑でした", False),
    ("早めに直していただけるとありがたいです", False),
    ("返事をもらえると助かります", False),
    ("2時間も待たせてくれてありがとう（苦笑）", False),
    ("おかげさまで誕生日が台無しです。ありがとうございました。", False),
    ("料理は普通でした", False),
    ("有益な情報でした", False),
]
THANKS_EN = [
    ("Thank you so much, the chef was lovely.", True),
    ("Thanks!", True),
    ("I can't thank you enough", True),
    ("We really appreciate how fast you answered.", True),
    ("Thanks to your team we made the deadline", True),
    ("I’m grateful for your help", True),
    ("Thanks for nothing.", False),
    ("We managed, no thanks to your support", False),
    ("No thanks.", False),
    ("Thank you for wasting my whole afternoon", False),
    ("Thanks to your mistake we lost a client", False),
    ("I would appreciate a reply", False),
    ("Thank god it is over", False),
    ("I can't say I'm grateful", False),
    ("Thanks in advance", False),
    ("It was fine", False),
]
ASKS_JA = [
    ("アプリから変更できますか？", True),
    ("領収書は後から発行できますか。", True),
    ("もう少し早く届けていただけませんか", True),
    ("メニューを増やしてほしいです", True),
    ("返金をお願いします", True),
    ("連絡をください", True),
    ("英語のメニューがあると嬉しいです", True),
    ("できれば夜の時間帯も希望します", True),
    ("改善していただけるとありがたいです", True),
    ("今後ともよろしくお願いいたします", False),
    ("これからも頑張ってください！", False),
    ("豊かな気持ちになりました", False),
    ("確かに美味しかった", False),
    ("3月、結婚記念日にお願いしました。", False),
    ("元の場所に戻してくださいました", False),
    ("またお願いします！", False),
    ("スタッフの皆さんにもよろしくお伝えください", False),
    ("また名義の変更をお願いします", True),
    ("お体に気をつけてお過ごしください。", False),
    ("これ以上は欲しくないです", False),
    ("とても満足です", False),
]
ASKS_EN = [
    ("Could you add dark mode", True),
    ("When will exports work again?", True),
    ("Please call me back", True),
    ("I would love to see a mobile app", True),
    ("It would be nice if invoices came by mail", True),
    ("I wish there was an API", True),
    ("Please keep up the good work!", False),
    ("We were very pleased", False),
    ("I would love to come again", False),
    ("All good, nothing to add", False),
]
WARM = [
    ("ja", "シェフの田中さんがとても親切で、母も喜んでいました。", True),
    ("ja", "担当の方の心遣いに感動しました", True),
    ("ja", "いつも助かっています。ありがとう！", True),
    ("ja", "スタッフの対応は丁寧ではなかった", False),
    ("ja", "ご立派なスタッフさんですね。最高です", False),
    ("ja", "料理は普通", False),
    ("ja", "細かい気配りがうれしかったです。", True),
    ("ja", "たくさん食べられて満足", False),
    ("ja", "味は大丈夫、満足です", False),
    ("ja", "最悪でした。返金してください。ありがとうございました。", False),
    ("ja", "素晴らしい対応ですね、担当者に無視されました（笑）", False),
    ("en", "Your chef was wonderful and made our evening", True),
    ("en", "The support team went above and beyond", True),
    ("en", "Thank you all, see you next year!", True),
    ("en", "Oh great, the team broke it again", False),
    ("en", "The staff was not friendly", False),
    ("en", "Works as expected", False),
    ("en", "Terrible. Nobody answered. Thank you.", False),
    ("en", 'Your "support" team is wonderful if you like waiting', False),
]
LEAVES_JA = [
    ("来月解約します", True),
    ("もう使いません", True),
    ("二度と頼みません", True),
    ("他社に乗り換えを検討しています", True),
    ("今回で最後にします。", True),
    ("次はないです", True),
    ("次も同じならやめます。", True),
    ("ほかのサービスも比べています", True),
    ("今月で終わりにしようと思っています", True),
    ("契約の更新はしません", True),
    ("解約するつもりはありません", False),
    ("解約は考えていません", False),
    ("他社から乗り換えてきて正解でした", False),
    ("他社より対応が早い", False),
    ("最後まで美味しくいただきました", False),
    ("もう他社は使えません", False),
    ("これで最後と思って頼んだら、最高でした", False),
    ("二度とない素敵な夜でした", False),
    ("他社と比べても遜色ない", False),
    ("次回もお願いします", False),
]
LEAVES_EN = [
    ("I am cancelling my subscription", True),
    ("We will switch to a competitor", True),
    ("This is the last time we order here", True),
    ("Never again.", True),
    ("One more time and we leave.", True),
    ("I have been asked to find a replacement by May", True),
    ("We won't be renewing", True),
    ("Taking our business elsewhere", True),
    ("If this isn't sorted we're off to your competitor", True),
    ("I never thought of cancelling", False),
    ("We have no plans to cancel our subscription", False),
    ("We switched to you from another tool", False),
    ("Last time I ordered it was fine", False),
    ("Had to cancel the booking because of a cold", False),
    ("You never let me down, back again soon", False),
]
NOT_BAD = [
    ("ja", "悪くないです"),
    ("ja", "全然遅くなかった"),
    ("ja", "困ったことは一度もないです"),
    ("ja", "不満はありません"),
    ("ja", "特に面倒なことはなかったです"),
    ("ja", "お忙しいところ失礼しました"),
    ("ja", "また利用します"),
    ("ja", "両親の食事のことで困っていて申し込みました"),
    ("ja", "困ったときに相談できます"),
    ("ja", "期待を裏切らない美味しさでした"),
    ("ja", "涙が出るほど美味しかった"),
    ("en", "not bad"),
    ("en", "We never had any problems"),
    ("en", "No complaints"),
    ("en", "No issues, no delays, no stress."),
    ("en", "It wasn't expensive at all"),
    ("en", "Lovely evening"),
]


@pytest.mark.parametrize(("text", "expected"), THANKS_JA)
def test_japanese_thanks_are_heard_and_their_denial_too(text, expected):
    assert thanks(text, "ja") is expected, signals(text, "ja")


@pytest.mark.parametrize(("text", "expected"), THANKS_EN)
def test_english_thanks_are_heard_and_their_denial_too(text, expected):
    assert thanks(text, "en") is expected, signals(text, "en")


@pytest.mark.parametrize(("text", "expected"), ASKS_JA)
def test_japanese_requests_and_questions_are_told_from_greetings(text, expected):
    assert asks(text, "ja") is expected, signals(text, "ja")


@pytest.mark.parametrize(("text", "expected"), ASKS_EN)
def test_english_requests_and_questions_are_told_from_good_wishes(text, expected):
    assert asks(text, "en") is expected, signals(text, "en")


@pytest.mark.parametrize(("language", "text", "expected"), WARM)
def test_warm_words_are_for_people_and_without_irony(language, text, expected):
    assert warm(text, language) is expected, signals(text, language)


@pytest.mark.parametrize(("text", "expected"), LEAVES_JA)
def test_japanese_words_of_leaving(text, expected):
    assert threatens_to_leave(text, "ja") is expected, signals(text, "ja")


@pytest.mark.parametrize(("text", "expected"), LEAVES_EN)
def test_english_words_of_leaving(text, expected):
    assert threatens_to_leave(text, "en") is expected, signals(text, "en")


@pytest.mark.parametrize(("language", "text"), NOT_BAD)
def test_a_denied_bad_word_does_not_hurt(language, text):
    assert hurt(text, language) == 0.0, signals(text, language)


@pytest.mark.parametrize(
    ("language", "worst_first"),
    [
        (
            "ja",
            [
                "最悪です。担当者に無視され、二度と使いません。詐欺だと思います。",
                "連絡が来ないまま放置されました。",
                "説明がなくて残念でした。",
                "少し遅いです。",
                "楽しい夜でした。",
            ],
        ),
        (
            "en",
            [
                "Worst service ever, you lied and nobody answered. I want a refund.",
                "This is unacceptable and I was ignored.",
                "Disappointed, no reply at all.",
                "A bit slow.",
                "Lovely evening.",
            ],
        ),
    ],
)
def test_worse_words_come_first(language, worst_first):
    scores = [hurt(text, language) for text in worst_first]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert scores[-1] == 0.0
    assert scores[0] <= 1.0


def test_the_words_that_led_to_a_judgement_are_shown():
    found = signals("残念です。来月解約します。ありがとうございました。", "ja")
    assert found.leaves
    assert {"解約", "残念"} <= set(found.words)
    assert any(word.startswith("ありがとう") for word in found.words)


def test_other_languages_are_not_judged():
    found = signals("Terrible, gracias!", "other")
    assert (found.hurt, found.thanks, found.words) == (0.0, False, ())


@given(st.text(max_size=300), st.sampled_from(["ja", "en", "other"]))
def test_any_text_can_be_judged(text, language):
    found = signals(text, language)
    assert 0.0 <= found.hurt <= 1.0
    assert not (found.warm and found.hurt >= 0.5)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "part", ["困っていることはない", "ではい", "not so very ", "cancel ", "would ", " "]
)
def test_a_very_long_comment_is_judged_in_a_moment(language, part):
    began = time.process_time()
    signals(part * (50_000 // len(part)), language)
    assert time.process_time() - began < 5


@given(st.lists(st.sampled_from(["い", "ない", "では", "こと", "最悪", "not ", "so ", "bad "])))
def test_piled_up_negations_are_judged_without_delay(parts):
    text = "".join(parts) * 20
    assert 0.0 <= hurt(text, "ja") <= 1.0
    assert 0.0 <= hurt(text, "en") <= 1.0
