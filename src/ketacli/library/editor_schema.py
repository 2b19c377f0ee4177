"""The JSON Schema of content files, from the same models that `check` uses."""

from typing import Any

from ketacli.library.loading import MODELS

Json = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> Json:
    """The schema of one kind of content file, for a modeline in that file."""
    return {"$schema": _DIALECT, **MODELS[kind].model_json_schema()}


def schema_of_all() -> Json:
    """One schema under `$defs` for each kind, and any of them for a file."""
    from pydantic.json_schema import models_json_schema

    _, shared = models_json_schema(
        [(model, "validation") for model in MODELS.values()],
        ref_template="#/$defs/{model}",
    )
    any_of = [{"$ref": f"#/$defs/{model.__name__}"} for model in MODELS.values()]
    return {"$schema": _DIALECT, "title": "ketacli content", "anyOf": any_of, **shared}
