"""Which characters would hide a word from counting, and what is put in their place?

A soft hyphen inside a word would make two words of it; “ﬁnd” with one character for “fi” is in no
dictionary. Such characters are replaced and counted. Line ends, no-break spaces and everything
else stay as they are: a text without such characters comes out as it went in.
"""

from __future__ import annotations

import re
import unicodedata

from analysis.brought import counted

_ALPHABETIC = "A-Za-z0-9À-ɏͰ-ϿЀ-ԯḀ-ỿ"
"""Scripts in which nothing invisible belongs inside a word; in Persian or Hindi it may."""
_REPAIRS = (
    ("soft hyphen", r"\u00ad(?:[ \t]*\r?\n[ \t]*(?=\w))?", "removed"),
    (
        "zero-width character",
        rf"[\u2060\ufeff]|(?<=[{_ALPHABETIC}])[\u200b-\u200d]|[\u200b-\u200d](?=[{_ALPHABETIC}])",
        "removed",
    ),
    ("ligature", "[\ufb00-\ufb06]", "written as separate letters"),
    ("accent", r"(?<=[^\W\d_])[\u0300-\u036f]+", "joined to its letter"),
)
_ANY = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufb00-\ufb06\u0300-\u036f]")
_LETTER_AND_ACCENTS = re.compile(r"[^\W\d_][\u0300-\u036f]+")


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """A text whose words can be found, and what was changed for that."""
    if not _ANY.search(text):
        return text, ()
    changes = []
    for noun, pattern, what in _REPAIRS:
        n = len(re.findall(pattern, text))
        if not n:
            continue
        if noun == "accent":
            text, what = _compose(text), what if n == 1 else "joined to their letters"
        else:
            text = re.sub(pattern, _letters, text)
        changes.append(f"{counted(n, noun)} {what}")
    return text, tuple(changes)


def _letters(found: re.Match[str]) -> str:
    """The letters of a ligature; nothing for what is invisible."""
    return unicodedata.normalize("NFKC", found[0]) if "\ufb00" <= found[0] <= "\ufb06" else ""


def _compose(text: str) -> str:
    return _LETTER_AND_ACCENTS.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
