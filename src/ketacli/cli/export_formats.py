"""What leaflets can be exported as, apart from what exports them: a help page loads no more."""

from enum import StrEnum, unique

from ketacli.errors import UsageError


@unique
class ExportFormat(StrEnum):
    """What leaflets can be written as: all that a file can hold."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    SPEECH = "speech"
    AUDIO = "audio"
    PDF = "pdf"
    QR = "qr"


@unique
class Sound(StrEnum):
    """What a sound file can be."""

    OGG = "ogg"
    WAV = "wav"


def sound_for(asked: Sound | None, format_: ExportFormat) -> Sound:
    """The sound files to write, if any.

    Raises:
        UsageError: somebody asks for a kind of them, and none are written.
    """
    if asked is not None and format_ is not ExportFormat.AUDIO:
        raise UsageError("--sound needs --format audio: no other file can be heard.")
    return asked or Sound.OGG
