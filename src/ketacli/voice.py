"""Reads sentences aloud through a speech program, one at a time, or lets it record them. Owns that
program from its start to its end: no word of a reader is in its arguments, in a shell or in a file.
"""

import os
import re
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from shutil import which
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from ketacli.site import FASTEST, LOUDEST, SLOWEST, Speech
from ketacli.text import hostile

if TYPE_CHECKING:
    from subprocess import Popen

_RATE_STEP, _VOLUME_STEP = 25, 25
_GRACE = 0.03
"""Seconds that a program has to end by itself. A reader hears silence within 0.1 of a key."""
_LOOK = 0.002
_BURIAL = 0.03
"""A program that hangs in a sound driver is not waited for any longer."""
_LISTING = 10
"""Seconds for a list of voices. espeak-ng takes 0.01."""
_ENDS_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")
"""From util-linux. A visit that is killed must not go on speaking to the next reader."""
_PASSED_ON = ("PATH", "HOME", "LANG", "XDG_RUNTIME_DIR", "PULSE_SERVER")
"""What a program needs to find itself, its letters and the sound server."""
_COMPLAINT = b"error:"
"""How espeak-ng says that there is no sound card. It exits with 0 all the same."""
_MOST_COMPLAINT = 65_536
_WAITING = 0.01
_LONGEST_RECORDING = 600
"""Seconds for one part of a leaflet. espeak-ng takes 0.1."""
_AS_WORDS = str.maketrans({"[": "(", "]": ")", "\t": " ", "\n": " "})
"""espeak-ng takes what follows `[[` for phonemes, and a line break for the end of a sentence."""

_VOICE = re.compile(r"\s*(\d+)\s+(\S+)\s+\S+\s+(\S+)\s+\S+(.*)")
_ALSO = re.compile(r"\((\S+) (\d+)\)")


class _Started(NamedTuple):
    process: "Popen[bytes]"
    complaints: IO[bytes]


class Voice:
    """One voice. Use it in one thread that lives as long as the voice: when the thread ends, so
    does the program.
    """

    def __init__(
        self,
        speech: Speech,
        language: str,
        environment: Mapping[str, str] = os.environ,
        pronounce: Callable[[str], str] = str,
    ) -> None:
        """Make a voice.

        Args:
            speech: the program and its settings.
            language: the tag of the language.
            environment: of which the program is told a little.
            pronounce: the words to say for a sentence as it is written.
        """
        self._speech = speech
        self._name = speech.voice(language)
        self._environment = {name: environment[name] for name in _PASSED_ON if name in environment}
        path = environment.get("PATH")
        self._program = which(speech.command, path=path)
        self._guard = _ENDS_WITH_US if which(_ENDS_WITH_US[0], path=path) else ()
        self._rate, self._volume = speech.rate, speech.volume
        self._started: _Started | None = None
        self._failed = False
        self._pronounce = pronounce

    @property
    def is_there(self) -> bool:
        """Whether the program was installed when the voice was made."""
        return self._program is not None

    @property
    def speaking(self) -> bool:
        """Whether a sentence is being said."""
        if self._started is None:
            return False
        code = self._started.process.poll()
        self._failed = bool(code) or self._failed or _complains(self._started)
        if code is not None:
            self._started.complaints.close()
            self._started = None
        return self._started is not None

    @property
    def failed(self) -> bool:
        """Whether the last sentence could not be said. One that was stopped did not fail."""
        return not self.speaking and self._failed

    @property
    def rate(self) -> int:
        """Words a minute of the next sentence."""
        return self._rate

    @property
    def volume(self) -> int:
        """How loud the next sentence is."""
        return self._volume

    def slower(self) -> None:
        """Speak more slowly from the next sentence on."""
        self._rate = max(SLOWEST, self._rate - _RATE_STEP)

    def faster(self) -> None:
        """Speak faster from the next sentence on."""
        self._rate = min(FASTEST, self._rate + _RATE_STEP)

    def louder(self) -> None:
        """Speak louder from the next sentence on."""
        self._volume = min(LOUDEST, self._volume + _VOLUME_STEP)

    def quieter(self) -> None:
        """Speak more quietly from the next sentence on."""
        self._volume = max(0, self._volume - _VOLUME_STEP)

    def reset(self) -> None:
        """Go back to the rate and the volume of the clinic."""
        self._rate, self._volume = self._speech.rate, self._speech.volume

    def say(self, sentence: str) -> None:
        """Start to say a sentence, instead of what is being said. Does not wait, never raises."""
        self.stop()
        self._failed = False
        words = spoken(self._pronounce(sentence))
        if words:
            self._started = self._start(words)
            self._failed = self._started is None

    def stop(self) -> None:
        """Be silent, within 100 ms. Nothing of the program is left."""
        if self._started is not None:
            _end(self._started.process)
            self._started.complaints.close()
            self._started = None
            self._failed = False

    def wait(self) -> None:
        """Wait until the sentence is said."""
        while self.speaking:
            time.sleep(_WAITING)

    def record(self, text: str) -> bytes:
        """What the program says of a text, as the bytes of a WAV file; none where it cannot.

        Args:
            text: lines are said one by one, and an empty line is a pause.
        """
        import subprocess

        words = "\n".join(map(spoken, text.split("\n"))).strip("\n")
        if self._program is None or not words:
            return b""
        try:
            done = subprocess.run(  # noqa: S603 - the clinic's own command
                [*self._guard, self._program, *self._settings(), "--stdout"],
                input=words.encode(),
                capture_output=True,
                env=self._environment,
                start_new_session=True,
                timeout=_LONGEST_RECORDING,
                check=True,
            )
        except (OSError, ValueError, subprocess.SubprocessError):
            return b""
        return done.stdout

    def _settings(self) -> Sequence[str]:
        return ("-v", self._name, "-s", str(self._rate), "-a", str(self._volume), "--stdin")

    def _start(self, words: str) -> "_Started | None":
        import subprocess

        if self._program is None:
            return None
        try:
            # Not a pipe: a program that does not read can neither hold us up nor end us.
            with os.fdopen(os.memfd_create("sentence"), "w+b", buffering=0) as written:
                written.write(words.encode())
                written.seek(0)
                process = subprocess.Popen(  # noqa: S603 - the clinic's own command
                    [*self._guard, self._program, *self._settings()],
                    stdin=written,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    env=self._environment,
                    start_new_session=True,
                )
        except (OSError, ValueError):  # gone, or no program; NUL in the name of a voice
            return None
        complaints = cast("IO[bytes]", process.stderr)
        os.set_blocking(complaints.fileno(), False)
        return _Started(process, complaints)


def spoken(text: str) -> str:
    """What of a text reaches a speech program: words, and nothing that it could take for more."""
    plain = text.translate(_AS_WORDS)
    kept = plain if hostile(plain) < 0 else "".join(one for one in plain if hostile(one) < 0)
    return " ".join(kept.split()) if any(map(str.isalnum, kept)) else ""


def voices(command: str) -> dict[str, str]:
    """The voices of a speech program: language tag, in small letters, and name of its best voice.

    Empty where the program is not installed or does not tell.
    """
    import subprocess

    if which(command) is None:
        return {}
    try:
        listed = subprocess.run(  # noqa: S603 - the clinic's own command
            [command, "--voices"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LISTING,
            check=True,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    return _best(listed.stdout.decode("utf-8", "replace"))


def _best(table: str) -> dict[str, str]:
    """Lowest number first: ` 5  pl  --/M  Polish  zlw/pl  (pl-x 7)`, after one line of heads."""
    found: dict[str, tuple[int, str]] = {}
    for line in table.splitlines()[1:]:
        match = _VOICE.match(line)
        if match is None:
            continue
        number, tag, name, others = match.groups()
        speaks = [(tag, number), *_ALSO.findall(others)]
        for language, rank in speaks:
            offered = (int(rank), name.replace("_", " "))
            found[language.lower()] = min(offered, found.get(language.lower(), offered))
    return {language: name for language, (_, name) in found.items()}


def _complains(started: "_Started") -> bool:
    said = started.complaints.read(_MOST_COMPLAINT) or b""
    return any(line.lower().startswith(_COMPLAINT) for line in said.splitlines())


def _end(process: "Popen[bytes]") -> None:
    from subprocess import TimeoutExpired

    _tell(process, signal.SIGTERM)
    until = time.monotonic() + _GRACE
    while not _is_over(process) and time.monotonic() < until:
        time.sleep(_LOOK)
    _tell(process, signal.SIGKILL)  # its children too, whatever it did itself
    with suppress(TimeoutExpired):
        process.wait(_BURIAL)


def _tell(process: "Popen[bytes]", what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, what)


def _is_over(process: "Popen[bytes]") -> bool:
    """Leaves the dead unburied: until then its number, and its group's, is nobody else's."""
    try:
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:  # buried by somebody else, or by the system where SIGCHLD is ignored
        return True
