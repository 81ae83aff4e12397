"""The report as Markdown: for a chat, a ticket or a note to the team."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.report import wording as w
from emptychair.report.labels import notable_sentence
from emptychair.report.pictures import verdict_words
from emptychair.report.types import Report


def as_markdown(report: Report) -> bytes:
    """The report as Markdown, UTF-8."""
    with translation.override(report.language):
        parts = [
            _head(report),
            _contacts(report),
            _fixes(report),
            _trend(report),
            _section(_("How the answers spread"), [report.distribution.sentence]),
            _segments(report),
            _words(report),
            _rest(report),
        ]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _section(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n\n".join(lines) if lines else ""


def _line(text: str) -> str:
    """Customers' words are text, never markup: they stay on one line and lose their power."""
    plain = " ".join(text.split())
    for sign in "\\`*_[]<>|#":
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def _head(report: Report) -> str:
    notes = [note for key, note in report.notes.items() if key in ("as_of", "cut_offs", "scale")]
    title = f"# {_('Whom to contact, what to fix')}: {_line(report.file)}"
    return "\n\n".join([title, report.headline, report.allowance, *notes])


def _contacts(report: Report) -> str:
    lines = []
    for number, contact in enumerate(report.contact_first, 1):
        company = f"{_line(contact.company)} · " if contact.company else ""
        quote = f"\n   > {_line(contact.comment)}\n" if contact.comment else ""
        row = _("Row %(row)s.") % {"row": contact.row}
        lines.append(
            f"{number}. **{company}{_line(contact.who)}**\n{quote}\n"
            f"   {_line(contact.reason)} {row} **{contact.next_step}**"
        )
    return _section(_("Contact first"), lines)


def _fixes(report: Report) -> str:
    lines = [
        f"- **{_line(fix.name)}** ({_line(fix.field)}): {fix.sentence}"
        + "".join(f"\n  > {_line(voice)}" for voice in fix.voices)
        for fix in report.fix_first
    ]
    return _section(_("Fix first"), lines)


def _trend(report: Report) -> str:
    if not report.trend:
        return ""
    rows = [
        f"| {_('Month')} | {_('Score')} | {_('Interval')} | {_('Answers')} |",
        "|---|--:|---|--:|",
    ]
    for month in report.trend:
        score = month.score
        if score.score is None or score.low is None or score.high is None:
            rows.append(f"| {month.month} | – | – | 0 |")
        else:
            limits = w.interval(score.low, score.high)
            rows.append(
                f"| {month.month} | {w.points(score.score)} | {limits} | {w.count(score.n)} |"
            )
    said = [notable_sentence(month) for month in report.trend if month.notable]
    said = said or [report.notes["trend"]]
    said += [shift.sentence for shift in report.shifts]
    if report.mix:
        said.append(report.mix.sentence)
    return _section(_("Month by month"), ["\n".join(rows), *said])


def _segments(report: Report) -> str:
    if not report.segments:
        return ""
    rows = [
        (
            f"| {_('Group')} | {_('Score')} | {_('Interval')} | {_('Answers')} "
            f"| {_('What may be said')} |"
        ),
        "|---|--:|---|--:|---|",
    ]
    for segment in report.segments:
        score = segment.score
        if score.score is None or score.low is None or score.high is None:
            continue
        rows.append(
            f"| {_line(segment.field)}: {_line(segment.name)} | {w.points(score.score)} "
            f"| {w.interval(score.low, score.high)} | {w.count(score.n)} | "
            f"{verdict_words(segment)} |"
        )
    return _section(_("Groups side by side"), ["\n".join(rows)])


def _words(report: Report) -> str:
    titles = {"detractors": _("What detractors write"), "promoters": _("What promoters write")}
    lines = []
    for side, title in titles.items():
        words = [word for word in report.words if word.side == side]
        if words:
            listed = "\n".join(
                f"- **{_line(word.term)}** ({word.detractors} / {word.promoters}): "
                + _line(word.examples[0] if word.examples else "")
                for word in words
            )
            lines.append(f"**{title}**\n\n{listed}")
    return _section(_("The words that set them apart"), lines)


def _rest(report: Report) -> str:
    parts = []
    if report.coverage:
        parts.append(_section(_("Who was heard"), [report.coverage.sentence]))
    parts.append(
        _section(
            _("Problems found in the data"),
            ["\n".join(f"- {_line(issue.sentence)}" for issue in report.problems)]
            if report.problems
            else [],
        )
    )
    tasks = "\n".join(
        f"- [ ] {task.sentence} ({w.short_day(date.fromisoformat(task.due))})"
        for task in report.this_week
    )
    parts.append(_section(_("This week"), [tasks]))
    return "\n\n".join(part for part in parts if part)
