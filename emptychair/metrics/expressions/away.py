"""From when until when customers were gone, by the kept departures of `customers`, and by what was
written down where those say nothing.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

_NEVER = date(9999, 1, 1)


def people_away(people: ir.Table, departures: ir.Table) -> ir.Table:
    """Each time somebody was gone, alone or with their company: `who`, `went`, `back`."""
    gone = departures.filter(~departures.stays)
    alone = _spans(gone.filter(gone.person_id.notnull()), "person_id")
    firms = _spans(gone.filter(gone.company_id.notnull()), "company_id")
    staff = people.filter(people.company_id.notnull()).select(own="id", firm="company_id")
    with_firm = staff.join(firms, staff.firm == firms.who).select("went", "back", who="own")
    written = _written(people, departures, "person_id")
    return ibis.union(alone, with_firm.select("who", "went", "back"), written)


def companies_away(companies: ir.Table, departures: ir.Table) -> ir.Table:
    """The same of companies."""
    gone = departures.filter(~departures.stays, departures.company_id.notnull())
    return _spans(gone, "company_id").union(_written(companies, departures, "company_id"))


def _spans(gone: ir.Table, column: str) -> ir.Table:
    return gone.select(who=gone[column], went=gone.left_on, back=gone.back_on.fill_null(_day()))


def _written(customers: ir.Table, departures: ir.Table, column: str) -> ir.Table:
    """Days written down, of those of whom the last reading says neither that they left nor stay."""
    known = departures.filter(departures.back_on.isnull(), departures[column].notnull())
    known = known.select(known=known[column]).distinct()
    said = customers.filter(customers.left_on.notnull())
    said = said.left_join(known, said.id == known.known)
    said = said.filter(said.known.isnull())
    return said.select(who="id", went="left_on", back=_day())


def _day() -> ir.DateScalar:
    return ibis.date(_NEVER.year, _NEVER.month, _NEVER.day)
