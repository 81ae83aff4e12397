"""Everything the page of a table shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.pictures import lines_picture
from emptychair.explore.queries.definitions import definition_of
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.queries.questions import read_question
from emptychair.explore.queries.remarks import remarks_on
from emptychair.explore.queries.tables import table_of
from emptychair.explore.queries.views import may_change, view_with_id, views_of
from emptychair.explore.rules.plain_words import Plain, measure_in, plain_question
from emptychair.explore.rules.shown import part_of_table
from emptychair.explore.sentences import compared_words, notes_of, which_words
from emptychair.explore.types import OF_CASES, OF_CONTRACTS, Question, Table
from emptychair.explore.words import measure_words
from emptychair.kit.periods import local_day
from emptychair.metrics.words import period_words
from emptychair.web.explore.addresses import address_of
from emptychair.web.explore.controls import controls_of
from emptychair.web.explore.shown import shown_table

VIEWS_AT_HAND = 8
START = {"rows": "touchpoint", "cols": "quarter", "period": "365"}


@dataclass(frozen=True)
class Asked:
    """What an address asks, read once."""

    access: Access
    given: Mapping[str, str]
    now: datetime

    @cached_property
    def catalogue(self) -> Catalogue:
        """The dimensions there are."""
        return catalogue_for(self.access, measure_in(self.given))

    @cached_property
    def plain(self) -> Plain:
        """The words that mean something."""
        offered = self.catalogue.of_measure(measure_in(self.given))
        return plain_question(self.given, offered)

    @cached_property
    def question(self) -> Question:
        """The question."""
        return read_question(self.access, self.given, now=self.now, catalogue=self.catalogue)

    def table(self) -> Table:
        """All of its answer."""
        return table_of(self.access, self.question, now=self.now, catalogue=self.catalogue)

    def remarks(self) -> list[str]:
        """What of the address could not be followed."""
        return remarks_on(
            self.access, self.given, self.question, now=self.now, catalogue=self.catalogue
        )

    @property
    def is_time(self) -> tuple[bool, bool]:
        """Whether rows, and columns, are parts of time."""
        return self._is_time(self.question.rows), self._is_time(self.question.cols)

    def _is_time(self, name: str) -> bool:
        return bool(name) and self.catalogue[name].is_time


def asked_of(access: Access, given: Mapping[str, str], *, now: datetime) -> Asked:
    """The question of an address; of an empty one, that with which the page begins."""
    kept = {name: value for name, value in given.items() if value}
    return Asked(access, kept or START, now)


def explore_page(access: Access, given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of the page."""
    asked = asked_of(access, given, now=now)
    question, plain = asked.question, asked.plain
    whole = asked.table()
    table = part_of_table(whole, is_time=asked.is_time)
    today = local_day(now, access.workspace.zone)
    return {
        "table": table,
        "shown": shown_table(table, plain),
        "lines": lines_picture(whole, is_time=asked.is_time),
        "measure": measure_words(question.measure),
        "rows_words": asked.catalogue.words(question.rows) if question.rows else "",
        "cols_words": asked.catalogue.words(question.cols) if question.cols else "",
        "period_words": period_words(question.period),
        "which_words": which_words(table),
        "compared": compared_words(whole),
        "notes": notes_of(whole),
        "remarks": asked.remarks(),
        "of_customers": question.measure in OF_CONTRACTS,
        "of_cases": question.measure in OF_CASES,
        "definition": definition_of(access, asked.catalogue, question, now=now),
        "controls": controls_of(access, asked.catalogue, asked.given, question, today=today),
        "here": address_of(plain),
        "files": _files(access, plain),
        **_saved(access, given, plain),
    }


def _files(access: Access, plain: Plain) -> list[tuple[str, str]]:
    if not access.may(Permission.DATA_EXPORT):
        return []
    return [
        (kind.upper(), address_of(plain, "explore-file", kind)) for kind in ("csv", "xlsx", "svg")
    ]


def _saved(access: Access, given: Mapping[str, str], plain: Plain) -> dict[str, Any]:
    text = given.get("view", "")
    view = view_with_id(access, int(text)) if text.isascii() and text.isdigit() else None
    return {
        "view": view,
        "may_change_view": bool(view and may_change(access, view)),
        "views": views_of(access)[:VIEWS_AT_HAND],
        "question_text": address_of(plain).partition("?")[2],
        "may_save": access.user_id is not None,
    }
