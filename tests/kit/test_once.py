"""What several parts of a page ask is answered once for that page, and never kept beyond it."""

import pytest

from emptychair.kit.once import in_this_look, once_a_look, one_look

ASKED: list[object] = []


@once_a_look
def twice(number: int, *, plus: int = 0) -> int:
    """A question that counts how often it is asked."""
    ASKED.append(number)
    return 2 * number + plus


@pytest.fixture(autouse=True)
def nobody_asked() -> None:
    ASKED.clear()


def test_in_one_look_the_same_question_is_asked_once() -> None:
    with one_look():
        assert [twice(4), twice(4), twice(4, plus=1), twice(5)] == [8, 8, 9, 10]

    assert ASKED == [4, 4, 5]


def test_without_a_look_it_is_asked_each_time() -> None:
    assert [twice(4), twice(4)] == [8, 8]
    assert ASKED == [4, 4]


def test_the_next_look_asks_again() -> None:
    for _look in range(2):
        with one_look():
            twice(4)

    assert ASKED == [4, 4]


def test_a_look_inside_another_is_a_part_of_it() -> None:
    with one_look():
        twice(4)
        with one_look():
            twice(4)
        twice(4)

    assert ASKED == [4]


def test_nothing_is_kept_after_a_look_that_failed() -> None:
    def fail() -> None:
        with one_look():
            twice(4)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    twice(4)
    assert ASKED == [4, 4]


def test_an_answer_that_is_nothing_is_an_answer() -> None:
    with one_look():
        for _time in range(2):
            assert in_this_look("nothing", lambda: ASKED.append("nothing")) is None

    assert ASKED == ["nothing"]
