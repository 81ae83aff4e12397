import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from emptychair.demo import generate
from emptychair.report.making import Made, Options, make_report
from emptychair.report.types import Report

NOW = datetime(2026, 11, 1, 9, 0)
HEADER = "回答ID,顧客ID,氏名,推奨度（0〜10）,理由をお聞かせください,接点,回答日時"


@dataclass(frozen=True)
class Company:
    """The demo company, and what its generator planted."""

    folder: Path
    truth: dict

    def report(self, language: str, **options) -> Report:
        return make_report(
            self.folder / f"survey-{language}.csv", Options(**options), now=NOW
        ).report


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Company:
    folder = tmp_path_factory.mktemp("company")
    generate(folder)
    return Company(folder, json.loads((folder / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def kitchen(company) -> Report:
    return company.report("ja")


@pytest.fixture(scope="session")
def software(company) -> Report:
    return company.report("en")


@pytest.fixture
def answers(tmp_path):
    """Writes a file of answers from its lines."""

    def written(*lines: str, header: str = HEADER, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return written


@pytest.fixture
def report_of():
    def made(path: Path, **options) -> Made:
        return make_report(path, Options(**options), now=NOW)

    return made
