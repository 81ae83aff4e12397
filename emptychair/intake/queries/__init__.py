"""Reads of requests. What others ask: `open_requests_of`."""

from emptychair.intake.queries.requests import (
    alike_requests,
    note_rows,
    open_requests_of,
    raw_words,
    request_counts,
    request_list,
    request_rows,
    request_task_with_id,
    request_with_number,
    suggested_of,
    task_rows,
)

__all__ = [
    "alike_requests",
    "note_rows",
    "open_requests_of",
    "raw_words",
    "request_counts",
    "request_list",
    "request_rows",
    "request_task_with_id",
    "request_with_number",
    "suggested_of",
    "task_rows",
]
