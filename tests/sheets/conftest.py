from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import Reading, Rejected, read

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass
class Answers:
    """Everything that a reading gave, put together."""

    reading: Reading | None = None
    batches: list[pa.RecordBatch] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __getitem__(self, column: str) -> list:
        return [value for batch in self.batches for value in batch.column(column).to_pylist()]

    @property
    def preview(self):
        return self.reading.preview

    @property
    def chosen(self) -> dict[str, str]:
        return {choice.field: choice.header for choice in self.preview.columns}

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.reading.problems]

    def problem(self, code: str):
        return next(problem for problem in self.reading.problems if problem.code == code)


@pytest.fixture
def answers_in(tmp_path):
    """Writes text or bytes to a file, reads it as survey answers, and checks that it adds up."""

    def answers(content, *, written="utf-8", name="answers.csv", **options) -> Answers:
        path = tmp_path / name
        data = content.encode(written) if isinstance(content, str) else content
        path.write_bytes(data)
        got = Answers()
        got.reading = read(
            path,
            SURVEY_ANSWERS,
            on_batch=got.batches.append,
            on_rejected=got.rejected.append,
            **options,
        )
        reading = got.reading
        assert reading.rows_read == reading.rows_used + reading.rows_rejected
        assert reading.rows_used == len(got["row"])
        assert reading.rows_rejected == len(got.rejected)
        return got

    return answers
