"""All effects side by side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.effects.models import EffectDesign, EffectVerdict
from emptychair.loop.models import EffortEntry
from tests.factories.loop import make_initiative
from tests.people import NOW

PLANTED = (  # title, verdict, estimate, days until the day of the verdict
    ("暦の予約", "helped", 12.0, -30),
    ("払い方の案内", "not", -1.5, -20),
    ("電話の折り返し", "unknown", 3.0, -10),
    ("届く前の知らせ", "", None, -1),
    ("新しい包み", "", None, 60),
)


def plant(people, title, verdict, estimate, days, **more):
    today = timezone.localdate()
    initiative = make_initiative(people.workspace, title=title)
    design = EffectDesign.objects.create(
        workspace=people.workspace, initiative=initiative, design="holdout", metric="nps",
        seed="0", starts_on=today - timedelta(days=90), ends_on=today + timedelta(days=days),
        smallest=8.0, chosen_at=NOW, **more,
    )  # fmt: skip
    if verdict:
        EffectVerdict.objects.create(
            workspace=people.workspace, design=design, proposed=verdict, verdict=verdict,
            decision="keep", note="決めた", estimate=estimate, low=estimate - 4, high=estimate + 4,
            n=200, decided_at=NOW, decided_by=people.maya,
        )  # fmt: skip
    return design


@pytest.fixture
def planted(people):
    return [plant(people, *one) for one in PLANTED]


def read(client, user, query=""):
    client.force_login(user)
    return client.get(f"/effects/{query}").content.decode()


def test_failures_stand_beside_the_wins_and_the_line_above_counts_both(client, people, planted):
    page = read(client, people.bob)
    assert all(title in page for title, *_rest in PLANTED)
    assert "判定した3件のうち、効果があったのは1件" in page
    assert "+12" in page
    assert "8.0ポイント" in page
    assert str(people.maya) in page


def test_nothing_is_shown_of_what_still_runs_so_nobody_stops_when_it_looks_best(
    client, people, planted
):
    page = read(client, people.bob, "?verdict=running")
    assert "新しい包み" in page
    assert page.count("判定のときに示します") == 1


@pytest.mark.parametrize(
    ("query", "first"),
    [("sort=newest", 4), ("sort=oldest", 0), ("sort=largest", 0), ("sort=smallest", 1),
     ("verdict=unknown", 2), ("verdict=due", 3), ("q=包み", 4), ("sort=nonsense", 4)],
)  # fmt: skip
def test_the_list_is_sorted_filtered_and_searched(client, people, planted, query, first):
    page = read(client, people.bob, f"?{query}")
    rows = page[page.index("<tbody>") :]
    places = {rows.find(title): number for number, (title, *_r) in enumerate(PLANTED)}
    places.pop(-1, None)
    assert places[min(places)] == first


def test_the_newest_verdict_counts(client, people, planted):
    EffectVerdict.objects.create(
        workspace=people.workspace, design=planted[0], proposed="not", verdict="not",
        decision="withdraw", estimate=0.1, low=-2, high=2.2, decided_at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert "暦の予約" in read(client, people.bob, "?verdict=not")
    assert "暦の予約" not in read(client, people.bob, "?verdict=helped")


def test_costs_are_minutes_and_money(client, people, planted):
    EffectDesign.objects.filter(pk=planted[0].pk).update(hour_costs=6000, other_costs=500)
    EffortEntry.objects.create(
        workspace=people.workspace, user=people.bob, initiative=planted[0].initiative,
        kind="doing", minutes=90, spent_on=timezone.localdate(),
    )  # fmt: skip
    assert "9,500" in read(client, people.bob)


def test_a_dropped_one_without_a_verdict_is_none_and_the_neighbours_see_nothing(
    client, people, planted
):
    planted[4].initiative.state = "dropped"
    planted[4].initiative.save()
    assert "新しい包み" not in read(client, people.bob)
    stranger = read(client, people.charlie)
    assert "暦の予約" not in stranger
    assert "/initiatives/" in stranger  # the empty page leads to where a design is chosen


def test_the_file_holds_what_the_page_shows_and_no_formula(client, people, planted):
    plant(people, "=HYPERLINK(1)", "helped", 5.0, -3)
    client.force_login(people.maya)
    text = client.get("/effects/effects.csv?verdict=helped").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 3
    assert "'=HYPERLINK(1)" in text
    assert "12.0,8.0,16.0" in text


def test_pages_and_questions_to_the_database(client, people, django_assert_max_num_queries):
    for number in range(60):
        plant(people, f"変更{number}", "helped", 1.0 * number, -number)
    client.force_login(people.bob)
    with django_assert_max_num_queries(32):
        page = client.get("/effects/").content.decode()
    assert page.count('<th scope="row">') == 50
    assert client.get("/effects/?page=2").content.decode().count('<th scope="row">') == 10
    part = client.get("/effects/?verdict=helped", headers={"HX-Request": "true"})
    assert b"<html" not in part.content


def test_the_api_lists_the_same(client, people, planted):
    client.force_login(people.bob)
    found = client.get("/api/v1/effects?limit=2").json()
    assert [one["title"] for one in found["items"]] == ["新しい包み", "届く前の知らせ"]
    rest = client.get(f"/api/v1/effects?limit=9&cursor={found['next']}").json()
    assert [one["standing"] for one in rest["items"]] == ["unknown", "not", "helped"]
    assert rest["items"][2]["estimate"] == 12.0
    assert client.get("/api/v1/effects?standing=due").json()["items"][0]["estimate"] is None
    assert client.get("/api/v1/effects?standing=none").status_code == 422
