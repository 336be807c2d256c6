"""Parallax: two texts side by side. Run with ``streamlit run streamlit_app.py``."""

import gc

import streamlit as st

from dashboard import components, inputs, page, theme, tour
from dashboard.views import VIEWS

st.set_page_config(page_title="Parallax", layout="wide", initial_sidebar_state="collapsed")


@st.cache_resource(show_spinner=False)
def keep_libraries_out_of_garbage_collection() -> None:
    """Streamlit collects garbage after every run: without this, 80 ms of each click go there."""
    gc.collect()
    gc.freeze()


st.html(f"<style>{theme.css()}</style>")
components.watch_theme()
components.let_taps_choose()
components.keys()

with (
    st.container(horizontal_alignment="center"),
    st.container(width=page.WIDTH),
):
    report = inputs.current_report()
    masthead = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        view = inputs.choose_view()
        voice = inputs.choose_voice()
    with masthead:
        page.masthead(report, voice)
    if link := inputs.waiting_link():
        page.void(*link)
    VIEWS[view](report, voice)
    tour.show()
    components.guard_unsaved(inputs.is_unsaved(report.request))

with st.sidebar:
    inputs.settings_panel()
    page.about()

keep_libraries_out_of_garbage_collection()
