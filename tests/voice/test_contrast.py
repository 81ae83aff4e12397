import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.voice.rules.contrast import FALSE_DISCOVERY_RATE, contrast, in_context


def japanese_sides():
    """名義変更 planted among detractors, シェフ among promoters; 料理 is everybody's word."""
    rng = np.random.default_rng(7)
    places = ["東京", "大阪", "京都", "名古屋", "福岡"]
    dishes = ["魚", "肉", "野菜", "スープ", "ご飯"]
    promoters = [
        f"{rng.choice(places)}で頼んだ{rng.choice(dishes)}料理。"
        + ("シェフが優しかった。" if number % 3 == 0 else "また頼む。")
        for number in range(150)
    ]
    detractors = [
        f"{rng.choice(places)}で頼んだ{rng.choice(dishes)}料理。"
        + (f"{number}回目の名義変更が届かない。" if number % 4 == 0 else "また頼む。")
        for number in range(120)
    ]
    return promoters, detractors


def found_in(sides, **options):
    promoters, detractors = sides
    options = {"language": "ja", "rng": np.random.default_rng(1)} | options
    return contrast(promoters, detractors, **options)


def test_planted_words_are_found_on_their_side_and_shared_ones_are_not():
    words = {word.term: word for word in found_in(japanese_sides())}
    assert words["名義変更"].side == "detractors"
    assert (words["名義変更"].promoters, words["名義変更"].detractors) == (0, 30)
    assert words["名義変更"].z < -1.96
    assert words["シェフ"].side == "promoters"
    assert (words["シェフ"].promoters, words["シェフ"].detractors) == (50, 0)
    assert words["シェフ"].z > 1.96
    assert words["届かない"].side == "detractors"
    assert not {"料理", "東京", "魚", "頼む"} & words.keys()


def test_parts_of_a_compound_with_the_same_counts_are_left_out():
    found = {word.term for word in found_in(japanese_sides())}
    assert "名義変更" in found
    assert not {"名義", "変更"} & found


def test_a_part_that_is_also_said_alone_stays():
    promoters, detractors = japanese_sides()
    detractors += ["変更を頼む。"] * 10
    found = {word.term for word in found_in((promoters, detractors))}
    assert {"名義変更", "変更"} <= found


def test_an_english_word_is_no_part_of_a_longer_word():
    promoters = ["Lovely evening"] * 40
    detractors = ["Chocolate arrived late"] * 40
    found = {
        word.term
        for word in contrast(promoters, detractors, language="en", rng=np.random.default_rng(1))
    }
    assert "chocolate arrive" in found
    assert "arrive late" in found
    assert "late" not in found  # inside "arrive late", said as often
    assert "lovely evening" in found


def test_a_word_repeated_in_one_comment_counts_once():
    promoters, detractors = japanese_sides()
    detractors = [text * 3 for text in detractors]
    words = {word.term: word for word in found_in((promoters, detractors))}
    assert words["届かない"].detractors == 30


def test_four_comments_are_an_anecdote():
    promoters, detractors = japanese_sides()
    detractors += ["騒音。"] * 4
    assert "騒音" not in {word.term for word in found_in((promoters, detractors), limit=1000)}


def test_every_word_shown_passes_the_false_discovery_rate_and_the_surest_comes_first():
    words = found_in(japanese_sides(), limit=100)
    assert all(word.p_value <= word.adjusted_p <= FALSE_DISCOVERY_RATE for word in words)
    assert all(abs(word.z) >= 1.96 for word in words)
    assert [abs(word.z) for word in words] == sorted((abs(word.z) for word in words), reverse=True)


def test_two_draws_of_the_same_words_show_nothing_most_of_the_time():
    rng = np.random.default_rng(5)
    vocabulary = ["魚", "肉", "野菜", "スープ", "庭", "駅", "電話", "夜", "皿", "店", "席", "窓"]
    false_alarms = 0
    for _ in range(20):
        texts = ["。".join(rng.choice(vocabulary, 4)) for _ in range(200)]
        false_alarms += bool(found_in((texts[:100], texts[100:])))
    assert false_alarms <= 3


def test_the_limit_holds_and_leaves_room_for_both_sides():
    promoters = [f"good{letter} " for letter in "abcdefghij" for _ in range(40)]
    detractors = [f"awful{letter} " for letter in "abc" for _ in range(40)]
    words = contrast(promoters, detractors, language="en", limit=6, rng=np.random.default_rng(1))
    sides = [word.side for word in words]
    assert (sides.count("promoters"), sides.count("detractors")) == (3, 3)
    words = contrast(promoters, detractors, language="en", limit=12, rng=np.random.default_rng(1))
    sides = [word.side for word in words]
    assert (sides.count("promoters"), sides.count("detractors")) == (9, 3)


def test_examples_are_distinct_short_and_hold_the_word():
    word = next(word for word in found_in(japanese_sides()) if word.term == "届かない")
    assert len(word.examples) == len(set(word.examples)) == 3
    assert all("届かない" in example for example in word.examples)
    assert all(len(example) <= 70 for example in word.examples)


def test_the_same_comment_sent_twice_is_one_example():
    promoters, detractors = japanese_sides()
    detractors = ["名義変更が届かない。"] * 30 + detractors[1:4]
    word = next(word for word in found_in((promoters, detractors)) if word.term == "名義変更")
    assert word.examples == ("名義変更が届かない。",)


def test_the_same_chance_gives_the_same_report():
    first = found_in(japanese_sides(), rng=np.random.default_rng(3))
    second = found_in(japanese_sides(), rng=np.random.default_rng(3))
    other = found_in(japanese_sides(), rng=np.random.default_rng(4))
    assert first == second
    assert [word.examples for word in first] != [word.examples for word in other]
    assert [(word.term, word.z) for word in first] == [(word.term, word.z) for word in other]


@pytest.mark.parametrize(
    ("promoters", "detractors"),
    [([], []), (["良い"], []), ([], ["悪い"]), (["良い"], ["良い"]), (["。"], ["！"])],
)
def test_too_few_words_set_nothing_apart(promoters, detractors):
    assert found_in((promoters, detractors)) == []


def test_context_is_cut_on_both_sides_in_japanese():
    text = "あ" * 50 + "。説明がありません。" + "い" * 50
    shown = in_context(text, "説明がない", "ja", width=10)
    assert shown == "…" + "あ" * 9 + "。説明がありません。" + "い" * 9 + "…"


def test_context_is_cut_between_words_in_english():
    text = (
        "We had been looking forward to it but the voucher never arrived in time for her birthday."
    )
    shown = in_context(text, "not arrive", "en", width=20)
    assert shown == "…it but the voucher never arrived in time for her…"


def test_a_short_comment_is_shown_whole_and_on_one_line():
    assert in_context("Late.\n\n  Very late. ", "late", "en") == "Late. Very late."


def test_without_its_term_a_comment_begins_at_its_beginning():
    assert in_context("料理は普通", "騒音", "ja", width=3) == "料理は…"


@given(st.text(max_size=80), st.text(max_size=5), st.sampled_from(["ja", "en", "other"]))
def test_context_is_never_longer_than_asked(text, term, language):
    shown = in_context(text, term, language, width=10)
    assert "\n" not in shown
    assert len(shown) <= 12 or term
