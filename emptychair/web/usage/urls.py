"""Addresses of usage."""

from django.urls import path

from emptychair.web.usage import (
    companies,
    company,
    definition,
    features,
    keys,
    trial_list,
    trials,
    unfinished,
)

urlpatterns = [
    path("", companies.use, name="use"),
    path("companies.csv", companies.use_file, name="use-file"),
    path("people/", companies.people, name="use-people"),
    path("people.csv", companies.people_file, name="use-people-file"),
    path("count/", companies.count_now, name="use-count"),
    path("companies/<int:company_id>/", company.company_use, name="company-use"),
    path("features/", features.features, name="use-features"),
    path("trials/", trials.trials, name="use-trials"),
    path("trials/list/", trial_list.trial_list, name="use-trial-list"),
    path("trials.csv", trial_list.trial_file, name="use-trial-file"),
    path("unfinished/", unfinished.unfinished, name="use-unfinished"),
    path("unfinished.csv", unfinished.unfinished_file, name="use-unfinished-file"),
    path("definition/", definition.definition, name="use-definition"),
    path("keys/", keys.keys, name="write-keys"),
    path("keys/new/", keys.new, name="write-key-new"),
    path("keys/<int:key_id>/revoke/", keys.revoke, name="write-key-revoke"),
    path("aliases/<int:question_id>/apart/", keys.apart, name="alias-apart"),
]
