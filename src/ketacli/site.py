"""What a clinic says about itself and its device, as values. `library` reads `site.yaml`."""

from typing import NamedTuple


class Clinic(NamedTuple):
    """Who gives the information to patients. Empty strings mean: not said."""

    name: str = ""
    telephone: str = ""
    terms: str = ""
    """Where the clinic's own terms are: words that a reader can follow."""


class Site(NamedTuple):
    """The settings of one device. Without a `site.yaml` all of these are the defaults."""

    clinic: Clinic = Clinic()
    region: str = ""
    shared_device: bool = False
    """Several people use it: nothing is remembered and no other program is started."""
    accessible: bool = False
    """Every command is linear text."""
