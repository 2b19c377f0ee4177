"""`ketacli sign-off`: what it says back, what it refuses, and what readers are shown then."""

import os
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from support.content import change, small_library
from support.inside import Done, Inside
from support.signing import allow, make_key

TOPIC = "en/topics/small.yaml"
FILE = "sign-offs.yaml"
WHO = ("--by", "A. Tester", "--role", "Psychiatrist")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def signed(ketacli: Inside, library: Path, *asked: str, **variables: str) -> Done:
    return ketacli("sign-off", *asked, "--library", os.fspath(library), **variables)


def words(text: str) -> str:
    return " ".join(text.split())


def test_what_was_written_down_is_said_back_in_words(ketacli: Inside, library: Path) -> None:
    done = signed(ketacli, library, "small", *WHO, "--next-review", "2998-12-31")
    assert (done.code, done.err) == (ExitCode.DONE, "")
    entry = (library / FILE).read_text(encoding="utf-8")
    code = entry.partition('words: "')[2][:20]
    said = words(done.out)
    assert said.startswith("A. Tester (Psychiatrist) answers for the words of small in en, from ")
    assert "until 2998-12-31. This is a name, and not signed with a key." in said
    assert f"The words have the code {code}. When one of them changes, this lapses" in said
    assert os.fspath(library / FILE) in done.out.replace("\n", "")
    assert "--library" not in done.out


def test_what_is_said_fits_a_narrow_screen(ketacli: Inside, library: Path) -> None:
    done = signed(ketacli, library, "small", *WHO, COLUMNS="40")
    lines = [line for line in done.out.splitlines() if "/" not in line]
    assert lines
    assert max(map(len, lines)) <= 40


def test_a_key_that_check_does_not_know_is_told(ketacli: Inside, library: Path, home: Path) -> None:
    key = make_key(home)
    done = signed(ketacli, library, "small", *WHO, "--key", os.fspath(key))
    assert "This is signed with a key." in words(done.out)
    assert "This key is not in allowed_signers under this name" in words(done.out)
    assert "[signer-unknown]" in ketacli("check", os.fspath(library / FILE)).out
    allow(library, "A. Tester", key)
    done = signed(ketacli, library, "small", *WHO, "--key", "~/key", HOME=os.fspath(home))
    assert "allowed_signers" not in done.out
    assert ketacli("check", os.fspath(library / FILE)).code == ExitCode.DONE


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        (("smal", *WHO), ExitCode.NOT_FOUND, "Did you mean small?"),
        (("small", *WHO, "-l", "xx"), ExitCode.NOT_FOUND, "There is: en"),
        (("small", "--by", " ", "--role", "Nurse"), ExitCode.USAGE, "needs a name and a role"),
        (("small", "--by", "A. Tester"), ExitCode.USAGE, "--role"),
        (("small", *WHO, "--next-review", "soon"), ExitCode.USAGE, "as 2027-03-31"),
        (("small", *WHO, "--next-review", "2998-02-30"), ExitCode.USAGE, "that exists"),
        (("small", *WHO, "--next-review", "2020-01-01"), ExitCode.USAGE, "after today"),
        (("small", *WHO, "--next-review", "2999-12-31"), ExitCode.USAGE, "2999-01-01"),
        (("small", *WHO, "--key", "/nowhere"), ExitCode.USAGE, "/nowhere cannot sign: "),
    ],
)
def test_what_cannot_be_signed_ends_with_its_code_and_leaves_no_trace(
    asked: tuple[str, ...], code: ExitCode, says: str, ketacli: Inside, library: Path
) -> None:
    done = signed(ketacli, library, *asked)
    assert (done.code, done.out) == (code, "")
    assert says in words(done.err)
    assert not (library / FILE).exists()


def test_a_topic_with_errors_is_refused_with_the_errors(ketacli: Inside, library: Path) -> None:
    change(library / TOPIC, "One sentence.", "Ketamine can rewire you.")
    done = signed(ketacli, library, "small", *WHO)
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert "small.yaml:11:9: " in done.err
    assert "[banned-word]" in done.err
    assert not (library / FILE).exists()


def test_without_openssh_the_command_that_installs_it_is_told(
    ketacli: Inside, library: Path, tmp_path: Path
) -> None:
    done = signed(ketacli, library, "small", *WHO, "--key", "key", PATH=os.fspath(tmp_path))
    assert done.code == ExitCode.NOT_INSTALLED
    assert "sudo apt install openssh-client" in done.err


def test_a_file_that_cannot_be_written_is_told(ketacli: Inside, library: Path) -> None:
    assert signed(ketacli, library, "small", *WHO).code == ExitCode.DONE
    text = (library / FILE).read_text(encoding="utf-8")
    other = text.replace("  - topic: small\n", "  -\n    topic: small\n")
    (library / FILE).write_text(other, encoding="utf-8")
    done = signed(ketacli, library, "small", *WHO)
    assert done.code == ExitCode.NOT_WRITTEN
    assert (library / FILE).read_text(encoding="utf-8") == other


def test_without_a_library_nothing_is_signed(ketacli: Inside, tmp_path: Path) -> None:
    assert signed(ketacli, tmp_path / "none", "small", *WHO).code == ExitCode.NOT_FOUND


def read(ketacli: Inside, library: Path, site: Path) -> Done:
    where = {"KETACLI_LIBRARY": os.fspath(library), "KETACLI_SITE": os.fspath(site)}
    code = ketacli.code("-l", "en", **where)
    return ketacli("explain", "small", "-l", "en", "--acknowledge", code, **where)


def test_a_clinic_may_show_only_what_is_signed(
    ketacli: Inside, library: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("require_sign_off: yes\n", encoding="utf-8")
    where = {"KETACLI_LIBRARY": os.fspath(library), "KETACLI_SITE": os.fspath(site)}
    done = read(ketacli, library, site)
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "This leaflet is not shown here: no clinician has signed it." in words(done.err)
    listed = words(ketacli("topics", "-l", "en", **where).out)
    assert "Not shown now" in listed
    assert "No leaflet has the words" not in listed
    assert "no clinician has signed it" in listed
    assert signed(ketacli, library, "small", *WHO).code == ExitCode.DONE
    done = read(ketacli, library, site)
    assert done.code == ExitCode.DONE
    assert "A. Tester (Psychiatrist) checked these words on" in words(done.out)
    assert "Not shown now" not in ketacli("topics", "-l", "en", **where).out
    change(library / TOPIC, "One sentence.", "Another sentence.")
    assert read(ketacli, library, site).code == ExitCode.NOT_FOUND
