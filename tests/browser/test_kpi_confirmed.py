"""A customer confirms their number in a browser, without an account and without JavaScript."""

from datetime import date

import pytest
from django.utils import timezone

from emptychair.outcomes.links import token_for
from emptychair.outcomes.services.confirming import make_link
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from tests.browser.for_everybody import look, visitor_of
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def link(people, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    company = make_company(people.workspace, name="Sakura")
    person = make_person(people.workspace, company=company, name="高橋 由紀", language="ja")
    now = timezone.now()
    kpi, _new = agree_kpi(
        people.system, Agreed(name="採用の人数", unit="人"), company=company, now=now
    )
    record_readings(people.system, kpi, [GivenReading(value=4.0, day=date(2026, 11, 1))], now=now)
    return make_link(people.system, kpi, person, language="ja", now=now)[0]


def test_the_number_is_corrected_without_javascript(browser, live_server, link):
    context = browser.new_context(java_script_enabled=False, locale="ja")
    page = context.new_page()
    page.goto(f"{live_server.url}/k/{token_for(link.workspace_id, link.pk)}/")
    page.get_by_label("いいえ、正しい数字は").check()
    page.locator("#value").fill("6")
    page.get_by_role("button", name="回答する").click()
    assert "ありがとうございます" in page.locator("h1").inner_text()
    context.close()
    link.refresh_from_db()
    assert (link.state, link.their_value, link.answered_name) == ("corrected", 6.0, "高橋 由紀")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_is_for_everybody(browser, live_server, link, language):
    page = visitor_of(browser, language, live_server.url)
    page.goto(f"/k/{token_for(link.workspace_id, link.pk)}/?language={language}")
    look(page)
    page.context.close()
