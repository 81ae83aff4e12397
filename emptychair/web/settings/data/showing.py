"""What the page of one import shows."""

from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.exchange.services.following import BESIDE_CUSTOMERS
from emptychair.exchange.shapes import SHAPES
from emptychair.exchange.types import BUSY, CAN_BE_UNDONE, GuessedKind, RunState, Status
from emptychair.exchange.wording import guess_sentences, left_sentences, reason_sentence, reasons

if TYPE_CHECKING:
    from emptychair.exchange.models import ImportRun


def import_context(access: Access, run: "ImportRun") -> dict[str, Any]:
    """State, counts, what the check found, what may be done."""
    return {
        "run": run,
        "shape": SHAPES[run.shape],
        "state": RunState(run.state),
        "is_busy": run.state in BUSY,
        "may_undo": run.state in CAN_BE_UNDONE and run.rows_done > 0,
        "reads_again": run.state == RunState.DONE and run.shape not in BESIDE_CUSTOMERS,
        "counts": _counts({status: getattr(run, status.value) for status in Status}),
        "checked": _checked(run.checked),
        "left": left_sentences(run.left),
        "sentences": reasons(),
        "guessed": guess_sentences(guessed) if (guessed := GuessedKind.of(run.choices)) else [],
        "zone": access.workspace.time_zone,
    }


def _counts(by_status: dict[Any, int]) -> list[tuple[str, str, int]]:
    return [(status.value, str(status.label), by_status.get(status, 0)) for status in Status]


def _checked(checked: dict[str, Any]) -> dict[str, Any] | None:
    if not checked:
        return None
    counts = {Status(name): number for name, number in checked["counts"].items()}
    examples = [
        (str(status.label), status.value, [_example(line) for line in lines])
        for status in Status
        if (lines := checked["examples"].get(status.value))
    ]
    why = sorted(checked["reasons"].items(), key=lambda pair: -pair[1])
    return {
        "counts": _counts(counts),
        "usable": counts.get(Status.ADDED, 0) + counts.get(Status.CHANGED, 0),
        "examples": examples,
        "reasons": [(reason_sentence(code), number) for code, number in why],
    }


def _example(line: list[Any]) -> dict[str, Any]:
    number, reason, column, value, cells = line
    why = reason_sentence(reason) if reason else ""
    return {"number": number, "why": why, "column": column, "value": value, "cells": cells}
