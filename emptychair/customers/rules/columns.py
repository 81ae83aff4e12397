"""Columns of the engine as numbers."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def day_numbers(column: Any) -> NDArray[np.float64]:
    """A column of days, or of numbers, with nan where there is none."""
    plain = column.combine_chunks()
    if pa.types.is_date(plain.type):
        plain = plain.cast(pa.date32()).cast(pa.int32())
    found = plain.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=np.float64)
