"""Every target under fuzzing: ten seconds each here, ten minutes each in `make fuzz`."""

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
HOSTILE = (
    "Ann\n</script><script>x()</script>\n<!-- \u2028 ]]>\n",
    "who_knows_whom\nBo` {x: 1}) DETACH DELETE n //\n$load' \\u0060\n",
)
PROGRAMS = {
    "reader": "fuzz_tables.py",
    "workbook": "fuzz_tables.py",
    "sheet": "fuzz_tables.py",
    "page": "fuzz_outputs.py",
    "cypher": "fuzz_outputs.py",
}


@pytest.fixture
def seeds(tmp_path: Path) -> dict[str, list[Path]]:
    """Small inputs to start from."""
    row = ("Ann", "1", *[None] * 6, "unknown", *[None] * 5, False, *[None] * 4)
    book = tables.write_workbook(Rows({"contacts": [row]}), tmp_path / "w.xlsx")
    with zipfile.ZipFile(book) as archive:
        sheet = Path(archive.extract("xl/worksheets/sheet1.xml", tmp_path))
    hostile = _written(tmp_path / "hostile", HOSTILE)
    csv = _written(tmp_path / "csv", CONTACTS)
    return {"reader": csv, "workbook": [book], "sheet": [sheet], "page": hostile, "cypher": hostile}


def _written(folder: Path, texts: tuple[str, ...]) -> list[Path]:
    folder.mkdir()
    files = [folder / str(number) for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@pytest.mark.slow
@pytest.mark.parametrize("target", PROGRAMS)
def test_no_input_breaks(target: str, seeds: dict[str, list[Path]], tmp_path: Path) -> None:
    program = Path(__file__).with_name(PROGRAMS[target])
    command = [sys.executable, str(program), target, str(SECONDS), *map(str, seeds[target])]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=SECONDS + 120)
    sys.stdout.write(f"{target}: {' '.join(line for line in done.stderr.splitlines() if 'executed_units' in line)}\n")
    assert done.returncode == 0, done.stderr[-3000:]
