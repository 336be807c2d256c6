"""How a reader changes the list of actors, and what cannot be done to it."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path

import numpy as np
import pytest
from conftest import TOY_A, TOY_B, toy_source
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import actor_table as table
from analysis.actors import COLOURS, KINDS, MOST_ACTORS, Actor, check, load_actors, tabulate
from analysis.parsing import parse
from analysis.report import Request, build_report

ROOT = Path(__file__).parent.parent
CASES = tomllib.loads((ROOT / "tests/cases/actor_table.toml").read_text(encoding="utf-8"))["case"]

RUSSIA = Actor(
    *("Russia", "state", ("Russia",), ("Russian",), ("Moscow",), ("Russian Revolution",)),
    colour="red",
)
NATO = Actor("NATO", "organisation", ("NATO", "Nato"), ())
STOLTENBERG = Actor("Jens Stoltenberg", "person", ("Jens Stoltenberg",), ())
ACTORS = (RUSSIA, NATO, STOLTENBERG)


def named(text: str, actors: tuple[Actor, ...]) -> list[str]:
    """Whom a text names, mention by mention: "how it is printed = whom it names"."""
    rows = tabulate(parse(text), actors)
    return [f"{row.surface} = {row.actor}" for row in rows.itertuples()]


# --- what cannot be done --------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_cannot_be_done_is_said_in_a_sentence(case):
    """A change that the list does not allow is refused with one sentence for the reader."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - compared whole below
        getattr(table, case["do"])(ACTORS, **case["with"])
    assert str(refused.value) == case["says"]


def test_an_actor_keeps_a_name_when_others_are_split_off():
    """An actor that is only shown under its name cannot lose the names that are searched for."""
    (shown,) = load_actors('[[actor]]\nname = "UK"\nkind = "state"\naliases = ["Britain"]')
    (shown,) = table.remove_alias((shown,), "UK", "UK")
    with pytest.raises(ValueError, match="“UK” must keep at least one name"):
        table.split((shown,), "UK", ["Britain"], "Great Britain")


# --- several actors -------------------------------------------------------------------------------


def test_merged_actors_go_by_all_their_names():
    """Merged into one of the list: its kind and colour, all names and exceptions, the first place."""
    merged = table.merge(ACTORS, ["Russia", "NATO"], into="NATO")
    assert merged == (
        Actor(
            *("NATO", "organisation", ("NATO", "Nato", "Russia")),
            *(("Russian",), ("Moscow",), ("Russian Revolution",)),
        ),
        STOLTENBERG,
    )


def test_merged_into_a_new_name_the_first_decides():
    """Merged under a new name: kind and colour are the first one's, and the name is searched for."""
    one, _ = table.merge(ACTORS, ["Jens Stoltenberg", "Russia"], into="The Others")
    assert (one.name, one.kind, one.colour) == ("The Others", "state", "red")
    assert one.aliases == ("Others", "Russia", "Jens Stoltenberg")


def test_merged_with_one_that_counts_an_ignored_actor_counts():
    """Under a new name an actor is ignored only if all that are merged were."""
    ignored = table.ignore(ACTORS, "Russia")
    assert not table.merge(ignored, ["Russia", "NATO"], into="Both")[0].ignored
    both = table.ignore(ignored, "NATO")
    assert table.merge(both, ["Russia", "NATO"], into="Both")[0].ignored


def test_what_is_split_off_is_an_actor_of_its_own():
    """Names that are split off go to a new actor of the same kind, behind the first."""
    _, nato, alliance, _ = table.split(ACTORS, "NATO", ["Nato"], "The Alliance")
    assert nato.aliases == ("NATO",)
    assert alliance == Actor("The Alliance", "organisation", ("Alliance", "Nato"), ())


def test_a_split_undone_by_a_merge_is_as_before():
    """Splitting a place off and merging it again leaves the same names of the same sorts."""
    apart = table.split(ACTORS, "Russia", ["Moscow"], "Moscow")
    assert [actor.places for actor in apart[:2]] == [(), ("Moscow",)]
    assert table.merge(apart, ["Russia", "Moscow"], into="Russia") == ACTORS


def test_an_added_actor_is_searched_for_by_its_own_name():
    """An added actor stands last, under its own name and the others, apostrophes made straight."""
    *_, added = table.add(ACTORS, "O’Neill", "person", ["Tip  O’Neill"])
    assert added == Actor("O'Neill", "person", ("O'Neill", "Tip O'Neill"), ())


def test_removed_and_ignored_differ_in_the_names_that_are_found_inside():
    """Removed, the council's name is mentions of others; ignored, it is nobody's."""
    text = "They met in the NATO-Russia Council."
    council = table.add(ACTORS, "NATO-Russia Council", "organisation")
    assert named(text, council) == ["NATO-Russia Council = NATO-Russia Council"]
    assert named(text, table.ignore(council, "NATO-Russia Council")) == []
    removed = table.remove(council, "NATO-Russia Council")
    assert named(text, removed) == ["NATO = NATO", "Russia = Russia"]


def test_an_ignored_actor_has_no_rows_in_any_table():
    """Neither mentions nor counts nor findings tell of an ignored actor; all others are as before."""
    whole, without = (
        build_report(Request(toy_source("A", TOY_A), toy_source("B", TOY_B), actors))
        for actors in (ACTORS, table.ignore(ACTORS, "Russia"))
    )
    for name in ("mentions", "actors"):
        rows = whole.tables[name]
        assert "Russia" in set(rows["actor"])
        kept = rows[rows["actor"] != "Russia"].reset_index(drop=True)
        assert kept.equals(without.tables[name])
    assert not without.differences.isin(["Russia"]).any(axis=None)


# --- one actor ------------------------------------------------------------------------------------


def test_a_renamed_actor_is_found_by_both_names():
    """The new name is searched for, and the old one still is."""
    renamed = table.rename(ACTORS, "NATO", "The Alliance")
    assert renamed[1].aliases == ("Alliance", "NATO", "Nato")
    assert named("NATO stays.", renamed) == ["NATO = The Alliance"]
    assert named("The Alliance stays.", renamed) == ["Alliance = The Alliance"]


def test_a_name_that_was_only_shown_is_not_searched_for_after_a_renaming():
    """What was not searched for before is not kept as a name."""
    shown = table.remove_alias(ACTORS, "NATO", "NATO")
    assert table.rename(shown, "NATO", "OTAN")[1].aliases == ("OTAN", "Nato")


def test_a_name_renamed_to_itself_changes_nothing():
    """The same name again is no mistake."""
    assert table.rename(ACTORS, "NATO", " NATO ") == ACTORS


def test_a_demonym_is_searched_for_as_such():
    """A name is added as the sort it is, and changes its sort when it is added as another."""
    as_name = table.add_alias(ACTORS, "NATO", "Natoist")
    assert as_name[1].aliases == ("NATO", "Nato", "Natoist")
    as_demonym = table.add_alias(as_name, "NATO", "Natoist", sort="demonym")
    assert (as_demonym[1].aliases, as_demonym[1].demonyms) == (("NATO", "Nato"), ("Natoist",))
    assert table.add_alias(as_demonym, "NATO", "Natoist", sort="demonym") == as_demonym


def test_a_phrase_can_be_made_an_exception():
    """An exception keeps an actor from being found in a phrase, and can be taken back."""
    excepted = table.add_alias(ACTORS, "NATO", "NATO phonetic alphabet", sort="exception")
    assert named("Spell it in the NATO phonetic alphabet.", excepted) == []
    assert table.remove_alias(excepted, "NATO", "NATO phonetic alphabet") == ACTORS


def test_kind_and_colour_can_be_set():
    """Kind and colour are the reader's choice; no colour is one, too."""
    assert table.set_kind(ACTORS, "NATO", "bloc")[1].kind == "bloc"
    assert table.set_colour(ACTORS, "NATO", "teal")[1].colour == "teal"
    assert table.set_colour(ACTORS, "Russia", "")[0].colour == ""


def test_numbers_do_not_depend_on_colours():
    """A colour is for the page alone: the same mentions with another."""
    text = parse("NATO met Russia in Moscow, and Moscow agreed.")
    plain, coloured = (tabulate(text, table.set_colour(ACTORS, "NATO", c)) for c in ("", "pink"))
    assert plain.equals(coloured)
    assert len(plain) == 3


# --- the whole table ------------------------------------------------------------------------------


def test_a_grid_is_what_it_shows():
    """A row's names are what is searched for, tidied; an empty cell is nothing."""
    row = {"actor": " The  Alliance ", "names": ["NATO", "", "NATO"], "kind": "bloc"}
    empty = {"demonyms": None, "places": np.array([]), "colour": float("nan"), "ignored": None}
    assert table.from_rows([row | empty]) == (Actor("The Alliance", "bloc", ("NATO",), ()),)


def test_a_row_without_names_is_searched_for_by_its_actor():
    """A new row needs a name only; one without anything is no actor."""
    rows = [{"actor": "The Alliance"}, {"actor": None, "names": [], "ignored": False}]
    assert table.from_rows(rows) == (Actor("The Alliance", "other", ("Alliance",), ()),)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"actor": "Russia"}, "“Russia” stands in two rows. Merge the two actors, or give one"),
        ({"actor": "", "names": ["X"]}, "Row 4 has no actor. Give it a name, or empty the row."),
        ({"actor": 7}, "Row 4: “actor” must be a word or a name."),
        ({"actor": "X", "names": "X, Y"}, "Row 4: “names” must be a list of names."),
        ({"actor": "X", "places": [1]}, "Row 4: “places” must be a list of names."),
        ({"actor": "X", "ignored": "no"}, "Row 4: “ignored” must be true or false."),
        ({"actor": "X", "kind": "river"}, "Actor “X” has the kind “river”; it must be one of"),
        ({"actor": "X", "names": ["Nato"]}, "“Nato” is claimed by two actors, “NATO” and “X”."),
        ({"actor": "X", "names": ["…"]}, "Actor “X” has “…” among its aliases; a name must have"),
    ],
)
def test_a_mistake_in_a_grid_is_named(row, sentence):
    """A grid that is no list of actors is refused with a sentence that says which row."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - compared below
        table.from_rows([*table.to_rows(ACTORS), row])
    assert str(refused.value).startswith(sentence)


def test_the_file_says_what_it_is():
    """A list is written as a file that a reader can edit, and the sentences at its head say how."""
    shown = table.remove_alias(ACTORS[1:], "NATO", "NATO")
    listed = table.ignore(table.set_colour(shown, "NATO", "teal"), "Jens Stoltenberg")
    head, entries = table.toml_bytes(listed).decode("utf-8").split("\n\n", 1)
    assert all(line.startswith("#") for line in head.splitlines())
    assert entries == (
        '[[actor]]\nname = "NATO"\nkind = "organisation"\nshown_only = true\n'
        'aliases = ["Nato"]\ncolour = "teal"\n\n'
        '[[actor]]\nname = "Jens Stoltenberg"\nkind = "person"\nignore = true\n'
    )


def test_the_shipped_list_survives_being_written():
    """The list that comes with the program is the same after being written and read."""
    shipped = load_actors((ROOT / "data/actors.toml").read_text(encoding="utf-8"))
    assert load_actors(table.toml_bytes(shipped).decode("utf-8")) == shipped


def test_a_list_found_in_texts_is_made_to_fit():
    """Names too long are left out, apostrophes made straight, and a name goes to the first."""
    found = (
        Actor("O’Hara", "person", ("O’Hara", "x" * 101), (), (), ("“It’s O’Hara”", "y" * 301)),
        Actor("Other", "other", ("O'Hara", "-"), ()),
        Actor("z" * 101, "other", ("Z",), ()),
    )
    fitted = table.fit(found)
    assert fitted == (Actor("O'Hara", "person", ("O'Hara",), (), (), ("“It's O'Hara”",)),)
    check(fitted)


def test_a_list_found_in_texts_has_an_end():
    """More actors than a table can hold are cut off at its end."""
    found = [Actor(f"A{n}", "other", (f"A{n}",), ()) for n in range(MOST_ACTORS + 5)]
    assert table.fit(found) == tuple(found[:MOST_ACTORS])


# --- whatever the list ----------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("NATO", "Nato", "The West", "West", "Russia", "Russian", "Moscow", "O'Neill", "O’Neill"),
        *(
            '“Say "No"”',
            "C:\\new",
            "#1",
            "[[actor]]",
            "a\tb",
            "G7",
            "İ",
            "ß",
            "𝐀",
            "\x7f1",
            "—",
            "",
        ),
    ]
) | st.text(max_size=12)
NAMES = st.lists(WORDS, max_size=3).map(tuple)
ANY = st.builds(
    *(Actor, WORDS, st.sampled_from(KINDS), NAMES, NAMES, NAMES, NAMES),
    *(st.sampled_from(("", *COLOURS)), st.booleans()),
)
LISTS = st.lists(ANY, max_size=6).map(table.fit)


@settings(deadline=None)
@given(LISTS)
def test_every_list_can_be_written_and_read_again(actors):
    """A file gives exactly the list it was made of, and the same list the same bytes."""
    data = table.toml_bytes(actors)
    assert load_actors(data.decode("utf-8")) == actors
    assert table.toml_bytes(load_actors(data.decode("utf-8"))) == data


@given(LISTS)
def test_a_grid_that_is_not_edited_changes_nothing(actors):
    """A list shown as a grid and taken back is the same."""
    assert table.from_rows(table.to_rows(actors)) == actors


@given(LISTS)
def test_what_fits_is_allowed_and_fits_again(actors):
    """Whatever was found: the list made to fit passes all checks, and needs no second fitting."""
    check(actors)
    assert table.fit(actors) == actors


def any_change(data: st.DataObject, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """One change of a list, whatever it is about."""
    known = st.sampled_from([actor.name for actor in actors] or ["nobody"]) | WORDS
    alias = st.sampled_from([n for a in actors for n in (*a.aliases, *a.demonyms)] or ["X"]) | WORDS
    arguments = {
        "merge": (st.lists(known, max_size=3), known),
        "split": (known, st.lists(alias, max_size=2), WORDS),
        "rename": (known, WORDS),
        "ignore": (known, st.booleans()),
        "set_kind": (known, st.sampled_from((*KINDS, "river"))),
        "set_colour": (known, st.sampled_from((*COLOURS, "", "mauve"))),
        "add_alias": (known, alias, st.sampled_from(tuple(table.LISTS))),
        "remove_alias": (known, alias),
        "add": (WORDS, st.sampled_from(KINDS), NAMES),
        "remove": (known,),
    }
    verb = data.draw(st.sampled_from(sorted(arguments)))
    return getattr(table, verb)(actors, *map(data.draw, arguments[verb]))


@settings(deadline=None, max_examples=300)
@given(LISTS, st.data())
def test_every_change_gives_a_list_that_is_allowed(actors, data):
    """Any change of any list is refused with a sentence, or gives a list that passes all checks."""
    for _ in range(4):
        with contextlib.suppress(ValueError):
            actors = any_change(data, actors)
        check(actors)
        assert load_actors(table.toml_bytes(actors).decode("utf-8")) == actors


@given(LISTS, st.data())
def test_merging_loses_no_name(actors, data):
    """Whatever is merged: each name is searched for as before, in the same sort."""
    if len(actors) < 2:
        return
    names = [actor.name for actor in actors]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=2, unique=True))
    merged = table.merge(actors, chosen, into=chosen[0])
    for field in table.LISTS.values():
        before, after = (
            sorted(name for actor in each for name in getattr(actor, field))
            for each in (actors, merged)
        )
        assert before == after
    assert len(merged) == len(actors) - len(chosen) + 1
