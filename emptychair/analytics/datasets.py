"""What the engine may see: a named set of columns with a key. Domains describe theirs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Dataset:
    """A table for counting.

    `columns` maps each column to its Ibis type name (`"int8"`, `"string"`, ...); `key` names the
    columns that make a row unique.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a key that is not among the columns."""
        missing = [column for column in self.key if column not in self.columns]
        if missing:
            raise ValueError(f"The key of {self.name} names columns it does not have: {missing}")
