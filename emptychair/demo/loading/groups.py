"""The groups of customers that the made-up companies look at, saved as a colleague would."""

from emptychair.accounts.access import Access
from emptychair.customers.services.segments import save_segment
from emptychair.demo.loading.brands import Brand

Line = tuple[str, str, str]  # field, how it is compared, with what
GROUPS: dict[str, tuple[tuple[str, tuple[Line, ...]], ...]] = {
    "ja": (
        ("年に10万円以上の方", (("value", "at_least", "100000"),)),
        ("東京のお客様", (("region", "is", "東京都"),)),
        ("半年お声のない方", (("last_answer", "not_in_last_days", "180"),)),
    ),
    "en": (
        ("Above 2,000 dollars a year", (("value", "at_least", "2000"),)),
        ("Customers in Europe", (("region", "is", "Europe"),)),
        ("Not heard for half a year", (("last_answer", "not_in_last_days", "180"),)),
    ),
}


def save_groups(access: Access, brand: Brand) -> None:
    """Each of them; those who answered are shown with the scores, the silent are to be asked."""
    for name, lines in GROUPS[brand.language]:
        conditions = [
            {"field": field, "operator": operator, "value": value}
            for field, operator, value in lines
        ]
        save_segment(
            access,
            name=name,
            rules={"match": "all", "conditions": conditions},
            is_tracked=all(field != "last_answer" for field, _operator, _value in lines),
        )
