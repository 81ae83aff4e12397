"""The search page and the part that the palette shows."""

from tests.factories.customers import make_company, make_person


def test_the_palette_gets_links(client, people, django_assert_max_num_queries):
    company = make_company(people.workspace, name="山田商店")
    person = make_person(people.workspace, name="山田 太郎", company=company)
    client.force_login(people.alice)
    with django_assert_max_num_queries(12):
        answer = client.get("/search/?q=yamada", headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert "<html" not in body
    assert f'role="option" href="/customers/people/{person.pk}/"' in body
    assert f'href="/customers/companies/{company.pk}/"' in body


def test_the_page_works_without_javascript(client, people):
    make_person(people.workspace, name="Ann")
    client.force_login(people.alice)
    assert "Ann" in client.get("/search/?q=ann").content.decode()
    assert "nobody" in client.get("/search/?q=nobody").content.decode()


def test_the_neighbours_find_nothing_of_ours(client, people):
    make_person(people.workspace, name="Ann")
    client.force_login(people.charlie)
    assert "Ann" not in client.get("/search/?q=ann").content.decode()
