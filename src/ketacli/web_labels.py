"""What the pages of a published site say beside their leaflets, one field per label. The words are
in `web.yaml` of a language, apart from `labels.yaml`: only who publishes loads them.
"""

from typing import Annotated, NamedTuple


class WebLabels(NamedTuple):
    """Every label of a site, in one language. Slots stand beside its type, as in `Labels`."""

    # Ways around the site
    choose_language: str
    all_leaflets: str
    other_languages: str

    # The list
    find: str
    found: Annotated[str, "count"]

    # Without the internet
    keep_title: str
    keep_about: Annotated[str, "size"]
    keep: str
    keeping: Annotated[str, "done", "files"]
    kept: str
    not_kept: str
    remove: str
    removed: str

    # Before a leaflet
    say_yes: Annotated[str, "yes"]
    say_no: Annotated[str, "no"]
    first_read: str

    # Other ways to read one leaflet
    ways: str
    way: Annotated[str, "name", "size"]
    usual: str
    large: str
    pdf: str
    large_pdf: str
    audio: str
    text: str
    markdown: str
    for_programs: str
    code: str
    kilobytes: Annotated[str, "size"]
    megabytes: Annotated[str, "size"]

    # A leaflet that was here
    gone_title: str
    gone: str
