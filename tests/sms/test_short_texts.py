"""What an SMS costs, what a number is, what a score is: the rules alone."""

import pytest

from emptychair.messaging.rules.phones import international, ways_to_write
from emptychair.surveys.rules.short_texts import segments_of
from emptychair.surveys.rules.text_scores import read_score


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "count"),
    [
        ("", "gsm7", 0, 0),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("a" * 152 + "€" + "a" * 152, "gsm7", 306, 3),  # the euro does not stand on the edge
        ("あ" * 70, "ucs2", 70, 1),
        ("あ" * 71, "ucs2", 71, 2),
        ("a" * 69 + "あ", "ucs2", 70, 1),
        ("😀" * 35, "ucs2", 70, 1),
        ("😀" * 36, "ucs2", 72, 2),
    ],
)
def test_an_sms_is_counted_as_networks_count(text, alphabet, units, count):
    found = segments_of(text)
    assert (found.alphabet, found.units, found.count) == (alphabet, units, count)


@pytest.mark.parametrize("written", ["090-1111-2222", "+81-90-1111-2222", "09011112222"])
def test_however_a_number_is_written_its_owner_is_found(written):
    number = international(written, "JP")
    assert number == "+819011112222"
    assert written in ways_to_write(number, "JP")


@pytest.mark.parametrize(
    ("text", "score", "words"),
    [
        ("9", 9, ""),
        (" ９点です。", 9, ""),
        ("10/10 perfect", 10, "perfect"),
        ("7 out of 10, too slow", 7, "too slow"),
        ("0", 0, ""),
        ("8\n親切", 8, "親切"),
        ("6点。待ち時間が長い", 6, "待ち時間が長い"),
        ("12", None, "12"),
        ("10分待った", None, "10分待った"),
        ("5 minutes late", None, "5 minutes late"),
        ("3.5", None, "3.5"),
        ("1,000円", None, "1,000円"),
        ("good", None, "good"),
    ],
)
def test_a_score_is_read_where_there_is_one(text, score, words):
    said = read_score(text, range(11))
    assert (said.score, said.words) == (score, words)


def test_a_scale_of_words_is_read_by_its_words():
    assert read_score("VERY disappointed", range(1, 4), {3: "Very disappointed"}).score == 3
