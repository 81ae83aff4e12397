"""The comments of a file, by language and by the score they came with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import ibis

from emptychair.kit.masking import mask_names
from emptychair.report.figures import Figures
from emptychair.voice.rules.language import Language, language_of

SAMPLE = 50_000


@dataclass
class Sides:
    """Comments of detractors, passives and promoters, in the order of the file."""

    promoters: list[str] = field(default_factory=list)
    passives: list[str] = field(default_factory=list)
    detractors: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[str]:
        """One side by its name."""
        return {
            "promoters": self.promoters,
            "passives": self.passives,
            "detractors": self.detractors,
        }[name]

    def __len__(self) -> int:
        """All comments."""
        return len(self.promoters) + len(self.passives) + len(self.detractors)

    def half(self, which: int) -> "Sides":
        """Every second comment of each side, beginning with the first (0) or the second (1)."""
        return Sides(self.promoters[which::2], self.passives[which::2], self.detractors[which::2])


@dataclass(frozen=True)
class Comments:
    """All comments that are read, and those of the recent past, by language."""

    total: int
    sampled: bool
    everything: dict[Language, Sides]
    recent: dict[Language, Sides]

    @property
    def analysed(self) -> int:
        """How many are read for words; what is neither Japanese nor English is not."""
        return sum(map(len, self.everything.values()))


def read_comments(figures: Figures, *, every: bool, since: datetime | None) -> Comments:
    """The comments (a random sample of 50,000 unless `every`), names and addresses masked.

    Those answered from `since` on are the recent ones; without a date all of them are.
    """
    table = figures.scored.filter(figures.scored.comment.length() > 0)
    [counted] = figures.records(table.aggregate(total=table.count()))
    total = int(counted["total"])
    chosen = table.select("row", "score", "comment", "name", "answered_at")
    sampled = not every and total > SAMPLE
    if sampled:
        # A hash of the row number is chance enough, and the same file gives the same report.
        chosen = chosen.order_by([chosen.row.hash(), "row"]).limit(SAMPLE)
    else:
        chosen = chosen.order_by(ibis.asc("row"))
    found = Comments(total, sampled, {}, {})
    for batch in figures.engine.fetch(chosen).to_batches(max_chunksize=10_000):
        _sort_in(batch.to_pylist(), found, figures, since)
    return found


def _sort_in(
    rows: Iterable[dict[str, Any]], found: Comments, figures: Figures, since: datetime | None
) -> None:
    for row in rows:
        text = without_name(row["comment"], row["name"] or "")
        language = language_of(text)
        if language == "other":
            continue
        side = _side(row["score"], figures)
        found.everything.setdefault(language, Sides()).of(side).append(text)
        if since is None or (row["answered_at"] is not None and row["answered_at"] >= since):
            found.recent.setdefault(language, Sides()).of(side).append(text)


def without_name(text: str, name: str) -> str:
    """A comment in which neither its writer nor an address can be recognised."""
    return mask_names(text, [name])


def _side(score: int, figures: Figures) -> str:
    if score <= figures.cut_offs.detractors_up_to:
        return "detractors"
    return "promoters" if score >= figures.cut_offs.promoters_from else "passives"
