"""The demo company many times over in one workspace, for `bench/success_pages.py`.

Every row about a customer (it has a key to one, over however many tables) is copied by the database
with numbers shifted, so that each copy is whole: its people, contracts, events, KPIs, plans, cases
and stored readings hang together as those of the demo do. Definitions, members, surveys,
touchpoints and playbooks stay as they are. SQLite only.
"""

import math
import time
from typing import Any

BULK = {  # as many rows as asked for; where the copies have fewer, the same ones again, earlier
    "customers.CustomerEvent": "occurred_at",  # each some minutes before the last
    "usage.DailyUse": "day",  # all of a copy before its first day: a day of use is there once
}
MINUTES = 7  # between an event and the next of those made of it
SPAN = "{days}"  # in a statement, in place of the days that all rows take
APART = (  # what belongs to the workspace although it names a customer
    "agenda", "alerts", "analytics", "delighted", "digests", "effects", "exchange", "jobs",
    "programme", "scorecard",
)  # fmt: skip
OWN_WORDS = {  # so that a copy is found by its own name
    "customers.Company": ("name",),
    "customers.Person": ("email",),
}
OWN_NUMBERS = {"success.CustomerHealth": "unit"}  # id of a company, or of a person below nothing


def clone(workspace: int, copies: int, bulk: int) -> None:
    """So many copies of a workspace in itself; `bulk` rows of events, and of days of use."""
    from django.db import connection

    tables = _tables()
    with connection.cursor() as cursor:
        for told in ("foreign_keys=OFF", "cache_size=-800000", "journal_mode=OFF"):
            cursor.execute(f"PRAGMA {told}")
        steps = {label: _count(cursor, model, "MAX(id)") + 1 for label, model in tables.items()}
        for label, model in tables.items():
            begun = time.perf_counter()
            rows = _count(cursor, model, "COUNT(*)", f"WHERE workspace_id = {workspace}")
            if rows:
                share = bulk / (rows * copies) if label in BULK else 1.0
                told = _statement(model, label, copies, steps, share)
                if share > 1:
                    told = told.replace(SPAN, str(_span(cursor, model, workspace)))
                cursor.execute(f"{told} AND t.workspace_id = {workspace}")
                took = time.perf_counter() - begun
                count = _count(cursor, model, "COUNT(*)")
                print(f"{label:<34} {count:>10,} rows {took:>6.1f} s", flush=True)
        cursor.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _tables() -> dict[str, Any]:
    """Models with a key to a customer, those first to which others have keys."""
    from django.apps import apps

    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("emptychair.") and model._meta.app_label not in APART  # noqa: SLF001 - Django's public name
    ]
    found = {
        model._meta.label: model  # noqa: SLF001 - Django's public name
        for model in ours
        if model._meta.label in OWN_WORDS  # noqa: SLF001 - Django's public name
    }
    while True:
        more = {
            model._meta.label: model  # noqa: SLF001 - Django's public name
            for model in ours
            if any(_target(field) in found for field in _fields(model))
        }
        if not more.keys() - found.keys():
            return found
        found |= more


def _statement(model: Any, label: str, copies: int, steps: dict[str, int], share: float) -> str:
    """Copy `n.k` is of the customers `n.c`, for the `n.r`-th time (0 where copied once)."""
    fields = _fields(model)
    times = max(1, math.ceil(share))
    own = _own_columns(model, label, steps)
    if times > 1:
        own |= _earlier(label)
    columns, values = [], []
    for field in fields:
        name = f'"{field.column}"'
        columns.append(name)
        target = label if field.primary_key else _target(field)
        if field.primary_key:
            values.append(f"t.{name} + n.k * {steps[label]}")
        elif target in steps:
            values.append(f"t.{name} + n.c * {steps[target]}")
        elif field.column in own:
            values.append(own[field.column])
        else:
            values.append(f"t.{name}")
    table = model._meta.db_table  # noqa: SLF001 - Django's public name
    part = round(share / times * 10_000)
    some = f" AND (t.id * 7919 + n.k * 104729) % 10000 < {part}" if part < 10_000 else ""
    return (
        f'INSERT INTO "{table}" ({", ".join(columns)}) WITH RECURSIVE n(k, c, r) AS'  # noqa: S608 - our own tables
        f" (SELECT 1, 1, 0 UNION ALL SELECT k + 1, k % {copies} + 1, k / {copies} FROM n"
        f" WHERE k < {copies * times})"
        f' SELECT {", ".join(values)} FROM n CROSS JOIN "{table}" t'
        f" WHERE t.id < {steps[label]}{some}"
    )


def _earlier(label: str) -> dict[str, str]:
    """The time of a row that is made of another for the `n.r`-th time, as SQL."""
    if BULK[label] == "occurred_at":  # seconds stay, as Django writes them
        ago = f"'-' || (n.r * {MINUTES}) || ' minutes'"
        moved = f"strftime('%Y-%m-%d %H:%M:', t.occurred_at, {ago})"
        return {"occurred_at": f"{moved} || substr(t.occurred_at, 18)"}
    days = f"'-' || (n.r * {SPAN}) || ' days'"
    return {name: f"date(t.{name}, {days})" for name in ("day", "recorded_on")}


def _span(cursor: Any, model: Any, workspace: int) -> int:
    """Whole weeks from the first day of the rows to after the last."""
    column = BULK[model._meta.label]  # noqa: SLF001 - Django's public name
    told = f"JULIANDAY(MAX({column})) - JULIANDAY(MIN({column}))"
    days = _count(cursor, model, told, f"WHERE workspace_id = {workspace}")
    return (days // 7 + 1) * 7


def _own_columns(model: Any, label: str, steps: dict[str, int]) -> dict[str, str]:
    """Columns that must differ between the copies, as SQL."""
    own = {name: _worded(name, label) for name in OWN_WORDS.get(label, ())}
    by_name = {field.name: field for field in _fields(model)}
    keys = [(field.name,) for field in by_name.values() if field.unique and not field.primary_key]
    for names in [*keys, *_unique_together(model)]:
        fields = [by_name[name] for name in names if name in by_name]
        if any(_target(field) in steps for field in fields):
            continue
        column = _differing(fields)
        own[column.column] = (
            _worded(column.column, label)
            if column.get_internal_type() in {"CharField", "TextField", "EmailField"}
            else f't."{column.column}" + n.k * 1000000'
        )
    if label in OWN_NUMBERS:
        whole = steps["customers.Company"], steps["customers.Person"]
        name = OWN_NUMBERS[label]
        own[name] = f'CASE WHEN t."{name}" > 0 THEN t."{name}" + n.c * {whole[0]}'
        own[name] += f' ELSE t."{name}" - n.c * {whole[1]} END'
    return own


def _unique_together(model: Any) -> list[tuple[str, ...]]:
    from django.db.models import UniqueConstraint

    rules = model._meta.constraints  # noqa: SLF001 - Django's public name
    unique = (rule for rule in rules if isinstance(rule, UniqueConstraint))
    return [tuple(rule.fields) for rule in unique if rule.fields]


def _differing(fields: list[Any]) -> Any:
    """The text or number of a unique key that can be changed."""
    texts = [field for field in fields if field.get_internal_type() in {"CharField", "TextField"}]
    numbers = [field for field in fields if "Integer" in field.get_internal_type()]
    return (texts[::-1] + numbers)[0]


def _worded(column: str, label: str) -> str:
    name = f't."{column}"'
    if label == "customers.Person" and column == "email":
        return f"CASE WHEN {name} = '' THEN '' ELSE 'k' || n.k || '.' || {name} END"
    gap = " " if column == "name" else "-k"
    return f"CASE WHEN {name} = '' THEN '' ELSE {name} || '{gap}' || n.k END"


def _target(field: Any) -> str:
    return field.related_model._meta.label if field.is_relation else ""  # noqa: SLF001 - Django's public name


def _fields(model: Any) -> list[Any]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - Django's public name


def _count(cursor: Any, model: Any, what: str, where: str = "") -> int:
    cursor.execute(f'SELECT {what} FROM "{model._meta.db_table}" {where}')  # noqa: S608, SLF001 - our own table
    return int(cursor.fetchone()[0] or 0)
