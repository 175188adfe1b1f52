"""The reader and the workbook guard under fuzzing: ten seconds here, longer in `make fuzz`."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from influence import tables
from influence.model.rows import Rows

SECONDS = int(os.environ.get("INFLUENCE_FUZZ_SECONDS", "10"))
CONTACTS = (
    'id,name,account,layer,attitude,note\n1,Ann,Acme,decision,support,"a\nb"\n2,Bo,,,doubt,=1\n',
    "编号;姓名;层级\n1;王芳;决策层\n2;李伟;\n",
    "sep=;\nname;since\nAnn;2026-01-01\n",
)


@pytest.fixture
def seeds(tmp_path: Path) -> dict[str, list[Path]]:
    """Small good inputs to start from."""
    texts = [tmp_path / f"{number}.csv" for number in range(len(CONTACTS))]
    for file, text in zip(texts, CONTACTS, strict=True):
        file.write_text(text, encoding="utf-8")
    row = ("Ann", "1", *[None] * 6, "unknown", *[None] * 5, False, *[None] * 4)
    book = tables.write_workbook(Rows({"contacts": [row]}), tmp_path / "w.xlsx")
    with zipfile.ZipFile(book) as archive:
        archive.extract("xl/worksheets/sheet1.xml", tmp_path)
    return {"reader": texts, "workbook": [book], "sheet": [tmp_path / "xl" / "worksheets" / "sheet1.xml"]}


@pytest.mark.slow
@pytest.mark.parametrize("target", ["reader", "workbook", "sheet"])
def test_no_input_breaks(target: str, seeds: dict[str, list[Path]], tmp_path: Path) -> None:
    program = Path(__file__).with_name("fuzz_tables.py")
    command = [sys.executable, str(program), target, str(SECONDS), *map(str, seeds[target])]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=SECONDS + 120)
    assert done.returncode == 0, done.stderr[-3000:]
