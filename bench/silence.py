"""Who buys again? CDNOW's sample: what was known after 39 weeks, judged by the 39 weeks after it.

    .venv/bin/python bench/silence.py [--write]

And how long a nightly reading takes for many customers, as its parts: `--sizes 10000,100000`; or
as a whole, with who left, groups and losses, on SQLite: `--whole CUSTOMERS,EVENTS`.
`--write` puts the table between the markers in docs/algorithms/rhythm.md. Learners are taught on an
earlier window (what was known after half of it, who bought in the other half) or, in the second
table, on the other customers' later window, which nobody has in life.
"""

import argparse
import csv
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from emptychair.stats import fit_pareto_nbd
from emptychair.stats.rhythm import fit_rhythm

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
DATA = ROOT / "tests/stats/data/cdnow_purchases.csv"
PAGE = ROOT / "docs/algorithms/rhythm.md"
MARKS = ("<!-- measured by bench/silence.py -->", "<!-- end of measured -->")
FIRST, CUT, END = date(1997, 1, 1), date(1997, 9, 30), date(1998, 6, 30)
EARLIER = date(1997, 5, 18)  # the middle of the first window
DRAWS = 200
SEED = 20261122


@dataclass(frozen=True)
class Known:
    """Of each customer: repeat purchases, weeks to the last, weeks seen; whether they buy later."""

    repeats: Any
    recency: Any
    age: Any
    again: Any

    @property
    def table(self) -> Any:
        """What the learners are given."""
        away = self.age - self.recency
        return np.column_stack([away, self.repeats, self.age, self.recency])


def purchases() -> dict[str, list[date]]:
    """Days with a purchase of each customer."""
    found: dict[str, set[date]] = defaultdict(set)
    with DATA.open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened):
            found[row["ID"]].add(date.fromisoformat(row["day"]))
    return {name: sorted(days) for name, days in found.items()}


def known_on(bought: dict[str, list[date]], on: date, until: date) -> Known:
    """What was known at the end of a day, and who buys after it up to another."""
    rows = []
    for days in bought.values():
        past = [day for day in days if day <= on]
        if past:
            later = any(on < day <= until for day in days)
            weeks = ((past[-1] - past[0]).days / 7, ((on - past[0]).days + 0.5) / 7)
            rows.append((len(past) - 1, *weeks, later))
    return Known(*(np.array(column, dtype=float) for column in zip(*rows, strict=True)))


def scores(now: Known, before: Known) -> dict[str, Any]:
    """The higher, the likelier a purchase."""
    away = now.age - now.recency
    pareto = fit_pareto_nbd(now.repeats, now.recency, now.age)
    rhythm = fit_rhythm(now.repeats, now.recency)
    facts = (now.repeats, now.recency)
    return {
        "plain recency": -away,
        "own gap percentile (gamma-Poisson)": -rhythm.percentile(*facts, away),
        "P(alive), Pareto/NBD": pareto.p_alive(*facts, now.age),
        "purchases expected, Pareto/NBD": pareto.expected_purchases(39, *facts, now.age),
        "logistic, taught earlier": taught(logistic, before, now),
        "boosted trees, taught earlier": taught(trees, before, now),
    }


def logistic() -> Any:
    """Logistic regression on logarithms."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, StandardScaler

    return make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), LogisticRegression())


def trees() -> Any:
    """Gradient boosted trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_depth=3, learning_rate=0.05, max_iter=150, random_state=SEED
    )


def taught(make: Callable[[], Any], before: Known, now: Known) -> Any:
    """Taught on the earlier window; the first purchase may not lie at its edge."""
    model = make().fit(before.table, before.again)
    return model.predict_proba(now.table)[:, 1]


def crossed(make: Callable[[], Any], now: Known) -> Any:
    """Taught on the later window of the other customers: five folds."""
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    found = cross_val_predict(make(), now.table, now.again, cv=folds, method="predict_proba")
    return found[:, 1]


def judged(score: Any, again: Any) -> tuple[float, float, float]:
    """AUC, PR-AUC, and the share of the top tenth that bought again."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    rng = np.random.default_rng(SEED)
    order = np.lexsort((rng.random(score.size), -score))  # ties by chance
    top = order[: round(score.size / 10)]
    return (
        float(roc_auc_score(again, score)),
        float(average_precision_score(again, score)),
        float(again[top].mean()),
    )


def line(name: str, score: Any, plain: Any, again: Any) -> str:
    """A row of the table, with intervals of 95% by drawing customers."""
    rng = np.random.default_rng(SEED)
    drawn, apart = [], []
    for _ in range(DRAWS):
        some = rng.integers(0, again.size, again.size)
        drawn.append(judged(score[some], again[some]))
        apart.append(drawn[-1][0] - judged(plain[some], again[some])[0])
    low, high = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    found = judged(score, again)
    cells = [
        f"{value:.3f} ({a:.3f} to {b:.3f})" for value, a, b in zip(found, low, high, strict=True)
    ]
    less, more = np.percentile(apart, [2.5, 97.5])
    return f"| {name} | {' | '.join(cells)} | {less:+.3f} to {more:+.3f} |"


def report() -> list[str]:
    """Both tables."""
    bought = purchases()
    now, before = known_on(bought, CUT, END), known_on(bought, EARLIER, CUT)
    plain = -(now.age - now.recency)
    share = now.again.mean()
    head = [
        "| | AUC | PR-AUC | bought again, of the top tenth | AUC less that of recency |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines = [
        f"{now.again.size} customers; {share:.1%} bought in the later 39 weeks.",
        "",
        *head,
        *(line(name, one, plain, now.again) for name, one in scores(now, before).items()),
        "",
        "Taught on the later window of the other customers, which nobody has on the day:",
        "",
        *head,
        line("logistic, five folds", crossed(logistic, now), plain, now.again),
        line("boosted trees, five folds", crossed(trees, now), plain, now.again),
    ]
    some = now.repeats >= 2
    lines += [
        "",
        f"Only the {int(some.sum())} with two gaps or more, of whom the list speaks:",
        "",
        *head,
        *(
            line(name, one[some], plain[some], now.again[some])
            for name, one in scores(now, before).items()
        ),
    ]
    return lines


def timed(sizes: list[int]) -> None:
    """The parts of a reading that grow with customers, beside the questions to the engine."""
    from emptychair.silence.rules.ranking import priorities
    from emptychair.stats.rhythm import false_flags

    rng = np.random.default_rng(SEED)
    for size in sizes:
        gaps = rng.poisson(20, size) + 2
        spent = gaps * rng.gamma(3, 5, size)
        away = rng.exponential(15, size)
        begun = time.perf_counter()
        some = rng.choice(size, min(size, 20_000), replace=False)
        rhythm = fit_rhythm(gaps[some], spent[some])
        percentile = rhythm.percentile(gaps, spent, away)
        usual = rhythm.longest_usual_gap(gaps, spent)
        flags = false_flags(percentile)
        priorities(rng.gamma(2, 500, size), flags.each, away, usual)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>10,} customers: {seconds:.2f} s, {peak:.0f} MB resident")


def whole(customers: int, events: int) -> None:
    """One nightly reading of a workspace whose customers have events and nothing else, the most
    work there is: the rhythm of each is asked for.
    """
    with TemporaryDirectory() as folder:
        os.environ["EMPTYCHAIR_DATA"] = folder
        from emptychair.config.start import start_django

        start_django(writes=True)
        access = _filled(customers, events)
        from emptychair.silence.services.reading import read_silence

        for name in ("first", "second"):
            begun, work = time.perf_counter(), time.process_time()
            found = read_silence(access, now=datetime.now(tz=UTC))
            clock, work = time.perf_counter() - begun, time.process_time() - work
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            told = f"{found.customers:,} customers, {events:,} events, {found.silent:,} silent"
            print(f"{name}: {told}: {work:.0f} s of processor, {clock:.0f} s, {peak:.0f} MB")


def _filled(customers: int, events: int) -> Any:
    """A workspace of people who come at rates of their own; a tenth stopped."""
    from django.db import connection
    from django.utils import timezone

    from emptychair.accounts.access import Access
    from emptychair.accounts.models import Workspace
    from emptychair.config.first_tables import bring_tables_up_to_date
    from emptychair.customers.models import CustomerEvent, Person

    bring_tables_up_to_date()
    place = Workspace.objects.create(name="Bench", slug="bench")
    Person.objects.bulk_create(
        (Person(workspace=place, name=f"Guest {n}") for n in range(customers)), batch_size=2000
    )
    ids = np.array(Person.objects.values_list("pk", flat=True))
    rng, now = np.random.default_rng(SEED), timezone.now()
    columns = CustomerEvent._meta.concrete_fields  # noqa: SLF001 - Django's public name
    names = [field.column for field in columns if not field.primary_key]
    gone = rng.random(customers) < 0.1
    whom = np.sort(rng.choice(customers, events, p=_rates(rng, customers)))
    ago = rng.random(events) * 700 + np.where(gone[whom], 60 * rng.random(events) + 100, 0)
    plain = {
        "workspace_id": place.pk, "company_id": None, "name": "visited", "source": "bench",
        "touchpoint_key": "", "properties": "{}", "created_at": str(now.replace(tzinfo=None)),
        "changed_at": str(now.replace(tzinfo=None)),
    }  # fmt: skip
    marks = ", ".join(["%s"] * len(names))
    told = ", ".join(names)
    words = f"insert into customers_customerevent ({told}) values ({marks})"  # noqa: S608 - our own names
    for start in range(0, events, 100_000):
        rows = []
        for at in range(start, min(start + 100_000, events)):
            moment = str((now - timedelta(days=float(ago[at]))).replace(tzinfo=None))
            own = {"person_id": int(ids[whom[at]]), "message_id": str(at), "occurred_at": moment}
            rows.append(tuple((plain | own).get(name, "") for name in names))
        with connection.cursor() as cursor:
            cursor.executemany(words, rows)
    return Access.system(place, "bench")


def _rates(rng: np.random.Generator, customers: int) -> Any:
    rates = rng.gamma(2, 1, customers)
    return rates / rates.sum()


def main() -> None:
    """From the shell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--sizes", default="")
    asked.add_argument("--whole", default="")
    given = asked.parse_args()
    if given.whole:
        whole(*(int(one) for one in given.whole.split(",")))
        return
    if given.sizes:
        timed([int(one) for one in given.sizes.split(",")])
        return
    lines = report()
    print("\n".join(lines))
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        start, end = (text.index(mark) for mark in MARKS)
        told = "\n".join(["", *lines, ""])
        PAGE.write_text(text[: start + len(MARKS[0])] + "\n" + told + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()
