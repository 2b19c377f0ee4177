"""Codes as drawings on web pages: what a phone reads, whatever the colours around them are."""

from pathlib import Path
from typing import Any

import pytest

from ketacli.render import qr
from ketacli.site import door
from support.browser import Show, Windows
from support.codes import scanned
from support.leaflets import languages

ADDRESS = door("https://leaflets.example.org/ketamine/", "zh-Hans", "how-ketamine-works")
WORDS = "\u6c2f\u80fa\u916e\u600e\u6837\u8d77\u4f5c\u7528\uff1f\n- \u00bfPuedo?\n" * 20
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"color_scheme": "dark", "contrast": "more"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
    "fine": {"device_scale_factor": 2.625},
    "small": {"viewport": {"width": 320, "height": 256}},
}
PAGE = (
    '<!doctype html><html lang="en"><head><title>A code</title><style>:root{{color-scheme:dark}}'
    "body{{background:#111;color:#eee;margin:0}}</style></head>"
    "<body><main><h1>A code</h1>{}</main></body></html>"
)
_PIXELS = """async ([drawing, side]) => {
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(drawing);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 4 * side;
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
  const shades = [];
  for (let at = 0; at < data.length; at += 4)
    shades.push(data[at + 3] === 255 ? (data[at] + data[at + 1] + data[at + 2]) / 3 : -1);
  return shades;
}"""


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_phone_reads_a_code_on_a_page_of_any_colours(
    look: dict[str, Any], windows: Windows, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    (tmp_path / "code.svg").write_text(qr.svg(ADDRESS, "A", "en"), encoding="utf-8")
    for drawing in (qr.svg(ADDRESS, "A"), '<img src="code.svg" alt="A">'):
        page.write_text(PAGE.format(drawing), encoding="utf-8")
        with windows.shown(page, **look) as there:
            picture = there.page.screenshot(full_page=True)
            assert there.look_for_faults() == []
        assert scanned(picture, tmp_path) == ADDRESS


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [ADDRESS, WORDS], ids=["address", "words"])
def test_a_phone_reads_the_file_alone_in_a_browser(
    text: str, scheme: str, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "code.svg"
    file.write_text(qr.svg(text, "A", "en"), encoding="utf-8")
    with windows.shown(file, color_scheme=scheme) as there:
        assert scanned(there.page.screenshot(), tmp_path) == text


def test_each_module_is_pure_black_or_white_and_the_quiet_zone_is_white(
    windows: Windows, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(""), encoding="utf-8")
    rows = qr.rows(ADDRESS)
    side = len(rows)
    with windows.shown(page) as there:
        shades = there.page.evaluate(_PIXELS, [qr.svg(ADDRESS, "A"), side])
    wide = [255 * (1 - module) for row in rows for _ in range(4) for module in row for _ in "1234"]
    assert shades == wide
    quiet = 4 * qr.QUIET * 4 * side
    assert {*shades[:quiet], *shades[-quiet:]} == {255}


@pytest.mark.parametrize("language", languages())
def test_a_code_keeps_nobody_out(language: str, show: Show) -> None:
    titles = "".join(qr.svg(text, f"{language}: {text}", language) for text in (ADDRESS, "words"))
    with show(PAGE.format(titles)) as there:
        assert there.barriers() == []
        named = there.page.get_by_role("img", name=f"{language}: {ADDRESS}", exact=True)
        assert named.count() == 1
