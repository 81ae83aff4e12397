"""Score and money, who is heard: read by all who read scores; files by those who may export."""

from tests.architecture.permission_table.api import DOERS, SPAN
from tests.architecture.permission_table.api import line as operation
from tests.architecture.permission_table.who import may

READERS = ("owner", "manager", "member", "analyst")
EXPORTERS = ("owner", "manager")


def make(people):
    return {}


LINES = {
    ("GET", "scores/money/", "/scores/money/"): may(*READERS, outsider=200),
    ("GET", "scores/money/small/", "/scores/money/small/"): may(*READERS, outsider=200),
    ("GET", "scores/money/table.<slug:kind>", "/scores/money/table.csv"): may(
        *EXPORTERS, outsider=200
    ),
    ("GET", "scores/heard/", "/scores/heard/"): may(*READERS, outsider=200),
    ("GET", "scores/heard/table.<slug:kind>", "/scores/heard/table.csv"): may(
        *EXPORTERS, outsider=200
    ),
    ("POST", "scores/heard/never/read/", "/scores/heard/never/read/"): may(
        *DOERS, ok=302, outsider=302
    ),
    ("GET", "api/v1/score-and-money", "/api/v1/score-and-money"): operation(*READERS, outsider=200),
    ("GET", "api/v1/who-is-heard", f"/api/v1/who-is-heard?{SPAN}"): operation(
        *READERS, outsider=200
    ),
}
