"""The shared corpus of bad inputs: its manifest, and what each row of it gives as SOURCE."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs"
EITHER = "accept-warn or reject-rows"


def runs() -> list[dict[str, str]]:
    """The rows of the manifest; none where the corpus is absent."""
    if not CORPUS.is_dir():
        return []
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def source(run: dict[str, str], folder: Path) -> Path:
    """What to give as SOURCE, as the corpus's README says."""
    if run["source"] == "itself":
        return CORPUS / run["file"]
    if run["source"] == "good":
        shutil.copytree(CORPUS / "good", folder, copy_function=shutil.copyfile)
        folder.chmod(0o700)
    else:
        folder.mkdir()
    (folder / f"{run['table']}.csv").unlink(missing_ok=True)
    shutil.copyfile(CORPUS / run["file"], folder / f"{run['table']}.csv")
    return folder
