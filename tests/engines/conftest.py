"""The same rows for every engine: 200,000 answers with everything that engines may differ about."""

import gc
import shutil
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from emptychair.analytics.duckdb import DuckDBEngine
from emptychair.analytics.reading import local_days
from emptychair.metrics.datasets import LIVE_ANSWERS
from tests.engines.cluster import HOST, spark_cluster

ROWS = 200_000
START = datetime(2025, 1, 1, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")  # its clocks are changed twice in these months


def generated(rows=ROWS, seed=11):
    """Answers with gaps, many answers of one person in one second, three metrics, empty words."""
    rng = np.random.default_rng(seed)
    seconds = rng.integers(0, 400 * 86_400, rows)
    twins = rng.random(rows) < 0.2
    seconds[twins] = rng.integers(2, 7, twins.sum()) * 30 * 86_400  # ties
    metric = rng.choice(["nps", "csat", "ces"], rows)
    highest = np.select([metric == "nps", metric == "csat"], [10, 5], 7)
    score = rng.integers(np.where(metric == "nps", 0, 1), highest + 1)
    moments = pa.array(
        np.datetime64(START.replace(tzinfo=None), "us") + seconds.astype("timedelta64[s]"),
        type=pa.timestamp("us"),
    ).cast(pa.timestamp("us", tz="UTC"))

    def ids(highest, gaps):
        return pa.array(rng.integers(1, highest, rows), mask=rng.random(rows) < gaps)

    columns = {
        "id": pa.array(rng.permutation(np.arange(1, rows + 1)) * 3),
        "survey_id": pa.array(rng.integers(1, 9, rows)),
        "invitation_id": ids(10**6, 0.5),
        "person_id": ids(400, 0.1),
        "company_id": ids(50, 0.3),
        "touchpoint_id": ids(12, 0.1),
        "metric": pa.array(metric),
        "score": pa.array(score, mask=rng.random(rows) < 0.05),
        "language": pa.array(rng.choice(["ja", "en", ""], rows)),
        "channel": pa.array(rng.choice(["email", "web", "line"], rows)),
        "segment": pa.array(rng.choice(["", "法人", "o'neill", "gold"], rows)),
        "source": pa.array(rng.choice(["mail", "import"], rows)),
        "answered_at": moments,
        "is_counted": pa.array(rng.random(rows) < 0.97),
        "day": local_days(pa.chunked_array([moments]), ZONE),
    }
    return pa.table(columns).select(LIVE_ANSWERS.schema.names).cast(LIVE_ANSWERS.schema)


@pytest.fixture(autouse=True)
def no_open_ends_for_others(request):
    """Spark's client leaves connections to the garbage collector: they end with their own test."""
    yield
    if request.node.get_closest_marker("spark"):
        gc.collect()


@pytest.fixture(scope="session")
def rows():
    return generated()


@pytest.fixture(scope="session")
def files(rows, tmp_path_factory):
    """Several files, as in a snapshot."""
    folder = tmp_path_factory.mktemp("answers")
    for number in range(4):
        part = rows.slice(number * ROWS // 4, ROWS // 4)
        pq.write_table(part, folder / f"{number}.parquet", compression="zstd")
    return sorted(folder.iterdir())


SPARK = pytest.param("spark", marks=[pytest.mark.slow, pytest.mark.spark])


@pytest.fixture(scope="session", params=["duckdb", SPARK])
def engine(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "duckdb":
        made = DuckDBEngine(folder, memory="512MB", threads=2)
        yield made
        made.close()
        return
    if shutil.which("java") is None:
        pytest.skip("!!! NO JAVA: install the Debian package openjdk-17-jre-headless.")
    yield from _spark(folder)


def _spark(folder):
    from emptychair.analytics.spark import SparkEngine

    own = {
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.executor.memory": "512m",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    with spark_cluster(folder) as master:
        made = SparkEngine(master, options=own)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="session")
def answers(engine, files):
    return engine.read_files(files, LIVE_ANSWERS.dataset.columns)


@pytest.fixture(scope="session")
def frame(rows):
    """The same rows for pandas, which counts everything by itself."""
    frame = rows.to_pandas(date_as_object=False)
    frame["person"] = frame.person_id.fillna(-frame.id)
    frame["second"] = frame.answered_at.dt.floor("s")
    assert frame.day.min().date() < START.date()  # a day begins later in New York
    assert timedelta(0) < frame.day.max() - frame.day.min()
    return frame
