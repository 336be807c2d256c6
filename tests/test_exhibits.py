"""Every chart comes with its title, its numbers and its words, wherever it is shown."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest

from analysis.output import csv_bytes
from analysis.reading import source_from_text
from analysis.report import Report, Request, build_report, load_actors
from analysis.text import VOICES
from dashboard import exhibits, selections
from dashboard.exhibits import Exhibit
from dashboard.figures.grammar import SHADE
from dashboard.inputs import VIEWS

NAMES = {"a": "Arnow 2024", "b": "Babich 2022"}

every_voice = pytest.mark.parametrize("voice", VOICES)


def shaded(figure: go.Figure) -> list[str]:
    """The picks of the rows that are shaded, each once."""
    picks = [
        told[0]
        for trace in figure.data
        if trace.type == "bar" and trace.customdata is not None
        for told, colour in zip(trace.customdata, trace.marker.color, strict=True)
        if colour == SHADE
    ]
    return list(dict.fromkeys(picks))


def note(figure: go.Figure, x: float, y: float) -> set[str]:
    """What is printed at a place of the plot, whatever its shift."""
    return {n.text for n in figure.layout.annotations if n.x == x and abs(n.y - y) < 1e-6}


@every_voice
def test_an_exhibit_has_a_title_numbers_and_words(samples: Report, voice: str) -> None:
    """None of them is empty, in any voice; the title begins with a capital and has no full stop."""
    for shown in exhibits.all_exhibits(samples, voice):
        assert shown.title[0].isupper()
        assert not shown.title.endswith(".")
        assert shown.subtitle.endswith(".")
        assert shown.note.endswith(".")
        assert len(shown.alt) > 20
        assert len(shown.table)
        assert len(shown.figure.data)


@every_voice
def test_a_key_names_one_exhibit_and_fits_a_file(samples: Report, voice: str) -> None:
    """No two exhibits share a key, and a key is small letters, digits and hyphens."""
    keys = [shown.key for shown in exhibits.all_exhibits(samples, voice)]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|[\w-]*dale-chall", key) for key in keys)


@pytest.mark.parametrize("view", VIEWS)
def test_the_exhibits_of_a_view_are_its_part_of_all(samples: Report, view: str) -> None:
    """All exhibits are those of the views, in the order of the views; the texts have none."""
    here = [shown.key for shown in exhibits.exhibits_of(samples, view, "all")]
    every = exhibits.all_exhibits(samples, "all")
    assert here == [shown.key for shown in every if shown.view == view]
    assert bool(here) == (view != "Texts")


@every_voice
def test_the_numbers_are_those_of_both_texts(samples: Report, voice: str) -> None:
    """A table has rows of both sides, or a column for each; nobody is named in one text's quotes."""
    may_lack_a_side = {"where-named-a", "where-named-b"} if voice == "quoted" else set()
    for shown in exhibits.all_exhibits(samples, voice):
        sides = set(shown.table.get("side", ()))
        columns = set(shown.table.columns)
        has_columns = {"a", "b"} <= columns or {"n_a", "n_b"} <= columns
        assert sides == {"a", "b"} or has_columns or shown.key in may_lack_a_side


def test_the_counts_in_the_chart_are_those_in_the_table(samples: Report) -> None:
    """Mentions and quoted mentions stand beside each actor as the table has them."""
    shown = exhibits.mentions(samples, "all")
    cells = shown.table.set_index(["actor", "side"])
    labels = [label.replace("<br>", " ") for label in shown.figure.layout.yaxis.ticktext]
    height = shown.figure.layout.yaxis.range[0]
    for label, middle in zip(labels, shown.figure.layout.yaxis.tickvals, strict=True):
        for side, above in (("a", -8), ("b", 8)):
            cell = cells.loc[(label, side)]
            printed = {f"{cell.n_mentions:.0f}", f"{cell.n_quoted:.0f}" if cell.n_quoted else "–"}
            assert note(shown.figure, 1, 1 - (middle + above) / height) == printed


def test_the_numbers_of_a_finding_are_numbers(samples: Report) -> None:
    """Negative differences reach the CSV as numbers, not as words with an apostrophe."""
    shown = exhibits.findings(samples, "all")[0]
    header, *rows = csv_bytes(shown.table).decode().splitlines()
    place = header.split(",").index("difference")
    written = [float(row.split(",")[place]) for row in rows]
    assert written == shown.table["difference"].tolist()
    assert min(written) < 0


def test_at_first_the_first_statement_of_a_view_is_shaded(samples: Report) -> None:
    """Without a choice the row whose sentences stand in the margin is shaded, and no other."""
    first = {
        "Overview": "quotations:speech",
        "Sentiment": "voice:all",
        "Readability": "measure:words_per_sentence",
        "Actors": "actor:Russia",
        "Terms": "term:treaty",
    }
    for view, pick in first.items():
        shown = exhibits.exhibits_of(samples, view, "all")
        assert [pick for one in shown for pick in shaded(one.figure)] == [pick]


def test_what_is_chosen_is_shaded_instead(samples: Report) -> None:
    """A section that was chosen is shaded in every chart that has it."""
    shown = exhibits.exhibits_of(samples, "Sentiment", "all", "section:a:6")
    assert {one.key for one in shown if shaded(one.figure)} == {
        "tone-along-the-text",
        "tone-by-section-a",
    }


def test_for_files_nothing_is_shaded(samples: Report) -> None:
    """All exhibits come without a chosen row."""
    assert not [
        pick for one in exhibits.all_exhibits(samples, "all") for pick in shaded(one.figure)
    ]


@every_voice
def test_a_row_is_listed_once(samples: Report, voice: str) -> None:
    """The rows for the keyboard name each pick of a chart once, though a row has two halves."""
    for shown in exhibits.all_exhibits(samples, voice):
        picks = [pick for pick, _ in exhibits.rows_of(shown, selections.names_of(samples))]
        assert len(picks) == len(set(picks))
    halved = exhibits.rows_of(exhibits.tone_by_voice(samples, "all"), selections.names_of(samples))
    assert [pick for pick, _ in halved] == ["voice:all", "voice:author", "voice:quoted"]


def test_a_file_is_named_after_what_is_in_it(samples: Report) -> None:
    """The name says which chart, whose words where not all, and of which text or texts."""
    named = {
        one.key: exhibits.file_name(one, NAMES) for one in exhibits.all_exhibits(samples, "author")
    }
    assert named["mentions"] == "mentions-authors-words-arnow-2024-babich-2022"
    assert named["tone-by-section-b"] == "tone-by-section-authors-words-babich-2022"
    everything = exhibits.tone_along_the_text(samples, "all")
    assert exhibits.file_name(everything, NAMES) == "tone-along-the-text-arnow-2024-babich-2022"


@every_voice
def test_numbers_of_both_texts_are_one_file_named_after_both(samples: Report, voice: str) -> None:
    """Charts that share a table share its file; no two files hold the same."""
    shown = exhibits.all_exhibits(samples, voice)
    files = exhibits.numbers_of(shown, NAMES)
    assert len(set(files.values())) == len(files)
    assert {csv_bytes(one.table) for one in shown} == set(files.values())
    assert all(name.endswith("arnow-2024-babich-2022.csv") for name in files)
    for one in shown:
        name = f"{exhibits.numbers_name(one, NAMES)}.csv"
        assert files[name] == csv_bytes(one.table)


def test_a_file_of_numbers_says_what_is_in_it(samples: Report) -> None:
    """The table under two charts is named after both, that of one text's chart after both texts."""
    named = {
        one.key: exhibits.numbers_name(one, NAMES) for one in exhibits.all_exhibits(samples, "all")
    }
    both = "arnow-2024-babich-2022"
    assert named["where-named-b"] == f"where-named-{both}"
    assert named["tone-along-the-text"] == named["tone-by-section-b"] == f"tone-by-section-{both}"
    assert named["dale-chall"] == f"flesch-reading-ease-and-dale-chall-{both}"


@pytest.mark.parametrize("names", [{"a": "x " * 40 + "y", "b": "x " * 40 + "z"}, NAMES])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_two_pictures_share_a_name(samples: Report, names: dict[str, str], mode: str) -> None:
    """Names of texts that are cut alike are told apart by the key, and dark pictures by their end."""
    shown = exhibits.all_exhibits(samples, "all")
    files = [exhibits.file_name(one, names, mode) for one in shown]
    assert len(set(files)) == len(files)
    assert max(map(len, files)) <= 80
    assert all(name.endswith("-dark") == (mode == "dark") for name in files)


def test_long_names_that_begin_alike_lose_no_numbers(samples: Report) -> None:
    """Where a cut makes two names the same, the second file gets a number."""
    shown = exhibits.tone_by_voice(samples, "all")
    others = [shown, shown._replace(table=shown.table[:1]), shown]
    files = exhibits.numbers_of(others, {"a": "x" * 90, "b": "y"})
    assert len(files) == 2
    assert {name[-6:] for name in files} == {"xx.csv", "-2.csv"}


def test_a_title_does_not_change_how_a_text_is_called() -> None:
    """A text called "speech_reed" keeps its small letter where a title begins with it."""
    a = source_from_text("The talks failed. War is bad. NATO is strong.", "speech_reed")
    b = source_from_text("Peace is good. The talks went well. Russia came.", "speech_hostile")
    report = build_report(Request(a, b, load_actors()))
    titles = [one.title for one in exhibits.all_exhibits(report, "all")]
    assert "speech_reed: tone, section by section" in titles
    assert not [title for title in titles if title.startswith("Speech_")]


def test_one_actor_is_counted_as_one() -> None:
    """The subtitle of the mentions has its noun in the right number."""
    russia = tuple(actor for actor in load_actors() if actor.name == "Russia")
    texts = [source_from_text("Russia met us. Talks failed.", name) for name in ("One", "Other")]
    alone = build_report(Request(*texts, russia))
    assert "of the 1 actor looked for" in exhibits.mentions(alone, "all").subtitle


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Зеленский — Ukraine’s", "зеленский-ukraines"),
        ("  <b>=1+2</b>\n", "b-1-2-b"),
        ("x" * 200, "x" * 80),
    ],
)
def test_no_word_of_a_visitor_leaves_the_folder(words: str, expected: str) -> None:
    """A file's name has no signs but hyphens, whatever a text or an actor is called."""
    assert exhibits.slug(words) == expected


def test_a_name_that_is_too_long_ends_after_a_whole_word() -> None:
    """A cut name is still made of words that stand in the full one."""
    for longest in (7, 8, 11):
        assert exhibits.slug("One two three", longest=longest) == "one-two"
    assert exhibits.slug("One two three", longest=13) == "one-two-three"


def test_actors_that_differ_in_signs_alone_keep_apart(
    samples: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings about "C" and "C++" have keys of their own."""
    row, finding = selections.findings(samples, "all")[2]
    found = [
        (row.replace({row["item"]: item}), finding._replace(item=item)) for item in ("C", "C++")
    ]
    monkeypatch.setattr(selections, "findings", lambda report, voice: found)
    keys = [shown.key for shown in exhibits.findings(samples, "all")]
    assert keys == ["finding-mentions-per-1000-c", "finding-mentions-per-1000-c-2"]


def report_on(text: str) -> Report:
    """The report on a text and an English one."""
    usual = source_from_text("NATO met Russia in Geneva. The talks failed. War is bad.", "Usual")
    return build_report(Request(source_from_text(text, "Odd"), usual, load_actors()))


def test_no_english_measure_of_another_language_is_an_exhibit() -> None:
    """A German text has no tone and no readability, but its actors are counted."""
    german = report_on(
        "Die Gespräche sind am Montag gescheitert, und niemand weiß, was als Nächstes kommt. "
        "Russland und die NATO schweigen. Wir wollen keinen neuen Krieg in Europa."
    )
    views = {shown.view for shown in exhibits.all_exhibits(german, "all")}
    assert not views & {"Sentiment", "Readability"}
    assert "Actors" in views


@every_voice
@pytest.mark.parametrize(
    "text", ["Peace", "“We want peace and we want it now,” she said.", "A. B."]
)
def test_hardly_any_text_has_exhibits_all_the_same(text: str, voice: str) -> None:
    """Whatever is missing, what is left has a title and a table."""
    shown: tuple[Exhibit, ...] = exhibits.all_exhibits(report_on(text), voice)
    assert "tone-by-voice" in {one.key for one in shown}
    assert all(one.title and len(one.table) for one in shown if one.view != "Actors")
