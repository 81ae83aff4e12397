"""What DuckDB tells as arrays of numbers, days and words, without a relation of its own: as columns
of Arrow, or as Python has it.
"""

from typing import Any

import numpy as np
import pyarrow as pa

EXACT = 2**53  # below it, what is counted is the same as a float
DAYS_AT_MOST = 40_000  # between the first day and the last, to make each of them once


def is_plain(kind: pa.DataType) -> bool:
    """Whether a column of this type can be told so."""
    return bool(pa.types.is_integer(kind) or pa.types.is_date32(kind) or pa.types.is_string(kind))


def plain_column(values: Any, kind: pa.DataType) -> pa.Array | None:
    """A column in its type; None where a sum, which comes as floats, is too large for these."""
    missing = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else None
    plain: Any = np.ma.getdata(values)
    if not _is_exact(plain):
        return None
    if plain.dtype.kind == "M":  # a part of time: its first moment
        plain = plain.astype("datetime64[D]")
    return pa.array(plain, mask=missing).cast(kind)


def plain_values(values: Any) -> list[Any] | None:
    """The same as Python has it, where nothing is missing; None where something is, too."""
    plain: Any = np.ma.getdata(values)
    if np.ma.is_masked(values) or not _is_exact(plain):
        return None
    if plain.dtype.kind == "f":
        plain = plain.astype("int64")
    if plain.dtype.kind == "M":
        plain = _days(plain.astype("datetime64[D]"))
    return list(plain.tolist())


def _is_exact(values: Any) -> bool:
    return not (values.dtype.kind == "f" and len(values) and not np.abs(values).max() < EXACT)


def _days(days: Any) -> Any:
    """Days of Python, each made once where they are not far apart."""
    if not len(days) or (days.max() - days.min()).astype(int) > DAYS_AT_MOST:
        return days.astype(object)
    first = days.min()
    every = np.arange(first, days.max() + 1).astype(object)
    return every[(days - first).astype("int64")]
