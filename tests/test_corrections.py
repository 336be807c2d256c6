"""What a reader corrects, and what becomes of the text by it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import corrections as does
from analysis.corrections import ACTIONS, Correction, check
from analysis.parsing import parse
from analysis.reading import source_from_text
from analysis.report import Request, build_report
from analysis.saving import open_saved, saved_bytes

TEXT = """The tram

By Ada Brown

The council decides on Monday. The market waits.

The cost

Nobody knows it. “It is never cheap to build,” said Tom Hill. Hill went home.

The route

It runs north. It runs south.

About the author

Ada Brown rides a bike.
"""


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def correct(action: str, at: str, words: str = "", text: str = TEXT) -> Correction:
    return Correction(action, *span(at, text), words)


def headings(document) -> list[str]:
    return [one.heading for one in document.sections]


def bodies(document) -> list[list[str]]:
    """The sentences of each section."""
    return [
        [document.text[s.start : s.end] for s in document.sentences if s.section == one.section]
        for one in document.sections
    ]


def aside(document) -> list[tuple[str, str]]:
    return [(document.text[one.start : one.end], one.reason) for one in document.set_aside]


def voices(document) -> dict[str, str]:
    return {document.text[one.start : one.end]: one.speaker for one in document.utterances}


def test_without_corrections_a_text_is_read_as_ever():
    """The text the other tests start from: three sections, title and byline apart, a tail set aside."""
    document = parse(TEXT)
    assert headings(document) == ["", "The cost", "The route"]
    assert document.title == "The tram"
    assert [text for text, _ in aside(document)] == [
        "About the author",
        "Ada Brown rides a bike.",
    ]


def test_a_section_is_renamed():
    """The heading is called otherwise; not a word is counted differently."""
    document = parse(TEXT, [correct(does.RENAME, "The cost", "What it takes")])
    assert headings(document) == ["", "What it takes", "The route"]
    assert bodies(document) == bodies(parse(TEXT))


def test_a_section_is_merged_with_the_one_before():
    """Its sentences go to the section before; its heading is set aside, not counted."""
    document = parse(TEXT, [correct(does.MERGE, "The route")])
    assert headings(document) == ["", "The cost"]
    assert bodies(document)[1][-2:] == ["It runs north.", "It runs south."]
    assert ("The route", does.MERGED) in aside(document)
    assert len(document.words) == len(parse(TEXT).words)


def test_a_section_is_split_where_the_reader_says():
    """A new section begins there, under the name the reader gives it."""
    document = parse(TEXT, [correct(does.SPLIT, "Hill went home.", "Going home")])
    assert headings(document) == ["", "The cost", "Going home", "The route"]
    assert bodies(document)[2] == ["Hill went home."]
    assert len(document.words) == len(parse(TEXT).words)


def test_a_line_becomes_a_heading():
    """What was a sentence of the text is a heading now, and no longer counted."""
    document = parse(TEXT, [correct(does.ADD_HEADING, "Hill went home.")])
    assert headings(document) == ["", "The cost", "Hill went home.", "The route"]
    assert len(document.words) == len(parse(TEXT).words) - 3


def test_a_heading_becomes_a_line_of_the_text():
    """It is counted like any sentence, in the section before."""
    document = parse(TEXT, [correct(does.DROP_HEADING, "The route")])
    assert bodies(document)[1][-3:] == ["The route", "It runs north.", "It runs south."]
    assert len(document.words) == len(parse(TEXT).words) + 2


def test_a_passage_in_the_middle_of_a_section_is_set_aside():
    """Its words are counted no more; the section goes on behind it."""
    document = parse(TEXT, [correct(does.SET_ASIDE, "Nobody knows it.")])
    assert bodies(document)[1][0].startswith("“It is never cheap")
    assert ("Nobody knows it.", does.BY_A_READER) in aside(document)
    middle = parse(TEXT, [correct(does.SET_ASIDE, "The market waits.\n\nThe cost\n\nNobody knows")])
    assert headings(middle) == ["", "The route"]
    assert bodies(middle)[0][:2] == ["The council decides on Monday.", "it."]


def test_a_whole_section_is_dropped():
    """Setting heading and body aside leaves no trace of the section."""
    document = parse(TEXT, [correct(does.SET_ASIDE, "The route\n\nIt runs north. It runs south.")])
    assert headings(document) == ["", "The cost"]
    assert ["It runs north.", "It runs south."] not in bodies(document)


def test_what_was_set_aside_is_put_back():
    """It is text again, of the section it stands in."""
    document = parse(TEXT, [correct(does.PUT_BACK, "Ada Brown rides a bike.")])
    assert bodies(document)[-1][-1].endswith("rides a bike.")
    assert [text for text, _ in aside(document)] == ["About the author"]


def test_title_and_byline_can_be_counted_as_text():
    """They are no part of any section until a reader says so."""
    document = parse(TEXT, [correct(does.PUT_BACK, "By Ada Brown")])
    assert bodies(document)[0][0] == "By Ada Brown"
    assert document.title == "The tram"


def test_a_passage_is_marked_as_a_quotation():
    """From then on it is the speaker's voice, and the rest of its sentence the author's."""
    document = parse(TEXT, [correct(does.QUOTE, "decides on Monday", "the mayor")])
    assert voices(document)["decides on Monday"] == "the mayor"
    assert voices(document)["The council"] == ""


def test_a_quotation_over_two_sections_leaves_headings_alone():
    """Only what is counted can be quoted, and each paragraph is a quotation of its own."""
    passage = "The market waits.\n\nThe cost\n\nNobody knows it."
    document = parse(TEXT, [correct(does.QUOTE, passage)])
    marked = [document.text[q.start : q.end] for q in document.quotations[:2]]
    assert marked == ["The market waits.", "Nobody knows it."]
    assert {q.speaker for q in document.quotations[:2]} == {"unknown"}


def test_a_marked_passage_takes_the_place_of_what_was_found_in_it():
    """No word is spoken by two: what is left of a quotation found before stays as it was."""
    document = parse(TEXT, [correct(does.QUOTE, "never cheap", "Eve Moss")])
    spoken = [(document.text[q.start : q.end], q.speaker) for q in document.quotations]
    assert spoken == [
        ("“It is", "Tom Hill"),
        ("never cheap", "Eve Moss"),
        ("to build,”", "Tom Hill"),
    ]


def test_a_quotation_is_unmarked():
    """Its words are the author's again."""
    document = parse(TEXT, [correct(does.UNQUOTE, "“It is never cheap to build,”")])
    assert not any(document.utterance_quoted)
    assert [q.kind for q in document.quotations] == ["mention"]


def test_a_speaker_is_corrected():
    """The same words are somebody else's."""
    document = parse(TEXT, [correct(does.NAME_SPEAKER, "“It is never cheap to build,”", "Jo Hill")])
    assert [q.speaker for q in document.quotations] == ["Jo Hill"]
    assert "Jo Hill" in voices(document).values()


@pytest.mark.parametrize("action", [does.DIVIDE_EVENLY, does.DIVIDE_BY_TOPIC])
def test_a_text_without_headings_is_divided(action):
    """Sections begin at paragraphs, are called by their first words, and hold every word."""
    paragraphs = [
        f"{word} comes first. {' '.join([word.lower() + 's'] * 60)}."
        for word in ("Tram", "Bridge", "Harbour", "School")
        for _ in range(3)
    ]
    text = "\n\n".join(paragraphs)
    document = parse(text, [Correction(action, 0, len(text), "4")])
    filled = [one for one in document.sections if one.end > one.start]
    assert len(filled) == 4
    assert [one.heading[:4] for one in filled] == ["Tram", "Brid", "Harb", "Scho"]
    assert len(document.words) == len(parse(text).words)


def test_each_correction_can_be_taken_back_by_itself():
    """What remains still holds; what had built on the one taken back changes nothing."""
    split = correct(does.SPLIT, "Hill went home.", "Going home")
    rename = correct(does.RENAME, "Hill went home.", "Home again")
    merge = correct(does.MERGE, "The route")
    assert headings(parse(TEXT, [split, rename, merge])) == ["", "The cost", "Home again"]
    assert headings(parse(TEXT, [rename, merge])) == ["", "The cost"]
    assert headings(parse(TEXT, [split, rename])) == ["", "The cost", "Home again", "The route"]
    assert headings(parse(TEXT, [])) == ["", "The cost", "The route"]


def test_corrections_are_part_of_the_request_and_of_the_saved_file():
    """They come back with the comparison and give the same numbers."""
    source = source_from_text(TEXT, "Tram")
    made = (
        correct(does.QUOTE, "decides on Monday", "the mayor"),
        correct(does.MERGE, "The route"),
    )
    request = Request(source._replace(corrections=made), source, ())
    opened = open_saved(saved_bytes(request), "x")
    assert opened == request
    before, after = build_report(request), build_report(opened)
    assert all(before.tables[name].equals(after.tables[name]) for name in before.tables)
    assert (
        before.documents["quoted_share"].tolist()[0] > before.documents["quoted_share"].tolist()[1]
    )


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (Correction("explode", 0, 1), "is no correction"),
        (Correction(does.MERGE, 5, 4), "points outside"),
        (Correction(does.MERGE, -1, 4), "points outside"),
        (Correction(does.SET_ASIDE, 0, 10**9), "points outside"),
        (Correction(does.RENAME, 0, 1, "x" * 201), "too long"),
        (Correction(does.RENAME, 0, 1, "two\nlines"), "no plain line"),
        (Correction(does.DIVIDE_EVENLY, 0, 1, "many"), "2 to 30 sections"),
        (Correction(does.DIVIDE_EVENLY, 0, 1, "999"), "2 to 30 sections"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused(correction, said):
    """A file made by hand is told what is wrong with it."""
    with pytest.raises(ValueError, match=said):
        check(TEXT, [correction])


@st.composite
def corrected(draw):
    """A text with some structure, and any corrections of it."""
    lines = draw(
        st.lists(
            st.sampled_from(
                [
                    "# One",
                    "The cost",
                    "“Yes, it is,” said Tom Hill.",
                    "It runs. It stops.",
                    "> No.",
                    "",
                    "About the author",
                    "By Ada Brown",
                ]
            )
            | st.text(max_size=20),
            max_size=12,
        )
    )
    text = "\n\n".join(lines)
    offsets = st.integers(0, len(text))
    made = draw(
        st.lists(
            st.builds(
                lambda action, one, other, words: Correction(
                    action,
                    min(one, other),
                    max(one, other),
                    "3" if action.startswith("divide") else words,
                ),
                st.sampled_from(ACTIONS),
                offsets,
                offsets,
                st.sampled_from(["", "Jo Hill", "A name"]),
            ),
            max_size=6,
        )
    )
    return text, made


@given(corrected())
@settings(max_examples=300, deadline=None)
def test_whatever_is_corrected_nothing_is_counted_twice_or_lost(case):
    """Sections stay in order, offsets valid, quotations apart, and each word has one place."""
    text, made = case
    check(text, made)
    document = parse(text, made)
    edges = [edge for one in document.sections for edge in (one.heading_start, one.start, one.end)]
    assert edges == sorted(edges)
    assert [one.section for one in document.sections] == list(range(len(document.sections)))
    quoted = [edge for one in document.quotations for edge in (one.start, one.end)]
    assert quoted == sorted(quoted)
    spoken = [edge for one in document.utterances for edge in (one.start, one.end)]
    assert spoken == sorted(spoken)
    assert spoken == [] or (spoken[0] >= 0 and spoken[-1] <= len(text))
    held = [(s, e) for _, s, e in document.bodies] + [one[:2] for one in document.set_aside]
    assert all(before[1] <= after[0] for before, after in pairwise(sorted(held)))


def test_the_samples_can_be_corrected():
    """A real text takes a heading away and a quotation in, and only these words move."""
    text = (Path(__file__).parent.parent / "data/arnow-2024.txt").read_text(encoding="utf-8")
    before = parse(text)
    head, sentence = before.sections[3], before.sentences[20]
    after = parse(
        text,
        [
            Correction(does.MERGE, head.heading_start, head.start),
            Correction(does.QUOTE, sentence.start, sentence.end, "a soldier"),
        ],
    )
    assert len(after.sections) == len(before.sections) - 1
    assert len(after.words) == len(before.words)
    words = after.utterance_words[[u.speaker == "a soldier" for u in after.utterances]].sum()
    assert words == before.utterance_words[before.utterance_sentence == 20].sum()
