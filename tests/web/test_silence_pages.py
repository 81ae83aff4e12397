"""Pages of silence and quiet loss: what they say, to whom, and what can be done there."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation

from emptychair.accounts.models import AuditEntry
from emptychair.customers.models import CustomerEvent
from emptychair.kit.periods import local_day
from emptychair.loop.models import Case
from emptychair.silence.models import (
    KnownPause,
    PriceChange,
    SilenceReading,
    SilenceRun,
    SilenceSetting,
    SilentEpisode,
)
from emptychair.silence.services.reading import read_silence
from emptychair.web.ui.words import day_words
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db


def visits(person, days):
    now = timezone.now()
    CustomerEvent.objects.bulk_create(
        CustomerEvent(
            workspace=person.workspace,
            person=person,
            name="visited",
            source="test",
            message_id=f"{person.pk}-{day}",
            occurred_at=now - timedelta(days=day),
        )
        for day in days
    )


@pytest.fixture
def silent(people):
    person = make_person(people.workspace, name="Hanako Sato", yearly_value=120_000)
    visits(person, range(31, 150, 9))
    visits(make_person(people.workspace), range(1, 150, 9))
    read_silence(people.system, now=timezone.now())
    return person


def get(client, user, address, language="en"):
    client.force_login(user)
    return client.get(address, headers={"accept-language": language})


def test_a_row_of_another_night_than_the_list_says_so(client, people, silent):
    """A reading that was interrupted left some rows of its own day."""
    assert "As of" not in row_of(client, people)
    later = SilenceRun.objects.get().as_of + timedelta(days=1)
    SilenceReading.objects.update(as_of=later)
    with translation.override("en"):
        assert f"As of {day_words(later)}." in row_of(client, people)


def row_of(client, people):
    page = get(client, people.alice, "/silence/").content.decode()
    return page[page.index("<article") : page.index("</article>")]


def test_the_list_says_how_long_and_how_unusual(client, people, silent):
    found = get(client, people.alice, "/silence/").content.decode()
    assert "Hanako Sato" in found
    assert "silent for 31 days" in found
    assert "1 of 2 customers is silent" in found
    japanese = get(client, people.alice, "/silence/", "ja").content.decode()
    assert "31日音沙汰なし" in japanese


def test_an_empty_workspace_is_told_what_to_do(client, people):
    found = get(client, people.alice, "/silence/").content.decode()
    assert "Bring data" in found
    for address in ("groups/", "returned/", "quiet-loss/"):
        assert get(client, people.alice, f"/silence/{address}").status_code == 200


def test_who_came_back_is_drawn_beside_the_table(client, people):
    today = local_day(timezone.now(), people.workspace.zone)
    for turn in range(12):
        began = today - timedelta(days=100)
        back = {"outcome": "returned", "ended_on": began + timedelta(days=10 + turn)}
        contacted = timezone.now() - timedelta(days=95) if turn < 6 else None
        SilentEpisode.objects.create(
            workspace=people.workspace, person=make_person(people.workspace), began_on=began,
            last_seen=began - timedelta(days=40), contacted_at=contacted,
            **(back if turn % 2 else {}),
        )  # fmt: skip
    found = get(client, people.alice, "/silence/returned/").content.decode()
    assert "<svg" in found
    assert "Share that came back, by days" in found
    assert found.count("<table") >= 2  # the numbers behind the drawing, and those of before


def test_the_part_comes_alone_for_htmx(client, people, silent):
    client.force_login(people.alice)
    found = client.get("/silence/?show=all&sort=gap&kind=person", headers={"hx-request": "true"})
    assert "<html" not in found.content.decode()
    assert found.status_code == 200


def test_strange_filters_are_as_usual(client, people, silent):
    found = get(client, people.alice, "/silence/?show=x&sort=y&kind=z&owner=²&page=q")
    assert "silent for 31 days" in found.content.decode()


def test_names_are_masked_for_those_who_may_not_see_them(client, people, silent):
    assert "Hanako Sato" not in get(client, people.ana, "/silence/").content.decode()
    page = get(client, people.ana, reverse("silence-customer", args=["person", silent.pk]))
    assert page.status_code == 200
    assert "Hanako Sato" not in page.content.decode()


def test_contact_leads_to_a_case(client, people, silent):
    client.force_login(people.bob)
    answer = client.post(f"/silence/person/{silent.pk}/contact/", {"reached": "no", "note": "Busy"})
    case = Case.objects.get()
    assert answer["Location"] == reverse("case", args=[case.number])
    assert SilentEpisode.objects.get().contacted_by == people.bob
    assert AuditEntry.objects.filter(action="silence.contacted").exists()
    assert "room for 19" in get(client, people.bob, "/silence/").content.decode()


def test_a_pause_is_noted_and_taken_back(client, people, silent):
    client.force_login(people.bob)
    until = (timezone.now() + timedelta(days=40)).date().isoformat()
    page = f"/silence/person/{silent.pk}"
    assert client.post(f"{page}/explain/", {"until": until}).status_code == 422
    client.post(f"{page}/explain/", {"until": until, "reason": "Moving house"})
    assert "Moving house" in get(client, people.bob, "/silence/?show=paused").content.decode()
    client.post(f"{page}/unexplain/")
    assert KnownPause.objects.get().lifted_at
    client.post(f"{page}/snooze/", {"until": until})
    assert "Hanako" not in get(client, people.bob, "/silence/").content.decode()
    client.post(f"{page}/wake/")
    assert "Hanako" in get(client, people.bob, "/silence/").content.decode()
    assert client.post(f"{page}/dance/").status_code == 404
    refused = client.post(f"{page}/snooze/", {"until": "2020-01-01"}, follow=True)
    assert "2年以内" in refused.content.decode()  # in the language of the workspace


def test_the_file_holds_the_list_and_no_formula(client, people, silent):
    silent.name = "=1+1"
    silent.save()
    found = get(client, people.alice, "/silence/list.csv?show=all").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(found)))
    assert [(row["Number"], row["Days of silence"]) for row in rows] == [(str(silent.pk), "31")]
    assert not rows[0]["Customer"].startswith("=")


def test_settings_are_checked_and_stored(client, people, silent):
    client.force_login(people.maya)
    good = {"contacts_a_week": 5, "cut": 99, "fewest_days": 10, "held_out": 20, "ignored": "a\nb"}
    assert client.post("/silence/settings/", {**good, "cut": 20}).status_code == 422
    assert client.post("/silence/settings/", good).status_code == 302
    row = SilenceSetting.objects.get()
    assert (row.cut, row.contacts_a_week, row.held_out, row.ignored) == (0.99, 5, 0.2, ["a", "b"])


def test_a_price_change_is_entered_and_removed(client, people, silent):
    client.force_login(people.bob)
    day = (timezone.now() - timedelta(days=50)).date().isoformat()
    assert client.post("/silence/quiet-loss/prices/", {"words": "x"}).status_code == 422
    client.post("/silence/quiet-loss/prices/", {"changed_on": day, "words": "Dearer", "percent": 6})
    row = PriceChange.objects.get()
    read_silence(people.system, now=timezone.now())
    page = get(client, people.bob, "/silence/quiet-loss/?days=90").content.decode()
    assert "Dearer" in page
    assert get(client, people.alice, "/silence/quiet-loss/leavers.csv").status_code == 200
    client.post(f"/silence/quiet-loss/prices/{row.pk}/remove/")
    assert not PriceChange.objects.exists()


def undo_of(answer):
    """Where the message's undo posts to."""
    (tags,) = [one.extra_tags for one in get_messages(answer.wsgi_request)]
    return tags.removeprefix("undo:")


def test_a_removed_price_change_is_put_back_whole_and_once(client, people, silent):
    client.force_login(people.bob)
    day = (timezone.now() - timedelta(days=50)).date().isoformat()
    client.post("/silence/quiet-loss/prices/", {"changed_on": day, "words": "Dearer", "percent": 6})
    (was,) = PriceChange.objects.values("pk", "changed_on", "words", "percent", "noted_by")
    client.get("/silence/quiet-loss/")
    undo = undo_of(client.post(f"/silence/quiet-loss/prices/{was['pk']}/remove/"))
    assert undo in client.get("/silence/quiet-loss/").content.decode()
    client.force_login(people.maya)  # who did not remove it
    client.post(undo)
    assert not PriceChange.objects.exists()
    client.force_login(people.bob)
    for _twice in range(2):
        client.post(undo)
    assert list(PriceChange.objects.values(*was)) == [was]
    told = AuditEntry.objects.filter(action__startswith="silence.price_").order_by("pk")
    actions = [one.action.removeprefix("silence.price_") for one in told]
    assert actions == ["noted", "removed", "restored"]


def test_an_hour_later_a_removal_stands_and_the_message_says_what_to_do(client, people, silent):
    row = PriceChange.objects.create(
        workspace=people.workspace, changed_on=timezone.now().date(), words="Dearer"
    )
    client.force_login(people.bob)
    undo = undo_of(client.post(f"/silence/quiet-loss/prices/{row.pk}/remove/"))
    AuditEntry.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    page = client.post(undo, follow=True, headers={"accept-language": "en"}).content.decode()
    assert not PriceChange.objects.exists()
    assert "If the price change is missing, enter it again" in page


def test_a_full_page_takes_few_questions(client, people, django_assert_max_num_queries):
    for _ in range(30):
        visits(make_person(people.workspace), range(40, 150, 9))
        visits(make_person(people.workspace), range(1, 150, 9))
    SilenceSetting.objects.create(workspace=people.workspace, contacts_a_week=50)
    read_silence(people.system, now=timezone.now())
    client.force_login(people.alice)
    with django_assert_max_num_queries(32):
        found = client.get("/silence/").content.decode()
    assert found.count('class="row ') >= 25


def test_the_card_stands_beside_the_customer(client, people, silent):
    page = get(client, people.alice, f"/customers/people/{silent.pk}/").content.decode()
    assert "silent for 31 days" in page
    assert reverse("silence-customer", args=["person", silent.pk]) in page
