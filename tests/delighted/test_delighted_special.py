"""Section 9.3: properties that change what is asked."""

import re

from django.test import Client

from emptychair.messaging.models import Message
from emptychair.surveys.models import Invitation
from emptychair.surveys.rules.special_properties import special_of


def asked(api, **properties):
    api.post("/people", {"email": "a@example.com", "properties": properties})
    return Message.objects.get()


def test_subject_opening_and_product_stand_in_the_mail(api, survey):
    survey.question = {"en": "Would you recommend {company}?", "ja": "{company}は？"}
    survey.save()
    mail = asked(
        api,
        **{
            "Delighted Email Subject": "About your order",
            "delighted-intro-message": "Hello from Lisbon.",
            "question_product_name": "Tea Pot",
            "locale": "en",
        },
    )
    assert mail.subject == "About your order"
    assert "Hello from Lisbon." in mail.text
    assert "Would you recommend Tea Pot?" in mail.text
    assert Invitation.objects.get().properties["locale"] == "en"


def test_a_language_we_do_not_speak_is_the_projects_and_variants_count(api, people):
    assert asked(api, locale="xx").language == "ja"
    Message.objects.all().delete()
    api.post("/people", {"email": "b@example.com", "properties": {"locale": "en-brand"}})
    assert Message.objects.get().language == "en"


def test_the_thank_you_page_has_message_and_link(api):
    link = {"thank_you_link_text": "Our shop", "thank_you_link_url": "https://shop.example.com/"}
    mail = asked(api, locale="en", thank_you_message="You are great", **link)
    link = re.search(r"https?://[^/\s]+(/a/[^\s?]+)", mail.text)[1]
    Client().post(link, {"score": "9", "comment": "", "language": "en"})
    page = Client().get(link).content.decode()
    assert "You are great" in page
    assert '<a class="button main" href="https://shop.example.com/"' in page
    assert "Our shop" in page


def test_links_lead_to_the_web_only_and_long_words_are_cut():
    assert special_of({"thank_you_link_url": "javascript:alert(1)"}).link is None
    found = special_of({"DELIGHTED EMAIL SUBJECT": "x" * 999, "locale": " ", "Plan": "y"})
    assert len(found.delighted_email_subject) == 150
    assert found.locale == ""
