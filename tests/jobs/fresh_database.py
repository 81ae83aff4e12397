"""A database of its own for a test that starts real processes."""

from contextlib import contextmanager
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit


@contextmanager
def fresh_database(url):
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"emptychair_worker_{token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
