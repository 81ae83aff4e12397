"""Addresses of this section."""

from django.urls import path

from emptychair.web.customers import (
    attributes,
    companies,
    contact,
    household,
    merging,
    people,
    person,
    search,
    segments,
    ways,
    yearly_value,
)

urlpatterns = [
    path("search/", search.search, name="search"),
    path("customers/", people.people, name="customers"),
    path("customers/people/new/", people.new_person, name="person-new"),
    path("customers/people/<int:person_id>/", person.show_person, name="person"),
    path("customers/people/<int:person_id>/edit/", people.change_person, name="person-edit"),
    path("customers/people/<int:person_id>/timeline/", person.timeline, name="person-timeline"),
    path("customers/people/<int:person_id>/note/", person.note, name="person-note"),
    path("customers/people/<int:person_id>/case/", person.new_case, name="person-case"),
    path("customers/people/<int:person_id>/ask/", contact.ask, name="person-ask"),
    path("customers/people/<int:person_id>/contact/", contact.change, name="person-contact"),
    path("customers/people/<int:person_id>/ways/", ways.change, name="person-ways"),
    path("customers/people/<int:person_id>/days/", household.new_day, name="person-day-new"),
    path("customers/people/<int:person_id>/wishes/", household.new_wish, name="person-wish-new"),
    path("customers/people/<int:person_id>/merge/", merging.merge, name="person-merge"),
    path("customers/days/<int:day_id>/remove/", household.remove_day, name="special-day-remove"),
    path("customers/wishes/<int:wish_id>/", household.change_wish, name="wish"),
    path("customers/yearly-value/", yearly_value.yearly_value, name="yearly-value"),
    path("customers/doubles/", merging.doubles, name="doubles"),
    path("customers/merges/<int:merge_id>/undo/", merging.undo, name="merge-undo"),
    path("customers/companies/", companies.companies, name="companies"),
    path("customers/companies/new/", companies.new_company, name="company-new"),
    path("customers/companies/<int:company_id>/", companies.company, name="company"),
    path("customers/companies/<int:company_id>/edit/", companies.change, name="company-edit"),
    path(
        "customers/companies/<int:company_id>/timeline/",
        companies.timeline,
        name="company-timeline",
    ),
    path("customers/attributes/", attributes.attributes, name="attributes"),
    path(
        "customers/attributes/<int:attribute_id>/remove/",
        attributes.remove,
        name="attribute-remove",
    ),
    path("customers/segments/", segments.segments, name="segments"),
    path("customers/segments/new/", segments.edit, name="segment-new"),
    path("customers/segments/<int:segment_id>/", segments.edit, name="segment"),
    path("customers/segments/<int:segment_id>/remove/", segments.remove, name="segment-remove"),
    path("customers/segments/<int:segment_id>/restore/", segments.restore, name="segment-restore"),
]
