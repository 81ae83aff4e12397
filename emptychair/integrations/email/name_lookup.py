"""Text entries of the DNS, by dnspython."""

from emptychair.messaging.name_lookup import NoAnswer, register_lookup

SECONDS = 4.0


@register_lookup
def texts_of(name: str) -> list[str]:
    """The TXT entries of this name, aliases followed. Raises `NoAnswer` when nobody answers."""
    import dns.exception
    import dns.resolver

    try:
        found = dns.resolver.resolve(name, "TXT", lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, UnicodeError) as problem:
        raise NoAnswer(str(problem)) from problem
    return [b"".join(one.strings).decode("utf-8", "replace") for one in found]
