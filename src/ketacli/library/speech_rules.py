"""The rules of `speech.yaml` that its model cannot see."""

from collections.abc import Iterator

from ketacli.errors import Problem
from ketacli.library.house_rules import at
from ketacli.library.schema_speech import PronunciationModel
from ketacli.library.yaml_reader import Node


def of_speech(model: PronunciationModel, node: Node, file: str) -> Iterator[Problem]:
    """Each thing that is written is said in one way."""
    seen: set[str] = set()
    for number, saying in enumerate(model.said):
        if saying.written in seen:
            message = f"`{saying.written}` is said already, further up"
            yield at(node, ("said", number, "written"), file, "said-twice", message)
        seen.add(saying.written)
