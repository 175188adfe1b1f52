"""Files are written whole or not at all, for their owner alone, and never over somebody else's."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from influence import files
from influence.errors import EnvironmentFault, UsageError
from influence.files import MARK, safe_name, sweep, write_file


class Known(dict[str, set[str]]):
    def hashes(self, path: Path) -> set[str]:
        return self.get(str(path), set())

    def record(self, path: Path, sha256: str) -> None:
        self.setdefault(str(path), set()).add(sha256)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_file_is_private_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    write_file(tmp_path / "a", [b"x"])
    write_file(tmp_path / "b", [b"x"], share=True)
    os.umask(before)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in "ab"] == [0o600, 0o644]


def test_somebody_elses_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(UsageError, match="was not written by influence"):
        write_file(tmp_path / "a", [b"new"])
    assert (tmp_path / "a").read_bytes() == b"mine"
    assert write_file(tmp_path / "a", [b"new"], overwrite=True).read_bytes() == b"new"


def test_the_very_same_bytes_may_be_written_again(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"same")
    assert write_file(tmp_path / "a", [b"same"]).read_bytes() == b"same"


@pytest.mark.parametrize("old", [MARK + b" first", b"x" * 9000 + MARK])
def test_a_marked_file_is_ours(tmp_path: Path, old: bytes) -> None:
    (tmp_path / "a").write_bytes(old)
    assert write_file(tmp_path / "a", [b"new"]).read_bytes() == b"new"


START, END = b"x" * (4096 - len(MARK)) + MARK, MARK + b"x" * (1024 - len(MARK))


@pytest.mark.parametrize("old", [START + b"y" * 9000, b"y" * 9000 + END])
def test_a_mark_at_the_edge_of_start_or_end_counts(tmp_path: Path, old: bytes) -> None:
    (tmp_path / "a").write_bytes(old)
    assert files.written_by_us(tmp_path / "a")


@pytest.mark.parametrize(
    "old", [b"x" + START + b"y" * 9000, b"y" * 9000 + END + b"x", b"y" * 5000 + MARK + b"y" * 5000]
)
def test_a_mark_in_the_middle_is_somebody_elses_text(tmp_path: Path, old: bytes) -> None:
    (tmp_path / "a").write_bytes(old)
    assert not files.written_by_us(tmp_path / "a")


def test_a_registered_file_is_ours_until_it_is_changed(tmp_path: Path) -> None:
    known = Known()
    write_file(tmp_path / "a", [b"one"], register=known)
    write_file(tmp_path / "a", [b"two"], register=known)
    (tmp_path / "a").write_bytes(b"changed")
    with pytest.raises(UsageError):
        write_file(tmp_path / "a", [b"three"], register=known)


def test_a_symbolic_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"keep")
    (tmp_path / "a").symlink_to(tmp_path / "secret")
    write_file(tmp_path / "a", [b"new"])
    assert (tmp_path / "secret").read_bytes() == b"keep"
    assert not (tmp_path / "a").is_symlink()


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match="is not a file"):
        write_file(tmp_path / "a", [b"x"])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no such file or directory"):
        write_file(tmp_path / "none" / "a", [b"x"])


@pytest.mark.parametrize("step", ["fsync", "link", "fchmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_when_a_step_fails_the_old_file_stays_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    write_file(tmp_path / "a", [b"old"])

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(EnvironmentFault, match="cannot write"):
        write_file(tmp_path / "a", [b"new"], overwrite=True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_an_interrupt_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def parts() -> object:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a", parts())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_where_files_cannot_be_nameless_they_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE")
    write_file(tmp_path / "a", [b"x"])
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_leftovers_of_dead_processes_go_and_those_of_live_ones_stay(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    alive = {f".influence-{process}-00000000.tmp" for process in (os.getpid(), 1)}
    for name in {*alive, f".influence-{child.pid}-00000000.tmp", f".influence-{child.pid}-00000001.tmp"}:
        (tmp_path / name).touch()
    assert sweep(tmp_path) == 2
    assert {path.name for path in tmp_path.iterdir()} == alive
    assert sweep(tmp_path / "none") == 0


def test_a_process_of_another_user_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert files._runs(1)


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "a/b", "", "名" * 200, "x\0y", "a" * 300, "."])
def test_names_become_safe_file_names(text: str) -> None:
    name = safe_name(text)
    assert len(name.encode()) <= 100
    assert not {"/", "\0", "."} & set(name)
    assert name.lower() != "con"


@pytest.mark.parametrize(
    ("text", "start"), [("a/b?", "a-b-"), ("_a-", "a-"), ("a" * 81, "a" * 80 + "-"), ("", "name-"), ("CON", "CON-")]
)
def test_a_changed_name_ends_in_a_hash_of_the_text(text: str, start: str) -> None:
    assert safe_name(text) == start + hashlib.sha256(text.encode()).hexdigest()[:8]


@pytest.mark.parametrize("text", ["D1", "a" * 80, "王芳", "lpt", "con10"])
def test_a_harmless_name_stays(text: str) -> None:
    assert safe_name(text) == text


@pytest.mark.parametrize(
    ("number", "hint"), [(errno.ENOSPC, "free some"), (errno.EDQUOT, "free some"), (errno.EROFS, "check the folder")]
)
def test_a_full_disk_asks_for_space_and_a_locked_one_for_permission(number: int, hint: str) -> None:
    with pytest.raises(EnvironmentFault) as told, files.disk_faults(Path("a")):
        raise OSError(number, "said the system")
    assert told.value.hint is not None
    assert told.value.hint.startswith(hint)


def test_a_name_that_the_locale_cannot_write_is_the_environments_fault(tmp_path: Path) -> None:
    script = "import sys; from influence.files import write_file; write_file(sys.argv[1] + '/\\u540d', [b'x'])"
    environment = os.environ | {"PYTHONUTF8": "0", "LC_ALL": "xx", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], env=environment, capture_output=True, text=True, check=False
    )
    assert "EnvironmentFault: cannot write" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_letters_that_cannot_be_encoded_are_told() -> None:
    with pytest.raises(EnvironmentFault, match="no letters for this name"), files.disk_faults(Path("a")):
        "名".encode("ascii")


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("size", [1, 60_000, 200_000])
def test_a_disk_that_fills_up_leaves_the_old_file_alone(tmp_path: Path, size: int, *, new: bool) -> None:
    write_file(tmp_path / "a", [b"old"])
    name = "b" if new else "a"
    script = (
        "import resource, signal, sys\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "from influence.files import write_file\n"
        f"write_file(sys.argv[1], (b'x' * 1000 for _ in range(300)), overwrite=True, new={new})"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / name], env=environment, capture_output=True, text=True, check=False
    )
    assert "EnvironmentFault: cannot write" in done.stderr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_different_names_give_different_files() -> None:
    assert len({safe_name(text) for text in ("a/b", "a-b", "a b", "a?b")}) == 4


def test_without_a_list_of_handles_files_have_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    write_file(tmp_path / "a", [b"x"])
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_fault_that_was_told_is_told_once(tmp_path: Path) -> None:
    fault = EnvironmentFault("told")
    with pytest.raises(EnvironmentFault) as told, files.disk_faults(tmp_path):
        raise fault
    assert told.value is fault


def test_a_new_file_never_replaces_another(tmp_path: Path) -> None:
    write_file(tmp_path / "a", [b"first"], new=True)
    with pytest.raises(UsageError, match="exists"):
        write_file(tmp_path / "a", [b"second"], new=True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"first")]
