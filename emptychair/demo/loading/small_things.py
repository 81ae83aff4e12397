"""Birthdays, wishes, and a few mails that wait in the outbox for somebody to click."""

from datetime import datetime, timedelta
from random import Random

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import add_day_and_wish, customers_to_ask, survey_for
from emptychair.surveys.services.asking import ask_person

WISHES = {
    "ja": (
        "母の誕生日に、家で祝い膳を頼みたい",
        "子どもの卵アレルギーに合わせた献立がほしい",
        "週末の朝に来てもらえるとうれしい",
        "同じ料理人にまたお願いしたい",
    ),
    "en": (
        "A calendar that can be shared with the shop next door",
        "Invoices in euros",
        "An export that our accountant can read",
        "A shorter start for new colleagues",
    ),
}
ASKED = 12


def add_special_days(access: Access, brand: Brand, now: datetime) -> None:
    """A birthday or a wish for some customers; some birthdays come soon."""
    rng = Random(f"days {brand.code}")
    for person in customers_to_ask(access, most=120, skip=40):
        day = (now + timedelta(days=rng.randint(0, 364))).date()
        wish = rng.choice(WISHES[brand.language]) if rng.random() < 0.3 else ""
        add_day_and_wish(access, person, day=day, wish=wish)


def ask_a_few(access: Access, now: datetime) -> None:
    """Ask a few customers by mail; whoever tries the demo answers for them from the outbox."""
    survey = survey_for(access, metric="nps")
    asked = 0
    for person in customers_to_ask(access, most=200, skip=0):
        found = ask_person(access, survey, person, occasion="demo:now", now=now)
        asked += found.asked
        if asked >= ASKED:
            return
