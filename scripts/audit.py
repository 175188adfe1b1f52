"""Asks the advisory service about every locked distribution; fails where one is known to be weak, or was not asked.

``python scripts/audit.py`` ends with 0 only if the service answered for all of them and knows of nothing. It sends
names and versions from the locks, nothing else, in one request.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from typing import Any

from licences import locked

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


def main() -> int:
    """Prints what is known; 1 for a weakness, 2 where nothing could be audited."""
    names = {name: version for name, (version, _) in locked().items()}
    try:
        found = ask(names)
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"NOT AUDITED: {SERVICE} gave no answer for {len(names)} distributions ({error})\n")
        return 2
    weak = {name: ids for name, ids in found.items() if ids}
    for name, ids in weak.items():
        sys.stdout.write(f"{name} {names[name]}: {', '.join(ids)}\n")
    sys.stdout.write(f"{len(found)} distributions audited, {len(weak)} with known weaknesses\n")
    return int(bool(weak))


if __name__ == "__main__":
    sys.exit(main())
