"""The local app: the map's page without data, the view it asks for, and a JSON twin of every question."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from influence.errors import InfluenceError, UsageError
from influence.web import replies
from influence.web.finder import find, index
from influence.web.guard import Guard
from influence.web.questions import Values, ask

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from influence.web.workspace import Workspace

Question = Callable[["Workspace", Values], Any]


def one(values: Values, name: str) -> str | None:
    """The last text given for `name`; blank counts as not given."""
    return (values.get(name) or [""])[-1] or None


def day_of(values: Values) -> date | None:
    """The date in ``as-of``, taken out of `values`; raises `UsageError` where it is none."""
    text = one(values, "as-of")
    values.pop("as-of", None)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no date", hint="write it as 2026-11-01") from error


def _shell(workspace: Workspace) -> str:
    """The page without data: words and style alone."""
    from influence.maps.document import words
    from influence.maps.page import page

    return page({"lang": workspace.lang, "title": "influence", "live": True, "words": words()}, live=True)


def _page(workspace: Workspace, values: Values) -> Any:
    """The view of an account, a deal, or all accounts, as the page's document."""
    from influence.maps import build_view
    from influence.maps.document import document

    net = workspace.network(day_of(values))
    account, deal = one(values, "account"), one(values, "deal")
    view = build_view(net, account=account, deal=deal, lang=one(values, "lang") or workspace.lang)
    latest = workspace.as_of.isoformat()
    return {"answer": document(view, live=True, edit=workspace.edit, latest=latest)}


def _search(workspace: Workspace, values: Values) -> Any:
    net = workspace.network(day_of(values))
    known = net.__dict__.setdefault("_search_index", None) or index(net)
    net.__dict__["_search_index"] = known
    limit = one(values, "limit") or "20"
    if not limit.isdigit():
        raise UsageError(f"limit {limit!r} is no whole number", hint="send 20")
    return {"question": "search", "answer": {"found": find(known, one(values, "text") or "", int(limit))}}


def _edits(workspace: Workspace, values: Values) -> Any:
    del values
    log = [{"number": e.number, "at": e.at, "op": dict(e.op), "applies": e.applies} for e in workspace.edits()]
    return {"question": "edits", "answer": {"edits": log}}


_OWN: dict[str, Question] = {"page": _page, "search": _search, "edits": _edits}


def _answer(workspace: Workspace, command: str, values: Values) -> Any:
    if command in _OWN:
        return _OWN[command](workspace, values)
    return ask(workspace.network(day_of(values)), command, values)


def _guarded(act: Callable[[], Any]) -> Response:
    try:
        return replies.document(act())
    except InfluenceError as error:
        return replies.failure(error)
    except Exception as error:  # noqa: BLE001 - the outermost edge: a fault in one question must not end the app
        return replies.refused(500, "internal", f"something went wrong inside: {type(error).__name__}", "see the log")


def _operation(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise UsageError("the body is not JSON", hint="send one object") from error
    if not isinstance(found, dict):
        raise UsageError("the body is not one object", hint='send {"op": "attitude", "id": ..., "value": ...}')
    return found


def _change(workspace: Workspace, act: Callable[[], Any]) -> Response:
    if not workspace.edit:
        return replies.refused(403, "read_only", "the app was started read-only", "start it with --edit")
    return _guarded(lambda: _changed(workspace, act()))


def _changed(workspace: Workspace, edit: Any) -> Any:
    told = None if edit is None else {"number": edit.number, "at": edit.at, "op": dict(edit.op)}
    return {"question": "edit", "digest": workspace.network().digest, "answer": {"edit": told}}


def application(workspace: Workspace, *, port: int, token: str) -> Any:
    """The ASGI application for `workspace`, addressed on `port`, with the per-run `token`."""
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    from influence.maps.page import policy

    shell = _shell(workspace)

    async def home(request: Request) -> Response:
        del request
        return HTMLResponse(shell)

    async def question(request: Request) -> Response:
        command = request.path_params["command"]
        values = {name: request.query_params.getlist(name) for name in request.query_params}
        return await run_in_threadpool(_guarded, lambda: _answer(workspace, command, values))

    async def edit(request: Request) -> Response:
        body = await request.body()
        return await run_in_threadpool(_change, workspace, lambda: workspace.change(_operation(body)))

    async def undo(request: Request) -> Response:
        del request
        return await run_in_threadpool(_change, workspace, workspace.undo)

    routes = [
        Route("/", home, methods=["GET"]),
        Route("/api/edit", edit, methods=["POST"]),
        Route("/api/undo", undo, methods=["POST"]),
        Route("/api/{command}", question, methods=["GET"]),
    ]
    return Guard(Starlette(routes=routes), port, token, policy(live=True))
