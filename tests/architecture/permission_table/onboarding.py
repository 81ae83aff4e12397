"""The first value: read by all who read customers; defined by those who manage the programme."""

from emptychair.onboarding.models import FirstValue, FirstValueReading, FirstValueVersion
from tests.architecture.permission_table.api import DOERS, READERS, get
from tests.architecture.permission_table.who import may
from tests.factories.customers import make_person
from tests.people import NOW

HEADS = ("owner", "manager")
DAY = NOW.date()


def section(*allowed, ok=200):
    return may(*allowed, "outsider", ok=ok)


def seen(*allowed, ok=200):
    return may(*allowed, ok=ok, outsider=404)


AT = "first-value/"
LINES = {
    ("GET", AT, "/first-value/"): section(*READERS),
    ("POST", f"{AT}refresh/", "/first-value/refresh/"): section(*DOERS, ok=302),
    ("GET", f"{AT}definition/", "/first-value/definition/"): section(*HEADS),
    (
        "POST",
        f"{AT}definition/<int:definition_id>/retire/",
        "/first-value/definition/{other_first_value}/retire/",
    ): seen(*HEADS, ok=302),
    ("GET", f"{AT}finder/", "/first-value/finder/"): section(*READERS),
    ("POST", f"{AT}finder/search/", "/first-value/finder/search/"): section(*HEADS, ok=422),
    ("POST", f"{AT}finder/take/", "/first-value/finder/take/"): section(*HEADS, ok=422),
    ("GET", f"{AT}stalled/", "/first-value/stalled/"): section(*READERS),
    ("GET", f"{AT}stalled/list.csv", "/first-value/stalled/list.csv"): section(*HEADS),
    (
        "POST",
        f"{AT}stalled/<int:reading_id>/contact/",
        "/first-value/stalled/{stalled}/contact/",
    ): may(*DOERS, ok=302, outsider=404, partner=404),
    **get("first-value", *READERS),
    **get("first-value/stalled", *READERS),
    **get(
        "first-value/<kind>/<number>",
        *READERS,
        address="first-value/person/{first_value_person}",
        outsider=404,
    ),
}


def make(people):
    rule = {"what": "event", "name": "report"}
    made = []
    for segment in ("", "other"):
        one = FirstValue.objects.create(workspace=people.workspace, kind="person", segment=segment)
        version = FirstValueVersion.objects.create(
            workspace=people.workspace,
            definition=one,
            number=1,
            words="First report",
            begins="joined",
            rule=rule,
        )
        made.append((one, version))
    person = make_person(people.workspace)
    reading = FirstValueReading.objects.create(
        workspace=people.workspace,
        version=made[0][1],
        person=person,
        as_of=DAY,
        signed_up_on=DAY,
        slow=90,
    )
    return {
        "other_first_value": made[1][0].pk,
        "stalled": reading.pk,
        "first_value_person": person.pk,
    }
