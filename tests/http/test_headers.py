import pytest


@pytest.fixture(params=["/", "/nowhere", "/health", "/api/v1/me", "/static/css/base/elements.css"])
def answer(request, client, data_folder, db):
    answer = client.get(request.param)
    yield answer
    answer.getvalue()


def test_every_answer_forbids_what_is_inline_or_from_elsewhere(answer):
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_every_answer_is_strict_in_the_other_headers(answer):
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_static_files_are_for_our_own_pages(client):
    answer = client.get("/static/css/base/elements.css")
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer
    answer.getvalue()


def test_pages_of_somebody_who_signed_in_stay_in_no_cache(client, people):
    client.force_login(people.alice)
    for address in ("/", "/customers/", "/settings/"):
        assert client.get(address)["Cache-Control"] == "private, no-store"
    assert "max-age=30" in client.get("/today/counts/")["Cache-Control"]
