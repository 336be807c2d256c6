"""Three figures from the tables beside this file: tone, actors and terms of the two texts.

It needs pandas and Plotly (pip install pandas plotly) and nothing of Parallax. Run it whole
(python parallax_figures.py) and open parallax_figures.html, or cell by cell in an editor that knows
"# %%" (VS Code, Spyder, PyCharm; Jupyter with jupytext). data_dictionary.csv says what each column means.
"""

# %% The tables
from html import escape
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
from plotly.subplots import make_subplots

HERE = Path(__file__).parent if "__file__" in globals() else Path.cwd()
SIDES = ("a", "b")
COLOURS = {"a": "#1f5f99", "b": "#a94e08"}


def read(name):
    """A table. A word can be "NA": only an empty cell is undefined. The apostrophe that keeps a
    spreadsheet from running a word as a formula is taken away."""
    table = pd.read_csv(HERE / "tables" / f"{name}.csv", keep_default_na=False, na_values=[""])
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = table[column].str.replace(r"^'(?=[=+\-@\t\r\n])", "", regex=True)
    return table


def plain(words):
    """Words of a text as a label: what looks like HTML in them is shown as it is."""
    return escape("" if pd.isna(words) else str(words), quote=False)


def shortened(words, longest=32):
    """A label that leaves room for the figure."""
    return words if len(words) <= longest else words[: longest - 1] + "…"


def titled(title, *lines):
    """A title with what is measured below it, where no narrow window cuts it."""
    return {"text": "<br>".join([title, *(f"<sup>{line}</sup>" for line in lines)]), "x": 0.02}


def with_intervals(rows, labels, value):
    """Points with their 95 % intervals, a row of the table each."""
    side = rows["side"].iloc[0]
    return go.Scatter(
        name=NAMES[side],
        x=rows[value],
        y=labels,
        mode="markers",
        orientation="h",
        offsetgroup=side,
        marker={"color": COLOURS[side], "size": 9},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": rows["high"] - rows[value],
            "arrayminus": rows[value] - rows["low"],
        },
    )


NAMES = {row.side: plain(row.name) for row in read("documents").itertuples(index=False)}
LAYOUT = {
    "template": "plotly_white",
    "margin": {"l": 10, "r": 20, "t": 100, "b": 90},
    # Below everything: at no width does it lie on the figure.
    "legend": {
        "orientation": "h",
        "xref": "container",
        "x": 0.02,
        "xanchor": "left",
        "yref": "container",
        "y": 0.01,
        "yanchor": "bottom",
    },
}

# %% Tone by section, whole voice: −1 (negative words) to +1 (positive words)
sections = read("sections")[["side", "section", "heading"]].astype({"heading": object})
sections = sections.fillna({"heading": "before the first heading"})
tone_rows = read("sentiment").query("voice == 'all' and section.notna()")
tone_rows = tone_rows.merge(sections, on=["side", "section"]).dropna(subset=["mean"])

n_rows = tone_rows["side"].value_counts()
drawn = [side for side in SIDES if side in n_rows]
tone = make_subplots(
    rows=max(len(drawn), 1),
    shared_xaxes=True,
    row_heights=[int(n_rows[side]) + 1 for side in drawn] or None,
    vertical_spacing=0.06,
)
for number, side in enumerate(drawn, 1):
    rows = tone_rows[tone_rows["side"] == side]
    labels = [
        f"{int(section)}  {plain(shortened(heading))}"
        for section, heading in zip(rows["section"], rows["heading"], strict=True)
    ]
    tone.add_trace(with_intervals(rows, labels, "mean"), row=number, col=1)
tone.add_vline(0, line_color="#8b8880")
tone.update_xaxes(range=[-1, 1])
tone.update_yaxes(autorange="reversed", automargin=True)
measured = titled("Tone by section", "Mean tone of the utterances, with 95 % interval")
tone.update_layout(LAYOUT, title=measured, height=280 + 24 * len(tone_rows))
tone  # noqa: B018

# %% Actors: mentions per 1,000 words, for the twelve named most often in both texts together
whole = read("actors").query("voice == 'all' and section.isna()")
often = whole.groupby("actor")["n_mentions"].sum().sort_values(ascending=False, kind="stable")
actor_rows = whole[whole["actor"].isin(often[often > 0].head(12).index)]
actor_rows = actor_rows.dropna(subset=["per_1000_words"])

actors = go.Figure()
for side in SIDES:
    rows = actor_rows[actor_rows["side"] == side].set_index("actor")
    rows = rows.reindex([actor for actor in often.index if actor in rows.index]).reset_index()
    if len(rows):
        labels = [plain(shortened(actor)) for actor in rows["actor"]]
        actors.add_trace(with_intervals(rows, labels, "per_1000_words"))
actors.update_xaxes(rangemode="tozero")
actors.update_yaxes(autorange="reversed", automargin=True, type="category")
measured = titled("Whom the texts name", "Mentions per 1,000 words, with 95 % interval")
actors.update_layout(LAYOUT, title=measured, scattermode="group", height=620)
actors  # noqa: B018

# %% Terms: the ten that most set each text apart; beyond ±1.96 is hardly chance
contrast = read("contrast").sort_values("z", kind="stable")
term_rows = {
    "a": contrast[contrast["z"] > 0].tail(10).iloc[::-1],
    "b": contrast[contrast["z"] < 0].head(10),
}

terms = go.Figure()
for side, rows in term_rows.items():
    terms.add_trace(
        go.Bar(
            name=NAMES[side],
            x=rows["z"],
            y=[plain(term) for term in rows["term"]],
            orientation="h",
            marker_color=COLOURS[side],
            text=[f"{n_a} : {n_b}" for n_a, n_b in zip(rows["n_a"], rows["n_b"], strict=True)],
        )
    )
terms.update_yaxes(autorange="reversed", automargin=True, type="category")
measured = titled(
    "Terms that set the texts apart",
    "Log-odds ratio in standard errors; positive: more in",
    NAMES["a"],
)
terms.update_layout(LAYOUT, title=measured, height=620)
terms  # noqa: B018

# %% All three in one page that opens offline
page = "\n".join(
    pio.to_html(figure, full_html=False, include_plotlyjs=number == 0)
    for number, figure in enumerate((tone, actors, terms))
)
(HERE / "parallax_figures.html").write_text(
    f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Parallax</title>{page}</html>',
    encoding="utf-8",
)
