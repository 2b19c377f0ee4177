"""What leaflets can be exported as, apart from what exports them: a help page loads no more."""

from enum import StrEnum, unique


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
