"""What one process counts, the others know."""

from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends import locmem
from django.utils import timezone

from emptychair.http.jobs import tidy_up
from emptychair.http.models import CachedValue

WRONG = {"login": "alice@example.com", "password": "not the one that she chose"}


def another_process() -> None:
    """Forget what a process holds in memory."""
    for held in (locmem._caches, locmem._expire_info, locmem._locks):
        held.clear()
    del caches["default"]


@pytest.mark.usefixtures("people")
def test_guessing_a_password_is_stopped_over_all_processes(client):
    told = []
    for _attempt in range(6):
        another_process()
        answer = client.post("/account/sign-in/", WRONG)
        told.append(answer.status_code == 429 or str(answer.context["form"].errors))
    assert len(set(told[:5])) == 1  # a wrong password, each time
    assert told[5] != told[0]


def test_what_does_not_count_any_more_is_removed(db):
    cache.set("old", 1, timeout=60)
    cache.set("new", 2, timeout=60)
    old = CachedValue.objects.filter(cache_key__contains="old")
    old.update(expires=timezone.now() - timedelta(seconds=1))
    tidy_up()
    assert [row.cache_key for row in CachedValue.objects.all()] == [cache.make_key("new")]
