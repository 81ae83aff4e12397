"""Problems found in the data, in sentences that say what to do."""

from django.utils.translation import gettext as _

from emptychair.report import wording as w
from emptychair.report.figures import Figures
from emptychair.report.reading_words import problem_sentence
from emptychair.report.types import Issue, Rows

FEW_COMMENTS = 0.1
ONE_DAY_SHARE = 0.5


def found_problems(figures: Figures, rows: Rows) -> tuple[Issue, ...]:
    """What reading found, and what the numbers themselves betray."""
    reading = figures.answers.reading
    issues = [
        Issue(problem.code, problem.severity, problem_sentence(problem))
        for problem in reading.problems
    ]
    if rows.rejected:
        issues.append(_rejected(rows))
    issues += _times(figures)
    issues += _comments(figures)
    order = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(issues, key=lambda issue: order[issue.severity]))


def _rejected(rows: Rows) -> Issue:
    share = rows.rejected / rows.read
    return Issue(
        "rows-rejected",
        "warning" if share > 0.05 else "info",
        _(
            "%(rejected)s of %(read)s rows could not be used (%(share)s). They stand in the error "
            "file beside the report, each with its row number and the reason."
        )
        % {
            "rejected": w.count(rows.rejected),
            "read": w.count(rows.read),
            "share": w.share(share),
        },
    )


def _times(figures: Figures) -> list[Issue]:
    if figures.last is None:
        return [
            Issue(
                "no-dates",
                "warning",
                _(
                    "There is no date of answer, so there is no trend and nobody is recent. "
                    "If a column has it, name it with --map answered_at=COLUMN."
                ),
            )
        ]
    issues = []
    late, last = figures.in_the_future
    if last is not None:
        issues.append(
            Issue(
                "future-dates",
                "warning",
                _(
                    "%(n)s answers carry a date in the future (until %(day)s); they count but are "
                    "in no month. Check the date order."
                )
                % {"n": w.count(late), "day": w.day(last)},
            )
        )
    busiest = _busiest_day(figures)
    if busiest is not None:
        issues.append(busiest)
    return issues


def _busiest_day(figures: Figures) -> Issue | None:
    dated = figures.scored.filter(figures.scored.answered_at.notnull())
    days = dated.mutate(day=dated.answered_at.cast("date"))
    counted = days.group_by("day").aggregate(n=days.count())
    top = figures.records(counted.order_by([counted.n.desc(), "day"]).limit(1))
    total = sum(figures.by_score)
    if total < 100 or not top or top[0]["n"] < ONE_DAY_SHARE * total:
        return None
    return Issue(
        "one-day",
        "info",
        _(
            "%(share)s of the answers carry the same day, %(day)s. If this is the day of an import "
            "rather than of the answer, the trend means nothing."
        )
        % {"share": w.share(top[0]["n"] / total), "day": w.day(top[0]["day"])},
    )


def _comments(figures: Figures) -> list[Issue]:
    total = sum(figures.by_score)
    if "comment" not in figures.answers.present:
        return [
            Issue(
                "no-comments",
                "warning",
                _(
                    "There is no column of comments. A score without its “why?” "
                    "cannot be "
                    "acted on: ask it with every score."
                ),
            )
        ]
    table = figures.scored.filter(figures.scored.comment.length() > 0)
    [row] = figures.records(table.aggregate(n=table.count()))
    if total and row["n"] / total < FEW_COMMENTS:
        return [
            Issue(
                "few-comments",
                "info",
                _("Only %(share)s of the answers say why.") % {"share": w.share(row["n"] / total)},
            )
        ]
    return []
