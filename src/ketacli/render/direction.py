"""Which languages are written from right to left."""

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def is_backwards(tag: str) -> bool:
    """Whether the language of a tag is written from right to left."""
    return tag.lower().partition("-")[0] in _RIGHT_TO_LEFT
