"""From a file of any format to its text: headings kept, changes listed, bad files refused."""

import io
import re
import socket
import struct
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_files import (
    PAGE,
    RTF,
    docx_file,
    docx_in_german,
    docx_with_own_style,
    docx_with_xml,
    encrypted_pdf,
    lines,
    odt_file,
    odt_with_own_style,
    pdf_file,
    with_member,
    zip_file,
)

from analysis import confinement
from analysis.brought import IN_THE_BROWSER, ON_THE_COMMAND_LINE, ReadingError
from analysis.formats import EXTENSIONS, PDF, WEB_PAGE, WORD, find_format, take_apart
from analysis.formats import RTF as RTF_KIND
from analysis.outline import read_outline
from analysis.parsing import parse
from analysis.reading import read_source, source_from_bytes

CASES = Path(__file__).parent / "cases/formats"
PLAIN = docx_file(("Normal", "Russia wants peace."))


def read(data: bytes, kind: str):
    return take_apart(kind, data, "t", IN_THE_BROWSER)


# --- Each format ----------------------------------------------------------------------------------


def test_word_styles_become_headings_below_the_title():
    """The title is level 1, Heading 1 level 2, and every paragraph stands apart."""
    data = docx_file(
        ("Title", "Peace Now"),
        ("Heading 1", "Talks"),
        ("Normal", "NATO met Russia."),
        ("Heading 2", "Failure"),
        ("Normal", "The talks failed."),
        ("List Bullet", "One item."),
    )
    source = source_from_bytes(data, "speech.docx")
    assert source.text == (
        "# Peace Now\n\n## Talks\n\nNATO met Russia.\n\n### Failure\n\nThe talks failed.\n\n"
        "- One item.\n"
    )
    outline = read_outline(source.text)
    assert outline.title == "Peace Now"
    assert [(s.heading, s.level) for s in outline.sections[1:]] == [("Talks", 1), ("Failure", 2)]
    assert "3 headings marked with #" in source.changes


def test_word_styles_are_known_in_any_language():
    """A localised style id, and a style of one's own based on a heading, are headings too."""
    assert read(docx_in_german(), WORD).text == (
        "# Krieg\n\nRussia wants peace.\n\n## Frieden\n\nThe talks failed.\n"
    )


def test_tracked_changes_are_read_as_accepted():
    """What was inserted counts, what was deleted does not, and text in a box is not lost."""
    data = docx_with_xml(
        "<w:r><w:t>We want </w:t></w:r><w:ins><w:r><w:t>peace</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>war</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r>",
        "<w:sdt><w:sdtContent><w:r><w:t>Inside a control.</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r>",
    )
    assert read(data, WORD).text == "We want peace.\n\nInside a control.\n\nIn a box.\n"


def test_a_word_file_says_its_title_but_not_its_author():
    """The author of a Word file is whoever owns the computer; the title fills in a missing one."""
    body = ("Normal", "Russia wants peace, and has wanted it for as long as anyone remembers. " * 3)
    source = source_from_bytes(docx_file(body, title="Peace", author="admin"), "a.docx")
    assert (source.title, source.author) == ("Peace", "")
    stated = docx_file(("Title", "War"), body, title="Peace")
    assert source_from_bytes(stated, "a.docx").title == ""


def test_short_rows_of_a_table_are_one_line_each():
    """Figures in a table stay beside each other."""
    document = __import__("docx").Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Troops", "500"
    stream = io.BytesIO()
    document.save(stream)
    assert read(stream.getvalue(), WORD).text == "| Troops | 500 |\n"


def test_outline_levels_of_open_documents_become_headings():
    """Level 1 is #, level 2 is ##."""
    data = odt_file((1, "Talks"), (0, "NATO met Russia."), (2, "Failure"), (0, "They failed."))
    source = source_from_bytes(data, "speech.odt")
    assert source.text == "# Talks\n\nNATO met Russia.\n\n## Failure\n\nThey failed.\n"


def test_a_page_is_reduced_to_its_article():
    """Menu, footer, script and style are gone; headings, breaks and items stay."""
    source = source_from_bytes(PAGE.encode(), "page.html")
    assert source.text.endswith(
        "## What was said\n\n“We want peace,” said Jane Doe. Nobody believed her.\n\n"
        "- First item of the list.\n\n### And then\n\n"
        "The talks failed. They will be continued next week, the minister told reporters.\n"
    )
    for gone in ("scripted", "menu", "Copyright", "color"):
        assert gone not in source.text
    assert (source.title, source.author) == ("Talks fail in Geneva", "Jane Doe")
    assert source.published == "2024-05-03"
    assert any("around the article left out" in change for change in source.changes)


def test_a_page_without_an_article_keeps_its_headings():
    """A page as a word processor exports it marks no article; its headings count all the same."""
    page = (
        "<html><body><h1>Peace Now</h1><p>Russia wants peace.</p><h2>Talks</h2>"
        "<p>NATO met Russia. The talks failed.</p></body></html>"
    )
    assert read(page.encode(), WEB_PAGE).text == (
        "# Peace Now\n\nRussia wants peace.\n\n## Talks\n\nNATO met Russia. The talks failed.\n"
    )


QUOTATIONS = tomllib.loads((CASES / "quotations.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", QUOTATIONS, ids=lambda case: case["why"])
def test_block_quotations_are_marked_and_attributed(case):
    """The labelled pieces of tests/cases/formats/quotations.toml, format by format."""
    around = ()
    if "page" in case:
        data, name = PAGE.replace("<h2>", f"{case['page']}<h2>").encode(), "t.html"
        around = ("NATO met Russia", "## ", "“We want", "- First", "### ", "The talks failed. They")
    elif "word" in case:
        data, name = docx_with_own_style(*case["word"], based_on="Quote"), "t.docx"
    else:
        data, name = odt_with_own_style(*case["open_document"], based_on="Quotations"), "t.odt"
    source = source_from_bytes(data, name)
    document = parse(source.text)
    lines = [line for line in source.text.splitlines() if line and not line.startswith(around)]
    found = [
        f"{q.kind} /{q.speaker and f' {q.speaker} '}/ {source.text[q.start : q.end]}"
        for q in document.quotations
        if "We want peace" not in source.text[q.start : q.end]
    ]
    assert (lines, found) == (case["lines"], case["found"])


def test_what_was_done_about_quotations_is_told():
    """Blocks are counted, not paragraphs; a pull quote that was left out is counted, too."""
    quoted = "<blockquote><p>We left them.</p><p>They left us.</p></blockquote>"
    pulled = (
        "<blockquote>They will be continued next week, the minister told reporters.</blockquote>"
    )
    page = PAGE.replace("<h2>", f"{quoted}<p>It rained on all of them.</p>{pulled}{quoted}<h2>")
    changes = source_from_bytes(page.encode(), "t.html").changes
    assert "2 block quotations marked with >" in changes
    assert "1 pull quote left out, which repeated the article" in changes
    data = docx_file(("Quote", "We left."), ("Quote", "They came."), ("Normal", "It rained."))
    assert "1 block quotation marked with >" in source_from_bytes(data, "t.docx").changes


def test_text_that_is_called_a_pdf_is_read_as_text():
    """Only what holds no text is refused for the sake of its name."""
    source = source_from_bytes(b"NATO met Russia in Geneva.\n", "t.pdf")
    assert source.text == "NATO met Russia in Geneva.\n"


def test_title_and_byline_of_a_pdf_are_told_though_its_headings_are_as_large():
    """The largest print with a byline below is the title; what is as large further down is not."""
    page = [
        *lines("The Ferry Is Enough", size=16),
        *lines("By Thomas Okafor", size=16, top=740),
        *lines(
            "Good evening. I have been asked to explain why I shall vote against the bridge, and",
            "I am grateful for the chance to do so calmly. There has been too much shouting.",
            top=700,
        ),
        *lines("Afterword", size=16, top=640),
        *lines("The council met on Tuesday and adjourned without a vote.", top=600),
    ]
    document = parse(source_from_bytes(pdf_file(page), "ferry.pdf").text)
    assert (document.title, document.author) == ("The Ferry Is Enough", "Thomas Okafor")
    assert [section.heading for section in document.sections] == ["", "Afterword"]


def test_lines_of_a_pdf_become_paragraphs():
    """Lines are joined, a gap or a larger print parts, and hyphenated words are put together."""
    page = [
        *lines("Peace Now", size=20),
        *lines(
            "NATO met Russia in Geneva to talk about the left-wing inter-",
            "national court. The left-wing talks failed on the first of the",
            "days that had been set aside for them.",
            "",
            "Nobody knows what comes next, and nobody asks any of the left-",
            "wing ministers about it.",
            top=730,
        ),
    ]
    source = source_from_bytes(pdf_file(page), "paper.pdf")
    assert source.text == (
        "# Peace Now\n\nNATO met Russia in Geneva to talk about the left-wing international court. "
        "The left-wing talks failed on the first of the days that had been set aside for them.\n\n"
        "Nobody knows what comes next, and nobody asks any of the left-wing ministers about it.\n"
    )
    assert "1 word joined that was hyphenated across lines" in source.changes


def test_what_every_page_of_a_pdf_repeats_is_left_out():
    """Running heads and page numbers go; a sentence that crosses the page stays whole."""
    body = (
        "This sentence begins on the first page of three and goes on to the end of it",
        "where the second page takes it up and carries it on through another whole line",
        "to the third page, on which it ends.",
    )
    pages = [
        [
            *lines("The Journal of Peace", top=820),
            *lines(text, top=780),
            *lines(str(number), top=30),
        ]
        for number, text in enumerate(body, 1)
    ]
    reading = read(pdf_file(*pages), PDF)
    assert "Journal" not in reading.text
    assert reading.text == " ".join(body) + "\n"
    assert "6 lines of page numbers and running heads left out" in reading.changes


def test_rtf_is_read_with_its_characters():
    """Escaped quotation marks and accents are what they stand for."""
    assert read(RTF, RTF_KIND).text == (
        "Peace Now\n\nRussia wants peace. Jane Doe didn’t agree: café “quoted”.\n"
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PLAIN, "docx"),
        (odt_file((0, "Peace.")), "odt"),
        (pdf_file(lines("Peace")), "pdf"),
        (RTF, "rtf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_content_decides_before_the_name(data, kind):
    """A document called .txt is read as what it is."""
    assert find_format(data, "notes.txt") == kind


def test_markup_called_txt_is_a_page_and_text_called_pdf_is_text():
    """Signatures decide; without one the bytes are text, whatever the name."""
    assert "scripted" not in source_from_bytes(PAGE.encode(), "page.txt").text
    assert source_from_bytes(b"Just words.", "words.pdf").text == "Just words."


def test_a_page_is_decoded_as_it_declares():
    """The charset of a page that is not UTF-8 is taken from the page."""
    page = (
        PAGE.replace("<title>", '<meta charset="windows-1251"><title>')
        .replace("NATO met Russia", "НАТО встретилась")
        .replace("“", '"')
        .replace("”", '"')
    )
    source = source_from_bytes(page.encode("cp1251"), "page.html")
    assert "НАТО встретилась" in source.text
    assert source.encoding == "windows-1251"


def test_right_to_left_text_is_read():
    """Hebrew and Arabic come out in reading order."""
    text = "השיחות נכשלו ביום שני. فشلت المحادثات."
    assert source_from_bytes(docx_file(("Normal", text)), "rtl.docx").text.strip() == text


# --- What is refused ------------------------------------------------------------------------------

BOMB = with_member(PLAIN, "word/media/image1.png", b"\0" * 110_000_000)
XML_BOMB = with_member(
    PLAIN, "word/document.xml", b"<w:document>" + b"<w:p/>" * 6_000_000 + b"</w:document>"
)
ENTITIES = with_member(
    PLAIN,
    "word/document.xml",
    b'<!DOCTYPE d [<!ENTITY a "peace"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>',
)
FOREIGN = with_member(
    odt_file((0, "Peace.")),
    "content.xml",
    b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
)
EPUB = zip_file(mimetype=b"application/epub+zip", **{"META-INF/container.xml": b"<a/>"})


def declaring_less(archive: bytes) -> bytes:
    """The archive with a central directory that declares each member as one byte."""
    out = bytearray(archive)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 1)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


BAD = {  # what it is: name, bytes, what the message says
    "empty": ("t.txt", b"", "is empty"),
    "empty docx": ("t.docx", b"", "is empty"),
    "white space": ("t.txt", b" \n\t\r\n", "holds no words"),
    "emoji": ("t.txt", "😀 🎉 — …".encode(), "holds no words"),
    "docx of white space": ("t.docx", docx_file(("Normal", "  ")), "holds no words"),
    "binary called pdf": ("t.pdf", bytes(range(256)) * 20, "is not a PDF, although its name says"),
    "binary called docx": ("t.docx", bytes(range(256)) * 20, "is not a Word document, although"),
    "binary called odt": ("t.odt", bytes(range(256)) * 20, "is not an OpenDocument text, although"),
    "binary called rtf": ("t.rtf", bytes(range(1, 32)) * 20, "is not an RTF document, although"),
    "binary called txt": ("t.txt", bytes(range(256)) * 20, "not a text file"),
    "binary without NUL": ("t.txt", bytes(range(1, 32)) * 20, "not a text file"),
    "text with NULs": ("t.txt", b"peace\0now", "not a text file"),
    "picture": ("t.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture"),
    "old Word file": ("t.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file"),
    "archive": ("t.zip", zip_file(a=b"words"), "ZIP archive"),
    "e-book": ("t.epub", EPUB, "e-book"),
    "bomb": ("t.docx", BOMB, "unpacks to more than 100 MB"),
    "bomb of XML": ("t.docx", XML_BOMB, "unpacks to more than 100 MB"),
    "bomb that lies about it": ("t.docx", declaring_less(BOMB), "damaged"),
    "entities": ("t.docx", ENTITIES, "XML entities"),
    "foreign entities": ("t.odt", FOREIGN, "XML entities"),
    "cut docx": ("t.docx", PLAIN[: len(PLAIN) // 2], "damaged or cut off"),
    "cut odt": ("t.odt", odt_file((0, "Peace."))[:3000], "damaged or cut off"),
    "cut pdf": ("t.pdf", pdf_file(lines("Peace"))[:150], "damaged or cut off|no pages"),
    "encrypted pdf": ("t.pdf", encrypted_pdf(), "is encrypted"),
    "scanned pdf": ("t.pdf", pdf_file([], []), "pictures of pages and no text"),
    "endless pdf": ("t.pdf", pdf_file(*[[]] * 5_000), "has 5,000 pages"),
    "page of scripts": (
        "t.html",
        b"<html><body>" + b"<script>var a = 'words';</script>" * 20_000 + b"</body></html>",
        "holds no words",
    ),
    "cut UTF-16": ("t.txt", "Peace".encode("utf-16")[:-1], "damaged or cut off"),
    "too many words": ("t.txt", b"peace " * 200_001, "command line"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_refused_in_one_line(kind):
    """The line names the file, says what is wrong, and ends with what to do."""
    name, data, says = BAD[kind]
    with pytest.raises(ReadingError, match=says) as refused:
        source_from_bytes(data, name)
    message = str(refused.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert re.search(r"\. [A-Z][^.]+.*\.$", message), "no advice"


def test_the_command_line_reads_what_is_too_long_for_the_page(tmp_path):
    """The limit on words is the page's."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"peace " * 200_001)
    assert len(read_source(path).text) == 6 * 200_001


def test_a_file_that_takes_too_long_is_given_up():
    """The process that reads is ended, and the message says so."""
    hasty = IN_THE_BROWSER._replace(seconds=0.001, seconds_per_megabyte=0)
    with pytest.raises(ReadingError, match="too long"):
        source_from_bytes(PLAIN, "t.docx", hasty)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_file_that_takes_too_much_memory_is_given_up():
    """The process that reads gets no more memory than agreed."""
    tight = ON_THE_COMMAND_LINE._replace(megabytes=20)
    with pytest.raises(ReadingError, match=r"memory|cannot be read"):
        source_from_bytes(docx_file(*[("Normal", "peace " * 200)] * 2_000), "t.docx", tight)


def test_reading_never_asks_the_network(monkeypatch):
    """Pictures, style sheets and links of a page, or of a document, are not fetched."""

    def refuse(*_arguments, **_named):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    linked = PAGE.replace("<nav>", '<link rel="stylesheet" href="http://x.invalid/a.css"><nav>')
    linked = linked.replace("<!doctype html>", '<!doctype html SYSTEM "http://x.invalid/a.dtd">')
    assert "NATO" in read(linked.encode(), WEB_PAGE).text
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" TargetMode="External" Target="http://x.invalid/t.dotx" Type="http://'
        b'schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        b"</Relationships>"
    )
    template = with_member(PLAIN, "word/_rels/settings.xml.rels", rels)
    assert "Russia" in read(template, WORD).text


# --- Whatever the bytes ---------------------------------------------------------------------------

WHOLE = (PLAIN, odt_file((1, "Peace"), (0, "Now.")), pdf_file(lines("Peace")), RTF, PAGE.encode())
NAMES = st.builds("{}.{}".format, st.text(max_size=5), st.sampled_from((*EXTENSIONS, "", "exe")))


def read_here(data: bytes, name: str) -> str:
    """Read in this process, so that an error cannot hide in another one: the text or the refusal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confinement, "confined", take_apart)
        try:
            source = source_from_bytes(data, name)
        except ReadingError as refusal:
            return str(refusal)
    source.text.encode()
    hash(source)
    return source.text


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300), st.sampled_from((b"", b"%PDF-1.7\n", b"{\\rtf1", b"<html><p>")), NAMES
)
@example(b"\xff\xfe\x00\xd8", b"", "half a character.txt")
def test_random_bytes_are_read_or_refused(data, start, name):
    """Whatever the bytes and the name: a Source or a ReadingError."""
    assert read_here(start + data, name).strip()


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damaged_files_are_read_or_refused(data):
    """A file of any format with some bytes changed, or cut off, raises nothing else."""
    whole = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(0, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    assert read_here(bytes(whole[:cut]), "t.txt").strip()
