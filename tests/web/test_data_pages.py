import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emptychair.accounts.models import AuditEntry
from emptychair.customers.models import Person
from emptychair.exchange.models import ExportRun, ImportRun
from emptychair.surveys.models import Response
from tests.exchange.test_import_answers import ANSWERS
from tests.factories.customers import make_person
from tests.people import NOW

LIST = "customer id,name,email,favourite\n1,Ann,ann@example.com,soup\n2,Ben,nowhere,\n"


@pytest.fixture
def alice(client, people, data_folder):
    client.force_login(people.alice)
    return client


def give(client, text, *, shape="people", name="list.csv"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post(reverse("data-upload"), {"shape": shape, "file": file})


def chosen(page):
    form = page.context["form"]
    plain = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in plain.items() if value is not None}


def test_from_a_file_to_people_by_way_of_the_check(alice):
    page = alice.get(give(alice, LIST)["Location"])
    assert "favourite" in page.text
    assert not Person.objects.exists()

    run = ImportRun.objects.get()
    there = reverse("import", args=[run.pk])
    checked = alice.post(reverse("import-columns", args=[run.pk]), chosen(page) | {"do": "check"})
    assert checked["Location"] == there
    page = alice.get(there)
    assert [number for _, _, number in page.context["checked"]["counts"]] == [1, 0, 0, 1]
    assert "nowhere" in page.text
    assert not Person.objects.exists()

    alice.post(reverse("import-run", args=[run.pk]))
    assert Person.objects.get().attributes == {"favourite": "soup"}
    page = alice.get(there)
    assert reverse("import-undo", args=[run.pk]) in page.text
    file = alice.get(reverse("import-rejected", args=[run.pk])).getvalue().decode("utf-8-sig")
    assert file.splitlines()[1].endswith("2,Ben,nowhere,")

    alice.post(reverse("import-undo", args=[run.pk]))
    assert not Person.objects.exists()
    assert alice.get(there).context["run"].state == "undone"


def test_each_cell_says_which_column_it_is_of_where_a_table_stacks(alice):
    page = alice.get(give(alice, LIST)["Location"], headers={"accept-language": "en"}).text
    assert '<td data-label="name">Ann</td>' in page
    assert '<td class="num" data-label="Row">2</td>' in page
    assert 'data-label="First values"' in page
    run = ImportRun.objects.get()
    alice.post(
        reverse("import-columns", args=[run.pk]),
        chosen(alice.get(reverse("import", args=[run.pk]))) | {"do": "check"},
    )
    checked = alice.get(reverse("import", args=[run.pk]), headers={"accept-language": "en"}).text
    assert 'data-label="What stands there"' in checked


def test_the_tables_of_an_export_are_folded_and_all_of_them_leave_unless_one_chooses(alice):
    page = alice.get(reverse("data"), headers={"accept-language": "en"})
    number = len(page.context["export_form"].fields["tables"].choices)
    assert f"Choose tables: {number}, all of them marked" in page.text
    assert page.text.count('name="tables"') == page.text.count("checked") == number
    for place in ("upload", "imports", "export"):
        assert f'href="#{place}"' in page.text
        assert f'id="{place}"' in page.text


def test_a_column_may_be_left_out_or_mean_something_else(alice):
    page = alice.get(give(alice, LIST)["Location"])
    run = ImportRun.objects.get()
    columns = chosen(page) | {"column_3": "region", "column_2": "-", "do": "look"}
    alice.post(reverse("import-columns", args=[run.pk]), columns)
    page = alice.get(reverse("import", args=[run.pk]))
    assert chosen(page)["column_2"] == "-"
    alice.post(reverse("import-run", args=[run.pk]))
    assert sorted(Person.objects.values_list("name", "email", "region")) == [
        ("Ann", "", "soup"),
        ("Ben", "", ""),
    ]


def test_one_meaning_for_two_columns_is_told_at_the_column(alice):
    page = alice.get(give(alice, LIST)["Location"])
    run = ImportRun.objects.get()
    columns = chosen(page) | {"column_3": "name", "do": "check"}
    answer = alice.post(reverse("import-columns", args=[run.pk]), columns)
    assert answer.status_code == 422
    assert answer.context["form"].errors["column_3"]


def test_what_is_missing_is_named(alice):
    page = alice.get(give(alice, "region,colour\nKobe,red\n")["Location"])
    assert page.context["sight"].missing
    run = ImportRun.objects.get()
    alice.post(reverse("import-columns", args=[run.pk]), chosen(page) | {"do": "check"})
    assert ImportRun.objects.get().state == "draft"


def test_answers_show_their_kind_of_score_and_arrive(alice):
    page = alice.get(give(alice, ANSWERS.encode("cp932"), shape="answers")["Location"])
    assert chosen(page)["metric"] == "nps"
    run = ImportRun.objects.get()
    alice.post(reverse("import-columns", args=[run.pk]), chosen(page) | {"do": "check"})
    alice.post(reverse("import-run", args=[run.pk]))
    assert Response.objects.count() == 3
    assert reverse("today") in alice.get(reverse("import", args=[run.pk])).text


def test_a_picture_is_refused_on_the_page_of_the_upload(alice):
    answer = give(alice, b"\x89PNG\r\n\x1a\n" + b"\0" * 40, name="list.csv")
    assert answer.status_code == 422
    assert answer.context["upload"].errors["file"]
    assert not ImportRun.objects.exists()


def test_the_part_that_moves_comes_alone(alice):
    give(alice, LIST)
    run = ImportRun.objects.get()
    ImportRun.objects.update(state="running", rows_done=1)
    part = alice.get(reverse("import", args=[run.pk]), headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="import"')
    assert "<progress" in part.text
    heading = part.text[part.text.index('<p id="import-heading" hx-swap-oob="true">') :]
    assert "50%" in heading.split("</p>")[0]  # the words above move along
    alice.post(reverse("import-cancel", args=[run.pk]))
    assert ImportRun.objects.get().state == "cancelled"


def test_the_list_of_imports_asks_the_database_a_few_times(
    alice, people, django_assert_max_num_queries
):
    for number in range(30):
        ImportRun.objects.create(
            workspace=people.workspace, shape="people", state="done", file_name=f"{number}.csv"
        )
    alice.get(reverse("data"))
    with django_assert_max_num_queries(16):
        page = alice.get(reverse("data"))
    assert len(page.context["page"].items) == 20


def test_everything_goes_out_as_one_archive(alice, people):
    make_person(people.workspace, name="=HYPERLINK()", phone="+81 3 1234 5678")
    tables = ["people", "companies", "answers", "cases", "audit"]
    alice.post(reverse("export-make"), {"tables": tables, "form": "csv"})
    export = ExportRun.objects.get()
    answer = alice.get(reverse("export-download", args=[export.pk]))
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))

    assert sorted(archive.namelist()) == sorted(f"{name}.csv" for name in tables)
    people_csv = archive.read("people.csv").decode("utf-8-sig")
    assert "'=HYPERLINK()" in people_csv
    assert "'+81 3 1234 5678" in people_csv
    assert list(AuditEntry.objects.filter(action__startswith="export").values_list("action")) == [
        ("export.started",),
        ("export.made",),
        ("export.downloaded",),
    ]


@pytest.mark.parametrize("form", ["xlsx", "jsonl"])
def test_other_forms_can_be_opened(alice, people, form):
    make_person(people.workspace, name="山田", attributes={"a": 1})
    alice.post(reverse("export-make"), {"tables": ["people"], "form": form})
    export = ExportRun.objects.get()
    content = alice.get(reverse("export-download", args=[export.pk])).getvalue()
    if form == "jsonl":
        assert '"name": "山田"' in content.decode()
    else:
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        assert "山田" in rows.to_python()[1]
    assert export.expires_at > NOW


def test_pages_of_both_languages_are_whole(alice):
    give(alice, LIST)
    run = ImportRun.objects.get()
    for language in ("ja", "en"):
        alice.cookies["emptychair_language"] = language
        for address in (reverse("data"), reverse("import", args=[run.pk])):
            assert alice.get(address).status_code == 200


def test_the_kind_of_a_file_is_preselected_with_its_reason_and_can_be_changed(alice):
    page = alice.get(give(alice, LIST, shape="")["Location"])
    run = ImportRun.objects.get()
    assert run.shape == "people"
    assert page.context["kind"]["shape"].value() == "people"
    assert "「customer id」" in page.text
    url = reverse("import-columns", args=[run.pk])
    page = alice.post(url, {"do": "kind", "shape": "companies"}, follow=True)
    assert page.context["shape"].name == "companies"
    assert not page.context["guessed"]
    assert alice.post(url, {"do": "kind", "shape": "moons"}, follow=True).status_code == 200
    assert ImportRun.objects.get().shape == "companies"
