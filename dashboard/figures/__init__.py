"""Tables to Plotly figures: pure functions, one module per feature, no Streamlit.

Every figure is drawn in placeholder colours (see ``dashboard.theme``), holds from 340 to 900
pixels of width, and has clickable rows that carry ``customdata = [pick, side, sentence]``.
"""
