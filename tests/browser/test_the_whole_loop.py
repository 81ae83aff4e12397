"""Mail out, answer in, case, reply, the customer's answer, closed, changed, told, score moved.

In the running product: `emptychair run` with its worker, a database of its own, and a browser.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from emptychair.config.env import environment
from tests.browser.small_demo import ROOT, fill_with_demo
from tests.jobs.fresh_database import fresh_database

WITHIN = 60.0  # seconds from an answer to its case: what we promise
WHY = "The invoice went to a colleague who left in spring."


@pytest.fixture
def product(tmp_path, tmp_path_factory):
    """The address of a running product with a small demo company."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
            "EMPTYCHAIR_PORT": str(port),
            "EMPTYCHAIR_DEMO_SIGN_IN": "on",
        }
        command = [sys.executable, "-m", "emptychair"]
        fill_with_demo(environ, tmp_path_factory.getbasetemp())
        process = subprocess.Popen([*command, "run"], env=environ, cwd=ROOT, start_new_session=True)
        try:
            wait_until_ready(port)
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)


def wait_until_ready(port):
    until = time.monotonic() + 180
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The product was not ready within 180 s")


def test_the_loop_is_walked_from_mail_to_moved_score(browser, product, record_property):
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answers_before = answers_counted(page, product)

    customer = answer_three_from_the_outbox(page, product)
    began = time.monotonic()
    number = case_on_today(page, product, customer)
    record_property("seconds_from_answer_to_case", round(time.monotonic() - began, 1))
    assert time.monotonic() - began < WITHIN

    reply_from_case(page, product, number)
    the_customer_writes_back(page, product)
    case_shows(page, product, number, "Yes, please call me tomorrow.")
    initiative = ask_for_a_change(page, product, number)
    close(page, product, number)
    complete_and_tell(page, product, initiative)
    assert answers_counted(page, product) == answers_before + 1
    assert complaints == []


def answers_counted(page, product):
    page.goto(f"{product}/scores/?period=30d")
    words = page.locator("main").inner_text()
    found = re.search(r"From\s+([\d,]+)\s+answer", words)
    return int(found.group(1).replace(",", "")) if found else 0


def answer_three_from_the_outbox(page, product):
    # The mails of the demo lead to the port of whoever made it.
    page.goto(f"{product}/settings/outbox/?purpose=survey")
    page.locator("main a[href^='/settings/outbox/']").filter(has_text="question").first.click()
    customer = page.locator("dl.facts dd").first.inner_text().splitlines()[0]
    frame = page.frame_locator("iframe.mail")
    link = frame.locator("a.score, td a").filter(has_text=re.compile(r"^3$")).get_attribute("href")
    page.goto(product + urlsplit(link)._replace(scheme="", netloc="").geturl())
    expect(page.locator("input[name=score][value='3']")).to_be_checked()
    page.locator("textarea[name=comment]").fill(WHY)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator("body")).to_contain_text("Thank you")
    return customer


def case_on_today(page, product, customer):
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        page.goto(f"{product}/?scope=all")
        row = page.locator("article").filter(has_text=WHY)
        if row.count():
            expect(row.first).to_contain_text(customer)
            address = row.first.locator("a[href*='/cases/']").first.get_attribute("href")
            return int(re.search(r"/cases/(\d+)/", address).group(1))
        time.sleep(0.5)
    pytest.fail(f"No case on Today within {WITHIN:.0f} s")


def reply_from_case(page, product, number):
    page.goto(f"{product}/cases/{number}/")
    form = page.locator("#do-reply form")
    form.locator("[name=subject]").fill("About your invoice")
    form.locator("[name=text]").fill("We are sorry. May we call you?")
    form.get_by_role("button", name="Look at it before sending").click()
    page.locator("#do-reply").get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("May we call you?")


def the_customer_writes_back(page, product):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        page.goto(f"{product}/settings/outbox/?purpose=reply")
        mail = page.locator("main a[href^='/settings/outbox/']").filter(
            has_text="About your invoice"
        )
        if mail.count():
            mail.first.click()
            break
        time.sleep(0.5)
    page.locator("[name=text]").fill("Yes, please call me tomorrow.")
    page.get_by_role("button", name="Answer", exact=True).click()


def case_shows(page, product, number, words):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        page.goto(f"{product}/cases/{number}/")
        if page.locator("main").get_by_text(words).count():
            return
        time.sleep(0.5)
    pytest.fail(f"{words!r} did not come back into the case within 30 s")


def ask_for_a_change(page, product, number):
    page.goto(f"{product}/cases/{number}/")
    page.locator("a[href*='/initiatives/link/']").first.click()
    page.get_by_role("link", name="New initiative").click()
    page.locator("[name=title]").fill("Change the receiver of invoices online")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_contain_text("Change the receiver of invoices online")
    return int(re.search(r"/initiatives/(\d+)/", page.url).group(1))


def close(page, product, number):
    page.goto(f"{product}/cases/{number}/")
    act = page.locator("#do-close")
    act.locator("summary").click()
    act.locator("[name=outcome]").select_option("solved")
    act.locator("[name=root_cause]").fill("Receiver could not be changed")
    act.get_by_role("button").click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()


def complete_and_tell(page, product, initiative):
    page.goto(f"{product}/initiatives/{initiative}/")
    page.locator("#move-state").select_option("done")
    page.get_by_role("button", name="Change", exact=True).click()
    page.goto(f"{product}/initiatives/{initiative}/tell/")
    for field in page.locator("form textarea:visible, form input[type=text]:visible").all():
        if not field.input_value():
            field.fill("You asked, we did: the receiver of invoices can be changed online.")
    page.get_by_role("button", name="Look at each mail first").click()
    page.get_by_role("button", name=re.compile(r"^Send to 1 customer")).click()
    with page.expect_navigation():
        page.locator("#confirm [data-yes]").click()
    told = page.locator("#tell").filter(has_text=re.compile(r"Told\s*1"))
    until = time.monotonic() + 30
    while time.monotonic() < until:
        page.goto(f"{product}/initiatives/{initiative}/")
        if told.count():
            return
        time.sleep(0.5)
    pytest.fail("Nobody was told within 30 s")
