"""Whom texts name by a model of the language; here by stand-ins, for no test needs a model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_names import FLOORS, FOLDER, TEXTS, mentions, pair_up, read_marked

from analysis.actor_table import fit
from analysis.actors import Actor, check
from analysis.name_finding import find_actors
from analysis.name_model import LONGEST_PIECE, find_actors_by, find_actors_with_model, models
from analysis.parsing import parse

LABELS = {
    "state": "GPE",
    "other": "GPE",
    "person": "PERSON",
    "organisation": "ORG",
    "bloc": "ORG",
}


def entity(start: int, end: int, words: str, label: str) -> SimpleNamespace:
    return SimpleNamespace(start_char=start, end_char=end, text=words, label_=label)


def knowing(**labels: str) -> Callable[[str], SimpleNamespace]:
    """A stand-in for a model: it finds some words, "_" for a blank, wherever they stand."""
    names = {name.replace("_", " "): label for name, label in labels.items()}

    def read(words: str) -> SimpleNamespace:
        ents, at = [], 0
        while at < len(words):
            here = [name for name in names if words.startswith(name, at)]
            if here:
                longest = max(here, key=len)
                ents.append(entity(at, at + len(longest), longest, names[longest]))
                at += len(longest)
            at += 1
        return SimpleNamespace(ents=ents)

    return read


def named(text: str, **labels: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in find_actors_by([parse(text)], knowing(**labels))}


# --- what a model finds becomes actors ------------------------------------------------------------


def test_labels_become_kinds():
    """A person, an organisation and a town named twice are actors of these kinds."""
    text = "Ilse met Vantor in Skarn. Ilse left Vantor and Skarn."
    found = named(text, Ilse="PERSON", Vantor="ORG", Skarn="GPE")
    kinds = {name: actor.kind for name, actor in found.items()}
    assert kinds == {"Ilse": "person", "Vantor": "organisation", "Skarn": "other"}


def test_a_state_is_found_by_all_its_names():
    """Names of states, peoples and acting capitals are joined by the table of states."""
    text = "Norway waits. Norwegian trams roll. Oslo has refused to pay."
    found = named(text, Norway="GPE", Norwegian="NORP", Oslo="GPE")
    assert list(found) == ["Norway"]
    assert found["Norway"].demonyms == ("Norwegian",)
    assert found["Norway"].places == ("Oslo",)


def test_names_that_mean_the_same_are_one_actor():
    """A surname is its only bearer's, whatever title stands before the full name."""
    text = "President Dana Whitcombe spoke. Later Whitcombe’s friends left."
    found = named(text, President_Dana_Whitcombe="PERSON", **{"Whitcombe’s": "PERSON"})
    assert list(found) == ["Dana Whitcombe"]
    assert found["Dana Whitcombe"].aliases == ("Dana Whitcombe", "Whitcombe")


def test_a_name_must_be_repeated_unless_it_is_a_state_or_a_full_name():
    """The rule of names found by words holds here, too."""
    found = named(
        "Rell and Dana Whitcombe went to Norway.",
        Rell="ORG",
        Dana_Whitcombe="PERSON",
        Norway="GPE",
    )
    assert sorted(found) == ["Dana Whitcombe", "Norway"]


def test_what_has_a_name_and_is_no_actor_hides_those_inside():
    """A sea, a law or an event is nobody, and no state is found in its name."""
    text = "Norwegian trams roll. Norway borders the Norwegian Sea."
    document = parse(text)
    model = knowing(Norway="GPE", Norwegian="NORP", Norwegian_Sea="LOC")
    actors = find_actors_by([document], model)
    assert [actor.exceptions for actor in actors] == [("Norwegian Sea",)]
    found = [text[start:end] for start, end in mentions(document, actors)]
    assert found == ["Norwegian", "Norway"]


def test_a_part_of_a_country_is_not_hidden():
    """ "Northern Norway" is labelled as a place; Norway is named in it all the same."""
    text = "Norway waits. They went to Northern Norway."
    assert named(text, Norway="GPE", Northern_Norway="LOC")["Norway"].exceptions == ()


@pytest.mark.parametrize("label", ["DATE", "MONEY", "LANGUAGE", "ORDINAL"])
def test_other_labels_name_nobody(label):
    """Dates, sums and languages are no actors."""
    assert named("In May Vantor paid. In May Vantor slept.", May=label, Vantor=label) == {}


def test_months_and_faiths_name_nobody_even_to_a_model():
    """What is no actor by its words stays none, whatever a model takes it for."""
    assert named("Christian and Christian, May and May.", Christian="NORP", May="PERSON") == {}


def test_a_name_is_counted_within_one_voice_only():
    """A stretch that begins in a quotation and ends outside is no name."""
    text = "“We trust Dana,” Whitcombe said."
    assert named(text, **{"Dana,” Whitcombe": "PERSON"}) == {}


def test_headings_are_not_read():
    """A model reads the sentences, not the headings."""
    seen = []

    def read(words: str) -> SimpleNamespace:
        seen.append(words)
        return SimpleNamespace(ents=[])

    find_actors_by([parse("Lead here.\n\n# Vantor Rises\n\nIt rose. It fell.")], read)
    assert seen == ["Lead here.", "It rose. It fell."]


def test_a_long_text_is_read_in_pieces():
    """No piece is longer than a model can take, not even of a sentence without end."""
    sizes = []

    def read(words: str) -> SimpleNamespace:
        sizes.append(len(words))
        return SimpleNamespace(ents=[])

    text = "It rains again and again. " * 4000 + "word " * 10_000
    find_actors_by([parse(text)], read)
    assert max(sizes) <= LONGEST_PIECE
    assert sum(sizes) >= 0.99 * len(text.strip())


# --- how good it could be -------------------------------------------------------------------------


@pytest.mark.parametrize("name", FLOORS)
def test_a_model_that_errs_nowhere_is_used_well(name):
    """Given all marked names and kinds, as much is found as by words, nothing wrong, and all kinds
    are right: what is lost is named once."""
    marked = read_marked(FOLDER / f"{name}.txt")
    text = marked.document.text

    def read(words: str) -> SimpleNamespace:
        at = text.index(words)
        return SimpleNamespace(
            ents=[
                entity(start - at, end - at, text[start:end], LABELS[marked.kinds[actor]])
                for (start, end), actor in sorted(marked.spans.items())
                if at <= start and end <= at + len(words)
            ]
        )

    actors = find_actors_by([marked.document], read)
    found = mentions(marked.document, actors)
    pairs = pair_up(found, marked.spans)
    by_words = mentions(marked.document, find_actors([marked.document]))
    assert all(pairs[actor] == marked.spans[span] for span, actor in found.items())
    assert len(found) >= len(by_words)
    assert all(marked.kinds[pairs[a.name]] == a.kind for a in actors if a.name in pairs)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_whatever_a_model_says_the_list_can_be_searched_for(text, data):
    """Spans and labels at random: nothing raises, and the actors pass all checks."""
    labels = st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT", "DATE"])

    def read(words: str) -> SimpleNamespace:
        ends = st.integers(0, len(words))
        spans = st.tuples(ends, ends, labels).map(lambda s: (*sorted(s[:2]), s[2]))
        drawn = data.draw(st.lists(spans, max_size=4))
        return SimpleNamespace(ents=[entity(s, e, words[s:e], label) for s, e, label in drawn])

    actors = find_actors_by([parse(text)], read)
    check(actors)
    assert fit(actors) == actors


# --- which models are installed -------------------------------------------------------------------


def package(folder: Path, name: str, **meta: object) -> None:
    """A package that says of itself that it is a model; it cannot be imported."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text("raise RuntimeError('imported')")
    (folder / name / "meta.json").write_text(json.dumps(meta))
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder of packages: spaCy, two models that find names in English, and three that do not."""
    (tmp_path / "spacy").mkdir()
    (tmp_path / "spacy/__init__.py").write_text("raise ImportError('imported')")
    package(tmp_path, "en_small", lang="en", pipeline=["tagger", "ner"])
    package(tmp_path, "en_large", lang="en", pipeline=["ner"])
    package(tmp_path, "en_without", lang="en", pipeline=["tagger"])
    package(tmp_path, "de_small", lang="de", pipeline=["ner"])
    package(tmp_path, "en_broken", lang="en")
    (tmp_path / "en_broken/meta.json").write_text("{")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "spacy", raising=False)
    return tmp_path


@pytest.fixture
def without_spacy(monkeypatch):
    """As if spaCy were not installed."""
    monkeypatch.setattr("analysis.name_model.find_spec", lambda name: None)


def test_models_are_found_without_importing_them(installed):
    """English models with an entity recogniser, by what their packages say of themselves."""
    assert {"en_large", "en_small"} <= set(models())
    assert not {"en_without", "de_small", "en_broken"} & set(models())
    assert "spacy" not in sys.modules
    assert list(models()) == sorted(models())


def test_without_spacy_there_are_no_models(installed, without_spacy):
    """Models alone are of no use."""
    assert models() == ()


def test_without_spacy_a_model_is_refused_with_what_to_install(without_spacy):
    """The sentence says how spaCy and a model are installed."""
    with pytest.raises(ValueError, match=r"^spaCy is not installed.*python -m spacy download"):
        find_actors_with_model([], "en_core_web_sm")


@pytest.mark.parametrize("model", ["en_missing", "de_small", "/etc", "..", "os", ""])
def test_only_an_installed_model_is_loaded(installed, model):
    """Neither a path nor another module is taken for a model."""
    with pytest.raises(ValueError, match=r"is not installed\. Install it with “python -m spacy"):
        find_actors_with_model([], model)


def test_a_model_that_cannot_be_loaded_is_refused(installed):
    """A model that does not fit its spaCy is told with how to install it again."""
    with pytest.raises(ValueError, match=r"cannot be loaded.*“python -m spacy download en_small”"):
        find_actors_with_model([], "en_small")


def test_a_model_is_loaded_without_what_says_nothing_about_names(installed, monkeypatch):
    """What is loaded is the model asked for, less its parser and lemmatizer, and its names count."""
    asked = {}

    def load(name: str, exclude: list[str]) -> Callable[[str], SimpleNamespace]:
        asked.update(name=name, exclude=exclude)
        return knowing(Vantor="ORG")

    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=load))
    documents = [parse("They like Vantor."), parse("They left Vantor.")]
    monkeypatch.setattr("analysis.name_model._has_spacy", lambda: True)
    actors = find_actors_with_model(documents, "en_small")
    assert actors == (Actor("Vantor", "organisation", ("Vantor",), ()),)
    assert asked["name"] == "en_small"
    assert {"parser", "lemmatizer"} <= set(asked["exclude"])
