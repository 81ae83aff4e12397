import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.voice.rules.language import language_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("料理がとても美味しかったです。", "ja"),
        ("最高", "ja"),
        ("対応良好", "ja"),
        ("ｻﾎﾟｰﾄ ﾖｶｯﾀ", "ja"),
        ("Google Workspace との連携が Slack より良い", "ja"),
        ("特になし 2026/03/01 ★★★", "ja"),
        ("Great service!", "en"),
        ("Fast delivery", "en"),
        ("ok", "en"),
        ("The 和牛 course was a dream", "en"),
        ("It’s fine, but the café was loud", "en"),
        ("Muy buen servicio, gracias", "other"),
        ("Sehr gut", "other"),
        ("Très bien, merci beaucoup", "other"),
        ("Il servizio non è buono", "other"),
        ("服务很好，谢谢你们", "other"),
        ("서비스가 좋아요", "other"),
        ("Хорошо", "other"),
        ("บริการดีมาก", "other"),
        ("", "other"),
        ("👍👍 10/10", "other"),
        ("...", "other"),
    ],
)
def test_a_comment_tells_its_language(text, expected):
    assert language_of(text) == expected


@given(st.text())
def test_any_text_has_a_language(text):
    assert language_of(text) in ("ja", "en", "other")


@given(st.integers())
def test_numbers_alone_are_no_language(number):
    assert language_of(str(number)) == "other"
