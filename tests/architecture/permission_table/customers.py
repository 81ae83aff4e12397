"""Customers: people, companies, segments, search. A partner sees none of them."""

from tests.architecture.permission_table.who import may

READERS = ("owner", "manager", "member", "analyst")
WRITERS = ("owner", "manager", "member")
MERGERS = ("owner", "manager")
PEOPLE, COMPANIES = "customers/people/<int:person_id>/", "customers/companies/<int:company_id>/"
SEGMENT = "customers/segments/<int:segment_id>/"


def make(people):
    from emptychair.customers.models import AttributeDefinition, PersonMerge, SpecialDay, Wish
    from emptychair.customers.services.segments import save_segment
    from tests.factories.customers import make_company, make_person
    from tests.people import NOW

    here = people.workspace
    person, other = make_person(here), make_person(here)
    merge = PersonMerge.objects.create(
        workspace=here, kept=person, merged=other, undone_at=NOW, before={}
    )
    day = SpecialDay.objects.create(workspace=here, person=person, kind="other", month=3, day=3)
    attribute = AttributeDefinition.objects.create(
        workspace=here, applies_to="person", key="plan", label="Plan", kind="text"
    )
    return {
        "person": person.pk,
        "company": make_company(here).pk,
        "segment": save_segment(people.system, name="All", rules={}).pk,
        "merge": merge.pk,
        "day": day.pk,
        "wish": Wish.objects.create(workspace=here, person=person, text="Tea").pk,
        "attribute": attribute.pk,
    }


def _read(route, address, **rest):
    return {("GET", route, address): may(*READERS, **rest)}


def _one(route, address):
    return _read(route, address, outsider=404)


def _post(route, address, *who, ok=302, outsider=404):
    return {("POST", route, address): may(*who, ok=ok, outsider=outsider)}


def _form(route, address, outsider):
    return {("GET", route, address): may(*WRITERS, outsider=outsider)}


LINES = (
    _read("search/", "/search/?q=a", outsider=200)
    | _read("customers/", "/customers/", outsider=200)
    | _form("customers/people/new/", "/customers/people/new/", 200)
    | _one(PEOPLE, "/customers/people/{person}/")
    | _form(PEOPLE + "edit/", "/customers/people/{person}/edit/", 404)
    | _one(PEOPLE + "timeline/", "/customers/people/{person}/timeline/")
    | _post(PEOPLE + "note/", "/customers/people/{person}/note/", *WRITERS)
    | {
        ("POST", PEOPLE + "case/", "/customers/people/{person}/case/"): may(
            *WRITERS, ok=302, outsider=404, partner=404
        )
    }
    | _post(PEOPLE + "ask/", "/customers/people/{person}/ask/", *MERGERS, ok=404)
    | _post(PEOPLE + "contact/", "/customers/people/{person}/contact/", *WRITERS)
    | _post(PEOPLE + "ways/", "/customers/people/{person}/ways/", *WRITERS, ok=404)
    | _post(PEOPLE + "days/", "/customers/people/{person}/days/", *WRITERS)
    | _post(PEOPLE + "wishes/", "/customers/people/{person}/wishes/", *WRITERS)
    | {("GET", PEOPLE + "merge/", "/customers/people/{person}/merge/"): may(*MERGERS, outsider=404)}
    | _post("customers/days/<int:day_id>/remove/", "/customers/days/{day}/remove/", *WRITERS)
    | _post("customers/wishes/<int:wish_id>/", "/customers/wishes/{wish}/", *WRITERS)
    | _read("customers/yearly-value/", "/customers/yearly-value/", outsider=200)
    | {("GET", "customers/doubles/", "/customers/doubles/"): may(*MERGERS, outsider=200)}
    | _post("customers/merges/<int:merge_id>/undo/", "/customers/merges/{merge}/undo/", *MERGERS)
    | _read("customers/companies/", "/customers/companies/", outsider=200)
    | _form("customers/companies/new/", "/customers/companies/new/", 200)
    | _one(COMPANIES, "/customers/companies/{company}/")
    | _form(COMPANIES + "edit/", "/customers/companies/{company}/edit/", 404)
    | _one(COMPANIES + "timeline/", "/customers/companies/{company}/timeline/")
    | _form("customers/attributes/", "/customers/attributes/", 200)
    | _post(
        "customers/attributes/<int:attribute_id>/remove/",
        "/customers/attributes/{attribute}/remove/",
        *WRITERS,
    )
    | _read("customers/segments/", "/customers/segments/", outsider=200)
    | _form("customers/segments/new/", "/customers/segments/new/", 200)
    | _form(SEGMENT, "/customers/segments/{segment}/", 404)
    | _post(SEGMENT + "remove/", "/customers/segments/{segment}/remove/", *WRITERS)
    | _post(SEGMENT + "restore/", "/customers/segments/{segment}/restore/", *WRITERS)
)
