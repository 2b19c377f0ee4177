"""The docs, and the scripts that draw their pictures."""

import importlib.util
from types import ModuleType

from support.program import ROOT

DOCS = ROOT / "docs"


def script(name: str) -> ModuleType:
    """One of the scripts beside the pages, by its name."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
