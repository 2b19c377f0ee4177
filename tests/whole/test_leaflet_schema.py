from copy import deepcopy
from json import loads
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ketacli.leaflet import Leaflet, Role
from ketacli.leaflet_json import SCHEMA, to_json
from ketacli.text import Block, Evidence, Still
from support.any_leaflet import JUNK, places
from support.leaflets import golden_topics, pages
from support.program import ROOT

Json = dict[str, Any]
PUBLISHED: Json = loads((ROOT / "docs" / "schema" / "leaflet.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(PUBLISHED)
