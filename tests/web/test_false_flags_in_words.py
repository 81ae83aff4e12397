"""A tenth of a false flag is said only where a tenth is expected."""

from emptychair.silence.queries.readings import Room
from emptychair.web.silence.page import _is_few


def test_less_than_a_tenth_of_a_false_flag_is_said_to_be_less():
    assert _is_few(Room(contacts=10, done=0, listed=2, false_share=0.0004))
    assert not _is_few(Room(contacts=10, done=0, listed=10, false_share=0.05))
