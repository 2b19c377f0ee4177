"""Words with the number of their syllables, by language, and what espeak-ng makes of words."""

import re
import subprocess
from collections.abc import Callable, Sequence
from typing import NamedTuple

ENGLISH = {
    1: """a the brain breathe cells changed clothes cured does dose drip else eyes feel freeze
    goes health heart helped high large links loved mice month mouse moved nerve nurse old
    one pain praise risks scans sleep spine spray squeezed stopped stress thought through
    times voiced walked weeks while whose words years""",
    2: """after again alone answer anxious asleep before being better bladder bowel business
    careful carried causes changes clinic create crisis cruel diet doctor doing drowsy
    effects evening every faces feelings fluid fuel giant going guided hopeless houses
    injured itchy judges lasted leaflet likely lion little maybe mental middle naive needed
    nervous noises open over patient people poem pressure question quiet rated receives
    safely science seeing sessions simple sizes sleepy someone something sometimes special
    started surgeon symptom table treatment trial trials trying uses vision wanted watches
    water weakness writing""",
    3: """addiction alcohol animal another area audience chemical created decided depression
    dopamine effective example family glutamate hospital idea imagine influence infusion
    injection ketamine memory messenger monitored national nausea november period placebo
    possible previous radio receptor recover regular relaxes serious suicide therapy
    together united variant various veteran video""",
    4: """ability activity actually antibody anxiety approximate biology dissociate emergency
    esketamine evaluate experience hypothesis information january material necessary
    obedient operation participate particular psychiatry serotonin society suicidal
    temporary unusual usually variety""",
    5: """antidepressant biological dissociation electricity examination hallucination immediately
    individual international observational possibility psychological university""",
    6: "electroconvulsive neuroplasticity responsibility",
}
"""English words by their number of syllables, counted by ear."""
SPANISH = {
    1: """bien buey cien cual dio dios fue fui guion hoy juez ley luz mes muy pan paz pie piel
    pues quien rey seis sol soy tras tren vez vio voy y""",
    2: """agua aire año baúl bueno bueyes búho caos causa ciencia ciudad crear cuento cuerpo dolor
    duele día error guerra hacer hielo hueco hueso huevo huía juicio jueves labio leer
    leyes limpio lugar madre maíz mente miedo nervio nuestra nuevo oír país pueblo puede
    quiere ratón raíz reunión reír ruido ruina río salud sauna serie siempre suave sueño
    también tiene tía viaje viernes viuda yeso""",
    3: """ahora alcohol alegre ansiedad antiguo aorta autismo bilingüe cerebro clínica cohete
    creencia cuidado depresión efecto estudiáis farmacia guitarra héroe ideas jesuita
    leía mareo médico peores pingüino poeta pregunta prohibido prohíbe psiquiatra receta
    respuesta ruinoso síntoma sonido sonríe tardío teatro tristeza vacío vergüenza
    zapato""",
    4: """aéreo almohada anestesia animales averigüéis beneficio biología bioquímica conexiones
    cooperar energía enfermedad enfermera experiencia infusiones ketamina leíamos
    librería monitores neurólogo paranoia poesía policía temporada tratamiento uruguayo
    vehículo zanahoria""",
    5: """beneficiario desaparecer enfermedades esketamina especialista experimento hospitalario
    medicamento psicología temporalmente""",
    6: "alucinaciones antidepresivo",
    7: "antiinflamatorio electroconvulsiva",
}
"""Spanish words by their number of syllables, as the academies' orthography parts them."""
POLISH = {
    1: """ból być chcieć ciąg coś dom dzień jest już krew ktoś lek lęk miał móc mózg mysz niech
    nie noc pies pięć płyn rok sen spray strach śnieg tak wiek wiem zjazd""",
    2: """biuro ciało człowiek dawka dieta dziecko dzisiaj głowa klient lekarz ludzie małpa marzec
    miejsce moim myszy nerwy neuron niebo pacjent pomoc praca radio ręka sanki serce
    siano stoi stopień szczury ulga uraz wieczór wiosna związek zdanie zdrowie życie""",
    3: """audycja autobus badanie biologia choroba ciśnienie depresja energia euforia historia
    historii kroplówka leczenie lekarka mieszkanie muzeum naiwny nauczyć nauka neuronów
    nieufny objawy oddycha patriota pielęgniarz pięknego placebo poeta powietrze
    psychiatra psychiatrii pytanie szpitala terapia ulotka uwaga zaufać zwierzęta""",
    4: """aktualny antybiotyk astronauta autorytet farmaceuta glutaminian intuicja jubileusz
    ketamina kofeina lekarstwami nauczyciel naukowiec niebezpieczny oddychanie
    pamiętanie pielęgniarka pogotowie priorytet samobójstwo sytuacja terapeuta zaufanie
    zauważyć zespołowi""",
    5: """antydepresant elektrowstrząsy esketamina ewentualnie halucynacje koordynator
    neurologiczny nieinwazyjny przeciwbólowy psychologiczny uspokojenie wątpliwościami
    zdenerwowany""",
    6: "eksperymentalny indywidualny niezauważony odpowiedzialności przeciwdepresyjny",
}
"""Polish words by their number of syllables, counted by ear."""


class Compared(NamedTuple):
    """How our counts differ from others."""

    words: int
    wrong: dict[str, tuple[int, int]]
    """Our count and the other one, by the word."""

    @property
    def error(self) -> float:
        """The share of words with another count."""
        return len(self.wrong) / self.words

    @property
    def bias(self) -> float:
        """How many syllables too many we count in a word; below 0, too few."""
        ours = sum(ours for ours, _ in self.wrong.values())
        theirs = sum(theirs for _, theirs in self.wrong.values())
        return (ours - theirs) / self.words

    def __str__(self) -> str:
        """Both figures, and some of the words."""
        some = dict(list(self.wrong.items())[:20])
        return f"{self.words} words: error {self.error:.3f}, bias {self.bias:+.4f} a word; {some}"


def listed(words: dict[int, str]) -> dict[str, int]:
    """The words of a list with their counts."""
    return {word: count for count, text in words.items() for word in text.split()}


def compared(count: Callable[[str], int], right: dict[str, int]) -> Compared:
    """How a count of ours does on words with known counts."""
    ours = {word: count(word) for word in right}
    wrong = {word: (ours[word], right[word]) for word in right if ours[word] != right[word]}
    return Compared(len(right), wrong)


def heard(words: Sequence[str], voice: str) -> dict[str, int]:
    """How many vowels espeak-ng says in each word. A missing espeak-ng is an error."""
    said = subprocess.run(
        ["espeak-ng", "-q", "-v", voice, "--ipa", "--sep=_"],
        input="".join(f"{word}.\n" for word in words),
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    ).stdout
    lines = said.strip().split("\n")
    assert len(lines) == len(words), "a line for each word"
    return {word: _vowels(line) for word, line in zip(words, lines, strict=True)}


def _vowels(line: str) -> int:
    phonemes = re.split(r"[_\s]+", re.sub("[ˈˌ]", "", line))
    return sum(bool(_VOWEL.search(phoneme)) + (phoneme in _TWO) for phoneme in phonemes)


_VOWEL = re.compile("[aeiouyæɐ\u0251ɒɔəɚɛɜ\u026aɨʊʌɵᵻ]|[ln]\u0329")
_TWO = frozenset({"iə", "a\u026aə", "a\u026aɚ"})
"""American vowels that fill two syllables, as those that end 'idea' and 'society'."""
