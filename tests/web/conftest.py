"""A store with the sample and the app in front of it, without a socket."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

from influence import sample, workspace
from influence.cli import serve
from influence.cli.options import Settings
from influence.cli.phrases import told
from influence.stores import open_store
from influence.web.app import application

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client that comes with starlette announces its successor
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PORT, TOKEN = 8765, "a-token-of-this-test"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a store that holds the sample."""
    file = tmp_path_factory.mktemp("store") / "sample.db"
    with open_store(str(file), create=True) as store:
        workspace.keep(store, workspace.read(sample.folder("en")))
    return file.read_bytes()


@pytest.fixture
def client(loaded: bytes, tmp_path: Path) -> Callable[..., TestClient]:
    """Makes a client of a fresh store; it sends the token unless told otherwise."""
    file = tmp_path / "sample.db"
    file.write_bytes(loaded)

    def make(*, edit: bool = False, token: str | None = TOKEN) -> TestClient:
        settings = Settings(store=str(file), as_of=sample.AS_OF.isoformat())
        served, ask = serve.served(settings, edit=edit)
        headers = {} if token is None else {"X-Influence-Token": token}
        app = application(served, ask, port=PORT, token=TOKEN, told=told)
        return TestClient(app, base_url=f"http://127.0.0.1:{PORT}", headers=headers, raise_server_exceptions=False)

    return make
