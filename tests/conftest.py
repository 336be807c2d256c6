"""What several test files share: the report on the two samples, and a pair one can count by hand."""

import hashlib

import pytest
from visiting import address, browser, visit, window

from analysis.reading import Source
from analysis.report import Report, Request, build_report, load_actors, sample_request

__all__ = ["address", "browser", "samples", "toy", "visit", "window"]

TOY_A = """Peace Now

Russia wants peace. "We want peace too," said Jane Doe. War is bad.

# Talks

NATO met Russia. The talks failed.
"""

TOY_B = """Russia and Ukraine talk. They hope for a good peace."""


def toy_source(name: str, text: str) -> Source:
    return Source(name, text, hashlib.sha256(text.encode()).hexdigest())


@pytest.fixture(scope="session")
def samples() -> Report:
    """The report on the two sample texts."""
    return build_report(sample_request())


@pytest.fixture(scope="session")
def toy() -> Report:
    """The report on two texts small enough to count on one's fingers."""
    request = Request(toy_source("Toy A", TOY_A), toy_source("Toy B", TOY_B), load_actors())
    return build_report(request)
