"""Makes a report: reads the file, asks the engine, and puts the answers into sentences."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.analytics.engine import Engine, embedded_engine
from emptychair.analytics.scratch import scratch_folder
from emptychair.metrics.benchmarks import Benchmark, same_market, sectors_of
from emptychair.report import sentences
from emptychair.report.addresses import without_addresses
from emptychair.report.answers import Answers, ReadOptions, look_at, read_answers
from emptychair.report.comments import read_comments
from emptychair.report.contact import contacts
from emptychair.report.coverage import coverage
from emptychair.report.errors import ReportError
from emptychair.report.figures import CutOffs, Figures
from emptychair.report.problems import found_problems
from emptychair.report.segments import as_fix, fixes, segment_table, start_of_fixes, strongest_mix
from emptychair.report.shifts import touchpoint_shifts
from emptychair.report.trend import monthly_trend
from emptychair.report.types import (
    ColumnUse,
    Distribution,
    Fix,
    Month,
    Period,
    Report,
    Rows,
    Shift,
)
from emptychair.report.voices import detractor_voices
from emptychair.report.week import this_week
from emptychair.report.words import Spoken, spoken_words
from emptychair.sheets import Preview, Rejected

Step = Literal["reading", "counting", "words", "writing"]
VERSION = 1
NPS_SCALES = ("0-10", "unknown")
COUNTRY_OF = {"ja": "JP"}


@dataclass(frozen=True)
class Options:
    """What the caller wants; everything has a sensible default."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    language: Literal["ja", "en"] | None = None
    show_names: bool = False
    all_words: bool = False
    cut_offs: CutOffs = field(default_factory=CutOffs)
    accept_scale: bool = False
    country: str | None = None
    industry: str | None = None
    seed: int = 1


@dataclass(frozen=True)
class Made:
    """A report, and the rows that could not be used."""

    report: Report
    rejected: tuple[Rejected, ...]


def make_report(
    path: Path,
    options: Options,
    *,
    now: datetime,
    progress: Callable[[Step, int, int], None] = lambda _step, _done, _total: None,
) -> Made:
    """Read a file of answers and say what it says.

    `now` is the local time without a zone. Raises `sheets.SheetError` when the file cannot be
    read, `ReportError` when its numbers must not be called NPS. Nothing is left on disk.
    """
    seen = look_at(path, options.reading)
    _refuse_other_scales(seen, options)
    language = options.language or seen.language or "en"
    with (
        translation.override(language),
        scratch_folder() as scratch,
        embedded_engine(scratch) as engine,
    ):
        answers = read_answers(
            path,
            options.reading,
            engine=engine,
            scratch=scratch,
            progress=lambda done, total: progress("reading", done, total),
        )
        report = _report(path, answers, engine, options, language, now, progress)
        shown = report if options.show_names else without_addresses(report)
        return Made(shown, answers.rejected)


def _refuse_other_scales(seen: Preview, options: Options) -> None:
    """NPS is asked from 0 to 10; another scale is called NPS only when somebody insists."""
    if seen.scale.kind not in NPS_SCALES and not options.accept_scale:
        raise ReportError("other-scale", low=seen.scale.low, high=seen.scale.high)


def _report(
    path: Path,
    answers: Answers,
    engine: Engine,
    options: Options,
    language: str,
    now: datetime,
    progress: Callable[[Step, int, int], None],
) -> Report:
    figures = Figures(engine, answers, options.cut_offs, now=now)
    reading = answers.reading
    rows = Rows(reading.rows_read, reading.rows_used, reading.rows_rejected)
    progress("counting", 0, 2)
    score = sentences.estimate_of(*figures.counts())
    if score.n == 0:
        raise ReportError("no-answers", rows=rows.read)
    trend, shifts = monthly_trend(figures), touchpoint_shifts(figures)
    progress("counting", 1, 2)
    found = contacts(figures, show_names=options.show_names)
    progress("words", 0, 1)
    header = answers.header_of("comment")
    comments = read_comments(figures, every=options.all_words, since=start_of_fixes(figures))
    spoken = spoken_words(comments, seed=options.seed, header=header)
    progress("words", 1, 1)
    to_fix = _to_fix(figures, spoken, shifts)
    covered = coverage(figures)
    return Report(
        version=VERSION,
        language=language,
        file=path.name,
        made_at=now.isoformat(timespec="seconds"),
        vendor=reading.preview.vendor,
        encoding=reading.preview.encoding or reading.preview.format,
        mapping=tuple(
            ColumnUse(choice.field, choice.header, choice.how) for choice in reading.preview.columns
        ),
        names_shown=options.show_names,
        rows=rows,
        period=_period(figures),
        cut_offs=(options.cut_offs.detractors_up_to, options.cut_offs.promoters_from),
        nps=score,
        headline=sentences.headline(score),
        allowance=sentences.allowance(score),
        contact_first=found,
        fix_first=to_fix,
        trend=trend,
        shifts=shifts,
        mix=strongest_mix(figures),
        distribution=_distribution(figures, language),
        segments=segment_table(figures),
        words=spoken.words,
        word_source=spoken.source,
        coverage=covered,
        benchmarks=_benchmarks(options, language),
        problems=found_problems(figures, rows),
        this_week=this_week(now.date(), found, to_fix, shifts, covered),
        notes=_notes(figures, options, language, trend, any_shift=bool(shifts)),
    )


def _to_fix(figures: Figures, spoken: Spoken, shifts: tuple[Shift, ...]) -> tuple[Fix, ...]:
    return tuple(
        as_fix(
            group,
            effect,
            p_value,
            voices=detractor_voices(figures, group, spoken.voices),
            shifts=shifts,
        )
        for group, effect, p_value in fixes(figures, spoken.themes, shifts)
    )


def _period(figures: Figures) -> Period:
    if figures.first is None or figures.last is None:
        return Period(None, None)
    return Period(figures.first.date().isoformat(), figures.last.date().isoformat())


def _distribution(figures: Figures, language: str) -> Distribution:
    counts = figures.by_score
    middle = counts[5] / sum(counts)
    japanese = (figures.answers.reading.preview.language or language) == "ja"
    return Distribution(
        counts=counts,
        middle_share=round(middle, 4),
        sentence=sentences.middle_sentence(middle, japanese_file=japanese),
    )


def _benchmarks(options: Options, language: str) -> tuple[Benchmark, ...]:
    country = _country(options, language)
    return tuple(same_market(country, options.industry)) if country else ()


def _country(options: Options, language: str) -> str | None:
    """The country that was said, else the one that the language of the report gives away."""
    return options.country.upper() if options.country else COUNTRY_OF.get(language)


def _why_no_benchmarks(country: str | None) -> str:
    """What to do when no published figure can be shown."""
    if country is None:
        return _("Name your country with --country, such as JP or US, to see published figures.")
    sectors = sectors_of(country)
    if sectors:
        return _(
            "There is no published figure for that industry. There are some for: %(sectors)s."
        ) % {"sectors": ", ".join(sectors)}
    return _("We have no published figure for your country. Compare with your own past.")


def _notes(
    figures: Figures,
    options: Options,
    language: str,
    trend: tuple[Month, ...],
    *,
    any_shift: bool,
) -> dict[str, str]:
    notes = {"as_of": sentences.as_of(figures.last)}
    if (options.cut_offs.detractors_up_to, options.cut_offs.promoters_from) != (6, 9):
        notes["cut_offs"] = _(
            "Counted with other cut-offs than usual: detractors 0 to %(low)s, "
            "promoters from %(high)s."
        ) % {"low": options.cut_offs.detractors_up_to, "high": options.cut_offs.promoters_from}
    if figures.answers.reading.preview.scale.kind not in NPS_SCALES:
        notes["scale"] = _(
            "The scale was not 0 to 10. This is not NPS in the usual sense and compares with none."
        )
    if not options.industry:
        notes["industry"] = _(
            "Name your industry with --industry to see only its figures. "
            "Levels of other industries say nothing about you."
        )
    if not _benchmarks(options, language):
        notes["benchmarks"] = _why_no_benchmarks(_country(options, language))
    tested = sum(month.change is not None for month in trend)
    notes["trend"] = sentences.nothing_moved(len(trend), tested=tested, any_shift=any_shift)
    return notes
