"""What is shipped, and that it works where it is installed: wheel, sdist and editable install."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from support.fresh import copy_project, make_environment, newcomer
from support.program import CONTENT

pytestmark = pytest.mark.fresh


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    subprocess.run([sys.executable, "-m", "build", os.fspath(project)], check=True)
    return project / "dist"


def shipped_content(names: list[str], below: str) -> set[str]:
    return {name.partition(below)[2] for name in names if below in name and name.endswith(".yaml")}


def written_content() -> set[str]:
    return {file.relative_to(CONTENT).as_posix() for file in CONTENT.rglob("*.yaml")}


def test_the_wheel_holds_all_content_and_no_tests(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert shipped_content(names, "ketacli/content/") == written_content()
    top = {name.partition("/")[0] for name in names}
    assert {name for name in top if not name.endswith((".dist-info", ".data"))} == {"ketacli"}
    beside = [name.partition(".data/")[2] for name in names if ".data/" in name]
    assert beside == ["scripts/ketacli"]  # the launcher


def test_the_sdist_holds_all_content_and_the_tests(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
    assert shipped_content(names, "/content/") == written_content()
    assert any(name.endswith("tests/check.py") for name in names)


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_installed_ketacli_explains_from_any_folder(
    kind: str, built: Path, project: Path, tmp_path: Path
) -> None:
    wanted = {
        "wheel": [os.fspath(next(built.glob("*.whl")))],
        "sdist": [os.fspath(next(built.glob("*.tar.gz")))],
        "editable": ["--editable", os.fspath(project)],
    }[kind]
    programs = make_environment(tmp_path / "environment", *wanted)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def ketacli(*arguments: str) -> str:
        done = subprocess.run(
            [os.fspath(programs / "ketacli"), *arguments],
            cwd=elsewhere,
            env=newcomer(tmp_path),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    code = ketacli("disclaimer").rstrip().rpartition(" ")[2].rstrip(".")
    leaflet = ketacli("explain", "--acknowledge", code)
    assert leaflet.startswith("How ketamine is thought to work")
    assert ketacli("check", "--strict").rstrip().endswith("Errors: 0. Warnings: 0.")
