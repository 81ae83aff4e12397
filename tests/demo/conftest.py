import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from emptychair.demo import Written, generate


@dataclass
class Demo:
    folder: Path
    written: Written

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as opened:
            return list(csv.DictReader(opened))

    @property
    def truth(self) -> dict:
        return json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder, generate(folder))


@pytest.fixture
def make(tmp_path):
    def made(name: str, **arguments) -> Demo:
        return Demo(tmp_path / name, generate(tmp_path / name, **arguments))

    return made
