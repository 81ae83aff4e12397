"""Work of the engine that comes round."""

from emptychair.analytics.upkeep import look_after_all, take_all
from emptychair.jobs import job, schedule


@job("analytics.take_snapshot", attempts=1)
def take_snapshot() -> None:
    """Carry what changed into the snapshots of every workspace."""
    take_all()


@job("analytics.check_snapshots", attempts=1)
def check_snapshots() -> None:
    """Compare every snapshot with the database."""
    look_after_all()


schedule("analytics.take_snapshot", cron="*/5 * * * *")
schedule("analytics.check_snapshots", cron="15 4 * * *")
