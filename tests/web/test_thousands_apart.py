"""Whole numbers of a thousand and more read with their thousands apart, in sentences and tables."""

import re
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from emptychair.accounts.queries import access_of_user
from emptychair.fit.words import needed_words
from emptychair.kit.periods import local_day
from emptychair.loop.services.effort import log_effort
from emptychair.silence.loss_types import Part
from emptychair.silence.loss_words import part_words
from emptychair.silence.models import SilenceRun
from emptychair.silence.words import percentile_words
from emptychair.surveys.models import Invitation
from emptychair.web.automation.effect_words import _needs
from emptychair.web.customers.segment_lines import sentence_of
from emptychair.web.templatetags.emptychair import counted
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey
from tests.people import NOW

BARE = re.compile(r"(?<![\d.,/:\-#\w])[1-9]\d{3,}(?![\d/:\-年\w])")


def words_of(client, user, address, language):
    client.force_login(user)
    page = client.get(address, headers={"accept-language": language}).content.decode()
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", main.group())


def bare(text):
    """Numbers of four digits and more that are no year."""
    return [one for one in BARE.findall(text) if not 1900 <= int(one) <= 2099]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_counts_of_the_silent_are_read_with_their_thousands(client, people, language):
    now = timezone.now()
    SilenceRun.objects.create(
        workspace=people.workspace, as_of=now.date(), read_at=now, watched=12_083, silent=1_083
    )
    found = words_of(client, people.alice, "/silence/", language)
    assert "12,083" in found
    assert "1,083" in found
    assert bare(found) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_tables_of_surveys_and_of_effort_too(client, people, language):
    survey = make_survey(people.workspace, name="After the visit")
    person = make_person(people.workspace)
    first = make_invitation(survey, person, asked_at=timezone.now() - timedelta(days=3))
    Invitation.objects.bulk_create(
        Invitation(
            workspace=people.workspace, survey=survey, person=person, occasion=f"many-{number}",
            asked_at=first.asked_at,
        )
        for number in range(1_234)
    )  # fmt: skip
    for address in ("/surveys/", f"/surveys/{survey.pk}/"):
        found = words_of(client, people.alice, address, language)
        assert "1,235" in found, address
        assert bare(found) == [], address
    access = access_of_user(people.alice)
    for _day in range(3):
        log_effort(
            access, kind="doing", minutes=1_000, spent_on=local_day(NOW, access.workspace.zone)
        )
    assert bare(words_of(client, people.alice, "/effort/", language)) == []


def test_a_count_still_chooses_its_plural_and_anything_else_stays_as_it_is():
    shown = Template(
        "{% load emptychair i18n %}{% blocktranslate count n=n|counted %}{{ n }} customer more"
        "{% plural %}{{ n }} customers more{% endblocktranslate %}"
    )
    with translation.override("en"):
        found = [shown.render(Context({"n": n})) for n in (1, 1_083)]
    assert found == ["1 customer more", "1,083 customers more"]
    kept = [counted(one) for one in (None, "2026", True, 1.5, Decimal("1000.5"))]
    assert kept == ["", "2026", True, 1.5, Decimal("1000.5")]


def test_sentences_made_of_numbers(people):
    field = SimpleNamespace(label="value", kind="number")
    condition = {"field": "value", "operator": "at_least", "value": "100000"}
    with translation.override("en"):
        said = [
            part_words(Part(count=1_200, n=12_000, share=0.1, low=0.05, high=0.2)),
            needed_words(SimpleNamespace(needed=1_186)),
            _needs(SimpleNamespace(needed=2_288)),
            percentile_words(1 - 1 / 1_571),
            *sentence_of({"value": field}, {"conditions": [condition]}),
        ]
    for words, number in zip(
        said, ("1,200 of 12,000", "1,186", "2,288", "1,571", "100,000"), strict=True
    ):
        assert number in words
        assert bare(words) == []
