"""The pages of keys and webhooks."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emptychair.integrations.delighted.models import ApiKey, Webhook, WebhookDelivery
from emptychair.surveys.models import Response
from tests.delighted.conftest import Api
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_a_key_is_made_shown_once_used_and_revoked(alice, survey, people):
    made = alice.post("/settings/delighted/keys/new/", {"survey": survey.pk, "name": "Shop"})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert Api(secret).get("/metrics").status == 200
    page = alice.get("/settings/delighted/").content.decode()
    assert secret not in page
    assert secret[-4:] in page
    assert "http://testserver/delighted/v1/" in page
    key = ApiKey.objects.get()
    assert key.created_by == people.alice
    assert alice.get(f"/settings/delighted/keys/{key.pk}/revoke/").status_code == 200
    assert ApiKey.objects.get().revoked_at is None
    alice.post(f"/settings/delighted/keys/{key.pk}/revoke/")
    assert Api(secret).get("/metrics").status == 401


def test_surveys_that_do_not_fit_are_not_offered(alice, survey, people):
    hidden = make_survey(people.workspace, privacy="anonymous")
    page = alice.get("/settings/delighted/keys/new/").content.decode()
    assert survey.name in page
    assert hidden.name not in page
    answer = alice.post("/settings/delighted/keys/new/", {"survey": hidden.pk, "name": "x"})
    assert answer.status_code == 422


def test_a_webhook_is_added_tried_changed_and_removed(alice, survey, people, settings):
    new = "/settings/delighted/webhooks/new/"
    words = {"survey": survey.pk, "address": "http://10.0.0.1/", "events": ["unsubscribe.created"]}
    assert alice.post(new, words).status_code == 422
    settings.PRIVATE_WEBHOOKS = True
    alice.post(new, words | {"address": "http://127.0.0.1:9/x", "is_signed": "on"})
    hook = Webhook.objects.get()
    address = f"/settings/delighted/webhooks/{hook.pk}/"
    assert "sha256=" in alice.get(address).content.decode()
    make_response(survey, make_person(people.workspace))
    alice.post(f"{address}test/")
    row = WebhookDelivery.objects.get()
    assert (row.event_type, row.state) == ("survey_response.updated", "waiting")
    assert "ConnectionRefused" in alice.get(address).content.decode()
    alice.post(f"{address}events/{row.pk}/again/")
    row.refresh_from_db()
    assert row.attempts == 2
    alice.post(address, {"address": hook.address, "events": ["survey_response.created"]})
    hook.refresh_from_db()
    assert (hook.is_active, hook.events, hook.secret_number) == (
        False, ["survey_response.created"], 0,
    )  # fmt: skip
    alice.post(f"{address}remove/")
    assert Webhook.objects.count() == 0


def test_without_an_answer_a_test_says_that_it_is_one(alice, people, survey, settings):
    settings.PRIVATE_WEBHOOKS = True
    hook = Webhook.objects.create(
        workspace=people.workspace, survey=survey, address="http://127.0.0.1:9/", events=[]
    )
    alice.post(f"/settings/delighted/webhooks/{hook.pk}/test/")
    assert WebhookDelivery.objects.get().event_type == "test"
    assert timezone.now() >= WebhookDelivery.objects.get().created_at


def test_answers_are_brought_into_a_survey_that_is_chosen(alice, survey, data_folder):
    rows = [{"id": "7", "person": {"id": "5", "email": "a@example.com"}, "survey_type": "nps",
             "score": 8, "comment": "Fine", "created_at": 1700000000, "updated_at": 1700000000,
             "person_properties": {"Store": "Lisbon"}}]  # fmt: skip
    file = SimpleUploadedFile("answers.json", json.dumps(rows).encode())
    to_columns = alice.post("/settings/data/imports/", {"shape": "delighted_answers", "file": file})
    address = to_columns["Location"]
    page = alice.get(address)
    form = page.context["form"]
    chosen = {name: form[name].initial or "" for name in form.fields}
    alice.post(f"{address}columns/", chosen | {"survey": survey.pk, "do": "check"})
    assert alice.get(address).context["checked"]["usable"] == 1
    assert Response.objects.count() == 0
    alice.post(f"{address}run/")
    row = Response.objects.get()
    assert (row.survey, row.external_id, row.properties) == (
        survey, "delighted:7", {"Store": "Lisbon"},
    )  # fmt: skip
