import re
from collections import Counter

import pytest

from emptychair.demo.catalogue import PLACES
from emptychair.demo.chance import stream
from emptychair.demo.comments import Situation, compose
from emptychair.demo.grammar import Pen, parse
from emptychair.demo.lexicon import MONTH_NAMES, voice

VOICES = [("kitchen", "ja"), ("rota", "ja"), ("rota", "en")]
LEFT_OVER = re.compile(r"[<>{}|\[\]]|。。|、、|、。|  ")


def written(brand, language, audience, touchpoint, score, count=40, **more):
    chance = stream(5, score, len(touchpoint))
    words = voice(brand, language)
    situation = Situation(touchpoint, audience, score, 4, **more)
    return [compose(chance, words, situation).text for _ in range(count)]


@pytest.mark.parametrize(("brand", "language"), VOICES)
@pytest.mark.parametrize("casual", [True, False])
def test_every_line_of_the_word_files_becomes_a_clean_sentence(brand, language, casual):
    words = voice(brand, language)
    for title, lines in words.sections.items():
        for number, pattern in enumerate(lines.every):
            for again in range(5):
                pen = Pen(stream(1, number, again), casual=casual, slots=words.slots)
                pen.chosen |= {"month": "4", "monthname": MONTH_NAMES[3], "what": "billing"}
                sentence = pen.write(pattern)
                assert sentence.strip() == sentence, (title, sentence)
                assert not LEFT_OVER.search(sentence), (title, sentence)
                assert len(sentence) < 160, (title, sentence)


@pytest.mark.parametrize(("brand", "language"), VOICES)
def test_every_audience_has_something_to_say_at_every_touchpoint(brand, language):
    for audience in ("any",) if brand == "rota" else ("home", "recipient", "buyer"):
        for touchpoint in (*PLACES[audience], "overall"):
            for score in (0, 5, 7, 10):
                texts = written(brand, language, audience, touchpoint, score)
                assert all(texts)
                assert len(set(texts)) > 25, (audience, touchpoint, score)
                assert not any(LEFT_OVER.search(text.replace("\n\n", "")) for text in texts)


def test_two_thousand_comments_are_more_than_nineteen_in_twenty_distinct(demo):
    texts = [row["comment"] for row in demo.rows("answers.csv") if row["comment"]][:2000]
    assert len(texts) == 2000
    assert len(set(texts)) / len(texts) > 0.95


def test_no_sentence_is_said_by_many(demo):
    texts = [row["comment"] for row in demo.rows("answers.csv") if row["comment"]]
    assert Counter(texts).most_common(1)[0][1] <= len(texts) * 0.005


def test_what_is_complained_about_depends_on_the_touchpoint():
    cleaning = "".join(written("kitchen", "ja", "home", "cleanup", 3))
    paying = "".join(written("kitchen", "ja", "home", "payment", 3))
    assert "食器" in cleaning
    assert "食器" not in paying
    assert "カード" in paying
    assert "カード" not in cleaning


def test_promoters_thank_and_detractors_do_not():
    thanks = re.compile("ありがとう|感謝|お礼|よろしく")
    glad = written("kitchen", "ja", "home", "cooking", 10, count=200)
    sad = written("kitchen", "ja", "home", "cooking", 2, count=200)
    assert sum(bool(thanks.search(text)) for text in glad) > 40
    assert not any(thanks.search(text) for text in sad)


def test_only_the_very_unhappy_write_the_worst_and_threaten_to_leave():
    words, chance = voice("rota", "en"), stream(1, 2, 3)
    for score in (6, 8, 10):
        found = [compose(chance, words, Situation("billing", "any", score, 5)) for _ in range(200)]
        assert not any(comment.leaving or "twice and I waited" in comment.text for comment in found)
    found = [compose(chance, words, Situation("billing", "any", 1, 5)) for _ in range(200)]
    assert any(comment.leaving for comment in found)
    assert any("charged twice" in comment.text for comment in found)


def test_some_promoters_ask_something():
    words, chance = voice("kitchen", "ja"), stream(1, 2, 3)
    found = [compose(chance, words, Situation("cooking", "home", 10, 5)) for _ in range(300)]
    asking = [comment.text for comment in found if comment.asks]
    assert 20 < len(asking) < 90
    assert all("？" in text for text in asking)


def test_words_of_the_change_are_written_only_after_it():
    grease = re.compile("油汚れ|生ゴミ")
    before = written("kitchen", "ja", "home", "cleanup", 3, count=200)
    after = written("kitchen", "ja", "home", "cleanup", 3, count=200, later=True)
    assert not any(grease.search(text) for text in before)
    assert sum(bool(grease.search(text)) for text in after) > 60


def test_comments_differ_in_length_and_some_hold_line_breaks(demo):
    texts = [row["comment"] for row in demo.rows("answers.csv") if row["comment"]]
    assert min(map(len, texts)) <= 6
    assert max(map(len, texts)) >= 200
    assert any("\n" in text for text in texts)
    assert any(re.search("[😊🙏✨👍🙂🎉😋]", text) for text in texts)


def test_one_comment_speaks_of_the_same_family_all_through():
    pen = Pen(stream(1, 1, 1), casual=False, slots={"who": ("a", "b", "c", "d", "e")})
    assert len({pen.write(parse("{who}")) for _ in range(20)}) == 1


def test_marks_of_a_line_are_understood():
    line = parse("X<a|b{who}>[Yes/yes]")
    slots = {"who": ("z",)}
    found = {
        Pen(stream(1, 1, n), casual=casual, slots=slots).write(line)
        for n in range(30)
        for casual in (True, False)
    }
    assert found == {"XaYes", "XbzYes", "Xayes", "Xbzyes"}
