"""Rows of touchpoints."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from emptychair.accounts.models import Team
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status
from emptychair.touchpoints.models import Touchpoint
from emptychair.touchpoints.types import TouchpointKind


class TouchpointsWriter(PlainWriter):
    """Touchpoints by key, else by name; teams are found by name and never made."""

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        teams = {team.name: team.pk for team in Team.objects.visible_to(ledger.access)}
        known: dict[str, Touchpoint] = {}
        for one in Touchpoint.objects.visible_to(ledger.access):
            known[one.name] = known[one.key] = one
        for row in rows:
            name = row.text("name") or row.text("key")
            key = row.text("key") or slugify(name, allow_unicode=True)[:80]
            if row.text("team") and row.text("team") not in teams:
                ledger.reject(row, "no-such-team", value=row.text("team"))
                continue
            if not key:
                ledger.reject(row, "no-name")
                continue
            values = self._values(row, name, teams)
            there = known.get(key) or known.get(name)
            if there is not None:
                changed = ledger.write(row, there, values)
                ledger.note(row, Status.CHANGED if changed else Status.SAME)
                continue
            values = {"kind": TouchpointKind.OVERALL.value, **values}
            there = Touchpoint(workspace=ledger.access.workspace, key=key, **values)
            known[key] = known[name] = there
            ledger.add(row, there)
            ledger.note(row, Status.ADDED)

    def _values(self, row: Row, name: str, teams: dict[str, int]) -> dict[str, Any]:
        values: dict[str, Any] = {"name": name} if row.text("name") else {}
        if row.text("kind") in TouchpointKind.values:
            values["kind"] = row.text("kind")
        if row.text("team"):
            values["team_id"] = teams[row.text("team")]
        if row.text("description"):
            values["description"] = row.text("description")
        return values if "name" in values else {**values, "name": name}
