"""Addresses of this section."""

from django.urls import path

from emptychair.web.money import heard, money, unheard

urlpatterns = [
    path("scores/money/", money.money, name="money"),
    path("scores/money/table.<slug:kind>", money.table_file, name="money-file"),
    path("scores/money/small/", money.small, name="money-small"),
    path("scores/heard/", heard.heard, name="heard"),
    path("scores/heard/table.<slug:kind>", heard.table_file, name="heard-file"),
    path("scores/heard/never/read/", unheard.read_now, name="unheard-read"),
]
