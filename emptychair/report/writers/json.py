"""The documented contract: field for field what `emptychair.report.types` says."""

import msgspec

from emptychair.report.types import Report


def as_json(report: Report) -> bytes:
    """The report as indented JSON, UTF-8, with `mapping` as an object of field to column."""
    plain = msgspec.to_builtins(report)
    plain["mapping"] = {use.field: {"column": use.header, "how": use.how} for use in report.mapping}
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"
