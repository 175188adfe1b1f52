"""The local app: the map's page without data, the view it asks for, and a JSON twin of every question."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError
from influence.web import replies
from influence.web.finder import find
from influence.web.guard import Guard
from influence.web.lanes import Desk
from influence.web.language import Spoken

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from influence.web.language import Told
    from influence.web.workspace import Workspace

Values = dict[str, list[str]]
Ask = Callable[[str, Values], Any]
"""Answers the question of a command from the values of its long names: the document of ``--format json``."""
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
    limit = one(values, "limit") or "20"
    if not limit.isdigit():
        raise UsageError(f"limit {limit!r} is no whole number", hint="send 20")
    known = workspace.index(day_of(values))
    return {"question": "search", "answer": {"found": find(known, one(values, "text") or "", int(limit))}}


def _edits(workspace: Workspace, values: Values) -> Any:
    del values
    log = [{"number": e.number, "at": e.at, "op": dict(e.op), "applies": e.applies} for e in workspace.edits()]
    return {"question": "edits", "answer": {"edits": log}}


_OWN: dict[str, Question] = {"page": _page, "search": _search, "edits": _edits}


def asked(workspace: Workspace, ask: Ask) -> Ask:
    """`ask` together with the app's own questions about `workspace`."""

    def answer(command: str, values: Values) -> Any:
        own = _OWN.get(command)
        return ask(command, values) if own is None else own(workspace, values)

    return answer


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
    return replies.guarded(lambda: replies.body(_changed(workspace, act())))


def _changed(workspace: Workspace, edit: Any) -> Any:
    told = None if edit is None else {"number": edit.number, "at": edit.at, "op": dict(edit.op)}
    return {"question": "edit", "digest": workspace.digest(), "answer": {"edit": told}}


def _as_it_is(message: str, lang: str) -> str:
    del lang
    return message


def application(workspace: Workspace, ask: Ask, *, port: int, token: str, told: Told = _as_it_is) -> Any:
    """The ASGI application for `workspace`, addressed on `port`, with the per-run `token`.

    `ask` answers commands, `told` says an error in the language of the page.
    """
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    from influence.maps.page import policy

    shell, desk = _shell(workspace), Desk(workspace, asked(workspace, ask))

    async def home(request: Request) -> Response:
        del request
        return HTMLResponse(shell)

    async def question(request: Request) -> Response:
        command = request.path_params["command"]
        values = {name: request.query_params.getlist(name) for name in request.query_params}
        return await desk.reply(command, values)

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
    return Spoken(Guard(Starlette(routes=routes), port, token, policy(live=True)), told)
