"""Extreme and oddly written values of figures from outside: by form, file and API."""

import json

import pytest
from django.utils import timezone, translation

from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import access_of_user
from emptychair.kit.periods import month_of, months_later
from emptychair.scorecard.models import OutsideValue
from emptychair.scorecard.services.outside import define_figure
from emptychair.scorecard.types import Definition
from emptychair.scorecard.words import number_words
from tests.people import make_secret

READ = {
    "1e12": 1e12, "1000000000000": 1e12, "0": 0.0, "-0": 0.0, "-5": -5.0, "−5": -5.0,
    "0.1234567890123": 0.1234567890123, "１２３": 123.0, "１２，３４５．５": 12_345.5,
    "1,234": 1_234.0, "12万": 120_000.0, "¥1,200": 1_200.0, "3.5%": 3.5,
}  # fmt: skip
SCOPES = (Permission.PROGRAMME_MANAGE, Permission.SCORE_READ)
REFUSED = ("abc", "1e400", "nan", "inf", "1.2.3", "--5", "1e16")


@pytest.fixture
def month():
    return f"{months_later(month_of(timezone.localdate()).first, -1):%Y-%m}"


@pytest.fixture
def gain(people):
    return define_figure(
        access_of_user(people.alice),
        Definition(
            key="gain", name="Gain", group="funnel", horizon="short", unit="money", better="higher",
            combining="sum", definition="What is left.", source="Books",
        ),
    )[0]  # fmt: skip


def enter(client, month, **fields):
    given = {f"{name}-{month}": value for name, value in fields.items()}
    return client.post("/scorecard/figures/gain/", given, headers={"accept-language": "en"})


@pytest.mark.parametrize("text", READ)
def test_the_form_reads_numbers_as_people_write_them(client, people, gain, month, text):
    client.force_login(people.alice)
    assert enter(client, month, value=text, n="1,234", error="０．５").status_code == 302
    row = OutsideValue.objects.get()
    assert (row.value, row.n, row.standard_error) == (READ[text], 1_234, 0.5)
    assert client.get("/scorecard/").status_code == 200


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_is_refused_and_stays_in_the_form(client, people, gain, month, text):
    client.force_login(people.alice)
    page = enter(client, month, value=text, n="40").content.decode()
    assert 'role="alert"' in page
    assert f'value="{text}"' in page
    assert 'value="40"' in page
    assert not OutsideValue.objects.exists()


def test_how_many_is_a_whole_number_that_can_be(client, people, gain, month):
    client.force_login(people.alice)
    for n in ("2.5", "-1", "9999999999999999999999"):
        assert 'role="alert"' in enter(client, month, value="3", n=n).content.decode(), n
    assert not OutsideValue.objects.exists()


@pytest.mark.parametrize("value", [0.1234567890123, 1e12, 12_345_678.901, -0.000001])
def test_saving_the_form_again_changes_nothing_of_what_was_entered(
    client, people, gain, month, value
):
    client.force_login(people.alice)
    enter(client, month, value=repr(value))
    form = client.get("/scorecard/figures/gain/").context["form"]
    shown = {one.html_name: one.value() for one in form if one.value() is not None}
    assert client.post("/scorecard/figures/gain/", shown).status_code == 302
    row = OutsideValue.objects.get()
    assert row.value == value
    assert not row.corrections.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"value": 1e12}, 200),
        ({"value": 0.1234567890123, "n": 0}, 200),
        ({"value": 1e16}, 422),
        ({"value": 3, "n": 10**12}, 422),
        ({"value": 3, "n": 10**40}, 422),
        ({"value": "1,234"}, 422),
        ({"value": None}, 422),
    ],
)
def test_the_interface_refuses_in_words_and_never_breaks(client, people, gain, month, body, status):
    secret = make_secret(people.workspace, *SCOPES, now=timezone.now())
    answer = client.put(
        f"/api/v1/figures/gain/values/{month}", json.dumps(body),
        content_type="application/json", headers={"authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == status, answer.content
    assert OutsideValue.objects.count() == (status == 200)


def test_small_numbers_are_not_shown_as_nothing():
    with translation.override("en"):
        shown = [number_words("number", one) for one in (1e12, 0.0123, 0.25, 0, -0.0, 9.96, 1234.5)]
    assert shown == ["1,000,000,000,000", "0.0123", "0.25", "0", "0", "10", "1,234"]
