"""What reading a file found or refused, in the language of the reader."""

from django.utils.translation import gettext as _

from emptychair.report import wording as w
from emptychair.report.errors import ReportError
from emptychair.report.labels import field_label
from emptychair.sheets import Problem, SheetError
from emptychair.sheets.errors import SENTENCES


def refusal_sentence(error: SheetError | ReportError) -> str:
    """Why no report can be made, and what to do."""
    if isinstance(error, SheetError):
        # The sentences are marked for translation where they stand, beside their codes.
        return _(SENTENCES[error.code]).format(**error.params)
    if error.code == "other-scale":
        return _(
            "The scores look like a scale from %(low)s to %(high)s. NPS is asked from 0 to 10, and "
            "another scale must not be called NPS in silence. If you want it counted all the same, "
            "add --accept-scale; the report will say so."
        ) % {"low": error.params["low"], "high": error.params["high"]}
    return _(
        "None of the %(rows)s rows has a score that can be used. Look into the error file, or name "
        "the column with --map score=COLUMN."
    ) % {"rows": error.params["rows"]}


def problem_sentence(problem: Problem) -> str:
    """One thing that reading found."""
    facts = {
        name: w.count(value) if isinstance(value, int) else value
        for name, value in problem.params.items()
    }
    if "field" in facts:
        facts["field"] = field_label(str(facts["field"]))
    return str(_sentences()[problem.code] % facts)


def _sentences() -> dict[str, str]:
    return {
        "encoding-guessed": _(
            "The encoding was guessed as %(encoding)s. If names look wrong, name it with "
            "--encoding."
        ),
        "ambiguous-dates": _(
            "Dates such as %(example)s can be read in two ways and were read as %(read_as)s "
            "(d day, m month, y year). If that is wrong, say so with --date-order."
        ),
        "unreadable-dates": _(
            "%(rows)s values of the column for %(field)s are no dates, such as "
            "“%(example)s”; "
            "those answers count but are in no month."
        ),
        "duplicates": _("%(rows)s answers stand in the file a second time and were counted once."),
        "uneven-rows": _(
            "%(rows)s rows have more or fewer cells than the header, the first is row %(first)s. "
            "Missing cells were taken as empty."
        ),
        "zone-ignored": _(
            "Times carry a time zone (%(zones)s); the clock was taken as written, without "
            "converting."
        ),
        "unix-times-in-utc": _("Times are counted in seconds and were taken as UTC."),
        "other-sheets": _("The workbook has other sheets that were not read: %(sheets)s."),
        "score-by-content": _(
            "No header names the score; %(header)s was taken because of what stands in it. "
            "If that is wrong, use --map score=COLUMN."
        ),
        "two-columns-for-field": _(
            "Two columns look like %(field)s: %(chosen)s was taken, %(other)s was not."
        ),
        "scale-1-10": _(
            "No zero was given in %(header)s, so people may have been asked from 1 to 10. "
            "Then this is not NPS."
        ),
        "scale-1-5": _("%(header)s looks like a scale from 1 to 5."),
        "scale-1-7": _("%(header)s looks like a scale from 1 to 7."),
    }
