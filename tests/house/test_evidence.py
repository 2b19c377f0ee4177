"""`docs/evidence.md` says what the topics say today."""

from pathlib import Path

from support.program import ROOT, run


def test_the_page_of_evidence_is_what_the_program_makes_today(tmp_path: Path) -> None:
    done = run(tmp_path, "claims", "--format", "markdown")
    assert (done.returncode, done.stderr) == (0, "")
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    make = "ketacli claims --format markdown --output docs/evidence.md"
    assert page == done.stdout, f"make it anew and read the difference: {make}"
