"""Replies: documents as the command line prints them, errors as it prints those, with the fitting status."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from influence.errors import InfluenceError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

INTERNAL = 500
_STATUS = {1: 422, 2: 422, 4: 503}


def body(content: Any) -> bytes:
    """`content` as JSON."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def sent(content: bytes, status: int = 200) -> Response:
    """A reply whose JSON is written already; 200 for every answer, that is "none" too."""
    from starlette.responses import Response

    return Response(content, status, media_type="application/json")


def guarded(act: Callable[[], bytes]) -> Response:
    """The reply with the body that `act` gives, or with why it failed."""
    try:
        return sent(act())
    except InfluenceError as error:
        return failure(error)
    except Exception as error:  # the outermost edge: a fault in one question must not end the app
        if os.environ.get("INFLUENCE_DEBUG"):
            raise
        hint = "start the app again with INFLUENCE_DEBUG=1"
        return refused(500, "internal", f"something went wrong inside: {type(error).__name__}", hint)


def failure(error: InfluenceError) -> Response:
    """The error document: 404 for an unknown name, 422 for a question that cannot be asked, 503 for the machine."""
    status = 404 if isinstance(error, UnknownName) else _STATUS.get(error.exit_code, INTERNAL)
    return _failed(status, error.code, error.message, error.hint, error.candidates)


def refused(status: int, code: str, message: str, hint: str) -> Response:
    """An error document of the app's own."""
    return _failed(status, code, message, hint, [])


def _failed(status: int, code: str, message: str, hint: str, candidates: list[str]) -> Response:
    error = {"code": code, "message": message, "hint": hint, "candidates": candidates}
    return sent(body({"schema_version": 1, "error": error}), status)
