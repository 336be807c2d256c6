"""What a visitor changes on the page: corrections, the list of actors, sides, a saved comparison."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import corrections as does
from analysis.actors import load_actors
from analysis.reading import load_samples, source_from_text
from analysis.report import sample_request
from analysis.saving import open_saved, saved_bytes
from dashboard.selections import LONGEST_NAME, names_of

ROOT = Path(__file__).parent.parent
TRAM = """The tram

The council decides on Monday. The market waits for Ada Brown.

The cost

Nobody knows it. “It is never cheap to build,” said Tom Carter. Carter went home.
"""
PLAIN = "\n\n".join(
    f"{word} comes first. {' '.join(['wave'] * 40)}." for word in ("Tom Carter", "Ships", "Roads")
)


def open_page(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.session_state["sources"] = (
        source_from_text(TRAM, "Tram"),
        source_from_text(PLAIN, "Plain"),
    )
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def pointing_at(words: str, text: str = TRAM, side: str = "a") -> AppTest:
    """The page with a passage of a text pointed at, as the reader's click does it."""
    page = open_page(view="Texts", task="Correct")
    start = text.index(words)
    page.session_state["corrected"] = side
    page.session_state["pointed"] = (side, start, start + len(words))
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    """Press the button that says so."""
    [button] = [one for one in page.button if one.label == label]
    button.click().run()
    assert not page.exception
    return page


def field(elements, label: str):
    [found] = [one for one in elements if one.label == label]
    return found


def report_of(page: AppTest):
    """What the page shows now."""
    return list(page.session_state["reports"].values())[-1]


def corrections_of(page: AppTest, side: int = 0):
    return page.session_state["sources"][side].corrections


# --- corrections ----------------------------------------------------------------------------------


def test_nothing_chosen_is_said():
    """Before anything is pointed at, the page says what to do."""
    assert "Nothing chosen" in html_of(open_page(view="Texts", task="Correct"))


def test_a_section_is_renamed_and_the_name_is_everywhere():
    """A heading gets another name, and the other views call the section so."""
    page = pointing_at("The cost")
    field(page.text_input, "Heading").set_value("What it takes")
    press(page, "Rename")
    assert corrections_of(page)[0][0] == does.RENAME
    assert report_of(page).sections["heading"].tolist()[:2] == ["", "What it takes"]


def test_a_passage_becomes_a_quotation_of_somebody():
    """The words count as quoted from then on, under the name that was typed."""
    page = pointing_at("The council decides on Monday.")
    press(page, "Mark as quotation")
    assert [one.action for one in corrections_of(page)] == [does.QUOTE]
    assert "1 correction of this text." in html_of(page)


def test_a_speaker_is_corrected():
    """The speaker is chosen among those of the text, or typed."""
    page = pointing_at("“It is never cheap to build,”")
    assert "Quotation, Tom Carter" in html_of(page)
    press(page, "Set the speaker")
    assert corrections_of(page)[0].words == "Tom Carter"


def test_each_correction_is_undone_by_itself_and_all_at_once():
    """The first of two, listed last, is taken back and the second stays; then none is left."""
    page = pointing_at("The cost")
    press(page, "Merge with the section before")
    start = TRAM.index("Carter went home.")
    page.session_state["pointed"] = ("a", start, start)
    press(page.run(), "Set aside, do not count")
    first, second = corrections_of(page)
    [_, undo] = [one for one in page.button if one.label == "Undo"]
    undo.click().run()
    assert corrections_of(page) == (second,)
    page.session_state["pointed"] = ("a", TRAM.index("The cost"), TRAM.index("The cost"))
    press(page.run(), "Merge with the section before")
    assert set(corrections_of(page)) == {first, second}
    press(page, "Undo all")
    assert corrections_of(page) == ()


def test_corrections_outlast_a_change_of_view():
    """They belong to the text, not to the view they were made in."""
    page = press(pointing_at("The cost"), "Merge with the section before")
    made = corrections_of(page)
    for view in ("Overview", "Terms", "Texts"):
        page.query_params["view"] = view
        page.run()
    assert corrections_of(page) == made != ()


def test_a_text_without_headings_is_offered_sections():
    """Equal parts or topics, as many as its length suggests; a text with headings is not asked."""
    page = open_page(view="Texts", task="Correct")
    assert not [one for one in page.radio if one.label == "Sections"]
    page.session_state["corrected"] = "b"
    page.run()
    field(page.radio, "Sections").set_value("Sections of equal length").run()
    field(page.number_input, "How many").set_value(3).run()
    press(page, "Make sections")
    assert corrections_of(page, 1)[0][0] == does.DIVIDE_EVENLY
    headings = report_of(page).sections.query("side == 'b'")["heading"].tolist()
    assert [heading[:5] for heading in headings] == ["", "Tom C", "Ships", "Roads"]


# --- the list of actors ---------------------------------------------------------------------------


def actors_of(page: AppTest) -> dict[str, tuple[str, ...]]:
    return {actor.name: actor.aliases for actor in page.session_state["actor_table"]}


def test_an_actor_is_added_and_counted():
    """A name typed into the form is looked for at once."""
    page = open_page(view="Actors", task="Edit the list")
    field(page.text_input, "Name").set_value("council")
    field(page.text_input, "Other names, separated by commas").set_value("market")
    press(page, "Add")
    assert actors_of(page)["council"] == ("council", "market")
    page.query_params["pick"] = "actor:council"
    assert "2 mentions in 2 sentences" in html_of(page.run())


def test_actors_are_merged_split_and_the_change_undone():
    """Two become one, one of its names becomes another's, and undo goes back step by step."""
    page = open_page(view="Actors", task="Edit the list")
    before = {one.name for one in report_of(page).request.actors}
    assert {"Ada Brown", "Tom Carter"} <= before
    field(page.multiselect, "These are one actor").set_value(["Ada Brown", "Tom Carter"])
    press(page, "Merge")
    assert set(actors_of(page)["Ada Brown"]) >= {"Ada Brown", "Tom Carter", "Carter"}
    field(page.multiselect, "These names are somebody else’s").set_value(["Carter"])
    field(page.text_input, "Who is called").set_value("Jo Carter")
    press(page, "Split off")
    assert "Carter" in actors_of(page)["Jo Carter"]
    press(page, "Undo last change")
    assert "Jo Carter" not in actors_of(page)
    press(page, "Undo last change")
    assert page.session_state["actor_table"] is None


def test_what_cannot_be_done_is_said_and_changes_nothing():
    """Merging one actor with nobody is refused in a sentence."""
    page = open_page(view="Actors", task="Edit the list")
    field(page.multiselect, "These are one actor").set_value(["Ada Brown"])
    press(page, "Merge")
    assert "Choose two actors at least" in page.error[0].value
    assert "actor_table" not in page.session_state or page.session_state["actor_table"] is None


def test_the_list_of_the_samples_is_one_among_others():
    """Own texts are searched for the names found in them; the samples’ list is there on request."""
    page = open_page(view="Actors", task="Edit the list")
    base = field(page.selectbox, "Begin with")
    assert base.value == "Names found in the texts"
    base.set_value("The list made for the two samples").run()
    names = {one.name for one in report_of(page).request.actors}
    assert "NATO" in names


def test_a_doubtful_name_opens_its_sentences():
    """Georgia is a state in two parts of the world and a first name: its sentences are a click away."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.query_params.update({"view": "Actors", "task": "Edit the list"})
    page.run()
    assert 'data-pick="name:Georgia"' in "".join(
        str(one.proto) for one in page.get("bidi_component")
    ).replace("\\", "")
    page.query_params["pick"] = "name:Georgia"
    assert "“Georgia”</h3>" in html_of(page.run())


# --- the comparison as a whole ----------------------------------------------------------------------


def test_swapping_the_sides_swaps_everything():
    """Texts with their corrections change places, and so does what is chosen."""
    page = press(pointing_at("The cost"), "Merge with the section before")
    page.query_params["view"] = "Sentiment"
    page.query_params["pick"] = "section:a:0"
    page.run()
    press(page, "Swap the two texts")
    request = report_of(page).request
    assert (request.a.name, request.b.name) == ("Plain", "Tram")
    assert request.b.corrections
    assert page.query_params["pick"] == "section:b:0"


def test_back_undoes_a_swap():
    """The sides stand in the address: what was chosen before means the same text again."""
    page = press(open_page(view="Sentiment", pick="section:a:0"), "Swap the two texts")
    assert page.query_params["swap"] == page.session_state["sources"][1].sha256[:12]
    page.query_params.pop("swap")
    page.query_params["pick"] = "section:a:0"
    assert report_of(page.run()).request.a.name == "Tram"


def test_a_swap_of_other_texts_swaps_nothing():
    """Back from new texts to the address of a swap leaves the new texts where they were put."""
    request = report_of(open_page(swap="0123456789ab")).request
    assert (request.a.name, request.b.name) == ("Tram", "Plain")


def test_a_place_pointed_at_is_forgotten_when_another_text_stands_there():
    """After Back over a swap nothing of the other text is offered for correction."""
    page = pointing_at("The cost")
    page.session_state["pointed_in"] = page.session_state["sources"][0].sha256
    assert "Merge with the section before" in [one.label for one in page.run().button]
    page.query_params["swap"] = page.session_state["sources"][1].sha256[:12]
    assert "Merge with the section before" not in [one.label for one in page.run().button]


def test_a_correction_stays_with_its_text_after_a_swap():
    """Whatever is corrected on the first side is corrected in the text that stands there."""
    page = press(open_page(view="Texts", task="Correct"), "Swap the two texts")
    start = PLAIN.index("Ships")
    page.session_state["pointed"] = ("a", start, start + 5)
    press(page.run(), "Set aside, do not count")
    request = report_of(page).request
    assert [len(one.corrections) for one in (request.a, request.b)] == [1, 0]
    assert request.a.name == "Plain"


LONG_NAME = "Speech of the minister to the members of parliament on the harbour, first reading"


def test_a_long_name_is_kept_whole_and_shown_short():
    """It is cut where it stands beside numbers, and nowhere else."""
    page = open_page()
    field(page.text_input, "Name of the first text").set_value(LONG_NAME)
    report = report_of(press(page, "Compare"))
    assert report.request.a.name == LONG_NAME
    assert names_of(report) == {"a": "Speech of the minister to the members…", "b": "Plain"}
    assert "Speech of the minister to the members…" in html_of(page)


def test_long_names_that_begin_alike_are_told_apart(toy):
    """Two readings of one speech are not both called the same."""
    a, b = (LONG_NAME, LONG_NAME.replace("first", "second"))
    request = toy.request._replace(
        a=toy.request.a._replace(name=a), b=toy.request.b._replace(name=b)
    )
    names = names_of(replace(toy, request=request))
    assert names == {
        "a": "Speech of the minister to the… (1)",
        "b": "Speech of the minister to the… (2)",
    }
    assert max(map(len, names.values())) <= LONGEST_NAME


def test_starting_over_asks_first():
    """One press asks, the second drops everything; saying no keeps it."""
    page = press(pointing_at("The cost"), "Merge with the section before")
    press(page, "Start over …")
    press(page, "Keep everything")
    assert corrections_of(page)
    press(page, "Start over …")
    press(page, "Yes, start over")
    assert page.session_state["sources"] == load_samples()
    assert "Arnow 2024" in html_of(page)


def upload(page: AppTest, label: str, name: str, data: bytes) -> AppTest:
    field(page.file_uploader, label).set_value((name, data, "application/json")).run()
    assert not page.exception
    return page


def test_a_saved_comparison_is_opened():
    """Texts, corrections, actors and settings are as they were saved."""
    request = sample_request()
    head = does.Correction(does.SET_ASIDE, 0, 200)
    request = request._replace(
        a=request.a._replace(corrections=(head,)),
        actors=request.actors[:3],
        settings=request.settings._replace(demonyms=False),
    )
    page = upload(open_page(), "Open a saved comparison", "x.json", saved_bytes(request))
    assert report_of(page).request == request
    assert not page.error


@pytest.mark.parametrize("data", [b"{}", saved_bytes(sample_request())[:-99]])
def test_a_file_that_is_no_comparison_changes_nothing(data):
    """A foreign or broken file is refused with a sentence."""
    page = upload(open_page(), "Open a saved comparison", "x.json", data)
    assert "The comparison shown is unchanged" in page.error[0].value
    assert page.session_state["sources"][0].name == "Tram"


def test_a_list_of_actors_is_loaded():
    """A TOML file takes the place of the list; a broken one changes nothing and says why."""
    page = open_page(view="Actors", task="Edit the list")
    one = b'[[actor]]\nname = "market"\nkind = "other"\n'
    upload(page, "Load a list (TOML)", "mine.toml", one)
    assert page.session_state["actor_table"] == load_actors(one.decode())
    upload(page, "Load a list (TOML)", "bad.toml", b"[[actor]\n")
    assert "not valid TOML" in page.error[0].value
    assert list(actors_of(page)) == ["market"]


def test_version_of_the_saved_form_holds_what_the_page_changes():
    """What is saved after a correction is a request that opens as the same."""
    page = press(pointing_at("The cost"), "Merge with the section before")
    request = report_of(page).request
    assert open_saved(saved_bytes(request), "x") == request


def test_a_correction_that_has_lost_its_object_is_marked():
    """A name for a heading that has been made text since is said to change nothing."""
    page = pointing_at("The cost")
    field(page.text_input, "Heading").set_value("What it takes")
    press(page, "Rename")
    page.session_state["pointed"] = ("a", TRAM.index("The cost"), TRAM.index("The cost"))
    press(page.run(), "It is no heading but text")
    done = [one.value for one in page.markdown]
    assert [("changes nothing now" in one) for one in done] == [False, True]


def test_a_refused_form_keeps_what_was_typed():
    """A name that is taken is refused beside the form, and nothing typed is lost."""
    page = open_page(view="Actors", task="Edit the list")
    field(page.text_input, "Name").set_value("Mayor")
    field(page.text_input, "Other names, separated by commas").set_value("Ada Brown")
    press(page, "Add")
    assert "Ada Brown" in page.error[0].value
    assert field(page.text_input, "Name").value == "Mayor"
