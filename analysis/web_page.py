"""Which part of a web page is the article, and what does it say of its title, author and date?

trafilatura decides. Nothing is ever fetched here.

It makes one sort of element of a block quotation, of words quoted within a sentence (``q``) and of
print as typed (``pre``), and drops who is quoted where a ``footer`` says so. So these are rewritten
before it sees the page, and what it then calls a quotation becomes paragraphs that begin with ``>``.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import trafilatura
from lxml import etree, html

from analysis.brought import Limits, Reading, counted

_HEADINGS = "//h1 | //h2 | //h3 | //h4 | //h5 | //h6"
_NO_TEXT = "//script | //style | //noscript | //template | //svg | //head | //comment()"
_OPENING_MARKS, _CLOSING_MARKS = "“‘\"'«„", "”’\"'»“"
_DASHES = "—–―-"
_PULLED_WORDS = 6
"""From how many words on a quotation that the article repeats is one pulled out of it."""
_BLOCKS = {"p", "head", "quote", "item", "row", "code", "ab"}
_MARKS = {"quote": "> ", "item": "- "}
_WITHOUT_MARKS = str.maketrans("", "", "#|>")


def read_web_page(data: bytes, name: str, limits: Limits) -> Reading:
    """The article of a page, given as UTF-8; headings keep their level."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    tree = html.document_fromstring(data, parser=parser)
    facts = trafilatura.extract_metadata(tree, extensive=False)
    for element in tree.xpath(_NO_TEXT):
        if element.tag != "head":
            element.drop_tree()
    n_page = _n_words(tree.find("body"))
    _rewrite_quotations(tree)
    body = _article(tree)
    blocks = [" ".join(block.split()) for block in _blocks(body)] if body is not None else []
    blocks = [block for block in blocks if block.strip("#- |>")]
    kept = _without_pull_quotes(blocks)
    text = "\n\n".join(kept) + "\n"
    return Reading(
        text,
        changes=tuple(_changes(n_page, kept, len(blocks) - len(kept))),
        title=(facts and facts.title) or "",
        author=((facts and facts.author) or "").replace("; ", ", "),
        published=(facts and facts.date) or "",
    )


def _rewrite_quotations(tree: Any) -> None:
    """Quotations as trafilatura keeps them: who is quoted in a last paragraph, marks around ``q``."""
    for element in tree.xpath("//pre"):
        element.tag = "p"
    for element in tree.xpath("//q"):
        words = "".join(element.itertext()).strip()
        if words and not (words[0] in _OPENING_MARKS and words[-1] in _CLOSING_MARKS):
            last = element[-1] if len(element) else None
            element.text = f"“{element.text or ''}"
            if last is None:
                element.text += "”"
            else:
                last.tail = f"{last.tail or ''}”"
        element.drop_tag()
    for element in tree.xpath("//figure[.//blockquote]"):
        quotation = element.find(".//blockquote")
        for caption in element.xpath(".//figcaption"):
            _credit(quotation, caption)
        element.tag = "div"
    for element in tree.xpath("//blockquote"):
        footers = [
            f for f in element.iter("footer") if next(f.iterancestors("blockquote")) is element
        ]
        for line in footers or _closing_cite(element):
            _credit(element, line)


def _closing_cite(quotation: Any) -> list[Any]:
    """The last ``cite`` of a block quotation, if it ends it and no dash makes it a line already."""
    cites = list(quotation.iter("cite"))
    if not cites:
        return []
    before, _, behind = "".join(quotation.itertext()).rpartition("".join(cites[-1].itertext()))
    is_last = not behind.strip(" .\t\r\n") and before.strip()
    return [cites[-1]] if is_last and before.rstrip()[-1] not in _DASHES else []


def _credit(quotation: Any, element: Any) -> None:
    """Move the words that say who is quoted into a last paragraph that begins with a dash."""
    words = " ".join("".join(element.itertext()).split())
    element.drop_tree()
    if words.strip(_DASHES):
        line = etree.SubElement(quotation, "p")
        line.text = words if words[0] in _DASHES else f"— {words}"


def _without_pull_quotes(blocks: list[str]) -> list[str]:
    """The article without quotations that repeat a stretch of it, as a page prints them large.

    What a sentence leads to by a colon is a quotation in earnest, even if it is quoted again.
    """
    running = "\n".join(block for block in blocks if not block.startswith(">"))
    return [
        block
        for block, before in zip(blocks, ["", *blocks], strict=False)
        if not block.startswith("> ")
        or before.endswith(":")
        or block.count(" ") < _PULLED_WORDS
        or block[2:].strip(_OPENING_MARKS + _CLOSING_MARKS + " ") not in running
    ]


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
        yield _MARKS.get(element.tag, "") + "".join(_inline(element))
    elif element.tag == "quote":
        for part in _parts(element):
            yield part if part.startswith("#") or not part.strip() else f"> {part}"
    else:
        yield from _parts(element)


def _parts(element: Any) -> Iterator[str]:
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


def _changes(n_page: int, blocks: list[str], n_pulled: int) -> Iterator[str]:
    n_kept = sum(len(block.translate(_WITHOUT_MARKS).split()) for block in blocks)
    if n_page > n_kept:
        yield f"{counted(n_page - n_kept, 'word')} around the article left out (menus, notices)"
    if n_pulled:
        yield f"{counted(n_pulled, 'pull quote')} left out, which repeated the article"
    n_headings = sum(block.startswith("#") for block in blocks)
    if n_headings:
        yield f"{counted(n_headings, 'heading')} marked with #"
    marked = [block.startswith(">") for block in blocks]
    n_quotations = sum(here and not before for before, here in pairwise([False, *marked]))
    if n_quotations:
        yield f"{counted(n_quotations, 'block quotation')} marked with >"
