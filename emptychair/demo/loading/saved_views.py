"""Two saved views of the made-up companies: what is looked at every week, and once a quarter."""

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import colleagues_of
from emptychair.explore.rules.plain_words import as_text
from emptychair.explore.services.views import save_view

VIEWS = {
    "ja": (
        ("接点とお客様の種別：前の90日との比較", "touchpoint", "segment"),
        ("お客様の種別ごとの四半期推移", "segment", "quarter"),
    ),
    "en": (
        ("Touchpoints against the 90 days before", "touchpoint", "segment"),
        ("Segments by quarter", "segment", "quarter"),
    ),
}


def load_saved_views(access: Access, brand: Brand) -> None:
    """One that compares, one over time, both shared by whoever runs the programme."""
    (weekly, rows, cols), (quarterly, segments, quarters) = VIEWS[brand.language]
    owner = colleagues_of(access)[0].access
    week = {"rows": rows, "cols": cols, "against": "before", "which": "all"}
    save_view(owner, name=weekly, question=as_text(week), is_shared=True)
    quarter = {"rows": segments, "cols": quarters, "period": "730", "which": "all"}
    save_view(owner, name=quarterly, question=as_text(quarter), is_shared=True)
