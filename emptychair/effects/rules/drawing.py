"""Who is held out: by a stable number, so that a draw can be repeated and never changes."""

import hashlib
from dataclasses import dataclass

import numpy as np

from emptychair.effects.rules.rows import Numbers, Rows, Truths
from emptychair.effects.types import DrawBy

ALONE = 2**40  # who has no company is drawn alone, under a number that no company has


@dataclass(frozen=True, slots=True)
class Draw:
    """What a draw rests on."""

    seed: str
    share: float
    by: str

    def unit_of(self, person_id: int | None, company_id: int | None) -> int:
        """The id that is drawn: the company's where companies are drawn. 0 for nobody."""
        if self.by == DrawBy.COMPANY and company_id:
            return company_id
        if self.by == DrawBy.COMPANY:
            return ALONE + person_id if person_id else 0
        return person_id or 0

    def holds_out(self, person_id: int | None, company_id: int | None) -> bool:
        """Whether this person must not get the change."""
        unit = self.unit_of(person_id, company_id)
        return unit > 0 and is_drawn(self.seed, unit, self.share)

    def arms_of(self, rows: Rows) -> tuple[Truths, Numbers]:
        """Which rows got the change, and the unit each was drawn with."""
        units = np.array(
            [
                self.unit_of(int(person), int(company))
                for person, company in zip(rows.person, rows.company, strict=True)
            ],
            dtype=np.int64,
        )
        known = {int(unit): is_drawn(self.seed, int(unit), self.share) for unit in np.unique(units)}
        held = np.array([known[int(unit)] for unit in units], dtype=bool)
        return ~held, units


def is_drawn(seed: str, unit_id: int, share: float) -> bool:
    """Whether this person or company is among the share that is held out.

    The first eight bytes of SHA-256 over seed and id, as a fraction: the same on every machine, and
    no run of ids is favoured.
    """
    digest = hashlib.sha256(f"{seed}:{unit_id}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64 < share
