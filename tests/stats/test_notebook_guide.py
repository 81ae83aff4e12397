"""The study of docs/guides/notebook.md runs as printed, from the root of the repository."""

import doctest

import pytest

from tests.stats.test_worked_cases import ROOT, cases_of


def test_the_study_comes_out_as_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    cases = cases_of(ROOT / "docs" / "guides" / "notebook.md")
    assert len(cases.examples) > 20
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(cases, out=report.append)
    assert not failed, "".join(report)
