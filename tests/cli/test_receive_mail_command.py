import pytest
from click.testing import CliRunner

from emptychair.cli.receive_mail import receive_mail
from emptychair.messaging.models import InboundMail

pytestmark = pytest.mark.django_db

MAIL = b"From: a@example.com\nTo: hello@example.com\nMessage-ID: <1@example.com>\n\nTuesday.\n"


@pytest.fixture
def pipe(data_folder, people):
    people.workspace.sender_address = "hello@example.com"
    people.workspace.save()
    return lambda raw, *words: CliRunner().invoke(receive_mail, words, input=raw)


def test_a_mail_from_the_pipe_is_taken_in(pipe):
    result = pipe(MAIL)
    assert result.exit_code == 0
    assert InboundMail.objects.get().text == "Tuesday."
    assert pipe(MAIL).exit_code == 0
    assert InboundMail.objects.count() == 1


def test_a_mail_to_nobody_is_refused_with_the_code_that_servers_understand(pipe):
    lost = MAIL.replace(b"hello@", b"lost@")
    assert pipe(lost).exit_code == 67
    assert pipe(lost, "--workspace", "kitchen").exit_code == 0
    wrong = pipe(lost, "--workspace", "nobody")
    assert wrong.exit_code == 67
    assert "There is: kitchen" in wrong.stderr


def test_what_may_go_back_to_the_sender_is_in_the_language_of_mail_servers(pipe):
    assert pipe(MAIL.replace(b"hello@", b"lost@")).stderr.isascii()


def test_what_is_no_mail_is_refused(pipe):
    assert pipe(b"hello", "--workspace", "kitchen").exit_code == 65


def test_an_automatic_answer_is_no_error_for_the_server(pipe):
    result = pipe(MAIL.replace(b"\n\n", b"\nAuto-Submitted: auto-replied\n\n"))
    assert result.exit_code == 0
    assert not InboundMail.objects.exists()
