"""From bytes to text: what can be read is read untouched, the rest is refused in one sentence."""

import hashlib

import pytest

from analysis.reading import (
    DATA,
    ReadingError,
    decode,
    load_samples,
    source_from_bytes,
    source_from_text,
)


@pytest.mark.parametrize(
    "data",
    ["Héllo".encode(), b"\xef\xbb\xbf" + "Héllo".encode(), "Héllo".encode("utf-16")],
    ids=["UTF-8", "UTF-8 with a mark", "UTF-16"],
)
def test_unicode_is_read_with_or_without_a_mark(data):
    """A byte order mark is no part of the text."""
    assert decode(data, "t.txt") == "Héllo"


def test_nothing_in_a_text_is_altered():
    """Line ends, spaces and marks stay, so that offsets point into what was brought."""
    text = "One\r\n\r\n“Two”\u00a0\u00ad three\t"
    assert decode(text.encode(), "t.txt") == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no words"),
        (b" \n", "holds no words"),
        (b"a\x00b", "not a text file"),
        (b"caf\xe9", "cannot be read as UTF-8"),
        ("…!?".encode(), "holds no words"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data, says):
    """The sentence names the file and the trouble."""
    with pytest.raises(ReadingError, match=f"t.txt.*{says}"):
        decode(data, "t.txt")


def test_the_samples_are_the_files_byte_for_byte():
    """The fingerprints in the manifest are those of the files."""
    for source, name in zip(load_samples(), ("arnow-2024.txt", "babich-2022.txt"), strict=True):
        data = (DATA / name).read_bytes()
        assert source.sha256 == hashlib.sha256(data).hexdigest()
        assert source.text.encode() == data


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
