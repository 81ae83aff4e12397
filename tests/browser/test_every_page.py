"""Every page of the running product, for everybody: both languages, themes and widths.

English, the same pages once more, is among the slow tests.
"""

import os
import re
import signal
import socket
import subprocess
import sys

import pytest

from emptychair.config.env import environment
from tests.browser.every_page import OUTSIDE, PLACES
from tests.browser.for_everybody import LOOKS, look, look_at, visitor_of
from tests.browser.small_demo import ROOT, fill_with_demo
from tests.browser.test_the_whole_loop import wait_until_ready
from tests.jobs.fresh_database import fresh_database

# What so small a company does not bring about by itself, told to every workspace.
RARE = """
from emptychair.config.start import start_django; start_django(writes=True)
from datetime import date
from django.utils import timezone
from emptychair.accounts.models import Workspace
from emptychair.customers.models import Person
from emptychair.scorecard.models import GuardWarning
from emptychair.success.models import LostCustomer
def side(label, unit, before, after):
    return {"label": label, "unit": unit, "before": before, "after": after,
        "change": after - before, "low": after - before - 2, "high": after - before + 2,
        "team_id": None, "owner_id": None, "leads_to": "", "metric": "", "outside_id": None}
for workspace in Workspace.objects.all():
    person = Person.objects.filter(workspace=workspace).order_by("pk").first()
    LostCustomer.objects.get_or_create(workspace=workspace, person=person,
        left_on=timezone.now().date(), defaults={"how": "left",
            "warnings": [{"day": "2026-05-01", "code": "silent"}], "warned_on": date(2026, 5, 1)})
    GuardWarning.objects.create(workspace=workspace, quick_key="leads", customer_key="nps",
        before_first=date(2026, 1, 1), before_end=date(2026, 4, 1), first=date(2026, 4, 1),
        end=date(2026, 7, 1), q=0.01, raised_at=timezone.now(), facts={
            "quick": side("Leads", "number", 120, 190), "customer": side("NPS", "points", 20, 4)})
"""
ANSWER = re.compile(r"https?://[^\"]*?(/a/[^\"?/]{20,}/)")


@pytest.fixture(scope="session")  # one that takes pages off another one comes here more than once
def product(tmp_path_factory):
    """The address of a running product with a small demo company, one for all pages."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path_factory.mktemp("product")),
            "EMPTYCHAIR_PORT": str(port),
            "EMPTYCHAIR_DEMO_SIGN_IN": "on",
        }
        command = [sys.executable, "-m", "emptychair"]
        fill_with_demo(environ, tmp_path_factory.getbasetemp())
        rare = [sys.executable, "-c", RARE]
        subprocess.run(rare, env=environ, check=True, timeout=60, cwd=ROOT)
        process = subprocess.Popen([*command, "run"], env=environ, cwd=ROOT, start_new_session=True)
        try:
            wait_until_ready(port)
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)


@pytest.fixture(
    scope="module",
    params=[pytest.param(each, marks=pytest.mark.slow if each == "en" else ()) for each in LOOKS],
)
def visitor(request, browser, product):
    """A page in one language, signed in to the demo, that remembers links it found."""
    page = visitor_of(browser, request.param, product)
    page.links = {}
    yield page
    page.context.close()


def resolved(page, place):
    if not place.link:
        return place.address
    address = first_link(page, place.address, place.link) + place.then
    return first_link(page, address, place.on) if place.on else address


def first_link(page, address, link):
    """Where the first link of that shape leads; looked for once a visitor."""
    if link not in page.links:
        page.goto(address)
        found = re.search(f'href="({link})["?#]', page.content())
        assert found, f"No {link} on {address}"
        page.links[link] = found.group(1)
    return page.links[link]


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_for_everybody_and_fits(visitor, name):
    place = PLACES[name]
    look_at(visitor, resolved(visitor, place), place.status)


def test_a_display_on_the_wall_is_for_everybody_and_fits(visitor):
    visitor.goto(PLACES["walls"].address)
    if not visitor.locator(".dg-address").count():
        visitor.locator("aside form input[type=text]").first.fill("Lobby")
        visitor.locator("aside form button").click()
    look_at(visitor, visitor.locator(".dg-address").first.get_attribute("href"))


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_page_before_the_door_is_for_everybody_and_fits(visitor, name):
    visitor.context.clear_cookies()
    look_at(visitor, OUTSIDE[name].address, OUTSIDE[name].status)


def test_the_customer_answers_and_is_thanked_on_pages_that_fit(visitor):
    visitor.goto(resolved(visitor, PLACES["mail"]))
    frame = visitor.frame_locator("iframe.mail")
    address = ANSWER.search(frame.locator("body").inner_html()).group(1)
    look_at(visitor, address)
    visitor.locator("label", has=visitor.locator("input[name=score][value='9']")).click()
    visitor.locator("form button").last.click()
    look(visitor)


def test_cases_are_changed_together_only_when_some_are_ticked(visitor):
    visitor.goto(PLACES["cases"].address)
    bulk = visitor.locator(".bulk")
    assert not bulk.is_visible()
    visitor.locator(".case-row input[type=checkbox]").first.check()
    assert bulk.is_visible()
    bulk.locator("summary").first.click()
    assert bulk.get_by_role("button").first.is_visible()
    look(visitor)
