"""How a command that needs the database begins, and how it fails: one sentence and an exit code."""

import click
from django.core.exceptions import ImproperlyConfigured

from emptychair.config.env import SettingsError, environment
from emptychair.config.start import start_django

WRONG = 2  # exit code when the settings, or what was typed, cannot be used


class CommandFailure(click.ClickException):
    """One sentence to standard error, and a code for the shell."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.exit_code = code  # type: ignore[misc]  # click declares it for the class only


def failure(sentence: str, code: int = WRONG) -> click.ClickException:
    """What to raise: the sentence goes to standard error, the code to the shell."""
    return CommandFailure(sentence, code)


def chosen_port() -> int:
    """The port of the environment."""
    try:
        return environment().port
    except SettingsError as problem:
        raise failure(str(problem)) from None


def begin(*, migrate: bool) -> None:
    """Set Django up, make the data folder, bring the database up to date where asked."""
    try:
        start_django(writes=True)
        if migrate:
            _check_and_migrate()
    except (SettingsError, ImproperlyConfigured) as problem:
        raise failure(str(problem)) from None
    except OSError as problem:
        raise failure(
            f"The data folder cannot be made ({problem}): set EMPTYCHAIR_DATA to another one."
        ) from None


def no_such_workspace(slug: str, code: int = WRONG) -> click.ClickException:
    """Names those that there are: they are called by the command line only."""
    from emptychair.accounts.access import Access
    from emptychair.accounts.queries import workspace_slugs

    known = ", ".join(workspace_slugs(Access.system(None, "the command line")))
    return failure(f"No workspace is called {slug}. There is: {known or 'none yet'}.", code)


def _check_and_migrate() -> None:
    from django.db import OperationalError

    from emptychair.config.first_tables import bring_tables_up_to_date

    _refuse_wrong_settings()
    try:
        bring_tables_up_to_date()
    except OperationalError as problem:
        raise failure(f"The database cannot be used: {problem}") from None


def _refuse_wrong_settings() -> None:
    """Each wrong setting with its hint; what is only doubtful is said and let pass."""
    from django.core.checks import ERROR, run_checks

    found = run_checks()
    for one in found:
        click.echo(f"{one.id}: {one.msg} {one.hint or ''}".rstrip(), err=True)
    if any(one.level >= ERROR for one in found):
        raise failure("The settings cannot be used: see above.")
