import pytest
from django.utils import translation

from emptychair.kit.errors import (
    Conflict,
    Invalid,
    NotFound,
    ProductError,
    Refused,
    Unauthenticated,
)

ALL = (Conflict, Invalid, NotFound, Refused, Unauthenticated)


@pytest.mark.parametrize("kind", ALL)
def test_each_refusal_is_a_sentence_in_both_languages(kind):
    with translation.override("en"):
        english = str(kind())
    with translation.override("ja"):
        japanese = str(kind())
    assert english.endswith(".")
    assert japanese.endswith("。")


def test_codes_and_statuses_are_each_their_own():
    assert len({kind.code for kind in ALL}) == len({kind.status for kind in ALL}) == len(ALL)


def test_a_sentence_of_ones_own_and_details_for_machines():
    error = Conflict("The chair is taken.", chair=7)
    assert str(error) == "The chair is taken."
    assert error.details == {"chair": 7}
    assert isinstance(error, ProductError)
