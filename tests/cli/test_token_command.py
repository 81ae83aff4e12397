from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from emptychair.accounts.models import Token, Workspace
from emptychair.accounts.services.tokens import authenticate_token
from emptychair.cli.token import token
from tests.people import make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(data_folder):
    return lambda *words: CliRunner().invoke(token, words)


def test_the_secret_and_nothing_else_is_on_standard_output(run):
    make_workspace("kitchen")
    result = run("--scope", "report:read", "--name", "nightly", "--days", "7")
    assert result.exit_code == 0
    secret = result.stdout.removesuffix("\n")
    access, made = authenticate_token(secret, timezone.now())
    assert access.workspace.slug == "kitchen"
    assert made.name == "nightly"
    assert timedelta(days=6, hours=23) < made.expires_at - timezone.now() < timedelta(days=7)


def test_the_first_token_makes_the_first_workspace_and_says_so(run):
    result = run("--scope", "report:read")
    assert result.exit_code == 0
    assert Workspace.objects.get().slug == "main"
    assert "no workspace yet" in result.stderr
    assert result.stdout.startswith("ec_")


def test_a_workspace_can_be_named(run):
    make_workspace("kitchen")
    other = make_workspace("garden")
    assert run("--scope", "report:read", "--workspace", "garden").exit_code == 0
    assert Token.objects.get().workspace == other


def test_a_workspace_that_is_not_there_is_not_made_in_passing(run):
    make_workspace("kitchen")
    result = run("--scope", "report:read", "--workspace", "kichten")
    assert result.exit_code == 2
    assert "kichten" in result.stderr
    assert "There is: kitchen." in result.stderr
    assert Workspace.objects.count() == 1


def test_a_wrong_scope_tells_the_right_ones(run):
    result = run("--scope", "report:burn")
    assert result.exit_code == 2
    assert "report:read" in result.stderr
    assert result.stderr.isascii()  # one language, whatever the installation speaks
    assert result.stdout == ""
    assert not Token.objects.exists()


def test_several_scopes_are_kept(run):
    assert run("--scope", "token:create", "--scope", "report:read").exit_code == 0
    assert Token.objects.get().scopes == ["report:read", "token:create"]
