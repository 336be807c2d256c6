"""What text does a word processor's file hold, and which of its paragraphs are headings?

The libraries open the file and know its styles; the paragraphs are walked here, because the
libraries' own ways to a paragraph's text leave out what was inserted while changes were tracked,
text in content controls and in text boxes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
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
    kind: str = "text"  # or "heading", "item"


def _assemble(paragraphs: list[_Paragraph]) -> str:
    """Paragraphs with blank lines between them; headings with Markdown marks, below the title."""
    has_title = any(p.kind == "heading" and p.level == 0 for p in paragraphs)
    lines = []
    for text, level, kind in paragraphs:
        if kind == "heading":
            depth = min(max(level + has_title, 1), _DEEPEST)
            lines.append(f"{'#' * depth} {' '.join(text.split())}")
        else:
            lines.append(f"- {text}" if kind == "item" else text)
    return "\n\n".join(lines) + "\n"


def _changes(paragraphs: list[_Paragraph], left_out: dict[str, int]) -> tuple[str, ...]:
    n_headings = sum(p.kind == "heading" for p in paragraphs)
    told = [f"{counted(n_headings, 'heading')} marked with #"] if n_headings else []
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
_SKIPPED = {_FALLBACK, _W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "instrText"}
_BREAKS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "‑"}


def read_docx(data: bytes, name: str, limits: Limits) -> Reading:
    """A Word document: title and headings by their styles, whatever language Word spoke."""
    check_archive(data, name, limits)
    document = docx.Document(io.BytesIO(data))
    levels = {style.style_id: _style_level(style) for style in document.styles}
    paragraphs = list(_word_blocks(document.element.body, levels))
    notes = sum(1 for _ in document.element.body.iter(_W + "footnoteReference"))
    title = (document.core_properties.title or "").strip()
    return Reading(
        _assemble(paragraphs),
        changes=_changes(paragraphs, {"footnote": notes}),
        title="" if re.fullmatch(r"(?:Microsoft )?Word.*|.*\.docx?", title, re.I) else title,
    )


def _style_level(style: Any) -> int | None:
    """Depth of the headings of a style, 0 for the title, None for anything else."""
    for _ in range(10):  # styles may go round in a circle
        if style is None:
            return None
        name = style.name or ""
        if name.lower() == "title":
            return 0
        if found := _HEADING_NAME.fullmatch(name) or _HEADING_NAME.fullmatch(style.style_id or ""):
            return int(found[1])
        if level := _outline_level(style.element):
            return level
        style = getattr(style, "base_style", None)
    return None


def _outline_level(element: Any) -> int | None:
    mark = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = mark.get(_W + "val", "") if mark is not None else ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else None


def _word_blocks(parent: Any, levels: dict[str, int | None]) -> Iterator[_Paragraph]:
    for element in parent:
        if element.tag == _W + "p":
            yield from _word_paragraph(element, levels)
        elif element.tag == _W + "tbl":
            for row in _own(element, "tr"):
                yield from _row([list(_word_blocks(cell, levels)) for cell in _own(row, "tc")])
        elif element.tag not in _SKIPPED:
            yield from _word_blocks(element, levels)


def _own(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, in content controls too, but not those of inner tables."""
    for child in element:
        if child.tag == _W + tag:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent"):
            yield from _own(child, tag)


def _word_paragraph(element: Any, levels: dict[str, int | None]) -> Iterator[_Paragraph]:
    text = "".join(_word_text(element)).strip()
    style = element.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(_W + "val", "") if style is not None else ""
    level = _outline_level(element) or levels.get(style_id)
    if level is None and style_id not in levels and (by_id := _HEADING_NAME.fullmatch(style_id)):
        level = int(by_id[1])
    if text and level is not None:
        yield _Paragraph(text, level, "heading")
    elif text:
        in_list = element.find(f"{_W}pPr/{_W}numPr") is not None or style_id.startswith("List")
        yield _Paragraph(text, kind="item" if in_list else "text")
    for box in element.iter(_W + "txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _word_blocks(box, levels)


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
_ODT_BREAKS = {_TEXT + "tab": " ", _TEXT + "line-break": "\n"}


def read_odt(data: bytes, name: str, limits: Limits) -> Reading:
    """An OpenDocument text: headings by their outline level."""
    check_archive(data, name, limits)
    document = odfdo.Document(io.BytesIO(data))
    body = document.body._xml_element
    titles = {"Title"} | {
        style.get(_STYLE + "name")
        for style in body.getroottree().iter(_STYLE + "style")
        if style.get(_STYLE + "parent-style-name") == "Title"
    }
    paragraphs = list(_odt_blocks(body, titles, False))
    notes = sum(1 for _ in body.iter(_TEXT + "note"))
    tables = sum(1 for _ in body.iter(_TEXT + "table-of-content"))
    return Reading(
        _assemble(paragraphs),
        changes=_changes(paragraphs, {"footnote": notes, "table of contents": tables}),
        title=(document.meta.title or "").strip(),
    )


def _odt_blocks(parent: Any, titles: set[str], in_list: bool) -> Iterator[_Paragraph]:
    for element in parent:
        if element.tag == _TEXT + "h":
            if text := "".join(_odt_text(element)).strip():
                value = element.get(_TEXT + "outline-level", "1")
                yield _Paragraph(text, int(value) if value.isdecimal() else 1, "heading")
        elif element.tag == _TEXT + "p":
            if text := "".join(_odt_text(element)).strip():
                is_title = element.get(_TEXT + "style-name") in titles
                yield _Paragraph(text, 0, "heading" if is_title else "item" if in_list else "text")
        elif element.tag == _TABLE + "table-row":
            cells = [
                list(_odt_blocks(cell, titles, False))
                for cell in element.iterchildren(_TABLE + "table-cell")
            ]
            yield from _row(cells)
        elif isinstance(element.tag, str) and element.tag not in _ODT_SKIPPED:
            is_list = element.tag in (_TEXT + "list-item", _TEXT + "list-header")
            yield from _odt_blocks(element, titles, in_list or is_list)


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
    """An RTF document: its text; styles are not read, so headings are told by their looks."""
    text = rtf_to_text(data.decode("latin-1"), errors="replace")
    paragraphs = [_Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    return Reading(_assemble(paragraphs))
