"""Drawings on a web page as they are painted: in every theme, and on paper, they tell apart what
they are there to tell apart.
"""

from io import BytesIO

import pytest
from PIL import Image

from ketacli.leaflet import Leaflet
from ketacli.pictures import people
from ketacli.text import Chart
from support.barriers import THEMES
from support.browser import Show, leaflets, printed
from support.leaflets import topics


def charts(leaflet: Leaflet) -> list[Chart]:
    blocks = (block for part in leaflet.parts for block in part.blocks)
    return [block for block in blocks if isinstance(block, Chart)]


WAYS = {**THEMES, "print": {"media": "print"}, "calm": {"reduced_motion": "reduce"}}
CLEAR = 80
"""Steps of 255 between the greys of a mark and of what it stands on."""
SEEN = 40
"""The same, for the faintest trail."""
FILLED, DRAWN = 0.3, 0.1
"""The least share of the place of a person that is inked."""
ROWS, COLUMNS = 5, 20
COUNTED = next(name for name in sorted(topics()) if charts(leaflets()[name]))
HILLS = next(name for name in sorted(topics()) if "data-moves" in printed(name))
FAULTS = {
    "filled alike": "#other path{fill:var(--trail)}",
    "others not drawn": "#other path{stroke:none}",
    "too faint": "#one path{opacity:.1}",
}


def greys(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("L")


def inked(picture: Image.Image) -> list[str]:
    """Each row of persons in a drawing: '#' where one is filled, '.' where drawn, else ' '."""
    ground = picture.getpixel((0, 0))
    wide, high = picture.width / COLUMNS, picture.height / ROWS
    cells = [
        picture.crop((int(x * wide), int(y * high), int((x + 1) * wide), int((y + 1) * high)))
        for y in range(ROWS)
        for x in range(COLUMNS)
    ]
    marks = "".join(_mark(cell.tobytes(), ground) for cell in cells)
    return [marks[start : start + COLUMNS] for start in range(0, len(marks), COLUMNS)]


def _mark(dots: bytes, ground: object) -> str:
    assert isinstance(ground, int)
    share = sum(abs(dot - ground) >= CLEAR for dot in dots) / len(dots)
    return "#" if share > FILLED else "." if share > DRAWN else " "


@pytest.mark.parametrize("way", WAYS)
def test_people_are_told_apart_without_colour(way: str, show: Show) -> None:
    chart, *_ = charts(leaflets()[COUNTED])
    with show(COUNTED, device_scale_factor=2, **WAYS[way]) as page:
        drawings = page.page.locator(".chart").first.locator("svg")
        for place, group in enumerate(chart.groups):
            painted = greys(drawings.nth(place).screenshot())
            assert inked(painted) == list(people.hundred(group.people))


@pytest.mark.parametrize("fault", FAULTS)
def test_people_who_look_alike_are_noticed(fault: str, show: Show) -> None:
    chart, *_ = charts(leaflets()[COUNTED])
    alike = printed(COUNTED).replace("</style>", f"</style><style>{FAULTS[fault]}</style>")
    with show(alike, device_scale_factor=2, bypass_csp=True) as page:
        painted = greys(page.page.locator(".chart svg").first.screenshot())
    assert inked(painted) != list(people.hundred(chart.groups[0].people))


def tones_of(hill: Image.Image) -> set[int]:
    """The greys of the middle of a hill, from below its top to above its foot."""
    middle = hill.crop((int(hill.width * 0.46), 9, int(hill.width * 0.54), hill.height - 9))
    dots = middle.width * middle.height
    return {tone for tone, count in enumerate(middle.histogram()) if count > dots / 20}


@pytest.mark.parametrize("way", WAYS)
def test_the_hill_and_its_trails_are_seen(way: str, show: Show) -> None:
    with show(HILLS, **WAYS[way]) as page:
        hills = page.page.locator("svg.hill")
        tones = [tones_of(greys(hills.nth(place).screenshot())) for place in range(hills.count())]
    fresh, ridden, snowed = tones
    (snow,) = fresh
    assert max(abs(tone - snow) for tone in ridden) >= CLEAR
    for marked in (ridden, snowed):
        assert len(marked) > 1
        assert min(abs(tone - snow) for tone in marked - fresh) >= SEEN
