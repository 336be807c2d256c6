"""Which language a text is in, decided offline."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.language import detect
from analysis.reading import load_samples

ROOT = Path(__file__).parent.parent

CASES = {
    "en": "The talks between the two sides failed on Monday, and nobody knows what comes next.",
    "de": "Die Gespräche sind am Montag gescheitert, und niemand weiß, was als Nächstes kommt.",
    "fr": "Les négociations ont échoué lundi, et personne ne sait ce qui va se passer.",
    "es": "Las conversaciones fracasaron el lunes y nadie sabe lo que vendrá después.",
    "it": "I colloqui sono falliti lunedì e nessuno sa che cosa succederà adesso.",
    "nl": "De gesprekken zijn maandag mislukt en niemand weet wat er nu gaat gebeuren.",
    "pl": "Rozmowy nie powiodły się w poniedziałek i nikt nie wie, co będzie dalej.",
    "ru": "Переговоры провалились в понедельник, и никто не знает, что будет дальше.",
    "uk": "Переговори провалилися в понеділок, і ніхто не знає, що буде далі.",
    "ar": "فشلت المحادثات يوم الاثنين ولا أحد يعرف ماذا سيحدث بعد ذلك.",
    "he": "השיחות נכשלו ביום שני ואיש אינו יודע מה יקרה עכשיו.",
    "zh": "星期一的会谈失败了，没有人知道接下来会发生什么，双方都感到失望。",
}


@pytest.mark.parametrize("code", CASES)
def test_a_sentence_is_enough(code):
    """One sentence of each language is told with confidence."""
    found = detect(CASES[code])
    assert found.code == code
    assert found.confidence > 0.9


def test_the_samples_are_english():
    """Both, and named so."""
    assert [detect(source.text)[:2] for source in load_samples()] == [("en", "English")] * 2


@pytest.mark.parametrize("text", ["", "NATO", "😀 🎉 1, 2, 3", "— … !"])
def test_too_little_to_tell_is_undetermined(text):
    """A name or a number is a word in every language."""
    assert detect(text) == ("und", "undetermined", 0.0)


def test_only_the_beginning_is_looked_at():
    """A German text with an English appendix after 20,000 characters is German."""
    assert detect(CASES["de"] * 300 + CASES["en"] * 900).code == "de"


def test_nothing_heavy_is_imported_before_it_is_needed():
    """Starting the page loads no format library and no language model."""
    program = (
        "import sys, analysis.reading, analysis.language\n"
        "heavy = {'trafilatura', 'docx', 'pypdf', 'odfdo', 'striprtf', 'lxml', 'py3langid', 'babel',"
        " 'charset_normalizer'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
