"""What text does a word processor's file hold, and which paragraphs are headings or quotations?

The libraries open the file and know its styles; the paragraphs are walked here, because the
libraries' own ways to a paragraph's text leave out what was inserted while changes were tracked,
text in content controls and in text boxes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import docx
import odfdo
from striprtf.striprtf import rtf_to_text

from analysis.archives import check_archive
from analysis.brought import Limits, Reading, counted

_MOST_CELL_CHARACTERS = 120
"""A cell with more than this holds a paragraph; rows of shorter ones are a table of figures."""
_DEEPEST = 6  # levels of Markdown headings


class _Paragraph(NamedTuple):
    text: str
    level: int = 0  # of a heading, 0 for the title
    kind: str = "text"  # or "heading", "item", "quotation"


def _assemble(paragraphs: list[_Paragraph]) -> str:
    """Paragraphs with blank lines between them; headings, below the title, with Markdown marks.

    Block quotations have theirs, too.
    """
    has_title = any(p.kind == "heading" and p.level == 0 for p in paragraphs)
    lines = []
    for text, level, kind in paragraphs:
        if kind == "heading":
            depth = min(max(level + has_title, 1), _DEEPEST)
            lines.append(f"{'#' * depth} {' '.join(text.split())}")
        elif kind == "quotation":
            lines.append("\n".join(f"> {line}" for line in text.splitlines() if line.strip()))
        else:
            lines.append(f"- {text}" if kind == "item" else text)
    return "\n\n".join(lines) + "\n"


def _changes(paragraphs: list[_Paragraph], left_out: dict[str, int]) -> tuple[str, ...]:
    n_headings = sum(p.kind == "heading" for p in paragraphs)
    told = [f"{counted(n_headings, 'heading')} marked with #"] if n_headings else []
    kinds = ["", *(p.kind for p in paragraphs)]
    n_quotations = sum(here == "quotation" != before for before, here in pairwise(kinds))
    if n_quotations:
        told.append(f"{counted(n_quotations, 'block quotation')} marked with >")
    told += [f"{counted(n, noun)} left out" for noun, n in left_out.items() if n]
    return tuple(told)


# --- Word -----------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING_NAME = re.compile(
    r"(?:heading|überschrift|berschrift|titre|título|titulo|ttulo|titolo|kop|rubrik|overskrift"
    r"|otsikko|nagłówek|nagwek|nadpis|заголовок|başlık|balk)\s*([1-9])",
    re.I,
)
_QUOTATION_NAMES = {"quote", "intense quote", "block text", "block quotation", "quotations"}
"""What Word calls them in any language; older templates, pandoc and LibreOffice have names of their own."""
_SKIPPED = {_FALLBACK, _W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "instrText"}
_BREAKS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "‑"}


class _Style(NamedTuple):
    level: int | None  # of a heading, 0 for the title, None for anything else
    is_quotation: bool


def read_docx(data: bytes, name: str, limits: Limits) -> Reading:
    """A Word document: title, headings and quotations by their styles, in any language."""
    check_archive(data, name, limits)
    document = docx.Document(io.BytesIO(data))
    styles = {style.style_id: _read_style(style) for style in document.styles}
    paragraphs = list(_word_blocks(document.element.body, styles))
    notes = sum(1 for _ in document.element.body.iter(_W + "footnoteReference"))
    title = (document.core_properties.title or "").strip()
    return Reading(
        _assemble(paragraphs),
        changes=_changes(paragraphs, {"footnote": notes}),
        title="" if re.fullmatch(r"(?:Microsoft )?Word.*|.*\.docx?", title, re.I) else title,
    )


def _read_style(style: Any) -> _Style:
    """What a style says of its paragraphs, by itself or by the styles it is based on."""
    for _ in range(10):  # styles may go round in a circle
        if style is None:
            break
        name = style.name or ""
        if name.lower() == "title":
            return _Style(0, False)
        if name.lower() in _QUOTATION_NAMES:
            return _Style(None, True)
        if found := _HEADING_NAME.fullmatch(name) or _HEADING_NAME.fullmatch(style.style_id or ""):
            return _Style(int(found[1]), False)
        if level := _outline_level(style.element):
            return _Style(level, False)
        style = getattr(style, "base_style", None)
    return _Style(None, False)


def _outline_level(element: Any) -> int | None:
    mark = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = mark.get(_W + "val", "") if mark is not None else ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else None


def _word_blocks(parent: Any, styles: dict[str, _Style]) -> Iterator[_Paragraph]:
    for element in parent:
        if element.tag == _W + "p":
            yield from _word_paragraph(element, styles)
        elif element.tag == _W + "tbl":
            for row in _own(element, "tr"):
                yield from _row([list(_word_blocks(cell, styles)) for cell in _own(row, "tc")])
        elif element.tag not in _SKIPPED:
            yield from _word_blocks(element, styles)


def _own(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, in content controls too, but not those of inner tables."""
    for child in element:
        if child.tag == _W + tag:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent"):
            yield from _own(child, tag)


def _word_paragraph(element: Any, styles: dict[str, _Style]) -> Iterator[_Paragraph]:
    text = "".join(_word_text(element)).strip()
    style = element.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(_W + "val", "") if style is not None else ""
    of_style = styles.get(style_id, _Style(None, False))
    level = _outline_level(element) or of_style.level
    if level is None and style_id not in styles and (by_id := _HEADING_NAME.fullmatch(style_id)):
        level = int(by_id[1])
    if text and level is not None:
        yield _Paragraph(text, level, "heading")
    elif text:
        in_list = element.find(f"{_W}pPr/{_W}numPr") is not None or style_id.startswith("List")
        kind = "quotation" if of_style.is_quotation else "item" if in_list else "text"
        yield _Paragraph(text, kind=kind)
    for box in element.iter(_W + "txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _word_blocks(box, styles)


def _word_text(element: Any) -> Iterator[str]:
    """The text of a paragraph, with what tracked changes put in and without what they took out."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED and child.tag != _W + "txbxContent":
            yield from _word_text(child)


def _row(cells: list[list[_Paragraph]]) -> Iterator[_Paragraph]:
    """The cells of a row in one line where they are short, else their paragraphs."""
    if all(len(c) <= 1 and (not c or len(c[0].text) <= _MOST_CELL_CHARACTERS) for c in cells):
        line = " | ".join(cell[0].text for cell in cells if cell)
        if line:
            yield _Paragraph(f"| {line} |" if len(cells) > 1 else line)
    else:
        for cell in cells:
            yield from cell


# --- OpenDocument ---------------------------------------------------------------------------------

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ODT_SKIPPED = {
    _TEXT + "tracked-changes",
    _TEXT + "note",
    _OFFICE + "annotation",
    _TEXT + "table-of-content",
    _OFFICE + "forms",
}
_ODT_KINDS = {"Title": "heading", "Quotations": "quotation"}
"""By the names that styles have in the file, whatever the program calls them."""
_ODT_BREAKS = {_TEXT + "tab": " ", _TEXT + "line-break": "\n"}


def read_odt(data: bytes, name: str, limits: Limits) -> Reading:
    """An OpenDocument text: headings by their outline level, quotations by their style."""
    check_archive(data, name, limits)
    document = odfdo.Document(io.BytesIO(data))
    body = document.body._xml_element
    styles = _odt_styles(document)
    paragraphs = list(_odt_blocks(body, styles, False))
    notes = sum(1 for _ in body.iter(_TEXT + "note"))
    tables = sum(1 for _ in body.iter(_TEXT + "table-of-content"))
    return Reading(
        _assemble(paragraphs),
        changes=_changes(paragraphs, {"footnote": notes, "table of contents": tables}),
        title=(document.meta.title or "").strip(),
    )


def _odt_styles(document: Any) -> dict[str, str]:
    """The kind of paragraphs of each style that is, or goes back to, that of titles or quotations."""
    parents = {
        style.get(_STYLE + "name"): style.get(_STYLE + "parent-style-name")
        for part in (document.get_part("styles.xml"), document.get_part("content.xml"))
        for style in part.root._xml_element.iter(_STYLE + "style")
    }
    kinds = dict(_ODT_KINDS)
    for name in parents:
        above = name
        for _ in range(10):  # styles may go round in a circle
            if above in _ODT_KINDS or above is None:
                break
            above = parents.get(above)
        if above in _ODT_KINDS:
            kinds[name] = _ODT_KINDS[above]
    return kinds


def _odt_blocks(parent: Any, styles: dict[str, str], in_list: bool) -> Iterator[_Paragraph]:
    for element in parent:
        if element.tag == _TEXT + "h":
            if text := "".join(_odt_text(element)).strip():
                value = element.get(_TEXT + "outline-level", "1")
                yield _Paragraph(text, int(value) if value.isdecimal() else 1, "heading")
        elif element.tag == _TEXT + "p":
            if text := "".join(_odt_text(element)).strip():
                kind = styles.get(element.get(_TEXT + "style-name"))
                yield _Paragraph(text, 0, kind or ("item" if in_list else "text"))
        elif element.tag == _TABLE + "table-row":
            cells = [
                list(_odt_blocks(cell, styles, False))
                for cell in element.iterchildren(_TABLE + "table-cell")
            ]
            yield from _row(cells)
        elif isinstance(element.tag, str) and element.tag not in _ODT_SKIPPED:
            is_list = element.tag in (_TEXT + "list-item", _TEXT + "list-header")
            yield from _odt_blocks(element, styles, in_list or is_list)


def _odt_text(element: Any) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if child.tag in _ODT_BREAKS:
            yield _ODT_BREAKS[child.tag]
        elif child.tag == _TEXT + "s":
            yield " "
        elif isinstance(child.tag, str) and child.tag not in _ODT_SKIPPED:
            yield from _odt_text(child)
        yield child.tail or ""


# --- RTF ------------------------------------------------------------------------------------------


def read_rtf(data: bytes, name: str, limits: Limits) -> Reading:
    """An RTF document: its text; styles are not read, so headings are told by their looks.

    Nor are block quotations known, which only a style would show.
    """
    text = rtf_to_text(data.decode("latin-1"), errors="replace")
    paragraphs = [_Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    return Reading(_assemble(paragraphs))
