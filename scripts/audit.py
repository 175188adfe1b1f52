"""Asks about every locked distribution whether it is known to be weak; fails where one is, or nobody could be asked.

``python scripts/audit.py`` asks the advisory service, and sends it names and versions from the locks, nothing else, in
one request. ``python scripts/audit.py FOLDER`` asks a copy of the database on this machine instead: the records of the
service, one JSON file each (unpacked from the `PyPI/all.zip` it offers). Ends with 0 only if all were asked about and
nothing is known.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from pathlib import Path
from typing import Any

from licences import locked
from packaging.utils import canonicalize_name
from packaging.version import Version

SERVICE = os.environ.get("INFLUENCE_ADVISORIES", "https://api.osv.dev/v1/querybatch")
"""Open Source Vulnerabilities; another service of the same interface may stand in."""


def ask(names: dict[str, str]) -> dict[str, list[str]]:
    """Known weaknesses of each distribution (name -> version), by name; raises `OSError` where nobody answers."""
    queries = [{"package": {"name": n, "ecosystem": "PyPI"}, "version": version} for n, version in names.items()]
    request = urllib.request.Request(  # noqa: S310 - the address above, https unless the user says otherwise
        SERVICE, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
        results: list[dict[str, Any]] = json.load(answer)["results"]
    found = zip(names, results, strict=True)
    return {name: [weakness["id"] for weakness in result.get("vulns", ())] for name, result in found}


def look_up(names: dict[str, str], folder: Path) -> dict[str, list[str]]:
    """The same from the records in a folder; raises `ValueError` where there is none. Says how old they are."""
    found: dict[str, list[str]] = {name: [] for name in names}
    changed = []
    for file in sorted(folder.rglob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        changed.append(str(record["modified"]))
        for affected in () if record.get("withdrawn") else record.get("affected", ()):
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            if package.get("ecosystem") == "PyPI" and name in names and is_affected(affected, names[name]):
                found[name].append(record["id"])
    if not changed:
        raise ValueError("no record there")
    sys.stdout.write(f"{len(changed)} records, the newest of {max(changed)[:10]}\n")
    return found


def is_affected(affected: dict[str, Any], version: str) -> bool:
    """Whether a version is listed, or lies in a range, as the format of these records defines it."""
    for span in affected.get("ranges", ()):
        inside = False
        events = [(_place(text), kind) for event in span["events"] for kind, text in event.items()]
        for place, kind in sorted(events) if span["type"] == "ECOSYSTEM" else ():
            if kind == "introduced":
                inside = inside or place <= Version(version)
            elif place < Version(version) or (kind == "fixed" and place == Version(version)):
                inside = False
        if inside:
            return True
    return version in affected.get("versions", ())


def _place(text: str) -> Version:
    return Version("0.dev0" if text == "0" else text)


def main() -> int:
    """Prints what is known; 1 for a weakness, 2 where nothing could be audited."""
    names = {name: version for name, (version, _) in locked().items()}
    folder = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        found = look_up(names, Path(folder)) if folder else ask(names)
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"NOT AUDITED: {folder or SERVICE} gave no answer for {len(names)} distributions ({error})\n")
        return 2
    weak = {name: ids for name, ids in found.items() if ids}
    for name, ids in weak.items():
        sys.stdout.write(f"{name} {names[name]}: {', '.join(ids)}\n")
    sys.stdout.write(f"{len(found)} distributions audited, {len(weak)} with known weaknesses\n")
    return int(bool(weak))


if __name__ == "__main__":
    sys.exit(main())
