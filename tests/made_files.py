"""Small files of every format, made by their libraries or byte by byte; used by the format tests."""

import io
import zipfile
from collections.abc import Iterable

import docx
import odfdo
import pypdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Print = tuple[str, float, float, float]  # text, x, y, size


def docx_file(*paragraphs: tuple[str, str], title: str = "", author: str = "someone") -> bytes:
    """A Word document of (style, text) paragraphs."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_with_xml(*paragraphs: str) -> bytes:
    """A Word document of paragraphs given as WordprocessingML."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>"))
    return saved(document)


def docx_in_german() -> bytes:
    """A document as a German Word saves it: the ids of styles are localised, their names are not."""
    document = docx.Document()
    document.styles["Heading 1"].element.set(docx.oxml.ns.qn("w:styleId"), "berschrift1")
    own = document.styles.add_style("Kapitel", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Krieg", style="Heading 1")
    document.add_paragraph("Russia wants peace.")
    document.add_paragraph("Frieden", style="Kapitel")
    document.add_paragraph("The talks failed.")
    return saved(document)


def docx_with_own_style(*paragraphs: tuple[str, str], based_on: str) -> bytes:
    """A Word document of (style, text) paragraphs, one style being "Own"."""
    document = docx.Document()
    own = document.styles.add_style("Own", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles[based_on]
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    return saved(document)


def odt_with_own_style(*paragraphs: tuple[str, str], based_on: str) -> bytes:
    """An OpenDocument text of (style, text) paragraphs; "Own" is automatic, as formatting makes it."""
    document = odfdo.Document("text")
    document.body.clear()
    own = odfdo.Style("paragraph", name="Own", parent_style=based_on)
    document.insert_style(own, automatic=True)
    for style, text in paragraphs:
        document.body.append(odfdo.Paragraph(text, style=style))
    return saved(document)


def odt_file(*paragraphs: tuple[int, str], title: str = "") -> bytes:
    """An OpenDocument text of (outline level or 0, text)."""
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = title
    for level, text in paragraphs:
        document.body.append(odfdo.Header(level, text) if level else odfdo.Paragraph(text))
    return saved(document)


def pdf_file(*pages: Iterable[Print]) -> bytes:
    """A PDF written by hand: lines of Helvetica at given places."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for page in pages:
        drawn = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text.encode("cp1252"))
            for text, x, y, size in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def lines(*texts: str, top: float = 780, size: float = 11, x: float = 70) -> list[Print]:
    """Lines of print below each other; '' leaves a gap."""
    return [(text, x, top - 1.2 * size * i, size) for i, text in enumerate(texts) if text]


def encrypted_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file(lines("Russia wants peace."))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    """A ZIP archive with one member put in, or put in another's place."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def zip_file(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}\f0 Peace Now\par "
    rb"Russia wants peace. Jane Doe didn\'92t agree: caf\'e9 \u8220?quoted\u8221?.\par }"
)

PAGE = """<!doctype html><html lang="en"><head><title>Talks fail | The Paper</title>
<meta property="og:title" content="Talks fail in Geneva"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-05-03T10:00:00Z">
<script>var secret = 'scripted words';</script><style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news menu</a></li></ul></nav>
<article><p>NATO met Russia in Geneva on Monday and the two sides spoke for <b>many</b> hours about
the war, about missiles and about what each of them could accept.</p><h2>What was said</h2>
<p>“We want <a href="https://example.org">peace</a>,” said Jane Doe.<br>Nobody believed her.</p>
<ul><li>First item of the list.</li></ul><h3>And then</h3>
<p>The talks failed. They will be continued next week, the minister told reporters.</p>
<script>document.write("more scripted words")</script></article>
<footer><p>Copyright 2024 The Paper. All rights reserved.</p></footer></body></html>"""
