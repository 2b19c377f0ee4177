"""Power cuts: records what a program asks of the disk, and rebuilds what the disk may hold if the
power fails at any moment, by several models of what happens to writes that were not yet synced.
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from support.program import ROOT

_CALLS = (
    *("openat", "close", "write", "pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync"),
    *("unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat"),
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_IN_MEMORY = "-shm"
"""What is shared in memory is gone after a power cut."""


class Op(NamedTuple):
    """One thing that happens to the disk. A file keeps its number when it gets another name."""

    kind: str
    name: str = ""
    to: str = ""
    file: int = 0
    offset: int = 0
    content: bytes = b""


Files = dict[str, bytes]
Model = Callable[[Sequence[Op], int], Files]


def recorded(folder: Path, *arguments: str) -> tuple[Op, ...]:
    """Run the writer and record all that it does to a folder."""
    log = folder.with_name(f"{folder.name}.log")
    traced = ",".join(f"?{call}" for call in _CALLS)
    command = ["strace", "-qq", "-xx", "-s", "4000000", "-o", os.fspath(log), "-e", "signal=none"]
    command += ["-e", f"trace={traced}", sys.executable, "-m", "support.records_writer"]
    subprocess.run(
        [*command, os.fspath(folder), *arguments],
        env=plain_environment(),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=120,
    )
    return tuple(_ops(log.read_text("ascii").splitlines(), os.fspath(folder)))


def plain_environment() -> dict[str, str]:
    """What the writer needs, and nothing that measures it, which would touch files of its own."""
    searched = os.pathsep.join((os.fspath(ROOT / "src"), os.fspath(ROOT / "tests")))
    return {"PATH": os.environ["PATH"], "PYTHONPATH": searched}


def _ops(lines: Sequence[str], folder: str) -> Iterator[Op]:
    recorder = _Recorder(folder)
    for line in lines:
        found = _LINE.match(line)
        if found and int(found[3]) >= 0:
            yield from recorder.told(found[1], found[2], int(found[3]))


class _Recorder:
    """Knows which number stands for which file, and which file has which name."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._descriptors: dict[int, int] = {}
        self._names: dict[str, int] = {}
        self._made = 0

    def told(self, call: str, arguments: str, result: int) -> Iterator[Op]:
        """What one call, which went well, does to the folder."""
        texts = [_bytes(text) for text in _TEXT.findall(arguments)]
        first, _, last = arguments.partition(",")[0], *arguments.rpartition(",")[1:]
        number = int(first) if first.isdigit() else -1
        file = self._descriptors.get(number, -1)
        match call:
            case "openat":
                yield from self._opened(texts[0].decode(), arguments, result)
            case "close":
                self._descriptors.pop(number, None)
            case "write" if number == 1:
                yield Op("confirm")
            case "fsync" | "fdatasync" if file >= 0:
                yield Op("sync", file=file)
            case "write" if file > 0:  # the first and only one to its file
                yield Op("write", file=file, content=texts[0][:result])
            case "pwrite64" if file > 0:
                yield Op("write", file=file, offset=int(last), content=texts[0][:result])
            case "ftruncate" if file > 0:
                yield Op("truncate", file=file, offset=int(last))
            case "fallocate" if file > 0:
                raise NotImplementedError(arguments)
            case _:
                yield from self._renamed(call, [self._inside(text) for text in texts])

    def _opened(self, path: str, arguments: str, descriptor: int) -> Iterator[Op]:
        name = path.removeprefix(f"{self._folder}/")
        if path == self._folder:
            self._descriptors[descriptor] = 0
        if name == path or path.endswith(_IN_MEMORY):
            return
        if name not in self._names:
            self._made += 1
            self._names[name] = self._made
            yield Op("create", name, file=self._made)
        if "O_TRUNC" in arguments:
            yield Op("truncate", file=self._names[name])
        self._descriptors[descriptor] = self._names[name]

    def _renamed(self, call: str, names: list[str]) -> Iterator[Op]:
        if not names or names[0] not in self._names:
            return
        file = self._names.pop(names[0])
        if call.startswith("rename"):
            self._names[names[1]] = file
            yield Op("rename", names[0], names[1], file)
        else:
            assert call.startswith("unlink")
            yield Op("unlink", names[0], file=file)

    def _inside(self, path: bytes) -> str:
        return os.fsdecode(path).removeprefix(f"{self._folder}/")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def all_lost(ops: Sequence[Op], cut: int) -> Files:
    """Whatever was not synced never came to the disk."""
    synced = _synced(ops, cut)
    return _applied([op for op, safe in zip(ops[:cut], synced, strict=True) if safe])


def all_kept(ops: Sequence[Op], cut: int) -> Files:
    """Everything came to the disk at once."""
    return _applied(ops[:cut])


def torn(ops: Sequence[Op], cut: int) -> Files:
    """Everything came to the disk, but only half of the last write that was not synced."""
    kept = list(ops[:cut])
    synced = _synced(ops, cut)
    for at in range(cut - 1, -1, -1):
        if kept[at].kind == "write" and not synced[at]:
            half = kept[at].content[: len(kept[at].content) // 2]
            kept[at] = kept[at]._replace(content=half)
            break
    return _applied(kept)


def shuffled(ops: Sequence[Op], cut: int) -> Files:
    """Of the writes that were not synced some came to the disk, whatever their order."""
    coin = random.Random(cut)
    synced = _synced(ops, cut)
    names = {"create", "rename", "unlink"}
    kept = [
        op
        for op, safe in zip(ops[:cut], synced, strict=True)
        if safe or op.kind in names or coin.random() < 0.5
    ]
    return _applied(kept)


MODELS: tuple[Model, ...] = (all_lost, all_kept, torn, shuffled)


def _synced(ops: Sequence[Op], cut: int) -> list[bool]:
    """For each operation, whether its file, or for a name its folder, was synced after it."""
    safe = [False] * cut
    files: set[int] = set()
    for at in range(cut - 1, -1, -1):
        op = ops[at]
        if op.kind == "sync":
            files.add(op.file)
        about_names = op.kind in {"create", "rename", "unlink"}
        safe[at] = (0 if about_names else op.file) in files
    return safe


def _applied(ops: Sequence[Op]) -> Files:
    contents: dict[int, bytearray] = {}
    names: dict[str, int] = {}
    for op in ops:
        content = contents.setdefault(op.file, bytearray())
        match op.kind:
            case "create":
                names[op.name] = op.file
            case "unlink":
                names.pop(op.name, None)
            case "rename":
                names.pop(op.name, None)
                names[op.to] = op.file
            case "truncate":
                content[op.offset :] = bytes(max(0, op.offset - len(content)))
            case "write":
                content.extend(bytes(max(0, op.offset - len(content))))
                content[op.offset : op.offset + len(op.content)] = op.content
            case _:  # syncing and promising change nothing
                pass
    return {name: bytes(contents[file]) for name, file in names.items()}
