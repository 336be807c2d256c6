"""Which part of a web page is the article, and what does it say of its title, author and date?

trafilatura decides. Nothing is ever fetched here.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree, html

from analysis.brought import Limits, Reading, counted

_HEADINGS = "//h1 | //h2 | //h3 | //h4 | //h5 | //h6"
_NO_TEXT = "//script | //style | //noscript | //template | //svg | //head | //comment()"
_BLOCKS = {"p", "head", "quote", "item", "row", "code", "ab"}


def read_web_page(data: bytes, name: str, limits: Limits) -> Reading:
    """The article of a page, given as UTF-8; headings keep their level."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    tree = html.document_fromstring(data, parser=parser)
    facts = trafilatura.extract_metadata(tree, extensive=False)
    for element in tree.xpath(_NO_TEXT):
        if element.tag != "head":
            element.drop_tree()
    body = _article(tree)
    blocks = [" ".join(block.split()) for block in _blocks(body)] if body is not None else []
    text = "\n\n".join(block for block in blocks if block.strip("#- |")) + "\n"
    return Reading(
        text,
        changes=tuple(_changes(tree, text)),
        title=(facts and facts.title) or "",
        author=((facts and facts.author) or "").replace("; ", ", "),
        published=(facts and facts.date) or "",
    )


def _article(tree: Any) -> Any:
    """The article as trafilatura finds it: paragraphs, headings, lists, quotations, tables.

    In a page that marks no article it collects the paragraphs and loses the headings between them.
    Such a page is handed to it a second time as one article.
    """
    found = _extract(tree)
    if (found is not None and found.find(".//head") is not None) or not tree.xpath(_HEADINGS):
        return found
    body = tree.find("body")
    if body is None:
        return found
    article = etree.Element("article")
    article.text, body.text = body.text, None
    article.extend(list(body))
    body.append(article)
    again = _extract(tree)
    return found if again is None or _n_words(again) < _n_words(found) else again


def _extract(tree: Any) -> Any:
    document: Any = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False
    )
    return document.body if document else None


def _n_words(body: Any) -> int:
    return len(" ".join(body.itertext()).split()) if body is not None else 0


def _blocks(element: Any) -> Iterator[str]:
    """The paragraphs of an article, one string each."""
    if element.tag == "head":
        level = element.get("rend", "h2")[1:]
        depth = int(level) if level.isdecimal() else 2
        yield f"{'#' * min(max(depth, 1), 6)} {' '.join(''.join(element.itertext()).split())}"
    elif element.tag == "row":
        cells = [" ".join(" ".join(cell.itertext()).split()) for cell in element]
        line = " | ".join(cell for cell in cells if cell)
        yield f"| {line} |" if len(cells) > 1 else line
    elif element.tag in _BLOCKS and not any(
        child.tag in _BLOCKS for child in element.iter() if child is not element
    ):
        yield ("- " if element.tag == "item" else "") + "".join(_inline(element))
    else:
        yield element.text or ""
        for child in element:
            yield from _blocks(child)
            yield child.tail or ""


def _inline(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield " " if child.tag == "lb" else ""
        yield from _inline(child)
        yield child.tail or ""


def _changes(tree: Any, text: str) -> Iterator[str]:
    body = tree.find("body")
    n_page = len(" ".join(body.itertext()).split()) if body is not None else 0
    n_kept = len(text.replace("#", "").replace("|", "").split())
    if n_page > n_kept:
        yield f"{counted(n_page - n_kept, 'word')} around the article left out (menus, notices)"
    n_headings = sum(line.startswith("#") for line in text.splitlines())
    if n_headings:
        yield f"{counted(n_headings, 'heading')} marked with #"
