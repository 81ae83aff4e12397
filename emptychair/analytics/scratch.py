"""A Parquet file in a temporary folder: data that is counted once and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq


class ScratchTable:
    """Takes record batches and keeps them in one Parquet file; memory holds one row group."""

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        self.folder = folder
        self.path = folder / "rows.parquet"
        self._schema = schema
        self._writer = pq.ParquetWriter(self.path, schema, compression="zstd", compression_level=1)

    def write(self, batch: pa.RecordBatch) -> None:
        """Append a batch; its columns are cast to the schema of the table."""
        self._writer.write_table(pa.Table.from_batches([batch]).cast(self._schema))

    def close(self) -> None:
        """Finish the file so that it can be read."""
        self._writer.close()


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for this run only; it is removed at the end, whatever happens."""
    with TemporaryDirectory(prefix="emptychair-") as name:
        yield Path(name)
