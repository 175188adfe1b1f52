"""The backup commands of the page, on a server whose database is lost in between."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.neo4j.test_page import PAGE
from tests.stores.workspaces import AT
from tests.stores.workspaces import workspace as small

from influence.stores import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.neo4j.server import Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
DUMP, RESTORE = re.findall(r"^neo4j-admin (.*)", PAGE, re.MULTILINE)


def test_a_dump_brings_a_lost_database_back(mortal: Server, workspace: str, tmp_path: Path) -> None:
    with open_store(mortal.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
    mortal.stop()
    mortal.admin(*shlex.split(DUMP.replace("/backups", str(tmp_path))))
    for folder in ("databases", "transactions"):
        shutil.rmtree(mortal.home / "data" / folder / "neo4j")
    mortal.admin(*shlex.split(RESTORE.replace("/backups", str(tmp_path))))
    mortal.restart(mortal.conf)
    with open_store(mortal.uri, workspace=workspace) as store:
        assert store.verify() == []
        assert store.digest() == small().digest
