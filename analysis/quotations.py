"""Which characters are somebody else's words, and whose.

Three questions, one after the other:

1. *Where are the marks?* Paragraph by paragraph, each closing mark is paired with the latest open
   one; the outermost pairs count. Nothing leaks into the next paragraph, except by the convention
   that a quotation of several paragraphs opens each of them and closes only the last.
2. *Who speaks?* The words around the marks are searched for a verb of saying and its subject. What
   is not named plainly stays unknown: dialogue is not guessed by turns.
3. *Speech or mention?* Speech is what stands in somebody else's voice. A mention (scare quote,
   term, title) stays the author's:

   - one or two words are a mention, unless they are a full utterance (``“Yes,” he said``);
   - three to five words are speech if they are a sentence, or if a verb of saying governs them;
   - six words or more are speech, unless they read like a title.

A mark that is never closed is a mention up to the end of its clause: giving it the rest of the
paragraph would move the author's words to somebody else because of a misprint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import NamedTuple

from analysis.sentences import Span, find_paragraphs
from analysis.text import UNKNOWN_SPEAKER, Quotation, Section, Sentence
from analysis.words import WORD

SPEECH, MENTION = "speech", "mention"

REPORTING_VERBS = Path(__file__).parent.parent / "data" / "reporting_verbs.txt"

# --- marks ---------------------------------------------------------------------------------

DOUBLE_MARK = re.compile(r"[“”„‟\"«»]")
SINGLES, OPENING_DOUBLES = "‘'", '“„‟"«'
FEET_AND_INCHES = re.compile(r"\d['’′]\s?\d{1,2}\Z")

ELISION = r"(?:\d0s|[Tt]is|[Tt]was|[Tt]were|[Tt]will|[Ee]m|[Tt]il|till?|n|bout|round|cause|cos)\b"
SINGLE_OPENING = re.compile(rf"(?<![^\s(\[—–-])[‘'](?=[\w“\"…])(?!{ELISION})")
SINGLE_CLOSING = re.compile(r"(?<=[^\s(\[“‘])[’'](?!\w)")
DROPPED_LETTERS = re.compile(r"(?:[sxz]|\b(?:\w{2,}in|o|n|th|an|wi|ol|mo|d|tha))\Z", re.IGNORECASE)
"""What an apostrophe may follow at a word's end: countries’, goin’, th’."""
SHORT_PHRASE = 4

UNCLOSED_CLAUSE = re.compile(r"[“„‟\"«](?:[^,;:.!?…—–()“”\"«»\n]{0,100})(?<=\w)")


class Stretch(NamedTuple):
    """What stands between two marks, before it is known what it is."""

    start: int
    end: int
    paragraph: Span
    form: str
    continued: bool
    """True if it goes on from the paragraph before."""


CLOSED, OPEN, STRAY = "closed", "open to the paragraph's end", "never closed"


def _find_stretches(text: str, paragraphs: Sequence[Span]) -> Iterator[Stretch]:
    """The outermost quotations of a section, paragraph by paragraph."""
    continued = False
    for number, paragraph in enumerate(paragraphs):
        following = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        pairs, unpaired = _pair_marks(text, paragraph)
        goes_on = next((m for m in unpaired if _goes_on(text, m, paragraph, following)), None)
        if goes_on is None and continued and unpaired[:1] == [paragraph[0]]:
            last_open = paragraph[0]  # the last of several paragraphs has lost its closing mark
        else:
            last_open = goes_on if goes_on is not None else paragraph[1]
        forms = [(start, end, CLOSED) for start, end in pairs if start < last_open]
        forms += [stray for stray in _strays(text, unpaired, paragraph) if stray[0] < last_open]
        if last_open < paragraph[1]:
            forms.append((last_open, paragraph[1], OPEN))
        covered = paragraph[0]
        for start, end, form in sorted(forms):
            if start >= covered:
                is_next = continued and start == paragraph[0] and form != STRAY
                yield Stretch(start, end, paragraph, form, is_next)
                covered = end
        continued = goes_on is not None


def _strays(text: str, unpaired: Sequence[int], paragraph: Span) -> list[tuple[int, int, str]]:
    """The clauses behind marks that are never closed."""
    clauses = [UNCLOSED_CLAUSE.match(text, mark, paragraph[1]) for mark in unpaired]
    return [(clause.start(), clause.end(), STRAY) for clause in clauses if clause]


def _goes_on(text: str, mark: int, paragraph: Span, following: str) -> bool:
    """Whether an unclosed mark is taken up at the start of the next paragraph.

    It has to stand where a speech starts: first in its paragraph, or introduced there.
    """
    same_kind = SINGLES if text[mark] in SINGLES else OPENING_DOUBLES
    if not following or following not in same_kind:
        return False
    before = text[max(paragraph[0], mark - 3) : mark].rstrip()
    return mark == paragraph[0] or before[-1:] in (":", ",")


def _pair_marks(text: str, paragraph: Span) -> tuple[list[Span], list[int]]:
    """Pairs of marks in one paragraph, marks included, and opening marks without a partner."""
    open_marks: list[int] = []
    pairs: list[Span] = []
    for match in DOUBLE_MARK.finditer(text, *paragraph):
        mark = match.start()
        if _closes(text, mark, paragraph, bool(open_marks)):
            pairs.append((open_marks.pop(), mark + 1))
        elif _opens(text, mark, paragraph, bool(open_marks)):
            open_marks.append(mark)
    singles, unpaired = _pair_single_marks(text, paragraph, pairs)
    return pairs + singles, sorted(open_marks + unpaired)


def _closes(text: str, mark: int, paragraph: Span, is_open: bool) -> bool:
    """Whether a double mark closes an open one."""
    if not is_open:
        return False
    glyph, opens, closes = _shape(text, mark, paragraph)
    if glyph in "”»":
        return not (opens and not closes and glyph == "»")
    if glyph == '"':
        inches = FEET_AND_INCHES.search(text, max(paragraph[0], mark - 6), mark)
        return not inches and (closes or not opens)
    return glyph != "„" and closes and not opens


def _opens(text: str, mark: int, paragraph: Span, is_open: bool) -> bool:
    """Whether a double mark that closes nothing opens a quotation."""
    glyph, opens, closes = _shape(text, mark, paragraph)
    if glyph in "“„‟«":
        return opens or not closes
    if glyph == '"':
        before = text[mark - 1 : mark] if mark > paragraph[0] else ""
        return opens or (not closes and not is_open and not before.isdecimal())
    return opens and not closes


def _shape(text: str, mark: int, paragraph: Span) -> tuple[str, bool, bool]:
    """A mark, and whether its neighbours look as if it opened or closed something."""
    before = text[mark - 1] if mark > paragraph[0] else " "
    after = text[mark + 1] if mark + 1 < paragraph[1] else " "
    opens = (before.isspace() or before in "([{‘'“„«/—–-") and (
        after.isalnum() or after in "‘'“([…$£€-.#@"
    )
    closes = not before.isspace() and not (after.isalnum() or after in "‘“")
    return text[mark], opens, closes


def _pair_single_marks(
    text: str, paragraph: Span, doubles: Sequence[Span]
) -> tuple[list[Span], list[int]]:
    """Pairs of single marks outside double ones, and one that opens the paragraph in vain.

    An opening single mark needs a convincing partner before the next one opens; otherwise it is
    taken for an apostrophe.
    """
    first, last = paragraph
    openings = [match.start() for match in SINGLE_OPENING.finditer(text, first, last)]
    openings = _outside(openings, doubles)
    if not openings:
        return [], []
    closings = [match.start() for match in SINGLE_CLOSING.finditer(text, first, last)]
    closings = _outside(closings, doubles)
    pairs: list[Span] = []
    unpaired = []
    next_closing = 0
    for opening, limit in zip(openings, [*openings[1:], last], strict=True):
        while next_closing < len(closings) and closings[next_closing] <= opening:
            next_closing += 1
        candidates = []
        while next_closing < len(closings) and closings[next_closing] < limit:
            candidates.append(closings[next_closing])
            next_closing += 1
        closing = _choose_closing(text, opening, candidates)
        if closing is not None:
            pairs.append((opening, closing + 1))
        elif opening == first:
            unpaired.append(opening)
    return pairs, unpaired


def _choose_closing(text: str, opening: int, candidates: Sequence[int]) -> int | None:
    """The first mark that cannot be an apostrophe; failing that, one that ends a short phrase."""
    for mark in candidates:
        ends_word = text[mark - 1].isalpha() and text[mark + 1 : mark + 2].isspace()
        if not ends_word or not DROPPED_LETTERS.search(text, max(opening, mark - 12), mark):
            return mark
    if candidates and text.count(" ", opening, candidates[0]) < SHORT_PHRASE:
        return candidates[0]
    return None


def _outside(marks: Sequence[int], pairs: Sequence[Span]) -> list[int]:
    """Those marks that stand in no pair."""
    ordered = _outermost(pairs)
    starts = [start for start, _ in ordered]
    kept = []
    for mark in marks:
        nearest = bisect_right(starts, mark) - 1
        if nearest < 0 or mark >= ordered[nearest][1]:
            kept.append(mark)
    return kept


def _outermost(pairs: Sequence[Span]) -> list[Span]:
    ordered: list[Span] = []
    for pair in sorted(pairs):
        if not ordered or pair[0] >= ordered[-1][1]:
            ordered.append(pair)
    return ordered


# --- verbs of saying -------------------------------------------------------------------------


class Verbs(NamedTuple):
    """The forms of the verbs of saying."""

    finite: frozenset[str]
    """Forms that may have a subject: says, said, say."""
    participles: frozenset[str]
    """Forms in -ing."""
    also_nouns: frozenset[str]
    """Finite forms that are nouns as well: claims, demand."""
    only_beside: frozenset[str]
    """Forms of verbs that mean speech only next to a quotation: began, smiled."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


@cache
def reporting_verbs() -> Verbs:
    """The word list of verbs of saying."""
    finite: set[str] = set()
    participles: set[str] = set()
    also_nouns: set[str] = set()
    only_beside: set[str] = set()
    for line in REPORTING_VERBS.read_text(encoding="utf-8").splitlines():
        forms = line.split("#")[0].lstrip("+= ").split()
        signs = line[: line.find(" ")]
        finite.update(form for form in forms if not form.endswith("ing"))
        participles.update(form for form in forms if form.endswith("ing"))
        if "+" in signs:
            also_nouns.update(forms[:2])
        if "=" in signs:
            only_beside.update(forms)
    return Verbs(*map(frozenset, (finite, participles, also_nouns, only_beside)))


NAMING = _words(
    "called call calls labelled labeled labels dubbed branded described describes termed"
)
"""In the passive these give a thing its usual name, which is nobody's opinion in particular."""

BE = _words("is are was were been being be get gets got am")
HELPERS = _words(
    "has have had did does do will would can could may might must should shall also then once "
    "later still even just only never always often again now already recently earlier repeatedly "
    "reportedly famously first finally simply once not soon suddenly who as himself herself "
    "themselves itself today yesterday too"
)
OPENERS = _words(
    "but and so as then however meanwhile later yesterday today that when while if because though "
    "although yet or nor still thus therefore moreover besides indeed instead since where for "
    "after before until once finally afterwards eventually suddenly like"
)
PREPOSITIONS = _words(
    "in on at during after before for from with by since following under over through about "
    "between among speaking asked into to despite"
)
PRONOUNS = _words("he she")
NO_SPEAKERS = _words(
    "i we you they it this that these those there what which who one someone somebody everyone "
    "everybody nobody people anyone some others many most all none both each another here"
)
DETERMINERS = _words(
    "the a an one another his her its their our my your some several many two three this these "
    "those no any most all both each"
)
BREAKS_SUBJECT = _words(
    "that which who whom whose when while if because though although where but was were is are "
    "had has have would will than so to not be been"
)

TITLES = _words(
    "Secretary Secretary-General State President Vice President-elect Prime Minister Foreign "
    "Defence Defense Interior Finance Justice Chancellor Premier Senator Sen Sen. Representative "
    "Rep Rep. Congressman Congresswoman Governor Gov Gov. Mayor General Gen Gen. Colonel Col Col. "
    "Lieutenant Lt Lt. Major Maj Maj. Captain Capt Capt. Sergeant Sgt Sgt. Admiral Adm Adm. "
    "Commander Professor Prof Prof. Dr Dr. Doctor Judge Ambassador Amb Amb. Commissioner Director "
    "Chief Chairman Chairwoman Chair Spokesman Spokeswoman Spokesperson Deputy Leader Speaker MP "
    "Attorney Officer Executive Inspector Detective Policy Affairs Union Council Ministry "
    "Department Party Committee Office Security High Archbishop Bishop Cardinal Rabbi Imam "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June "
    "July August September October November December But And As So Then When While If Yet "
    "However Meanwhile Later Yesterday Today Former The"
)
"""What may stand before a person's name without being part of it."""

ACRONYM = re.compile(r"[A-Z]{2,}|(?:[A-Z]\.){2,}")
"""U.S. or NATO: in front of a name no part of it."""

HONORIFICS = _words(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Sir Lady Lord Uncle Aunt King Queen Prince Princess Pope Father "
    "Sister Brother Madame Monsieur Captain Colonel Dr Dr. Professor General Judge"
)
PARTICLES = _words("von van der de den del della la le bin ibn al el da di du dos ten")

NO_NAMES = OPENERS | PREPOSITIONS | NO_SPEAKERS | DETERMINERS | HELPERS | BREAKS_SUBJECT | PRONOUNS

WORD_OF_LEAD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?|\d[\d.,]*")
PIECE = re.compile(r"\s*[,—–]\s*|\s-\s")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
POSSESSIVE = re.compile(r"[’']s?\Z")
CLAUSE_ENDS = re.compile(r"[;:?!(]\s|[a-z]{3}\.\s")
REGION_ENDS = re.compile(
    r"[,;:—–()“”\"!?]|(?<![A-Z])(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Gen)(?<!Sen)(?<!Prof)\.(?!\w)"
)
APPOSED_NAME = re.compile(r",\s([A-Z][\w’'-]*\.?(?:\s[A-Z][\w’'-]*){1,3})(?:[,.]|\Z)")
COORDINATED = re.compile(r"\b(?:and|but|then)(?:\s\w+ly)?\s*\Z")
NO_INVERSION = _words("to that on in by with about of")
CIRCUMSTANCE = _words(
    "when while as after before during in on with to who which that late last earlier yesterday "
    "today again whose through by under over into without this and but"
)

LABEL = re.compile(r"\W*([A-Z][^\s:()]*(?:\s[A-Z][^\s:()]*){0,4})(?:\s?\([^()]*\))?:\s*\Z")
LABEL_BEHIND_ROLE = re.compile(r",\s([A-Z][\w’'-]*\.?(?:\s[A-Z][\w’'-]*){1,3}):\s*\Z")
NO_LABELS = _words(
    "question answer note example conclusion update quote result why what how reason motto rule "
    "lesson title subject slogan warning translation caption text verdict reply"
)
ACCORDING = re.compile(r"\b[Aa]ccording to ([^,“”\"()]{2,90}?),?\s*\Z")
ACCORDING_AFTER = re.compile(r"according to ([^,.;:“”\"()]{2,90})")
IN_WORDS = re.compile(
    r"\b[Ii]n (?:the words of ([^,“”\"()]{2,90}?)|([^,“”\"()]{2,60}?)[’']s? (?:own |famous )?words)"
    r",?\s*\Z"
)
PUT_IT = re.compile(r"\b[Aa]s ([^,“”\"()]{2,90}?) (?:has |had |once |later )*puts? it,?\s*\Z")
QUOTED_AS = re.compile(
    r"\b(?:quoted ([^,“”\"()]{2,60}?) as|([^,“”\"()]{2,60}?) (?:is|was|were) quoted as) saying"
    r"(?: that)?[:,]?\s*\Z"
)
PUT_IT_AFTER = re.compile(r"as ([^,“”\"()]{2,60}?) (?:has |had |once |later )*puts? it\b")
AGENT = re.compile(r"\s*by ([^,“”\"()]{2,90}?)(?: as)?\s*\Z")

BREAKS_GOVERNING = re.compile(
    r"[;()]|:\s*\S|,\s*(?:which|who|where|when|while|and|but|as|though|although|because|so)\b"
    r"|\b(?:and|but)\s+(?:then\s+)?\w+ed\b"
)
ADVERBIAL = re.compile(r"\s+(?:with|from|into|through)\b(?=.*\w\s*\Z)")
"""``continue with a “…”``: what follows is no content of speech."""
SHORT_LEAD, LONG_LEAD = 16, 30
"""How many words may stand between a verb and what it governs; more before a colon."""
LONGEST_SUBJECT, LONGEST_DESCRIPTION = 16, 14
"""Words that a subject with its apposition, and a speaker without a name, may have."""
LONGEST_LEAD, LONGEST_TAIL, LONGEST_FORMULA, LONGEST_LABEL = 400, 250, 130, 120
"""Characters looked at, so that no decision depends on the length of a line."""


class Attribution(NamedTuple):
    """What the words around a quotation say about it."""

    speaker: str
    direct: bool
    """True if the verb of saying stands next to the quotation: ``said, “…”`` or ``“…,” said``."""
    end: int
    """Where the attribution behind a quotation ends; 0 if it stands in front."""


CONTENT_FOLLOWS = re.compile(r"\s+that\b|\s*[,:]?\s*\Z")


class Token(NamedTuple):
    """A word of the author's around a quotation."""

    word: str
    start: int
    end: int


def _tokens(passage: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in WORD_OF_LEAD.finditer(passage)]


def _is_verb(tokens: Sequence[Token], position: int, passage: str) -> bool:
    """Whether a token is a verb of saying that can have a subject."""
    word, verbs = tokens[position].word, reporting_verbs()
    if word not in verbs.finite:
        return False
    if word not in verbs.also_nouns:
        return True
    if not position:
        return False
    before = tokens[position - 1]
    if not passage[before.end : tokens[position].start].isspace():
        return False
    if before.word.lower() in DETERMINERS or POSSESSIVE.search(before.word):
        return False
    return bool(
        before.word[0].isupper()
        or before.word.lower() in PRONOUNS | NO_SPEAKERS | HELPERS
        or before.word.endswith(("ly", "s"))
        or CONTENT_FOLLOWS.match(passage, tokens[position].end)
    )


# --- who speaks ------------------------------------------------------------------------------


class Names:
    """The names of persons in a text: from a surname or a first name to the full name."""

    def __init__(self, text: str) -> None:
        self._by_part: dict[str, set[str]] = defaultdict(set)
        self._with_title: dict[str, set[str]] = defaultdict(set)
        for run in NAME_RUN.finditer(text):
            words = run.group().split()
            for title, surname in pairwise(words):
                if title.rstrip(".") in ("Mr", "Mrs", "Ms", "Miss"):
                    self._with_title[_bare(surname)].add(title.rstrip("."))
            name = _strip_titles(words)
            if 2 <= len(name) <= 5 and not ACRONYM.fullmatch(_bare(name[-1])):
                full = " ".join([*name[:-1], _bare(name[-1])])
                self._by_part[_bare(name[-1])].add(full)
                self._by_part[name[0]].add(full)

    def complete(self, words: Sequence[str]) -> str:
        """The fullest form of a name that the text gives, if it gives only one."""
        name = _strip_titles(words)
        shown = " ".join(name)
        if len(name) > 1:
            return shown
        candidates = self._by_part.get(name[0], set())
        titles = self._with_title.get(name[0], set())
        honoured = len(words) > 1 and words[-2] in HONORIFICS
        if len(candidates) == 1 and not (honoured and len(titles) > 1):
            return next(iter(candidates))
        return " ".join(words[-2:]) if honoured else shown


NAME_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Rep|Prof|Lt|Col|Capt|Sgt|St|[A-Z])\.|[A-Z][\w’'-]+)"
NAME_RUN = re.compile(
    rf"(?<![\w’'-]){NAME_WORD}"
    rf"(?:[ \u00a0](?:(?:v[ao]n|der|den?|bin|al|d[aiu]|del|la) )*{NAME_WORD})+"
)


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word)


def _strip_titles(words: Sequence[str]) -> list[str]:
    """A run of capitalised words without what is no part of a person's name."""
    last_title = -1
    for position, word in enumerate(words[:-1]):
        if not _is_given_name(word):
            last_title = position
    return list(words[last_title + 1 :])


def _is_given_name(word: str) -> bool:
    return not (
        word in TITLES
        or word in HONORIFICS
        or word.lower() in NO_NAMES
        or ACRONYM.fullmatch(word)
        or POSSESSIVE.search(word)
    )


def _speaker_in(region: str, names: Names) -> str:
    """The subject in the words before a verb: a name, a description, 'he', 'she' or nothing."""
    pieces = PIECE.split(IN_BRACKETS.sub("", region))
    if len(pieces) > 2 and not pieces[-1]:
        head, apposition = pieces[-3], pieces[-2]
        return _apposed_name(apposition, names) or _noun_phrase(head, names)
    if len(pieces) == 2 and not pieces[-1]:
        return _noun_phrase(pieces[0], names)
    return _noun_phrase(pieces[-1], names)


def _apposed_name(apposition: str, names: Names) -> str:
    """The name in ``the ministry's spokeswoman, Maria Zakharova, said``."""
    name, described = _split_name(apposition.split())
    return names.complete(name) if name and not described and len(name) < 5 else ""


def _noun_phrase(phrase: str, names: Names) -> str:
    """A name or description as a speaker; '' if the words are no plausible subject."""
    words = phrase.split()
    while words and (words[-1].lower() in HELPERS or words[-1].endswith("ly")):
        words.pop()
    while words and words[0].lower() in OPENERS:
        words.pop(0)
    if not words:
        return ""
    if words[-1].lower() in PRONOUNS:
        return words[-1].lower()
    name, described = _split_name(words)
    if name and (not described or _names_person(name, described)):
        return names.complete(name)
    if words[-1].lower() in NO_SPEAKERS:
        return ""
    return _titled_person(words, names) or _description(words)


def _titled_person(words: Sequence[str], names: Names) -> str:
    """The name in ``Rep. Adam Schiff of California``; ``the Bank of England`` has none."""
    run = list(takewhile(lambda word: word[0].isupper(), words))
    bare = _strip_titles(run) if run else []
    behind = words[len(run) : len(run) + 1]
    if behind and behind[0] in ("of", "from", "for", "at") and 1 < len(bare) < len(run):
        return names.complete(run)
    return ""


def _split_name(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The run of capitalised words at the end, and what stands before it."""
    first = len(words)
    while first and (
        words[first - 1][0].isupper()
        or (words[first - 1] in PARTICLES and first < len(words) and first > 1)
    ):
        first -= 1
    while first < len(words) and words[first] in PARTICLES:
        first += 1
    name = list(words[first:])
    while len(name) > 1 and name[0].lower() in OPENERS | PREPOSITIONS:
        name.pop(0)
        first += 1
    if name and name[0].lower() in DETERMINERS | NO_SPEAKERS | PREPOSITIONS:
        return [], list(words)
    return name, list(words[:first])


def _names_person(name: Sequence[str], described: Sequence[str]) -> bool:
    """Whether a name behind a description is the speaker, as in ``the singer Madonna``.

    ``the Polish TV channel TVP`` and ``the head of Gazprom`` are speakers as a whole.
    """
    bare = _strip_titles(name)
    before = described[-1].lower()
    if 1 < len(bare) < len(name):
        return True  # a title within the run: "… of State Antony Blinken"
    if before in ("of", "for", "at", "from", "with", "and", "or"):
        return False
    if before in DETERMINERS:
        return False
    if len(bare) == 1:
        return not bare[0].isupper() and before not in BREAKS_SUBJECT
    return True


def _description(words: list[str]) -> str:
    """A speaker without a name of its own, as printed: ``the Polish TV channel TVP``."""
    words = _without_relative_clause(_without_preposition(words))
    if len(words) < 1 or len(words) > LONGEST_DESCRIPTION:
        return ""
    first, last = words[0], words[-1]
    if last.lower() in ("and", "or", "then"):
        return ""
    if first.lower() in DETERMINERS:
        return " ".join(words) if len(words) > 1 else ""
    if first.lower() in NO_SPEAKERS:
        return ""
    is_plural_or_name = first[0].isupper() or last.endswith("s")
    return " ".join(words) if is_plural_or_name else ""


def _without_preposition(words: list[str]) -> list[str]:
    """``At the UN the Chinese ambassador`` → ``the Chinese ambassador``."""
    if words[0].lower() not in PREPOSITIONS:
        return words
    determiners = [i for i, word in enumerate(words) if i > 1 and word.lower() in DETERMINERS]
    return words[determiners[-1] :] if determiners else []


def _without_relative_clause(words: list[str]) -> list[str]:
    """``The minister who resigned`` → ``The minister``; nothing if the words are no subject."""
    for position, word in enumerate(words):
        if word.lower() in BREAKS_SUBJECT:
            return words[:position] if word in ("who", "which", "that", "whose") else []
    return words


def _look_behind(passage: str, names: Names) -> Attribution | None:
    """Who speaks, by what follows a quotation: ``said X``, ``X said``, ``according to X``."""
    rest = passage.lstrip(" ,—–-\t\n\r\u00a0")
    offset = len(passage) - len(rest)
    formula = ACCORDING_AFTER.match(rest) or PUT_IT_AFTER.match(rest)
    if formula:
        speaker = _noun_phrase(_subject_of_inversion(formula[1]), names)
        return Attribution(speaker, True, offset + formula.end())
    tokens = _tokens(rest[:LONGEST_TAIL])[:LONGEST_SUBJECT]
    for position, token in enumerate(tokens):
        starts = position == 0 or (position == 1 and tokens[0].word.endswith("ly"))
        if starts and token.word in reporting_verbs().finite:
            return _look_behind_verb(rest, token.end, offset, names)
        if CLAUSE_ENDS.search(rest, 0, token.start):
            return None
        if _is_verb(tokens, position, rest):
            return _subject_before_verb(rest, tokens[: position + 1], offset, names)
    return None


def _subject_before_verb(
    rest: str, tokens: Sequence[Token], offset: int, names: Names
) -> Attribution | None:
    """``X said``: nothing if the words before the verb are no subject of it."""
    verb, first = tokens[-1], tokens[0].word.lower()
    if first != "as" and first in OPENERS | PREPOSITIONS | BREAKS_SUBJECT:
        return None
    if tokens[-2].word.lower() in BE:
        return None
    speaker = _speaker_in(rest[: verb.start], names)
    if not speaker and first not in NO_SPEAKERS | DETERMINERS:
        return None
    return Attribution(speaker, True, offset + verb.end)


def _look_behind_verb(rest: str, verb_end: int, offset: int, names: Names) -> Attribution | None:
    """``said X``: the subject follows the verb."""
    region = rest[verb_end:]
    stop = REGION_ENDS.search(region)
    region = region[: stop.start()] if stop else region
    first = region.split(maxsplit=1)[0].lower() if region.strip() else ""
    if first in NO_INVERSION:
        return None
    end = verb_end + len(region)
    apposed = APPOSED_NAME.match(rest, end)
    if apposed and first in DETERMINERS:
        return Attribution(names.complete(apposed[1].split()), True, offset + apposed.end())
    speaker = _noun_phrase(_subject_of_inversion(region), names)
    return Attribution(speaker, True, offset + end)


def _subject_of_inversion(region: str) -> str:
    """A subject that follows its verb, without the circumstances behind it.

    ``a spokesman for the ministry`` is whole, ``Jane for once`` is not.
    """
    words = region.split()
    described = bool(words) and not words[0][0].isupper()
    for position, word in enumerate(words):
        joins_name = word == "and" and words[position + 1 : position + 2] != []
        if joins_name and words[position + 1][0].isupper():
            continue
        stops = word in CIRCUMSTANCE or (not described and word in ("at", "from", "for"))
        if position and (stops or (word.endswith("ly") and word[0].islower())):
            return " ".join(words[:position])
    return " ".join(words)


def _look_ahead(lead: str, names: Names) -> Attribution | None:
    """Who speaks, by what stands before a quotation: ``X said: “…”``, ``X: “…”``."""
    lead = lead[-LONGEST_LEAD:]
    label = LABEL.match(lead) if len(lead) < LONGEST_LABEL else None
    label = label or LABEL_BEHIND_ROLE.search(lead)
    if label and label[1].strip().lower() not in NO_LABELS:
        return Attribution(_noun_phrase(label[1], names), True, 0)
    for pattern in (ACCORDING, IN_WORDS, PUT_IT, QUOTED_AS):
        found = pattern.search(lead[-LONGEST_FORMULA:])
        if found:
            phrase = next(group for group in found.groups() if group)
            return Attribution(_noun_phrase(phrase, names), True, 0)
    tokens = _tokens(lead)
    participle = None
    for position in reversed(range(len(tokens))):
        word, _, end = tokens[position]
        between = lead[end:]
        if not _governs(between, len(tokens) - position - 1):
            break
        if word in reporting_verbs().only_beside and not _touches(between):
            continue
        if _is_verb(tokens, position, lead):
            return _before_verb(lead, tokens[: position + 1], names)
        if word in reporting_verbs().participles and participle is None:
            subject = _first_subject(lead[: tokens[position].start], names)
            participle = Attribution(subject, _touches(between), 0)
    return participle


def _touches(between: str) -> bool:
    """Whether nothing but a circumstance stands between a verb and its quotation."""
    return not between.strip(" ,:—–") or between.rstrip().endswith((":", ","))


def _before_verb(lead: str, tokens: Sequence[Token], names: Names) -> Attribution | None:
    """The subject of a verb that stands before a quotation; of a passive, its agent."""
    verb, clause = tokens[-1], lead[: tokens[-1].start]
    between = lead[verb.end :]
    before = [token.word.lower() for token in tokens[-3:-1]]
    if before and (before[-1] in BE or (before[0] in BE and before[-1].endswith("ly"))):
        agent = AGENT.match(between)
        if agent:
            return Attribution(_noun_phrase(agent[1], names), _touches(between), 0)
        return None if verb.word in NAMING else Attribution("", _touches(between), 0)
    speaker = _speaker_in(clause, names)
    if not speaker and COORDINATED.search(clause):
        speaker = _first_subject(clause, names)
    return Attribution(speaker, _touches(between), 0)


def _governs(between: str, n_words: int) -> bool:
    """Whether a verb can still reach the quotation over the words between them."""
    if between.rstrip().endswith(":"):
        return n_words <= LONG_LEAD and ";" not in between
    if n_words > SHORT_LEAD or BREAKS_GOVERNING.search(between) or ADVERBIAL.match(between):
        return False
    return "," not in between.strip(" ,") or between.rstrip().endswith(",")


def _first_subject(clause: str, names: Names) -> str:
    """The name or pronoun that is first to do something: ``Jane looked up and [said]``."""
    for piece in PIECE.split(clause):
        words = piece.split()
        while words and words[0].lower() in OPENERS:
            words.pop(0)
        if words and words[0].lower() in PRONOUNS:
            return words[0].lower()
        name = list(takewhile(lambda word: word[0].isupper(), words))
        acts = len(name) < len(words) and words[len(name)][0].islower()
        if (
            name
            and acts
            and name[0].lower() not in PREPOSITIONS | DETERMINERS | NO_SPEAKERS | HELPERS
            and not POSSESSIVE.search(name[-1])
        ):
            return names.complete(name)
    return ""


# --- putting it together -----------------------------------------------------------------------

TITLED = re.compile(
    r"\b(?:titled|entitled|called|named|headlined|subtitled|headline|book|article|report|essay|"
    r"film|movie|novel|song|album|paper|poem|play|series|chapter|section|column|document|hymn|memoirs?|autobiography|bestseller)"
    r",?\s*\Z"
)
NAMED = re.compile(r"\b(?:titled|entitled|named|headlined|subtitled|headline)\s*\Z")
"""What makes the next words a name even where somebody is said to have said them."""
TERMED = re.compile(
    r"\b(?:known as|so-called|referred to as|(?:is|are|was|were) (?:called|dubbed|termed|labell?ed)"
    r"|term|word|words|phrase|expression|slogan|concept|nickname|motto|notion of|acronym)\s*\Z"
)
FUNCTION_WORDS = _words(
    "a an the and or but nor of in on at to for from by with as is are was be into over under "
    "after before about against between vs its it s t"
)


def find_quotations(
    text: str, sections: Sequence[Section], sentences: Sequence[Sentence]
) -> tuple[Quotation, ...]:
    """Every quotation in the sections' bodies, in order and without overlap.

    A quotation of several paragraphs is one ``Quotation`` per paragraph, each with the speaker.
    """
    found = [
        stretch
        for section in sections
        for stretch in _find_stretches(text, find_paragraphs(text, section.start, section.end))
    ]
    if not found:
        return ()
    return _Reading(text, sentences, found).quotations()


class _Reading:
    """A text with its stretches, read in order: each may inherit the speaker before it."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], stretches: Sequence[Stretch]
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.starts = [sentence.start for sentence in sentences]
        self.stretches = stretches
        self.names = Names(text)
        self.heard: list[Heard] = []

    def quotations(self) -> tuple[Quotation, ...]:
        """The stretches with kind and speaker."""
        for number, stretch in enumerate(self.stretches):
            self.heard.append(self._hear(number, stretch))
            self._carry_back(number)
        return tuple(
            Quotation(stretch.start, stretch.end, heard.kind, heard.speaker)
            for stretch, heard in zip(self.stretches, self.heard, strict=True)
        )

    def _hear(self, number: int, stretch: Stretch) -> Heard:
        place = self._place(number, stretch)
        if stretch.form == STRAY:
            return Heard(place, None, MENTION, "")
        before = self.heard[number - 1] if number else None
        if before and stretch.continued:
            attribution = self._behind(number, stretch, place)
            speaker = self._resolve(attribution, place, number) if attribution else before.speaker
            return Heard(place, attribution, SPEECH, speaker or UNKNOWN_SPEAKER)
        attribution = self._attribution(number, stretch, place)
        kind = _kind(self.text, stretch, place, attribution)
        if kind == MENTION:
            return Heard(place, attribution, MENTION, "")
        if attribution is None and before and self._follows_on(number, place):
            return Heard(place, None, SPEECH, before.speaker)
        speaker = self._resolve(attribution, place, number) if attribution else ""
        return Heard(place, attribution, SPEECH, speaker or UNKNOWN_SPEAKER)

    def _carry_back(self, number: int) -> None:
        """Give the speaker named at the end of several paragraphs to those before."""
        speaker = self.heard[number].speaker
        if speaker == UNKNOWN_SPEAKER:
            return
        while self.stretches[number].continued:
            number -= 1
            if self.heard[number].speaker != UNKNOWN_SPEAKER:
                return
            self.heard[number] = self.heard[number]._replace(speaker=speaker)

    def _place(self, number: int, stretch: Stretch) -> Place:
        """The words around a stretch that may say who speaks."""
        text, sentences = self.text, self.sentences
        first, last = self._sentence_at(stretch.start), self._sentence_at(stretch.end - 1)
        before = self.stretches[number - 1] if number else None
        after = self.stretches[number + 1] if number + 1 < len(self.stretches) else None
        lead_start = max(sentences[first].start, stretch.paragraph[0]) if first >= 0 else 0
        shared = bool(before and before.end > lead_start)
        lead = text[before.end if before and shared else lead_start : stretch.start]
        if not lead and first > 0 and not shared:
            introduction = text[sentences[first - 1].start : sentences[first - 1].end]
            free = not before or before.end <= sentences[first - 1].start
            if introduction.endswith(":") and free and len(introduction) < 600:
                lead = introduction
        end = sentences[last].end if last >= 0 else stretch.paragraph[1]
        tail = text[stretch.end : min(end, after.start if after else end)]
        return Place(first, last, lead, tail, shared, stretch.end >= end)

    def _sentence_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _behind(self, number: int, stretch: Stretch, place: Place) -> Attribution | None:
        """An attribution that follows; only speech that comes to a stop is followed by one."""
        stops = self.text[stretch.end - 2] in ",.?!…—–-" or place.tail.lstrip()[:1] in tuple(",—–")
        return _look_behind(place.tail, self.names) if stops and place.tail.strip() else None

    def _attribution(self, number: int, stretch: Stretch, place: Place) -> Attribution | None:
        behind = self._behind(number, stretch, place)
        if behind and behind.speaker:
            return behind
        lead = place.lead
        before = self.heard[number - 1] if number else None
        if not (place.shared and before and before.attribution):
            return _look_ahead(lead, self.names) or behind
        rest = lead[before.attribution.end :]
        ahead = _look_ahead(rest, self.names)
        if ahead and ahead.speaker:
            return ahead
        if before.attribution.end or JOINED.fullmatch(rest):
            direct = bool(before.attribution.end) and rest.rstrip()[-1:] in tuple(",:—–")
            return Attribution(before.attribution.speaker, direct, 0)
        return ahead or behind

    def _follows_on(self, number: int, place: Place) -> bool:
        """Whether a speech without an attribution continues the one before, as in
        ``“…,” X said. “…”``: it starts a sentence right behind it."""
        before, here = self.stretches[number - 1], self.stretches[number]
        heard = self.heard[number - 1]
        return (
            before.paragraph == here.paragraph
            and heard.kind == SPEECH
            and not place.lead
            and place.first - heard.place.last <= 1
        )

    def _resolve(self, attribution: Attribution, place: Place, number: int) -> str:
        """The speaker of an attribution, a pronoun replaced by the person it stands for."""
        if attribution.speaker not in PRONOUNS:
            return attribution.speaker
        sentence = place.last if attribution.end else place.first
        speaker = self._antecedent(sentence, number)
        return "" if _clashes(attribution.speaker, speaker) else speaker

    def _antecedent(self, sentence: int, number: int) -> str:
        """Who 'he' or 'she' is: the person who spoke or acted in the sentence before.

        In the paragraph before only a full name is taken whose surname is printed there: news go
        on with the same speaker, dialogue changes him.
        """
        paragraph = self.stretches[number].paragraph
        for previous in range(sentence - 1, max(-1, sentence - 4), -1):
            start, end = self.sentences[previous].start, self.sentences[previous].end
            same_paragraph = start >= paragraph[0]
            words = self.text[start : min(end, start + 400)]
            speaker = self._spoke_in(start, end, number) or _first_subject(
                _outside_marks(words), self.names
            )
            if speaker and speaker not in PRONOUNS:
                nearby = self.text[max(0, start - NEARBY) : end]
                in_full = len(_strip_titles(speaker.split())) > 1 and speaker.split()[-1] in nearby
                return speaker if same_paragraph or in_full else ""
            if not same_paragraph or not speaker:
                return ""
        return ""

    def _spoke_in(self, start: int, end: int, number: int) -> str:
        """The person whose attributed speech reaches into a sentence."""
        for earlier in range(number - 1, max(-1, number - 4), -1):
            stretch, heard = self.stretches[earlier], self.heard[earlier]
            if stretch.end <= start:
                break
            if stretch.start < end and heard.kind == SPEECH and heard.speaker != UNKNOWN_SPEAKER:
                return heard.speaker if heard.speaker[0].isupper() else ""
        return ""


class Place(NamedTuple):
    """The surroundings of a stretch."""

    first: int
    """Number of the sentence it starts in."""
    last: int
    """Number of the sentence it ends in."""
    lead: str
    """The author's words before it, from the sentence's start or from the quotation before."""
    tail: str
    """The author's words behind it, up to the sentence's end or to the next quotation."""
    shared: bool
    """True if another quotation stands before it in its sentence."""
    ends_sentence: bool


class Heard(NamedTuple):
    """What has been understood of a stretch."""

    place: Place
    attribution: Attribution | None
    kind: str
    speaker: str


JOINED = re.compile(r"[\s,]*(?:and|or|but|then|as|to|that|while|of|,)?(?:\s\w+){0,3}\s*")
IN_MARKS = re.compile(r"[“„\"«][^“”„\"«»]*[”“\"»]?")
NEARBY = 500
MALE, FEMALE = ("Mr", "Lord", "Sir", "King", "Prince"), ("Mrs", "Ms", "Miss", "Lady", "Queen")


def _outside_marks(sentence: str) -> str:
    return IN_MARKS.sub("", sentence)


def _clashes(pronoun: str, speaker: str) -> bool:
    title = speaker.split(" ")[0].rstrip(".")
    return title in (FEMALE if pronoun == "he" else MALE)


def _kind(text: str, stretch: Stretch, place: Place, attribution: Attribution | None) -> str:
    """Speech or mention, by length, form and what governs it."""
    if stretch.form == OPEN:
        return SPEECH
    inner = text[stretch.start + 1 : stretch.end - 1].strip()
    words = WORD.findall(inner)
    if not words:
        return MENTION
    stops = inner[-1] in ",.?!…—–-"
    introduced = place.lead.rstrip()[-1:] in (",", ":")
    direct = bool(attribution and attribution.direct) and (introduced or stops)
    alone = not place.lead and place.ends_sentence and inner[-1] in ".?!…—–"
    if alone and (words[0][0].isupper() or not words[0][0].isalpha()):
        return SPEECH
    if NAMED.search(place.lead) and words[0][0].isupper():
        return MENTION
    if attribution and attribution.end and stops:
        return SPEECH
    if len(words) <= 2:
        shouted = inner[-1] in "?!"
        return SPEECH if direct and stops and (introduced or shouted) else MENTION
    if TERMED.search(place.lead) or (TITLED.search(place.lead) and words[0][0].isupper()):
        return MENTION
    if _reads_like_title(words) and not (direct and introduced):
        return MENTION
    whole = words[0][0].isupper() and (inner[-1] in "?!" or (introduced and inner[-1] == "."))
    return SPEECH if len(words) >= 6 or attribution or whole else MENTION


def _reads_like_title(words: Sequence[str]) -> bool:
    """Whether all words that carry meaning have a capital, as in titles of works."""
    content = [word for word in words if word.lower() not in FUNCTION_WORDS]
    return (
        len(content) > 1
        and words[0][0].isupper()
        and all(not word[0].islower() for word in content)
        and not all(word.isupper() for word in words)
    )
