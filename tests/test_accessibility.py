"""An audit of every page by axe-core, the field's checker of the Web Content Accessibility Guidelines."""

import pytest

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "",
    "?view=Sentiment",
    "?view=Readability",
    "?view=Actors",
    "?view=Actors&task=Edit the list",
    "?view=Terms",
    "?view=Texts",
    "?view=Texts&layer=Quotations&pick=speaker:Antony Blinken",
    "?view=Texts&task=Correct",
    "?view=Actors&pick=actor:NATO&tour=2",
)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
@pytest.mark.parametrize("query", PAGES)
def test_a_page_passes_the_audit(visit, query, scheme, width):
    """No violation of WCAG 2.2 AA or of axe's best practice, Streamlit's own widgets included."""
    from axe_playwright_python.sync_playwright import Axe

    opened = visit(query, scheme=scheme, width=width)
    found = Axe().run(opened.page, options={"runOnly": RULES}).response["violations"]
    said = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    assert said == []


def test_the_audit_finds_what_is_wrong(visit):
    """The checker runs: a button without a name is reported."""
    from axe_playwright_python.sync_playwright import Axe

    opened = visit()
    opened.page.evaluate("document.querySelector('.px').append(document.createElement('button'))")
    found = Axe().run(opened.page, options={"runOnly": RULES}).response["violations"]
    assert "button-name" in [one["id"] for one in found]
