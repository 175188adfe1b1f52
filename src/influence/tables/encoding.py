"""Which encoding a file is in: UTF-8 is checked, others are only ever offered."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from influence.errors import UsageError
from influence.tables.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20
LONGEST_LINE = 16 << 20
BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LINE_END = re.compile("\r\n|\r|\n")
USUAL = {
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
    "cp1252": re.compile(
        rb"(?<=[A-Za-z])[\xc0-\xff](?=[a-z\xdf-\xff]|[^0-9A-Za-z\x80-\xff]|$)"
        rb"|(?<![0-9A-Za-z\x80-\xff])[\xc0-\xde](?=[a-z])"
    ),
}
"""What the usual letters of an encoding look like in it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass over the bytes of a file: SHA-256, size, and the first place that is not text in `encoding`."""

    sha256: str
    size: int
    encoding: str
    line: int = 0
    offset: int = 0
    reason: str = ""


def known_encoding(name: str) -> str:
    """The codec called `name`; raises `UsageError` for none and for codecs that are no text."""
    try:
        codec = codecs.lookup(name)
        b"a,b".decode(name)
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, UnicodeError):  # UTF-16 and its kin cannot read three ASCII letters, which is no fault
            return codec.name
        raise UsageError(
            f"no text encoding is called {name!r}",
            hint="for example gb18030, big5, cp1252, utf-16",
            candidates=["gb18030", "big5", "cp1252", "utf-16"],
        ) from error
    return codec.name


def scan(file: BinaryIO, named: str | None) -> Scan:
    """Read `file` once; where it has a UTF-8 mark that decides, else the named encoding, else UTF-8."""
    head = file.read(4)
    file.seek(0)
    encoding = "utf-8-sig" if named is None or head.startswith(codecs.BOM_UTF8) else known_encoding(named)
    walker = _Walker(encoding)
    sha = hashlib.sha256()
    for block in _blocks(file):
        sha.update(block)
        walker.feed(block)
    walker.feed(b"", final=True)
    return Scan(sha.hexdigest(), walker.size, encoding, walker.bad_line, walker.offset, walker.reason)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


class _Walker:
    """Decodes block by block, counting lines, until the first byte that does not fit."""

    def __init__(self, encoding: str) -> None:
        self.decoder = codecs.getincrementaldecoder(encoding)("strict")
        self.size = self.offset = self.bad_line = self.run = 0
        self.line = 1
        self.reason = ""

    def feed(self, block: bytes, *, final: bool = False) -> None:
        if not self.reason:
            self._decode(block, final=final)
        self.size += len(block)

    def _decode(self, block: bytes, *, final: bool) -> None:
        try:
            text = self.decoder.decode(block, final)
        except UnicodeDecodeError as error:
            start = max(0, error.start)
            good = error.object[:start].decode(error.encoding, "replace")
            self.bad_line = self.line + len(LINE_END.findall(good))
            self.offset = self.size + len(block) - len(error.object) + start
            self.reason = error.reason
            return
        self.line += text.count("\n") if "\r" not in text else len(LINE_END.findall(text))
        last = max(text.rfind("\n"), text.rfind("\r"))
        self.run = len(text) - last - 1 if last >= 0 else self.run + len(text)
        if self.run > LONGEST_LINE:
            self.bad_line, self.reason = self.line, "line too long"


def offer(sample: bytes) -> str:
    """What the bytes probably are, with a preview, in words; empty where nothing fits."""
    for mark, name in BOMS.items():
        if sample.startswith(mark):
            return f"the file begins like {name}: try --encoding {name}"
    fitting = sorted(((-_score(sample, name), name) for name in USUAL), key=lambda pair: pair[0])
    offers = [(name, preview) for score, name in fitting if score < -0.5 and (preview := _preview(sample, name))]
    if not offers:
        return ""
    first, *others = offers
    more = "".join(f"; or --encoding {name} ({preview})" for name, preview in others)
    return f"perhaps --encoding {first[0]} ({first[1]}){more}"


def _score(sample: bytes, name: str) -> float:
    """Share of the letters beyond ASCII that are usual in `name`; 0 where the bytes do not fit it."""
    cut = sample.rfind(b"\n") if len(sample) >= BLOCK else len(sample)
    try:
        text = sample[:cut].decode(name)
    except UnicodeDecodeError:
        return 0.0
    beyond = len(re.findall("[^\x00-\x7f]", text))
    usual = len(USUAL[name].findall(sample))
    share = min(1.0, usual / beyond) if beyond else 0.0
    return share if name == "cp1252" else max(share, 0.6)


def _preview(sample: bytes, name: str) -> str:
    words = re.findall('[A-Za-z]*[^\x00-\x7f][^,;\t\r\n"]*', sample.decode(name, "replace"))
    return "it then reads " + " ".join(shown(word, 20) for word in words[:3]) if words else ""
