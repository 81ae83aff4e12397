"""Asking Explore as its page does."""

from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.questions import read_question
from emptychair.explore.queries.tables import table_of
from tests.people import NOW

AUTUMN = "2026-09-01..2026-11-30"


def ask(access, now=NOW, **given):
    catalogue = Catalogue(access)
    plain = {"period": AUTUMN, **{name.replace("__", "."): one for name, one in given.items()}}
    question = read_question(access, plain, now=now, catalogue=catalogue)
    return table_of(access, question, now=now, catalogue=catalogue)
