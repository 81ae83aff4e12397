"""What a web process loads while it waits, so that nobody's first page waits for it.

Pages, DuckDB with Ibis, and SciPy take two to three seconds of a processor to import. They are
imported in a thread of their own: the sign-in page is there at once, and the first Today finds them
loaded. Templates are read first of all, so that a process never shows those of a newer version that
is being installed under it: they may ask for what its own code does not know.

What was loaded stays until the process ends. Python's collector of unused objects is told so, or it
would look through all of it whenever a page makes many objects: that was half of the time of the
first reading of 50,000 answers.

Last of all the tables are read from which scores and the scorecard count: answers, invitations and
customers of the first few workspaces.
"""

import atexit
import gc
import logging
import threading
from importlib import import_module
from pathlib import Path

logger = logging.getLogger("emptychair.run")

ENGINE = "emptychair.analytics.live"  # by name: nothing below may know what stands above it
AHEAD = "emptychair.analytics.ahead"
LATER = ("scipy.stats", "ibis.backends.duckdb")  # imported in functions, where a page needs them


def begin_warming() -> threading.Thread:
    """Start loading; the thread ends by itself, and with the process."""
    thread = threading.Thread(target=warm_up_and_read, name="warming", daemon=True)
    thread.start()
    return thread


def warm_up() -> None:
    """Load all templates and pages, and the engine with a question to it."""
    from django.urls import get_resolver

    try:
        load_templates()
        _ = get_resolver().url_patterns
        for name in LATER:
            import_module(name)
        import_module(ENGINE).first_question()
        load_addresses()
        keep_for_good()
    except Exception:
        logger.exception("Not everything could be loaded ahead; pages load it themselves")


def warm_up_and_read() -> None:
    """The same, and then what nearly every page counts from."""
    from django.db import DatabaseError, connections

    warm_up()
    try:
        import_module(AHEAD).read_ahead()
    except DatabaseError:
        logger.info("The tables could not be read ahead; the first page reads them", exc_info=True)
    finally:
        connections.close_all()


def load_addresses() -> None:
    """Make the table by which addresses are found, and read the words, for each language."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import translation

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            reverse("today")
            translation.gettext("Today")


def keep_for_good() -> None:
    """Leave all that is there now to the end of the process."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # DuckDB would take it for leaks of its own, and say so


def load_templates() -> None:
    """Read every template; Django keeps what is read until the process ends."""
    from django.template import engines
    from django.template.loader import get_template

    for folder in engines["django"].dirs:
        for path in sorted(Path(folder).rglob("*.*")):
            if path.is_file():
                get_template(str(path.relative_to(folder)))
