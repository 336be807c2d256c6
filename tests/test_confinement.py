"""A file is read in a process of its own that may not work too long nor take too much memory."""

import pytest

from analysis.brought import IN_THE_BROWSER, ON_THE_COMMAND_LINE, ReadingError
from analysis.confinement import confined

PAGE = ("<html><body>" + "<p>" * 20_000 + "<b>word</b> " * 100_000 + "</body></html>").encode()


def test_a_file_that_takes_too_much_work_is_refused_in_a_sentence():
    """What counts is the work of the process itself, not how busy the machine is."""
    hurried = IN_THE_BROWSER._replace(seconds=0.05, seconds_per_megabyte=0.0)
    with pytest.raises(ReadingError, match=r"page\.html takes too long to read"):
        confined("web page", PAGE, "page.html", hurried)


def test_a_file_that_takes_too_much_memory_is_refused_in_a_sentence():
    """The system refuses the process more memory than agreed."""
    small = IN_THE_BROWSER._replace(seconds=60, megabytes=1)
    with pytest.raises(ReadingError, match=r"page\.html (?:takes too much memory|cannot be read)"):
        confined("web page", PAGE, "page.html", small)


def test_without_limits_a_file_is_read():
    """The command line reads what the page refuses."""
    reading = confined(
        "web page",
        b"<html><body><p>Peace is good.</p></body></html>",
        "x.html",
        ON_THE_COMMAND_LINE,
    )
    assert "Peace is good." in reading.text
