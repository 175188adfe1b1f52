"""The sample workspace: invented people, the same in English and in Chinese.

A maker of premium building hardware wants a furniture maker whose purchasing department only asks for a lower price.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

LANGUAGES = ("en", "zh")
AS_OF = date(2026, 11, 1)


def folder(lang: str = "en") -> Path:
    """The folder with the sample's fourteen tables in `lang` (``en`` or ``zh``); raises `ValueError` for another.

    >>> sorted(path.stem for path in folder("zh").glob("*.csv"))[:3]
    ['accounts', 'assumptions', 'attitudes']
    """
    if lang not in LANGUAGES:
        raise ValueError(f"the sample is written in {' and '.join(LANGUAGES)}, not {lang!r}")
    return Path(__file__).parent / lang


def story(lang: str = "en") -> Path:
    """The README that tells the story of the sample in `lang`."""
    return folder(lang) / "README.md"


def copy(target: Path, lang: str = "en") -> list[Path]:
    """Copies the sample's tables and README into the folder `target`; returns the files written, in order of name.

    The folder is made where it is missing; files of the same names are replaced, and readable by their owner alone.
    """
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(folder(lang).iterdir()):
        written.append(target / source.name)
        written[-1].write_bytes(source.read_bytes())
        written[-1].chmod(0o600)
    return written
