from random import Random

from emptychair.kit.ids import READABLE, spoken_number


def test_a_spoken_number_has_no_signs_that_sound_or_look_alike():
    found = "".join(spoken_number(Random(seed)) for seed in range(300))
    assert set(found) == {*READABLE, "-"}
    assert not set("0O1I5S8BL") & set(found)


def test_the_same_chance_gives_the_same_number():
    assert spoken_number(Random(1)) == spoken_number(Random(1)) != spoken_number(Random(2))
    assert len(spoken_number(Random(1), groups=3, width=2)) == 8
