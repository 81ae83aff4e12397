"""A workspace with many answers, for `bench/load.py`: one row of each kind is made by the product,
and the database multiplies it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

PEOPLE, LINKS = 20_000, 60_000
SPAN = 730 * 24 * 60  # minutes over which the answers lie


def fill(answers: int) -> dict[str, Any]:
    """Links to answer pages, a public place, a widget, people and a token of the workspace."""
    from emptychair.accounts.access import Access
    from emptychair.accounts.services.workspaces import create_workspace
    from emptychair.surveys.services.authoring import create_survey, set_survey_state
    from emptychair.surveys.types import SurveySettings

    space = create_workspace(
        Access.system(None, "bench"), name="B", slug="b", language="ja", time_zone="Asia/Tokyo"
    )
    access, now = Access.system(space, "bench"), datetime.now(UTC)
    survey = create_survey(access, metric="nps", settings=SurveySettings(name="NPS"))
    set_survey_state(access, survey, state="running")
    first_person = _people(access)
    _answers(access, survey, answers, first_person, now)
    links = _links(access, survey, first_person, now)
    _settle()
    return {
        "links": links,
        **_places(access, survey),
        "token": _token(access, now),
        "people": range(first_person, first_person + PEOPLE),
    }


def multiply(row: models.Model, count: int, changes: dict[str, str]) -> None:
    """So many rows like this one; `changes` are columns as SQL, in which `i` counts from 1."""
    table = connection.ops.quote_name(row._meta.db_table)  # noqa: SLF001 - Django's public name
    fields = row._meta.concrete_fields  # noqa: SLF001 - Django's public name
    names = [field.column for field in fields if field.column != "id"]
    values = ", ".join(changes.get(name, f"t.{connection.ops.quote_name(name)}") for name in names)
    columns = ", ".join(map(connection.ops.quote_name, names))
    told = (
        f"INSERT INTO {table} ({columns}) WITH RECURSIVE n(i) AS"  # noqa: S608 - our own tables
        f" (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        f" SELECT {values} FROM n, {table} t WHERE t.id = {row.pk} ORDER BY i"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(told)


def _moment(minutes: str, now: datetime) -> str:
    """So many minutes before now, as SQL."""
    at = now.strftime("%Y-%m-%d %H:%M:%S")
    if connection.vendor == "sqlite":
        return f"datetime('{at}', '-' || ({minutes}) || ' minutes')"
    return f"timestamptz '{at}+00' - ({minutes}) * interval '1 minute'"


def _people(access: Any) -> int:
    from emptychair.customers.models import Person
    from emptychair.customers.services.identify import identify_person

    one, _new = identify_person(access, external_id="P", email="p@example.com", name="佐藤 花子")
    changes = {
        "external_id": "'P' || CAST(i AS varchar(9))",
        "email": "'p' || CAST(i AS varchar(9)) || '@example.com'",
    }
    multiply(one, PEOPLE, changes)
    first = Person.objects.order_by("pk").filter(pk__gt=one.pk).values_list("pk", flat=True)[0]
    return int(first)


def _answers(access: Any, survey: Any, count: int, first_person: int, now: datetime) -> None:
    """The oldest first, as they come in life; each stands in the timeline of its person."""
    from emptychair.customers.models import TimelineEntry
    from emptychair.surveys.models import Response
    from emptychair.surveys.services.responses import record_response

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # while nobody waits for it
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
    row, _new = record_response(
        access,
        survey,
        score=9,
        answered_at=now,
        channel="email",
        source="bench",
        external_id="R",
        language="ja",
        person=_person(first_person),
    )
    moment = _moment(f"({count} - i) * {SPAN / count}", now)
    person = f"{first_person} + (i % 60000) * 7919 % {PEOPLE}"  # within 32 bits
    changes = {
        "answered_at": moment,
        "created_at": moment,
        "changed_at": moment,
        "score": "CASE WHEN i % 10 < 3 THEN i % 7 ELSE 7 + i % 4 END",
        "external_id": "'R' || CAST(i AS varchar(9))",
        "person_id": person,
    }
    multiply(Response.objects.get(pk=row.pk), count, changes)
    entry = TimelineEntry.objects.get(unique_key=f"response:{row.pk}")
    key = f"'response:' || CAST(i + {row.pk} AS varchar(12))"
    multiply(entry, count, {"unique_key": key, "happened_at": moment, "person_id": person})


def _person(pk: int) -> Any:
    from emptychair.customers.models import Person

    return Person.objects.get(pk=pk)


def _links(access: Any, survey: Any, first_person: int, now: datetime) -> list[str]:
    from emptychair.surveys.links import token_for
    from emptychair.surveys.models import Invitation
    from emptychair.surveys.services.bulk import add_invitations

    asked = {"external_id": "I", "person_id": first_person, "channel": "email", "asked_at": now}
    (one,) = add_invitations(access, survey, [asked]).ids
    changes = {
        "occasion": "'bench:' || CAST(i AS varchar(9))",
        "person_id": f"{first_person} + i % {PEOPLE}",
    }
    multiply(Invitation.objects.get(pk=one), LINKS, changes)
    waiting = Invitation.objects.filter(survey=survey, pk__gt=one).order_by("pk")
    return [
        f"/a/{token_for(access.workspace.pk, pk)}/" for pk in waiting.values_list("pk", flat=True)
    ]


def _places(access: Any, survey: Any) -> dict[str, str]:
    from emptychair.surveys.services.collecting import PlaceSettings, create_place

    counter = create_place(access, survey, kind="qr", settings=PlaceSettings(name="counter"))
    origins = PlaceSettings(name="site", origins=("https://www.example.com",))
    widget = create_place(access, survey, kind="widget", settings=origins)
    return {"place": f"/s/{counter.key}/", "widget": f"/w/{widget.key}/config"}


def _token(access: Any, now: datetime) -> str:
    from emptychair.accounts.permissions import Permission
    from emptychair.accounts.services.tokens import create_token

    _token, secret = create_token(
        access,
        name="bench",
        scopes=(Permission.CUSTOMER_WRITE, Permission.CUSTOMER_READ),
        expires_at=now + timedelta(days=1),
        now=now,
    )
    return secret


def _settle() -> None:
    """Leave the database as it is in life."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")
    connection.close()
