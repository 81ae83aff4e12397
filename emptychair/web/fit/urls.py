"""Addresses of fit."""

from django.urls import path

from emptychair.web.fit import overrules, page, people, setting

urlpatterns = [
    path("", page.fit, name="fit"),
    path("people/", people.people, name="fit-people"),
    path("test/", setting.setting, name="fit-test"),
    path("overrule/", overrules.overrule, name="fit-overrule"),
    path("overrules/<int:overrule_id>/withdraw/", overrules.withdraw, name="fit-overrule-withdraw"),
]
