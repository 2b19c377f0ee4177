"""Signatures of OpenSSH: made by a real key, and each way in which one is worth nothing."""

import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli.errors import NotInstalledError, NotWrittenError, UsageError
from ketacli.library.signatures import Worth, sign, worth
from support.signing import allow, make_key

MESSAGE = "ketacli sign-off 1\nsmall\n"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    make_key(folder)
    make_key(folder, "other")
    return folder


@pytest.fixture(scope="module")
def signature(keys: Path) -> str:
    return sign(MESSAGE, keys / "key")


def judged(signature: str, signers: Path, name: str = "A. Tester", message: str = MESSAGE) -> Worth:
    return worth(message, signature, name, signers / "allowed_signers", DAY)


def test_a_signature_has_no_first_and_last_line_and_blanks_in_it_do_not_count(
    keys: Path, signature: str, tmp_path: Path
) -> None:
    assert "SSH" not in signature
    allow(tmp_path, "A. Tester", keys / "key")
    assert judged(signature, tmp_path) is Worth.GOOD
    assert judged("  ".join(signature.split()), tmp_path) is Worth.GOOD


def test_a_signature_is_known_by_the_name_and_by_the_key(
    keys: Path, signature: str, tmp_path: Path
) -> None:
    assert judged(signature, tmp_path) is Worth.UNKNOWN
    allow(tmp_path, "B. Tester", keys / "key")
    allow(tmp_path, "A. Tester", keys / "other")
    assert judged(signature, tmp_path) is Worth.UNKNOWN
    assert judged(signature, tmp_path, "B. Tester") is Worth.GOOD


@pytest.mark.parametrize("name", ["José Ñ.", "王医生", "A 'Tester'", "-V"])
def test_a_name_may_have_any_letters(name: str, keys: Path, signature: str, tmp_path: Path) -> None:
    allow(tmp_path, name, keys / "key")
    assert judged(signature, tmp_path, name) is Worth.GOOD


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ('valid-before="20260101"', Worth.EXPIRED),
        ('valid-after="20270101"', Worth.EXPIRED),
        ('valid-after="20260101",valid-before="20270101"', Worth.GOOD),
        ('namespaces="git"', Worth.UNKNOWN),
        ('namespaces="ketacli-sign-off"', Worth.GOOD),
    ],
)
def test_a_key_counts_for_some_days_and_for_some_things(
    options: str, expected: Worth, keys: Path, signature: str, tmp_path: Path
) -> None:
    allow(tmp_path, "A. Tester", keys / "key", options)
    assert judged(signature, tmp_path) is expected


def test_what_was_signed_for_something_else_or_is_no_signature_is_forged(
    keys: Path, signature: str, tmp_path: Path
) -> None:
    allow(tmp_path, "A. Tester", keys / "key")
    assert judged(signature, tmp_path, message=MESSAGE + "more\n") is Worth.FORGED
    assert judged("AAAA", tmp_path) is Worth.FORGED
    asked = ("ssh-keygen", "-q", "-Y", "sign", "-f", str(keys / "key"), "-n", "git")
    for_git = subprocess.run(asked, input=MESSAGE, capture_output=True, text=True, check=True)
    lines = for_git.stdout.strip().splitlines()[1:-1]
    assert judged("\n".join(lines), tmp_path) is Worth.FORGED


def test_a_key_that_is_none_cannot_sign(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("no key\n", encoding="utf-8")
    for name in ("words", "not there"):
        with pytest.raises(UsageError, match="cannot sign: "):
            sign(MESSAGE, tmp_path / name)


def test_without_openssh_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "environ", {"PATH": str(tmp_path)})
    with pytest.raises(NotInstalledError) as missing:
        sign(MESSAGE, tmp_path / "key")
    assert missing.value.command == "sudo apt install openssh-client"
    with pytest.raises(NotInstalledError):
        judged("AAAA", tmp_path)


def ends(monkeypatch: pytest.MonkeyPatch, *, code: int = 0, says: str = "") -> None:
    def run(command: Any, **_: Any) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess(command, code, says, "")

    monkeypatch.setattr(subprocess, "run", run)


@pytest.mark.parametrize(("code", "says"), [(0, "something else"), (1, ""), (0, "")])
def test_what_is_no_signature_is_not_taken_for_one(
    code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends(monkeypatch, code=code, says=says)
    with pytest.raises(UsageError, match="no reason was given"):
        sign(MESSAGE, Path("key"))


@pytest.mark.parametrize(
    "fault", [PermissionError(), subprocess.TimeoutExpired("ssh-keygen", 1), ValueError()]
)
def test_openssh_that_does_not_end_well_is_told(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(NotWrittenError, match="did not end well"):
        sign(MESSAGE, Path("key"))


def test_openssh_learns_nothing_else_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def run(command: Any, env: dict[str, str], **_: Any) -> "subprocess.CompletedProcess[str]":
        seen.update(env)
        return subprocess.CompletedProcess(command, 1, "", "")

    monkeypatch.setenv("KETACLI_SECRET", "1")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(UsageError):
        sign(MESSAGE, Path("key"))
    assert "PATH" in seen
    assert "KETACLI_SECRET" not in seen
