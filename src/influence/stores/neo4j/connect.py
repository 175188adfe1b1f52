"""The connection: address, credentials, managed transactions, and plain words for what a server does wrong.

Waits are short, so that a server that is absent, silent or stopped is a message within ten seconds. Credentials come
from the environment or a prompt and are held by the driver alone.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from getpass import getpass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from influence.errors import InfluenceError, StoreUnavailable, UsageError
from influence.stores.neo4j.statements import statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import Driver, ManagedTransaction

_Answer = TypeVar("_Answer")

CONNECT_SECONDS, ACQUIRE_SECONDS, RETRY_SECONDS = 4.0, 4.0, 3.0
READ_SECONDS, WRITE_SECONDS = 8.0, 9.0
"""How long a server may say nothing in the middle of an answer; a batch is written in half a second on two cores."""
SCHEMA_SECONDS = 60.0
"""The same for a new constraint: the server looks through the nodes that are there already."""


class TooMuchAtOnce(StoreUnavailable):
    """The server has not the memory for a transaction of this size; a smaller one may do."""


class AlreadyThere(StoreUnavailable):
    """What was to be made in the schema is there, under this name or another."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server is; `clear` where the connection is not encrypted and leaves this machine.

    `unproven` where it is encrypted but the server's certificate is not checked.
    """

    uri: str
    host: str
    clear: bool
    unproven: bool


def parsed(address: str) -> Address:
    """Check an address; raises `UsageError`, without repeating it, where it holds a user or a password."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 7687
    except ValueError:
        host, port = None, 0
        parts = urlsplit("")
    if "@" in address:
        raise UsageError(
            "the address of the store holds a user or a password",
            hint="give neo4j://host:7687 and set INFLUENCE_NEO4J_USER and INFLUENCE_NEO4J_PASSWORD",
        )
    if not host or parts.path.strip("/") or parts.query:
        raise UsageError("the address of the Neo4j store is not of the form neo4j://host:7687")
    away = not _local(host)
    clear, unproven = parts.scheme in {"neo4j", "bolt"}, parts.scheme.endswith("+ssc")
    return Address(address, f"{host}:{port}", clear and away, unproven and away)


def _local(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False


def credentials(host: str) -> tuple[str, str]:
    """User and password: from the environment, else asked for on a terminal."""
    user, password = (os.environ.get(f"INFLUENCE_NEO4J_{name}") for name in ("USER", "PASSWORD"))
    if user and password:
        return user, password
    if not sys.stdin.isatty():
        raise StoreUnavailable(
            f"no user and password for Neo4j at {host}",
            hint="set INFLUENCE_NEO4J_USER and INFLUENCE_NEO4J_PASSWORD, or run on a terminal",
        )
    return user or _ask(f"User of Neo4j at {host}: "), password or getpass(f"Password for Neo4j at {host}: ")


def _ask(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


class Connection:
    """One driver on one database; statements by name, in managed transactions."""

    def __init__(self, address: Address) -> None:
        self.host = address.host
        self.database = os.environ.get("INFLUENCE_NEO4J_DATABASE") or "neo4j"
        self._driver = _driver(address)
        try:
            with self.faults():
                self._driver.verify_connectivity()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self._driver.close()

    def read(self, name: str, **values: Any) -> list[tuple[Any, ...]]:
        """Rows of a statement that reads."""
        return self.ask(statement(name), values)

    def ask(self, text: str, values: dict[str, Any], *, write: bool = False) -> list[tuple[Any, ...]]:
        """Rows of a statement given as text."""
        return self._run(lambda transaction: _rows(transaction, text, values), write=write)

    def table(self, text: str, values: dict[str, Any], *, write: bool = False) -> tuple[list[str], list[Any]]:
        """Names of the columns and rows of a statement given as text."""

        def work(transaction: ManagedTransaction) -> tuple[list[str], list[Any]]:
            result = transaction.run(text, values)
            names = list(result.keys())
            return names, [tuple(record.values()) for record in result]

        return self._run(work, write=write)

    def write(self, *steps: tuple[str, dict[str, Any]]) -> list[list[tuple[Any, ...]]]:
        """Run named statements in one transaction; rows of each."""
        texts = [(statement(name), values) for name, values in steps]
        return self._run(lambda t: [_rows(t, text, values) for text, values in texts], write=True)

    def work(self, function: Callable[[ManagedTransaction], _Answer]) -> _Answer:
        """Run a function in one writing transaction; it may run twice."""
        return self._run(function, write=True)

    def schema(self, name: str) -> None:
        """Run a statement that changes the schema; again where another first load is in the way."""
        self._run(lambda transaction: transaction.run(statement(name)).consume(), write=True, seconds=SCHEMA_SECONDS)

    def _run(
        self, function: Callable[[ManagedTransaction], _Answer], *, write: bool, seconds: float | None = None
    ) -> _Answer:
        def work(transaction: ManagedTransaction) -> _Answer:
            _bound(transaction, seconds or (WRITE_SECONDS if write else READ_SECONDS))
            with self.at_once():
                return function(transaction)

        with self.faults(), self._session(write=write) as session:
            run = session.execute_write if write else session.execute_read
            try:
                answer: _Answer = run(work)
            except _unsure() as error:
                if _silent(error):
                    raise
                answer = run(work)  # every write of ours finds what an earlier attempt has left
            return answer

    def _session(self, *, write: bool) -> Any:
        return self._driver.session(
            database=self.database, default_access_mode="WRITE" if write else "READ", fetch_size=20_000
        )

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the driver raises into a message without any secret."""
        from neo4j.exceptions import DriverError, Neo4jError

        told: InfluenceError | None = None
        try:
            yield
        except (DriverError, Neo4jError, OSError) as error:
            if isinstance(error, InfluenceError):
                raise
            told = in_words(error, self.host, self.database)
        if told is not None:
            raise told

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Tell at once what the driver would only try again: too little memory, a server that says nothing."""
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            yield
        except (DriverError, Neo4jError) as error:
            if _MEMORY not in str(getattr(error, "code", "")) and not _silent(error):
                raise
            raise in_words(error, self.host, self.database) from None


def _driver(address: Address) -> Driver:
    from neo4j import GraphDatabase

    log = logging.getLogger("neo4j")
    log.addHandler(logging.NullHandler())  # else retries would be told twice, on standard error
    log.setLevel(max(log.level, logging.WARNING))  # below it statements' parameters are written: people's data
    return GraphDatabase.driver(
        address.uri,
        auth=credentials(address.host),
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=ACQUIRE_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        user_agent="influence",
    )


def _unsure() -> type[Exception]:
    """What the driver raises where it cannot tell whether a commit was applied."""
    from neo4j.exceptions import IncompleteCommit

    return IncompleteCommit


def _silent(error: BaseException) -> bool:
    """Whether the server said nothing for too long on a connection that had been made."""
    return isinstance(error.__cause__, TimeoutError)


def _bound(transaction: ManagedTransaction, seconds: float) -> None:
    """Bound the wait for the next bytes: the driver itself waits for ever unless the server tells it otherwise."""
    with suppress(AttributeError):  # no public way leads to the socket; without one the server's own limit holds
        transaction._connection.socket.set_read_timeout(seconds)  # noqa: SLF001 - as said


def _rows(transaction: ManagedTransaction, text: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(record.values()) for record in transaction.run(text, values)]


_MEMORY, _THERE = "MemoryPool", "AlreadyExists"
_KINDS = {_MEMORY: TooMuchAtOnce, _THERE: AlreadyThere}
_CODES = (
    ("CredentialsExpired", "the password has expired", "set a new one: ALTER CURRENT USER SET PASSWORD"),
    ("Unauthorized", "user or password is refused", "check INFLUENCE_NEO4J_USER and INFLUENCE_NEO4J_PASSWORD"),
    ("AuthenticationRateLimit", "too many wrong passwords", "wait a moment, then try the right one"),
    ("TokenExpired", "the log-in has expired", "log in again"),
    ("DatabaseNotFound", "there is no database {database!r}", "check INFLUENCE_NEO4J_DATABASE"),
    ("DatabaseUnavailable", "the database {database!r} is not available", "wait until it has started"),
    ("ReadOnly", "the database can only be read", "make it writable, or load into another one"),
    ("Forbidden", "the user may not do this", "use a user that may write"),
    ("WriteOnReadOnly", "the database can only be read", "make it writable, or load into another one"),
    ("DeadlockDetected", "another load kept the same data busy", "try again"),
    ("LockClient", "another load kept the same data busy", "try again"),
    (_MEMORY, "a transaction needs more memory than the server allows", "raise dbms.memory.transaction.total.max"),
    ("TransactionTimedOut", "the statement took longer than the server allows", "ask for less, or raise the limit"),
    (_THERE, "another program wrote the same keys", "try again"),
    ("ConstraintValidation", "another program wrote the same keys", "try again"),
)
_SILENT = ("does not answer", "is it busy, or stopped? Try again, or ask for less")
_GONE = ("cannot be reached", "is it running? The address and port must be those of Bolt")


def in_words(error: BaseException, host: str, database: str) -> InfluenceError:
    """The message for what the driver raised; facts of the server's text are left out, they may hold data."""
    code = str(getattr(error, "code", None) or "")
    for part, what, hint in _CODES:
        if part in code:
            kind = _KINDS.get(part, StoreUnavailable)
            return kind(f"Neo4j at {host}: {what.format(database=database)}", hint=hint)
    if code and not _lost(error):
        return StoreUnavailable(f"Neo4j at {host} refused: {code}", hint="see the server's own log")
    text = str(error)
    if "HTTP" in text or "does not support" in text:
        return StoreUnavailable(
            f"at {host} there is no Neo4j server that we know", hint="Neo4j 5.26 or later, its Bolt port"
        )
    what, hint = _SILENT if _silent(error) else _GONE
    return StoreUnavailable(f"Neo4j at {host} {what}", hint=hint)


def _lost(error: BaseException) -> bool:
    from neo4j.exceptions import DriverError

    return isinstance(error, DriverError)
