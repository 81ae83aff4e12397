"""From a file of orders to the first list of customers at risk, with reasons."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TWO_MINUTES = 120


@pytest.fixture
def page(browser, live_server, people, settings, tmp_path):
    settings.ALLOWED_HOSTS, settings.DATA_FOLDER = ["localhost"], tmp_path
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.PUBLIC_URL = address
    client = Client()
    client.force_login(people.alice)
    context = browser.new_context(base_url=address, locale="en-GB")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def orders():
    """Jane stopped seven weeks ago, Tom buys every week."""
    today = datetime.now(UTC).date()
    lines = ["order id,customer id,name,order date,amount,currency"]
    for name, number, until in (("Jane Doe", 1, 49), ("Tom Ford", 2, 1)):
        lines += [
            f"{number}-{back},{number},{name},{today - timedelta(days=back)},5000,JPY"
            for back in range(400, until - 1, -7)
        ]
    return "\n".join(lines).encode()


def test_a_file_becomes_a_list_with_reasons_by_itself_within_two_minutes(page):
    started = time.monotonic()
    page.goto("/settings/data/?shape=orders")
    page.locator("input[type=file]").set_input_files(
        {"name": "orders.csv", "mimeType": "text/csv", "buffer": orders()}
    )
    page.locator("select[name=shape]").select_option("orders")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Check the whole file").click()
    page.get_by_role("button", name="Import now").click()
    page.get_by_role("link", name="Whom we may lose").click()

    expect(page.get_by_role("link", name="Jane Doe", exact=True)).to_be_visible()
    expect(page.locator(".su-list")).to_contain_text("Expected every 7 days, silent for")
    expect(page.locator(".su-list")).not_to_contain_text("Tom Ford")
    expect(page.get_by_text("the list goes by named signs alone")).to_be_visible()
    assert time.monotonic() - started < TWO_MINUTES

    page.locator(".su-list form button").first.click()
    expect(page.get_by_text("Expected every 7 days").first).to_be_visible()


def a_strangers_file():
    """As a shop's system in Japan writes it: Shift-JIS, headers of its own, amounts with commas."""
    today = datetime.now(UTC).date()
    lines = ["受注番号,会員番号,お名前,注文日,商品名,金額"]
    for name, number, until in (("佐藤 花子", 1, 49), ("鈴木 一郎", 2, 1), ("高橋 誠", 3, 42)):
        lines += [
            f'{number}-{back},{number},{name},{today - timedelta(days=back):%Y/%m/%d},豆,"5,000"'
            for back in range(400, until - 1, -7)
        ]
    return "\r\n".join(lines).encode("cp932")


def test_a_file_that_nobody_prepared_becomes_the_list_without_choosing_anything(page):
    started = time.monotonic()
    page.goto("/settings/data/")
    page.locator("input[type=file]").set_input_files(
        {"name": "juchu.csv", "mimeType": "text/csv", "buffer": a_strangers_file()}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", name="Kind of file: Orders")).to_be_visible()
    page.get_by_role("button", name="Check the whole file").click()
    page.get_by_role("button", name="Import now").click()
    page.get_by_role("link", name="Whom we may lose").click()

    for name in ("佐藤 花子", "高橋 誠"):
        row = page.locator(".su-list > *").filter(has=page.get_by_role("link", name=name))
        expect(row).to_contain_text("Expected every 7 days, silent for")
    expect(page.locator(".su-list")).not_to_contain_text("鈴木")
    assert time.monotonic() - started < TWO_MINUTES

    page.get_by_role("link", name="佐藤 花子").first.click()
    expect(page.get_by_text("Expected every 7 days").first).to_be_visible()
