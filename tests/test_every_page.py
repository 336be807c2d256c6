"""Every page in light, in dark and on a phone: without error, as wide as its window, open to everybody.

The audit is axe-core's, the field's checker of the Web Content Accessibility Guidelines.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from visiting import visits

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
MODES = (("light", 1440), ("dark", 1440), ("light", 390))


@pytest.fixture(
    scope="module",
    params=[(page, *mode) for page in PAGES for mode in MODES],
    ids=lambda one: f"{one[0]}-{one[1]}-{one[2]}",
)
def opened(request, window, address):
    """A page in one of the modes, opened once for all that is asked of it."""
    query, scheme, width = request.param
    with visits(window, address) as start:
        yield start(query, scheme=scheme, width=width)


def violations(page) -> list[str]:
    """What the audit finds, Streamlit's own widgets included: the rule and the first place."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def test_a_page_opens_without_error_or_warning(opened):
    """Nothing goes wrong, and nothing is complained about."""
    assert opened.page.get_by_test_id("stException").count() == 0
    assert opened.page.get_by_test_id("stAlert").count() == 0


def test_a_page_is_not_wider_than_its_window(opened):
    """Nobody has to scroll sideways."""
    overflow = "(main) => main.scrollWidth - main.clientWidth"
    assert opened.page.get_by_test_id("stMain").evaluate(overflow) <= 0


def test_a_page_passes_the_audit(opened):
    """No violation of WCAG 2.2 AA or of axe's best practice."""
    assert violations(opened.page) == []


def test_the_audit_finds_what_is_wrong(visit):
    """The checker runs: a button without a name is reported."""
    page = visit().page
    page.evaluate("document.querySelector('.px').append(document.createElement('button'))")
    assert [one.partition(":")[0] for one in violations(page)] == ["button-name"]
