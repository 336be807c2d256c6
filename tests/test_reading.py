"""From bytes to a Source: plain text comes out as it went in, and what was changed is listed."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.encodings import decode
from analysis.reading import (
    DATA,
    ReadingError,
    load_samples,
    source_from_bytes,
    source_from_text,
)
from analysis.words import find_words

ENCODED = json.loads(
    (Path(__file__).parent / "cases/formats/encodings.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [(case["text"], codec, label) for case in ENCODED for codec, label in case["as"].items()],
)
def test_each_encoding_is_told(text, codec, label):
    """A text in a given encoding comes out as it was, and the reader learns which it was."""
    assert decode(text.encode(codec), "t.txt") == (text, label)


def test_another_encoding_than_utf_8_is_told_to_the_reader():
    """The encoding is a fact of the Source, and what is not usual is listed."""
    source = source_from_bytes("café “naïve”".encode("cp1252"), "t.txt")
    assert (source.text, source.encoding) == ("café “naïve”", "Windows-1252")
    assert source.changes == ("read as Windows-1252",)
    plain = source_from_bytes(b"Words.", "t.txt")
    assert (plain.encoding, plain.changes) == ("UTF-8", ())


def test_nothing_in_a_plain_text_is_altered():
    """Line ends and no-break spaces stay, so that offsets point into what was brought."""
    text = "One\r\n\r\n“Two”\u00a0three\t\n\u2028four — 👩‍👩‍👧 می‌خواهم\n"
    source = source_from_bytes(text.encode(), "t.txt")
    assert (source.text, source.changes) == (text, ())


@pytest.mark.parametrize(
    ("printed", "read", "change"),
    [
        ("inter\u00adnational", "international", "1 soft hyphen removed"),
        ("inter\u00ad\r\nnational", "international", "1 soft hyphen removed"),
        ("\u200bpea\u200bce\u200d\ufeff", "peace", "4 zero-width characters removed"),
        ("ﬁnd the oﬃce", "find the office", "2 ligatures written as separate letters"),
        ("cafe\u0301", "café", "1 accent joined to its letter"),
    ],
)
def test_what_would_hide_a_word_is_put_right_and_listed(printed, read, change):
    """A word with an invisible character inside would be two; the reader learns what was done."""
    source = source_from_bytes(printed.encode(), "t.txt")
    assert (source.text, source.changes) == (read, (change,))
    assert source_from_text(printed, "Text A").text == read
    starts, _ = find_words(source.text)
    assert len(starts) == len(read.split())


@given(st.text())
def test_pasted_text_is_read_or_refused(text):
    """Whatever is pasted: a Source with words in it, or a ReadingError."""
    try:
        source = source_from_text(text, "Text A")
    except ReadingError:
        return
    assert any(character.isalnum() for character in source.text)
    assert source_from_text(source.text, "Text A").changes == ()


def test_the_samples_are_the_files_byte_for_byte():
    """The fingerprints in the manifest are those of the files."""
    for source, name in zip(load_samples(), ("arnow-2024.txt", "babich-2022.txt"), strict=True):
        data = (DATA / name).read_bytes()
        assert source.sha256 == hashlib.sha256(data).hexdigest()
        assert source.text.encode() == data
        assert source == source_from_bytes(data, name)


def test_a_sample_is_recognised_by_its_bytes():
    """A sample brought under another name keeps its author and short name."""
    data = (DATA / "babich-2022.txt").read_bytes()
    assert source_from_bytes(data, "download (3).txt").name == "Babich 2022"


def test_a_file_is_named_after_itself():
    """The short name is the file's, without folder and ending."""
    assert source_from_bytes(b"Words.", "speech.v2.txt").name == "speech.v2"


def test_half_a_character_is_refused():
    """A lone surrogate, which no file can hold, is refused and not an error."""
    with pytest.raises(ReadingError):
        source_from_text("broken \ud800 text", "Text A")


def test_a_name_cannot_break_the_message():
    """A file name with line breaks gives one line all the same."""
    with pytest.raises(ReadingError) as refused:
        source_from_bytes(b"", "a\nb\x00.txt")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [b"MZ\x00\x01", b"\xc3(", b"\x80\x81\x82 text"])
def test_a_few_odd_bytes_are_no_text(data):
    """So few bytes fit one rare encoding or another: nonsense is not shown as text."""
    with pytest.raises(ReadingError):
        source_from_bytes(data, "t.txt")
