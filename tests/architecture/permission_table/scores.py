"""The pages of scores."""

from tests.architecture.permission_table.who import may

READERS = may("owner", "manager", "member", "analyst", outsider=200, token=403)

LINES = {
    ("GET", "scores/", "/scores/"): READERS,
    ("GET", "scores/table.csv", "/scores/table.csv"): READERS,
}
