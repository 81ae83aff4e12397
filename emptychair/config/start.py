"""How a command begins: Django is set up, and the data folder exists if it will be written."""

import os


def start_django(*, writes: bool) -> None:
    """Set Django up; make the data folder when the command `writes` to it.

    Raises `EnvironmentProblem` when a variable of the environment cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
    import django
    from django.conf import settings

    from emptychair.config.folder import prepare_folder

    if writes:
        prepare_folder(settings.DATA_FOLDER)
    django.setup()
