"""Which characters are somebody else's words, and whose.

``marks`` says where the quotations are, ``speakers`` what the words around one say about it. Here
the two are put together: who speaks, and whether it is speech at all. Speech is what stands in
somebody else's voice. A mention (scare quote, term, title) stays the author's:

- one or two words are a mention, unless they are a full utterance (``“Yes,” he said``);
- three to five words are speech if they are a sentence, or if a verb of saying governs them;
- six words or more are speech, unless they read like a title;
- a mark that is never closed is a mention up to the end of its clause.

``block_quotations`` finds what stands apart with ``>`` before it. It is speech as a whole, quotation
marks within it included: of whom the line below it names, else of whom a sentence right before it
leads to, or a formula right behind it (``So said Churchill.``). One or two words alone follow the
rule above.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.block_quotations import Block, find_blocks, find_margin
from analysis.marks import BLOCK, OPEN, STRAY, Stretch, find_stretches
from analysis.referents import PRONOUNS, Names, collect_names, first_person, is_full_name, may_be
from analysis.sentences import Span, behind_quote_mark, find_paragraphs
from analysis.speakers import (
    Attribution,
    credited,
    look_ahead,
    look_around_block,
    look_behind,
    sender,
)
from analysis.text import MENTION, SPEECH, UNKNOWN_SPEAKER, Quotation, Sentence
from analysis.word_lists import speaker_words
from analysis.words import WORD

TITLED = re.compile(
    r"\b(?:titled|entitled|called|named|headlined|subtitled|headline|book|article|report|essay|"
    r"film|movie|novel|song|album|paper|poem|play|series|chapter|section|column|document|hymn|"
    r"memoirs?|autobiography|bestseller),?\s*\Z"
)
TERMED = re.compile(
    r"\b(?:known as|so-called|referred to as|(?:is|are|was|were) (?:called|dubbed|termed|labell?ed)"
    r"|term|word|words|phrase|expression|slogan|concept|nickname|motto|notion of|acronym)\s*\Z"
)
JOINED = re.compile(r"[\s,]*(?:and|or|but|then|as|to|that|while|of|,)?(?:\s\w+){0,3}\s*")
"""What may stand between two quotations that one verb governs."""
IN_MARKS = re.compile(r"[“„\"«][^“”„\"«»]*[”“\"»]?")
AROUND_WORDS = "> \t\"'“”‘’«»*_()"
STOPS, FULL_STOPS = ",.?!…—–-", ".?!…—–"

NEARBY = 500
"""How many characters back a surname counts as just printed."""
LONGEST_INTRODUCTION, LONGEST_SENTENCE = 600, 400
"""Characters of a sentence looked at, so that the time grows with the text alone."""


class Scene(NamedTuple):
    """A text with its stretches: what never changes while they are read in order."""

    text: str
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    """Where each sentence starts."""
    stretches: Sequence[Stretch]
    names: Names


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
    since: int
    """Where the paragraph starts that says who speaks."""


class Heard(NamedTuple):
    """What has been understood of a stretch."""

    place: Place
    attribution: Attribution | None
    kind: str
    speaker: str


def find_quotations(
    text: str, bodies: Sequence[Span], sentences: Sequence[Sentence]
) -> tuple[Quotation, ...]:
    """Every quotation in the counted stretches of a text, in order and without overlap.

    A quotation of several paragraphs is one ``Quotation`` per paragraph, each with the speaker.
    """
    paragraphs = [find_paragraphs(text, start, end) for start, end in bodies]
    margin = find_margin(text, paragraphs)
    stretches = [stretch for section in paragraphs for stretch in _stretches(text, section, margin)]
    if not stretches:
        return ()
    starts = [sentence.start for sentence in sentences]
    scene = Scene(text, sentences, starts, stretches, collect_names(text))
    heard: list[Heard] = []
    for _ in stretches:
        heard.append(_hear_next(scene, heard))
        _carry_back(scene, heard)
    return tuple(
        Quotation(stretch.start, stretch.end, understood.kind, understood.speaker)
        for stretch, understood in zip(stretches, heard, strict=True)
    )


def _stretches(text: str, paragraphs: Sequence[Span], margin: int) -> Iterator[Stretch]:
    """What stands in quotation marks or apart as a block, in one section."""
    said = [(p, block) for block in find_blocks(text, paragraphs, margin) for p in block.paragraphs]
    cursor = 0
    for (start, end), block in said:
        number = bisect_left(paragraphs, (start, end), cursor)
        yield from find_stretches(text, _behind_marks(text, paragraphs[cursor:number]))
        continued = start > block.paragraphs[0][0]
        yield Stretch(start, end, paragraphs[number], BLOCK, continued, block)
        cursor = number + 1
    yield from find_stretches(text, _behind_marks(text, paragraphs[cursor:]))


def _behind_marks(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The words of paragraphs that are no quotation though they may be marked like one."""
    words = [(behind_quote_mark(text, start, end), end) for start, end in paragraphs]
    return [(start, end) for start, end in words if start < end]


# --- one stretch after the other; what has been heard so far says which is next --------------------


def _hear_next(scene: Scene, heard: Sequence[Heard]) -> Heard:
    """Kind and speaker of the next stretch, which may inherit the speaker before it."""
    stretch, place = scene.stretches[len(heard)], _place(scene, len(heard))
    if stretch.block:
        return _hear_block(scene, heard, place, stretch.block)
    before = heard[-1] if heard else None
    if before and stretch.continued:
        attribution, kind = _attribution_behind(scene, stretch, place), SPEECH
        inherits = attribution is None
    else:
        attribution = _attribution(scene, heard, place)
        kind = _kind(scene.text, stretch, place, attribution)
        inherits = attribution is None and _follows_on(scene, heard, place)
    if kind == MENTION:
        return Heard(place, attribution, MENTION, "")
    speaker = before.speaker if before and inherits else _resolve(scene, heard, place, attribution)
    return Heard(place, attribution, SPEECH, speaker or UNKNOWN_SPEAKER)


def _hear_block(scene: Scene, heard: Sequence[Heard], place: Place, block: Block) -> Heard:
    """Kind and speaker of the next paragraph of a block quotation."""
    stretch = scene.stretches[len(heard)]
    if block.is_brief and not _is_utterance(scene.text[stretch.start : stretch.end]):
        return Heard(place, None, MENTION, "")
    if stretch.continued:
        return Heard(place, None, SPEECH, heard[-1].speaker or UNKNOWN_SPEAKER)
    speaker = credited(block.credit, scene.names) if block.credit else ""
    attribution = Attribution(speaker, True, 0) if speaker else None
    if not speaker:
        attribution, speaker = _who_leads_to(scene, heard, place, block)
    if not speaker and block.resumes:
        speaker = _spoke_at_depth(scene, heard, block)
    return Heard(place, attribution, SPEECH, speaker or UNKNOWN_SPEAKER)


def _is_utterance(words: str) -> bool:
    """Whether a word or two are all that somebody says: ``Yes.``, but not ``News``."""
    words = words.strip(AROUND_WORDS)
    return words[:1].isupper() and words[-1:] in FULL_STOPS


def _who_leads_to(
    scene: Scene, heard: Sequence[Heard], place: Place, block: Block
) -> tuple[Attribution | None, str]:
    """What the sentences next to a block say about its speaker, and who that is."""
    text, start, end = scene.text, block.paragraphs[0][0], block.paragraphs[-1][1]
    if wrote := sender(text[max(0, start - LONGEST_INTRODUCTION) : start], scene.names):
        return Attribution(wrote, True, 0), wrote
    lead = _beside(scene, place.first - 1, start)
    after = _beside(scene, bisect_left(scene.starts, end), end)
    attribution = look_around_block(
        text[slice(*lead)].lstrip("> \t"), text[slice(*after)], scene.names
    )
    led = place._replace(first=place.first - 1, since=text.rfind("\n", 0, lead[0]) + 1)
    return attribution, _resolve(scene, heard, led, attribution)


def _beside(scene: Scene, number: int, offset: int) -> Span:
    """A sentence, if nothing visible stands between it and an offset."""
    if not 0 <= number < len(scene.sentences):
        return offset, offset
    _, _, start, end = scene.sentences[number]
    between = scene.text[end:offset] if end <= offset else scene.text[offset:start]
    apart = between.strip("> \t\r\n") or end - start >= LONGEST_INTRODUCTION
    return (offset, offset) if apart else (start, end)


def _spoke_at_depth(scene: Scene, heard: Sequence[Heard], block: Block) -> str:
    """The speaker whom a block within this one, or around it, has interrupted."""
    for number in range(len(heard) - 1, -1, -1):
        before = scene.stretches[number].block
        if before is None:
            break
        if before.depth == block.depth:
            return "" if before.credit else heard[number].speaker
        if not before.resumes:
            break
    return ""


def _carry_back(scene: Scene, heard: list[Heard]) -> None:
    """Give the speaker named at the end of several paragraphs to those before."""
    number, speaker = len(heard) - 1, heard[-1].speaker
    if speaker in ("", UNKNOWN_SPEAKER):
        return
    while scene.stretches[number].continued and heard[number - 1].speaker == UNKNOWN_SPEAKER:
        number -= 1
        heard[number] = heard[number]._replace(speaker=speaker)


def _place(scene: Scene, number: int) -> Place:
    """The words around a stretch that may say who speaks."""
    text, sentences, stretch = scene.text, scene.sentences, scene.stretches[number]
    first = bisect_right(scene.starts, stretch.start) - 1
    last = bisect_right(scene.starts, stretch.end - 1) - 1
    start = max(sentences[first].start, stretch.paragraph[0]) if first >= 0 else 0
    end = sentences[last].end if last >= 0 else stretch.paragraph[1]
    before_end = scene.stretches[number - 1].end if number else 0
    shared = before_end > start
    lead = text[max(start, before_end) : stretch.start]
    if not lead and first > 0 and before_end <= sentences[first - 1].start:
        lead = _introduction(text, sentences[first - 1])
    following = scene.stretches[number + 1 : number + 2]
    tail = text[stretch.end : min([end, *(after.start for after in following)])]
    return Place(first, last, lead, tail, shared, stretch.end >= end, stretch.paragraph[0])


def _introduction(text: str, sentence: Sentence) -> str:
    """The sentence before a quotation if it leads to it by a colon."""
    introduces = text[sentence.end - 1] == ":"
    short = sentence.end - sentence.start < LONGEST_INTRODUCTION
    return text[sentence.start : sentence.end] if introduces and short else ""


# --- who speaks ------------------------------------------------------------------------------------


def _attribution(scene: Scene, heard: Sequence[Heard], place: Place) -> Attribution | None:
    """What is said about the next stretch: behind it, before it, or about the one before."""
    behind = _attribution_behind(scene, scene.stretches[len(heard)], place)
    if behind and behind.speaker:
        return behind
    known = heard[-1].attribution if heard and place.shared else None
    rest = place.lead[known.end :] if known else place.lead
    ahead = look_ahead(rest, scene.names)
    if ahead and ahead.speaker:
        return ahead
    if known and (known.end or JOINED.fullmatch(rest)):
        direct = bool(known.end) and rest.rstrip()[-1:] in (",", ":", "—", "–")
        return Attribution(known.speaker, direct, 0)
    return ahead or behind


def _attribution_behind(scene: Scene, stretch: Stretch, place: Place) -> Attribution | None:
    """An attribution that follows; only speech that comes to a stop is followed by one."""
    tail = place.tail.lstrip()
    stops = scene.text[stretch.end - 2] in STOPS or tail.startswith((",", "—", "–"))
    return look_behind(place.tail, scene.names) if tail and stops else None


def _follows_on(scene: Scene, heard: Sequence[Heard], place: Place) -> bool:
    """Whether a speech without an attribution continues the one before, as in
    ``“…,” X said. “…”``: it starts a sentence right behind it."""
    if not heard or heard[-1].kind != SPEECH or place.lead:
        return False
    before, here = scene.stretches[len(heard) - 1], scene.stretches[len(heard)]
    return before.paragraph == here.paragraph and place.first - heard[-1].place.last <= 1


def _resolve(
    scene: Scene, heard: Sequence[Heard], place: Place, attribution: Attribution | None
) -> str:
    """The speaker of an attribution, a pronoun replaced by the person it stands for."""
    if attribution is None or attribution.speaker not in PRONOUNS:
        return attribution.speaker if attribution else ""
    sentence = place.last if attribution.end else place.first
    speaker = _antecedent(scene, heard, sentence, place.since)
    return speaker if may_be(attribution.speaker, speaker) else ""


def _antecedent(scene: Scene, heard: Sequence[Heard], sentence: int, since: int) -> str:
    """Who 'he' or 'she' is: the person who spoke or acted in the sentence before.

    In the paragraph before only a full name is taken whose surname is printed there: news go on
    with the same speaker, dialogue changes him.
    """
    text = scene.text
    for before in reversed(scene.sentences[max(0, sentence - 3) : max(0, sentence)]):
        words = IN_MARKS.sub(
            "", text[before.start : min(before.end, before.start + LONGEST_SENTENCE)]
        )
        speaker = _spoke_in(scene, heard, before) or first_person(words, scene.names)
        same_paragraph = before.start >= since
        if speaker and speaker not in PRONOUNS:
            nearby = text[max(0, before.start - NEARBY) : before.end]
            in_full = is_full_name(speaker) and speaker.split()[-1] in nearby
            return speaker if same_paragraph or in_full else ""
        if not same_paragraph or not speaker:
            return ""
    return ""


def _spoke_in(scene: Scene, heard: Sequence[Heard], sentence: Sentence) -> str:
    """The person whose attributed speech reaches into a sentence."""
    recent = range(len(heard) - 1, max(-1, len(heard) - 4), -1)
    for stretch, understood in ((scene.stretches[n], heard[n]) for n in recent):
        if stretch.end <= sentence.start:
            break
        if stretch.start < sentence.end and understood.speaker not in ("", UNKNOWN_SPEAKER):
            return understood.speaker if understood.speaker[0].isupper() else ""
    return ""


# --- speech or mention -----------------------------------------------------------------------------


def _kind(text: str, stretch: Stretch, place: Place, attribution: Attribution | None) -> str:
    """Speech or mention, by length, form and what governs it."""
    if stretch.form in (OPEN, STRAY):
        return SPEECH if stretch.form == OPEN else MENTION
    inner = text[stretch.start + 1 : stretch.end - 1].strip()
    words = WORD.findall(inner)
    if not words:
        return MENTION
    if _stands_alone(inner, words, place):
        return SPEECH
    said = not _is_named(words, place) and _is_said(inner, words, place, attribution)
    return SPEECH if said else MENTION


def _stands_alone(inner: str, words: Sequence[str], place: Place) -> bool:
    """Whether a quotation is a sentence of its own."""
    whole = not place.lead and place.ends_sentence and inner[-1] in FULL_STOPS
    return whole and not words[0][0].islower()


def _is_named(words: Sequence[str], place: Place) -> bool:
    """Whether the words before call the quotation a term or a title."""
    is_title = words[0][0].isupper() and TITLED.search(place.lead)
    return bool(is_title or TERMED.search(place.lead))


def _is_said(
    inner: str, words: Sequence[str], place: Place, attribution: Attribution | None
) -> bool:
    """Whether a quotation within a sentence is somebody's speech."""
    stops, shouted = inner[-1] in STOPS, inner[-1] in "?!"
    introduced = place.lead.rstrip()[-1:] in (",", ":")
    direct = bool(attribution and attribution.direct) and (introduced or stops)
    if attribution and attribution.end and stops:
        return True
    if len(words) <= 2:
        return direct and stops and (introduced or shouted)
    if _reads_like_title(words) and not (direct and introduced):
        return False
    whole = words[0][0].isupper() and (shouted or (introduced and inner[-1] == "."))
    return len(words) >= 6 or attribution is not None or whole


def _reads_like_title(words: Sequence[str]) -> bool:
    """Whether all words that carry meaning have a capital, as in titles of works."""
    content = [word for word in words if word.lower() not in speaker_words("small_in_titles")]
    capitalised = words[0][0].isupper() and not any(word[0].islower() for word in content)
    return len(content) > 1 and capitalised and not all(word.isupper() for word in words)
