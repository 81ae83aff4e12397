"""The bars of a long command, and what is said beside them."""

from io import StringIO

from emptychair.cli.progress import Steps


class Terminal(StringIO):
    def isatty(self):
        return True


def shown_on(stream):
    with Steps(stream) as steps:
        steps.show("people", 5, 10)
        steps.show("Komorebi Kitchen", 2, 13, "usage")
    return stream.getvalue()


def test_whoever_watches_sees_which_of_how_many_steps_is_under_way(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    text = shown_on(Terminal())
    assert "Making people / 人を作る" in text
    assert "3 of 13: product use / 利用状況" in text


def test_a_file_of_output_holds_no_bars():
    assert shown_on(StringIO()) == ""
