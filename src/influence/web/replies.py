"""Replies: documents as the command line prints them, errors as it prints those, with the fitting status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from influence.errors import InfluenceError, UnknownName

if TYPE_CHECKING:
    from starlette.responses import Response

INTERNAL = 500
_STATUS = {1: 422, 2: 422, 4: 503}


def _response(content: Any, status: int) -> Response:
    from starlette.responses import Response

    body = json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    return Response(body, status, media_type="application/json")


def document(content: Any) -> Response:
    """200 with `content`: an answer that is "none" is an answer."""
    return _response(content, 200)


def failure(error: InfluenceError) -> Response:
    """The error document: 404 for an unknown name, 422 for a question that cannot be asked, 503 for the machine."""
    status = 404 if isinstance(error, UnknownName) else _STATUS.get(error.exit_code, INTERNAL)
    return _failed(status, error.code, error.message, error.hint, error.candidates)


def refused(status: int, code: str, message: str, hint: str) -> Response:
    """An error document of the app's own."""
    return _failed(status, code, message, hint, [])


def _failed(status: int, code: str, message: str, hint: str, candidates: list[str]) -> Response:
    error = {"code": code, "message": message, "hint": hint, "candidates": candidates}
    return _response({"schema_version": 1, "error": error}, status)
