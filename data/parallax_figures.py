"""The charts of a comparison, drawn from the tables beside this file.

It needs pandas and Plotly (pip install pandas plotly) and nothing of Parallax. Run it whole
(python parallax_figures.py) and open parallax_figures.html, or cell by cell in an editor that knows
"# %%" (VS Code, Spyder, PyCharm; Jupyter with jupytext). data_dictionary.csv says what each column
means. The first cell says whose words are counted; change it, and whatever else you like. Each figure
is a variable: its name in a cell shows it.
"""

# %% What to draw
import math
from html import escape
from pathlib import Path
from textwrap import wrap
from unicodedata import east_asian_width

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
from plotly.subplots import make_subplots

VOICE = "all"  # whose words are counted: "all", "author" or "quoted"
ACTOR = ""  # whose names are listed; empty: the actor that both texts together name most

# %% The tables
HERE = Path(__file__).parent if "__file__" in globals() else Path.cwd()
DICTIONARY = pd.read_csv(HERE / "data_dictionary.csv", keep_default_na=False)


def read(name):
    """A table: numbers to the last digit, an empty one undefined (NaN), and words as they are.

    A word can be "NA" or "007". The apostrophe that keeps a spreadsheet from running a word as a
    formula is taken away.
    """
    kinds = DICTIONARY[DICTIONARY["table"] == name].set_index("column")["type"]
    path = HERE / "tables" / f"{name}.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    for column, kind in kinds.items():
        if kind == "text":
            words = table[column].fillna("")
            table[column] = words.str.replace(r"^'(?=[=+\-@\t\r\n])", "", regex=True)
        else:
            table[column] = table[column].astype(float)
    return table


documents, sections, differences = read("documents"), read("sections"), read("differences")
sentiment, readability, actors = read("sentiment"), read("readability"), read("actors")
mentions, contrast, terms = read("mentions"), read("contrast"), read("terms")

NAMES = dict(zip(documents["side"], documents["name"], strict=True))
VOICES = {"all": "Whole text", "author": "Author’s words", "quoted": "Quoted words"}
NO_WORDS = {"all": "no words", "author": "no author’s words", "quoted": "no quoted words"}
# VADER and the formulas of readability know no other language.
IN_ENGLISH = documents["language"].isin(["English", ""]).all()
# What stands before the first heading is a section too, if it has words.
sections = sections[(sections["section"] != 0) | (sections["n_words"] > 0)]
headed = zip(sections["section"], sections["heading"], strict=True)
sections = sections.assign(label=[f"§{n:.0f} {words or 'Lead (untitled)'}" for n, words in headed])


def in_whole_text(table):
    """The rows of a table that speak of the whole texts in this voice: a's, then b's."""
    return table[table["section"].isna() & (table["voice"] == VOICE)]


def in_sections(table):
    """The rows that speak of sections in this voice, in the order of the texts, with headings.

    The area of a mark stands for the section's words in this voice.
    """
    own = table[table["section"].notna() & (table["voice"] == VOICE)]
    rows = sections.merge(own, on=["side", "section"], suffixes=("_printed", ""))
    size = 17 * (rows["n_words"] / max(own["n_words"].max(), 1)) ** 0.5
    return rows.assign(row=rows.groupby("side").cumcount(), size=size.clip(lower=8))


def as_marks(rows, value, low, high, few):
    """The rows with the columns that ``estimates`` draws; ``few`` is a column and a number of it.

    A mark that rests on less than that number is open.
    """
    rows = rows.assign(value=rows[value], low=rows[low], high=rows[high])
    reasons = rows["voice"].map(NO_WORDS).where(rows["n_words"] == 0, "too little text")
    return rows.assign(is_open=rows[few[0]] < few[1], missing=reasons)


# %% The look that all figures share
MEASURES = {  # its name, how it is printed, its axis
    "tone": ("tone", "+.2f", "mean tone of utterances"),
    "quoted_share": ("quoted words", ".0%", "share of words in quotation"),
    "mentions_per_1000": ("mentions", ",.1f", "mentions per 1,000 words"),
    "words_per_sentence": ("Words per sentence", ",.1f", "words per sentence"),
    "syllables_per_word": ("Syllables per word", ",.2f", "syllables per word"),
    "flesch_reading_ease": ("Flesch Reading Ease", ",.0f", "higher is easier"),
    "flesch_kincaid_grade": ("Flesch–Kincaid", ",.1f", "US school years"),
    "gunning_fog_grade": ("Gunning Fog", ",.1f", "US school years"),
    "smog_grade": ("SMOG", ",.1f", "US school years"),
    "ari_grade": ("ARI", ",.1f", "US school years"),
    "coleman_liau_grade": ("Coleman–Liau", ",.1f", "US school years"),
    "dale_chall": ("Dale–Chall", ",.1f", "higher is harder"),
}
RATES = ["mentions_per_1000", "quoted_share"]  # they begin at 0, and hold in every language
PAGE, INK, MUTED, GRID = "#fcfbf8", "#1d1d1b", "#5f5d57", "#e4e1d9"
COLOURS = {"a": "#1f5f99", "b": "#a94e08", "difference": INK}
SOFT = {"a": "#a9c6e0", "b": "#e8bf99"}
SYMBOLS = {"a": "circle", "b": "diamond", "difference": "line-ns"}
CHANCE = 1.96  # a difference of fewer standard errors may be chance
APART = {"a": -0.18, "b": 0.18, "difference": 0.0}  # where in a row a mark lies
PITCH = 40  # height of a row, in pixels


def lines(words, wide=22, most=2):
    """Words as a label: broken into lines, cut with "…", and what looks like HTML as it is written."""
    wide //= 2 if any(east_asian_width(letter) in "FW" for letter in words) else 1
    cut = wrap(" ".join(words.split()), wide) or [""]
    if len(cut) > most:
        cut = [*cut[: most - 1], cut[most - 1][: wide - 1] + "…"]
    return "<br>".join(escape(line, quote=False) for line in cut)


def printed(value, form):
    """A number with a true minus, and zero without a sign."""
    shown = format(value, ".1%" if form == ".0%" and 0 < value < 0.01 else form)
    shown = shown if any(digit in shown for digit in "123456789") else shown.lstrip("+-")
    return shown.replace("-", "−").replace("%", "\N{NO-BREAK SPACE}%")


def note(words, y, **where):
    """An annotation with words (safe already), at the right of the plot unless told where."""
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": y, "yref": "y"}
    return {"text": words, "showarrow": False, **place, **where}


def finished(figure, height, title, measured):
    """The figure with a title, below it what is measured, and the page's look."""
    bold, small = lines(title, 42, 4), lines(measured, 58, 9)
    top = 66 + 21 * bold.count("<br>") + 16 * small.count("<br>")
    top += 20 if "yaxis2" in figure.layout else 0  # its parts have titles of their own
    bottom = 105 if figure.layout.showlegend else 60
    at_top = {"x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top"}
    at_bottom = {"x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom"}
    text = f"<b>{bold}</b><br><span style='font-size:12px'>{small}</span>"
    figure.update_layout(
        template="none",
        title={"text": text, "font": {"size": 16}, "pad": {"l": 10, "t": 12}, **at_top},
        legend={"orientation": "h", **at_bottom},
        font={"family": '"Source Sans 3", "Helvetica Neue", Arial, sans-serif', "color": INK},
        margin={"l": 16, "t": top, "b": bottom},
        height=top + height + bottom,
        paper_bgcolor=PAGE,
        plot_bgcolor=PAGE,
        hoverlabel={"bgcolor": PAGE, "align": "left"},
        hovermode="closest",
        dragmode=False,
    )
    figure.update_xaxes(gridcolor=GRID, zerolinecolor=MUTED, title_font_size=12)
    figure.update_yaxes(gridcolor=GRID, zeroline=False, automargin=True)
    if not figure.data:
        figure.update_xaxes(visible=False).update_yaxes(visible=False)
        middle = {"yref": "paper", "x": 0.5, "xanchor": "center"}
        figure.layout.annotations = [note("nothing to show", 0.5, **middle)]
        figure.layout.shapes = []
    return figure


def points(rows, form):
    """A trace of one text's values with their 95 % intervals; an undefined one draws nothing.

    Columns: y, side, label, value, low, high, is_open (a hollow mark), missing (why there is no
    value), and size where marks differ in it.
    """
    side = rows["side"].iloc[0]
    hover = []
    for one in rows.itertuples():
        told = one.missing if math.isnan(one.value) else printed(one.value, form)
        if not math.isnan(one.low):
            told += f", 95 %: {printed(one.low, form)} to {printed(one.high, form)}"
        whose = lines(NAMES.get(side, side), 46)
        hover.append(f"<b>{lines(one.label, 46, 9)}</b><br>{whose}: {told}")
    ends = {"array": rows["high"] - rows["value"], "arrayminus": rows["value"] - rows["low"]}
    return go.Scatter(
        name=lines(NAMES.get(side, side), 44, 1),
        x=rows["value"],
        y=rows["y"],
        mode="markers",
        error_x={"symmetric": False, **ends, "color": COLOURS[side], "width": 0},
        marker={
            "symbol": SYMBOLS[side],
            "size": rows.get("size", 11),
            "opacity": 1,
            "color": [PAGE if is_open else COLOURS[side] for is_open in rows["is_open"]],
            "line": {"color": COLOURS[side], "width": 2},
        },
        hovertext=hover,
        hoverinfo="text",
    )


def estimates(rows, measure, title, measured):
    """A figure of estimates; a's mark is above b's where a row (column "row", from 0) has both.

    At the right stands the column "said", or else the value; or the reason why there is none.
    """
    if rows.empty:
        return finished(go.Figure(), 2 * PITCH, title, measured)
    _, form, axis = MEASURES[measure]
    is_paired = set(rows["side"]) == {"a", "b"}
    rows = rows.assign(y=rows["row"] + rows["side"].map(APART) * is_paired)
    figure = go.Figure([points(own, form) for _, own in rows.groupby("side")])
    said = rows.get("said", rows["value"].map(lambda value: printed(value, form)))
    said = said.where(rows["value"].notna(), rows["missing"])
    colours = rows["side"].map(COLOURS).where(rows["value"].notna(), MUTED)
    told = zip(said, rows["y"], colours, strict=True)
    figure.update_layout(annotations=[note(words, y, font={"color": c}) for words, y, c in told])
    named = rows.drop_duplicates("row")
    ticks = {"tickvals": named["row"], "ticktext": [f"{lines(one)} " for one in named["label"]]}
    figure.update_yaxes(range=[len(named) - 0.5, -0.5], showgrid=False, **ticks)
    figure.update_xaxes(title=axis)
    room = 20 + 7 * max(map(len, said))
    figure.update_layout(showlegend=is_paired, margin_r=room)
    measured += " A line is a 95 % interval."
    return finished(figure, PITCH * max(len(named), 1.4), title, measured)


def spanning(*columns):
    """The ends of an axis on which all defined numbers of some columns lie."""
    known = pd.concat(columns).dropna()
    low, high = (known.min(), known.max()) if len(known) else (0.0, 1.0)
    return [low - 0.05 * (high - low or 1), high + 0.05 * (high - low or 1)]


# %% What differs most: at most four clear differences, clearest first, and the closest likeness
HEADLINES = list(MEASURES)[:5]  # the formulas say again what their inputs do
found = differences[(differences["voice"] == VOICE) & differences["z"].notna()]
found = found[found["measure"].isin(HEADLINES if IN_ENGLISH else RATES)]
found = found.loc[found["z"].abs().sort_values(ascending=False, kind="stable").index]
if in_whole_text(sentiment)["n_words"].min() < 30:  # too few words to compare
    found = found.head(0)
is_clear = (found["low"] > 0) | (found["high"] < 0)
# At most two of a kind are told; both measures of readability are of one kind.
kind = found["measure"].replace(HEADLINES[3:], "readability")
clear = found[is_clear & (kind.groupby([kind, is_clear]).cumcount() < 2)].head(4)
alike = found[~is_clear & (found["measure"] != "mentions_per_1000")].tail(1)
found = pd.concat([clear, alike])
labels = [f"{one.item or 'Both texts'}: {MEASURES[one.measure][2]}" for one in found.itertuples()]

n_found = max(len(found), 1)
findings = make_subplots(
    n_found,
    2,
    column_widths=[0.62, 0.38],
    horizontal_spacing=0.07,
    vertical_spacing=0.45 / n_found,
    subplot_titles=[words for label in labels for words in (lines(label, 48, 1), " ")] or None,
)
findings.update_annotations(x=0, xanchor="left", font_size=13)
for place, (label, one) in enumerate(zip(labels, found.to_dict("records"), strict=True), 1):
    form, peers = MEASURES[one["measure"]][1], found[found["measure"] == one["measure"]]
    for side, prefix, column in (("a", "a_", 1), ("b", "b_", 1), ("difference", "", 2)):
        row = {"y": APART[side], "side": side, "label": label, "value": one[side], "missing": ""}
        row |= {"low": one[f"{prefix}low"], "high": one[f"{prefix}high"]}
        row["is_open"] = one["measure"] in RATES and one[side] == 0
        mark = points(pd.DataFrame([row]), form).update(showlegend=place == column == 1)
        findings.add_trace(mark, place, column)
        if column == 1:  # its value beside the end of its interval
            beside = {"x": row["high"], "xref": f"x{2 * place - 1}", "yref": f"y{2 * place - 1}"}
            words = f"<b>{printed(one[side], form)}</b>"
            beside["font"] = {"color": COLOURS[side]}
            findings.add_annotation(note(words, APART[side], **beside))
    # Findings of one measure share both scales.
    low, high = spanning(*(peers[name] for name in ("a_low", "a_high", "b_low", "b_high")))
    low = -0.02 * high if one["measure"] in RATES else low  # room for half a mark at 0
    reach = 1.1 * peers[["low", "high"]].abs().to_numpy().max()
    findings.update_xaxes(range=[low, high + 0.25 * (high - low)], row=place, col=1)
    findings.update_xaxes(range=[-reach, reach], nticks=4, row=place, col=2)
    findings.update_xaxes(tickformat=".0%" if form == ".0%" else None, row=place)
findings.update_yaxes(visible=False, range=[0.5, -0.5])
findings.update_layout(showlegend=len(found) > 0, margin_r=16)
finished(
    findings,
    110 * n_found,
    "What differs most",
    f"Left: each text. Right: the difference, {NAMES['a']} minus {NAMES['b']}. Lines are 95 % "
    "intervals. Ordered by how clearly the difference exceeds the variation inside the texts.",
)

# %% Tone: the mean VADER score of the utterances, −1 (negative words) to +1 (positive words)
TONE = ("mean", "low", "high", ("n_utterances", 3))
voices = as_marks(sentiment[sentiment["section"].isna()], *TONE)
order, label = voices["voice"].map(list(VOICES).index), voices["voice"].map(VOICES)
tone_by_voice = estimates(
    voices.assign(row=order, label=label).sort_values(["row", "side"]),
    "tone",
    "Tone of both texts, by voice",
    "Mean VADER score of the utterances (sentences, or the parts of one that each voice speaks), "
    "from −1 (negative words) to +1 (positive words). It describes wording, not opinion.",
)

# %% Tone through the texts
steps = as_marks(in_sections(sentiment), *TONE)
steps["middle"] = 50 * (steps["start_share"] + steps["end_share"])
steps["width"] = 100 * (steps["end_share"] - steps["start_share"])
steps = steps[steps["width"] > 0]
titles = [f"<b>{lines(name, 44, 1)}</b>" for name in NAMES.values()]
tone_along_the_text = make_subplots(2, 1, shared_xaxes=True, subplot_titles=titles)
tone_along_the_text.update_annotations(x=0, xanchor="left", font_size=13)
for place, side in enumerate("ab", 1):
    own = steps[steps["side"] == side]
    if own["value"].isna().all():
        middle = {"x": 50, "xref": f"x{place}", "yref": f"y{place}", "xanchor": "center"}
        tone_along_the_text.add_annotation(note(NO_WORDS[VOICE], 0.25, **middle))
        continue
    colour = {"color": SOFT[side], "line": {"color": PAGE, "width": 1}}
    bands = {"base": own["low"], "y": own["high"] - own["low"], "width": own["width"]}
    bands = go.Bar(x=own["middle"], **bands, marker=colour, hoverinfo="skip")
    means = points(own.assign(y=own["value"], size=6), "+.2f").update(x=own["middle"])
    means.update(error_x={"array": own["width"] / 2, "arrayminus": own["width"] / 2})
    tone_along_the_text.add_traces([bands, means], rows=place, cols=1)
tone_along_the_text.update_yaxes(range=[-1, 1], tickvals=[-1, -0.5, 0, 0.5, 1])
tone_along_the_text.update_xaxes(range=[0, 100], ticksuffix=" %")
tone_along_the_text.update_xaxes(title="position in the text (share of its words)", row=2)
tone_along_the_text.update_layout(showlegend=False, margin_r=24)
finished(
    tone_along_the_text,
    360,
    "How the tone moves through each text",
    "One step per section, as wide as its share of the words. Shaded: 95 % interval. Open marks: "
    "fewer than three utterances, which have no interval.",
)


# %% Tone section by section: both texts, and every voice, on one scale
def by_section(rows, side, measure, measured):
    """A figure of one text's sections, with the column "said" at the right."""
    own = rows[rows["side"] == side]
    missing = own["missing"].where(own["n_words_printed"] > 0, "heading only")
    title = f"{NAMES[side]}: {MEASURES[measure][0]}, section by section"
    return estimates(own.assign(missing=missing), measure, title, measured)


rows = as_marks(in_sections(sentiment), *TONE)
rows["said"] = [f"{n:,.0f}" + ", no interval" * (n < 3) for n in rows["n_utterances"]]
measured = (
    "Mean VADER score of the utterances; at the right, how many they are. Larger marks stand for more "
    "words; open marks for fewer than three utterances."
)
tone_by_section_a = by_section(rows, "a", "tone", measured)
tone_by_section_b = by_section(rows, "b", "tone", measured)
parts = sentiment[sentiment["section"].notna()]
ends = spanning(parts["mean"], parts["low"], parts["high"], pd.Series([0.0]))
for figure in (tone_by_section_a, tone_by_section_b):
    figure.update_xaxes(range=ends)


# %% Readability: what the formulas are made of, and the formulas
def readability_marks(rows, measure):
    return as_marks(rows, measure, f"{measure}_low", f"{measure}_high", few=("n_words", 100))


def of_both_texts(measures, title, measured):
    """A figure of some measures of the whole texts, all on the axis of the first."""
    whole = in_whole_text(readability)
    rows = [
        readability_marks(whole, measure).assign(row=row, label=MEASURES[measure][0])
        for row, measure in enumerate(measures)
    ]
    return estimates(pd.concat(rows), measures[0], title, measured)


words_per_sentence = of_both_texts(
    ["words_per_sentence"],
    "Words per sentence of both texts",
    "Mean number of words in a sentence.",
)
syllables_per_word = of_both_texts(
    ["syllables_per_word"],
    "Syllables per word of both texts",
    "Mean number of syllables in a word.",
)
school_years = of_both_texts(
    [measure for measure in MEASURES if measure.endswith("_grade")],
    "Five formulas that answer in US school years",
    "Higher is harder. They differ by years on the same text: compare the texts, not the number.",
)
flesch_reading_ease = of_both_texts(
    ["flesch_reading_ease"],
    "Flesch Reading Ease of both texts",
    "From sentence length and word length; a higher score is easier to read.",
)
dale_chall = of_both_texts(
    ["dale_chall"],
    "Dale–Chall of both texts",
    "From sentence length and uncommon words; a higher score is harder to read.",
)

# %% Flesch Reading Ease section by section: both texts on one scale
rows = readability_marks(in_sections(readability), "flesch_reading_ease")
rows["said"] = [f"{n:,.0f}" for n in rows["n_sentences"]]
measured = (
    "At the right, how many sentences. Open marks: under 100 words, indicative only. No score under 3 "
    "sentences or 30 words. Dotted: the whole text. An interval that reaches the edge goes on."
)
flesch_by_section_a = by_section(rows, "a", "flesch_reading_ease", measured)
flesch_by_section_b = by_section(rows, "b", "flesch_reading_ease", measured)
# Very short sections must not squeeze all others: the farthest intervals are cut, one in twenty.
ends = spanning(rows["value"], rows["low"].quantile([0.05]), rows["high"].quantile([0.95]))
whole = in_whole_text(readability)["flesch_reading_ease"]
for figure, of_whole in zip((flesch_by_section_a, flesch_by_section_b), whole, strict=True):
    figure.update_xaxes(range=ends)
    if rows["value"].notna().any() and not math.isnan(of_whole):
        figure.add_vline(of_whole, line={"dash": "dot", "color": MUTED, "width": 1.5})

# %% Actors: mentions per 1,000 words of the twelve that both texts together name most
whole = in_whole_text(actors)
totals = whole.groupby("actor", as_index=False)["n_mentions"].sum()
totals = totals.sort_values(["n_mentions", "actor"], ascending=[False, True])
leading = totals.loc[totals["n_mentions"] > 0, "actor"].head(12).tolist()
rows = whole[whole["actor"].isin(leading)]
quoted = actors[actors["section"].isna() & (actors["voice"] == "quoted")]
rows = rows.merge(quoted, on=["side", "actor"], suffixes=("", "_quoted"))
rows = as_marks(rows, "per_1000_words", "low", "high", few=("n_mentions", 1))
counts = zip(rows["n_mentions"], rows["n_mentions_quoted"] * (VOICE == "all"), strict=True)
rows["said"] = [f"{n:,.0f}" + f", {quoted:,.0f} quoted" * (quoted > 0) for n, quoted in counts]
# Under 30 words a rate says nothing.
rows.loc[rows["n_words"] < 30, ["value", "low", "high"]] = math.nan
why = rows["missing"].replace("too little text", "too few words")
rows["missing"] = [f"{n} ({reason})" for n, reason in zip(rows["said"], why, strict=True)]
rows["row"], rows["label"] = rows["actor"].map(leading.index), rows["actor"]
mention_rates = estimates(
    rows.sort_values(["row", "side"]),
    "mentions_per_1000",
    "Mentions of the actors named most",
    "Mentions per 1,000 words; at the right, how many, and how many of them in quoted words. Open "
    "marks: not named.",
)
high = rows["high"].max() if rows["high"].notna().any() else 1.0
mention_rates.update_xaxes(range=[-0.02 * high, 1.06 * high], zeroline=False)  # half a mark at 0

# %% Where in the text each of them is named
spoken = mentions if VOICE == "all" else mentions[mentions["voice"] == VOICE]
MENTIONED = {"author": ("line-ns", 18), "quoted": ("circle-open", 7)}  # symbol and size


def where_named(side):
    """A figure of one text's mentions from its start to its end."""
    figure = go.Figure()
    own = spoken[(spoken["side"] == side) & spoken["actor"].isin(leading)]
    for voice, (symbol, size) in MENTIONED.items() if leading else ():
        marks = own[own["voice"] == voice]
        told = zip(marks["actor"], marks["section"], marks["surface"], strict=True)
        figure.add_scatter(
            x=100 * marks["position"],
            y=marks["actor"].map(leading.index),
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": COLOURS[side]},
            marker_line={"color": COLOURS[side], "width": 2},
            hovertext=[f"<b>{lines(a, 46)}</b><br>§{n:.0f}, “{lines(s, 46)}”" for a, n, s in told],
            hoverinfo="text",
        )
    parts = sections[(sections["side"] == side) & (sections["end_share"] > sections["start_share"])]
    band = {"yref": "paper", "y0": 0, "y1": 1, "fillcolor": GRID, "opacity": 0.5, "layer": "below"}
    shares = zip(100 * parts["start_share"][::2], 100 * parts["end_share"][::2], strict=True)
    figure.update_layout(
        shapes=[{**band, "x0": x0, "x1": x1, "line_width": 0} for x0, x1 in shares]
    )
    figure.update_xaxes(range=[-1, 101], ticksuffix=" %", title="position in the text")
    ticks = {"tickvals": list(range(len(leading))), "ticktext": [f"{lines(n)} " for n in leading]}
    figure.update_yaxes(range=[len(leading) - 0.5, -0.5], **ticks)
    figure.update_layout(showlegend=False, margin_r=24)
    title = f"{NAMES[side]}: where in the text each actor is named"
    measured = "A tick is a mention in the author’s words, a ring one in quoted words. "
    return finished(figure, 32 * max(len(leading), 2), title, measured + "Bands are sections.")


where_named_a, where_named_b = where_named("a"), where_named("b")

# %% What each text calls an actor: how often each name stands in it
actor = ACTOR or next(iter(leading), "")
own = spoken[spoken["actor"] == actor]
name_forms = pd.crosstab(own["surface"], own["side"]).reindex(columns=["a", "b"], fill_value=0)
name_forms = name_forms.assign(n=name_forms["a"] + name_forms["b"]).reset_index(names="name")
name_forms = name_forms.sort_values(["n", "name"], ascending=[False, True])
name_forms = name_forms[["name", "a", "b"]].rename(columns=NAMES).rename_axis(columns=None)

# %% The words that most clearly set the texts apart: log-odds ratios in standard errors
# contrast.csv and terms.csv have no column "voice": of one voice they can tell nothing.
compared, listed = (contrast, sections) if VOICE == "all" else (contrast.head(0), sections.head(0))
compared = compared.assign(strength=compared["z"].abs())
compared = compared.sort_values(["strength", "term"], ascending=[False, True])
titles = [f"<b>More in {lines(name, 36, 1)}</b>" for name in NAMES.values()]
distinctive_words = make_subplots(2, 1, subplot_titles=titles, vertical_spacing=0.12)
distinctive_words.update_annotations(x=0, xanchor="left", font_size=13)
for place, side in enumerate("ab", 1):
    own = compared[compared["z"] > 0 if side == "a" else compared["z"] < 0].head(12)
    rows = list(range(len(own)))
    for row, n_a, n_b in zip(rows, own["n_a"], own["n_b"], strict=True):
        distinctive_words.add_annotation(note(f"{n_a:,.0f} : {n_b:,.0f}", row, yref=f"y{place}"))
    ticks = {"tickvals": rows, "ticktext": [f"{lines(term, 22, 1)} " for term in own["term"]]}
    distinctive_words.update_yaxes(range=[11.5, -0.5], showgrid=False, **ticks, row=place)
    if rows:
        chance = {"fillcolor": GRID, "line_width": 0, "layer": "below"}
        distinctive_words.add_bar(
            x=own["strength"],
            y=rows,
            width=0.4,
            orientation="h",
            marker_color=[COLOURS[side] if z >= CHANCE else SOFT[side] for z in own["strength"]],
            hovertext=[lines(term, 46) for term in own["term"]],
            hovertemplate="%{hovertext}: z %{x:.1f}<extra></extra>",
            row=place,
            col=1,
        )
        distinctive_words.add_vrect(0, CHANCE, row=place, col=1, **chance)
distinctive_words.update_xaxes(range=[0, 1.1 * max(2, compared["strength"].max())], showgrid=False)
distinctive_words.update_xaxes(title="strength of the difference (z)", row=2)
distinctive_words.update_layout(showlegend=False, margin_r=80)
finished(
    distinctive_words,
    680,
    "Words that set the texts apart",
    f"At the right: uses in {NAMES['a']} : in {NAMES['b']}. Pale bars, which end inside the grey band "
    "(z under 1.96), may be chance. Stop words are left out.",
)

# %% What each section is about: the four terms that most mark it off from all others (TF-IDF)
strongest = terms.groupby(["side", "section"])["term"].agg(lambda own: ", ".join(own.head(4)))
about = listed.merge(strongest.reset_index(), on=["side", "section"], how="left")
about["terms"] = about["term"].fillna("no term stands out")
about.loc[about["n_words"] < 20, "terms"] = "too little text"
about.loc[about["n_words"] == 0, "terms"] = "heading only"
about["section"] = about["label"]
section_terms_a = about.loc[about["side"] == "a", ["section", "terms"]]
section_terms_b = about.loc[about["side"] == "b", ["section", "terms"]]

# %% All of them in one page that opens offline
shown = [findings]
if IN_ENGLISH:
    shown += [tone_by_voice, tone_along_the_text, tone_by_section_a, tone_by_section_b]
    shown += [words_per_sentence, syllables_per_word, school_years, flesch_reading_ease, dale_chall]
    shown += [flesch_by_section_a, flesch_by_section_b]
else:
    shown += ["Tone and readability are left out: their methods know English only."]
shown += [mention_rates, where_named_a, where_named_b]
shown += [f"What each text calls {actor or 'an actor'}:", name_forms]
if VOICE == "all":
    shown += [distinctive_words, f"What each section of {NAMES['a']} is about:", section_terms_a]
    shown += [f"What each section of {NAMES['b']} is about:", section_terms_b]
else:
    shown += ["Terms are left out: contrast.csv and terms.csv have no column “voice”."]

# Nothing is sent anywhere: Plotly's "share" would upload the figure.
CONFIG = {
    "displaylogo": False,
    "plotlyServerURL": "",
    "showSendToCloud": False,
    "modeBarButtonsToRemove": ["sendChartToCloud"],
}
STYLE = (
    f"body{{background:{PAGE};color:{INK};max-width:900px;margin:auto;padding:8px;"
    "font:16px 'Source Sans 3','Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}"
    "h1,p,table{margin:16px 10px}.plotly-graph-div{margin-bottom:40px}p{font-weight:700}"
    f"th,td{{border-bottom:1px solid {GRID};padding:4px 12px 4px 0;font-weight:400;"
    "text-align:start;vertical-align:top;unicode-bidi:plaintext;min-width:5em}"
)
title = escape(f"{NAMES['a']} and {NAMES['b']}: {VOICES[VOICE].lower()}")
page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
page += '<meta name="viewport" content="width=device-width">'
page += f"<style>{STYLE}</style><h1>{title}</h1>"
for one in shown:
    if isinstance(one, go.Figure):
        # Plotly itself stands before the first figure, findings.
        page += pio.to_html(one, CONFIG, full_html=False, include_plotlyjs=one is findings)
    else:
        is_table = isinstance(one, pd.DataFrame)
        page += one.to_html(index=False, border=0) if is_table else f"<p>{escape(one)}</p>"
(HERE / "parallax_figures.html").write_text(page, encoding="utf-8")
