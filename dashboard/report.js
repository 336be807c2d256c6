// The report's behaviour: draws the charts in the colours of the mode, opens the sentences behind a
// row, and makes charts fit a sheet of paper. Everything else works without it.
(() => {
  "use strict";
  const {colours, ground, shade, transparent, config, charts} = JSON.parse(document.getElementById("parallax").textContent);
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const isPhone = matchMedia("screen and (max-width: 760px)");
  const placeholder = new RegExp(Object.keys(colours).join("|"), "g");
  const places = [...document.querySelectorAll(".chart")];
  let printing = false;

  // Figures are written in placeholders; here they get the colours of one mode.
  function coloured(part, mode) {
    if (typeof part === "string") {
      return part.replace(placeholder, found =>
        printing && found === ground ? "white" : colours[found][mode]);
    }
    if (Array.isArray(part)) return part.map(item => coloured(item, mode));
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(
      ([key, value]) => [key, key === "customdata" ? value : coloured(value, mode)]));
  }

  function draw(place, width) {
    const {data, layout} = charts[place.dataset.chart];
    const mode = isDark.matches && !printing ? 1 : 0;
    const shown = {...coloured(layout, mode), width, autosize: !width};
    const set = {...config, responsive: !printing};
    const isNew = !place.classList.contains("drawn");
    const traces = data.map(trace => shaded(trace, place.dataset.pick || ""));
    Plotly.react(place, coloured(traces, mode), shown, set);
    if (!isNew) return;
    place.classList.add("drawn");
    place.on("plotly_click", event => {
      const row = event.points.find(point => point.customdata);
      if (row) choose(place, ...row.customdata);
    });
  }

  // The rows of a chart, of which one is chosen. What one voice or one text has of a row opens the row.
  const whole = pick => pick.replace(/^(?:all|author|quoted):/, "").replace(/^place:[ab]:/, "actor:");
  function shaded(trace, pick) {
    if (trace.type !== "bar" || !trace.customdata) return trace;
    const color = trace.customdata.map(row => whole(row[0]) === pick ? shade : transparent);
    return {...trace, marker: {...trace.marker, color}};
  }

  // What is hidden has no width: it is drawn when it is shown.
  const isShown = place => place.offsetParent !== null;
  function drawAll() {
    for (const place of places) if (isShown(place)) draw(place);
  }

  // A view keeps what a reader chose there: a pick, or "" once it is closed. Before that each voice has
  // its first row open; on a phone none, for it would lie between the charts.
  const views = [...document.querySelectorAll(".view")].filter(view => view.querySelector(".margin"));
  const firsts = new Set(document.querySelectorAll("details.row[open]"));

  // Opens one row in the voice that is shown, and has every chart of the view shade that row and no
  // other. A voice that does not have what was chosen has its first row open.
  function settle(view) {
    const {pick} = view.dataset;
    const rows = [...view.querySelectorAll("details.row")];
    const here = rows.filter(row => isShown(row.parentElement));
    const found = pick === "" ? undefined : here.find(row => row.dataset.pick === pick)
      || (isPhone.matches ? undefined : here.find(row => firsts.has(row)));
    for (const row of rows) open(row, row === found);
    for (const place of view.querySelectorAll(".chart")) place.dataset.pick = found ? found.dataset.pick : "";
    view.classList.toggle("chosen", Boolean(pick && found));
    if (found) show(view.querySelector(".margin"), found, view.dataset.side);
  }

  function choose(place, pick, side) {
    const view = place.closest(".view");
    if (!views.includes(view)) return;
    // On a phone there is room for the sentences of one view.
    if (isPhone.matches) for (const other of views) if (other !== view && other.dataset.pick) close(other);
    view.dataset.side = side || "a";
    turn(view, whole(pick));
  }

  const close = view => turn(view, "");

  function turn(view, pick) {
    view.dataset.pick = pick;
    settle(view);
    for (const place of view.querySelectorAll(".chart.drawn")) if (isShown(place)) draw(place);
  }

  // On a phone the row scrolls by itself, elsewhere all that stands beside the charts.
  function show(margin, row, side) {
    const part = row.querySelector(`[data-side="${side || "a"}"]`);
    for (const scrolled of [margin, row]) {
      scrolled.scrollTop = 0;
      if (!part || !part.previousElementSibling.matches("[data-side]")) continue;
      const above = scrolled.getBoundingClientRect().top + row.firstElementChild.offsetHeight;
      scrolled.scrollTop = part.getBoundingClientRect().top - above;
    }
  }

  // What is open stands first.
  function open(row, isOpen) {
    row.open = isOpen;
    row.parentElement.classList.toggle("first", isOpen);
  }

  for (const margin of document.querySelectorAll(".margin")) {
    const view = margin.closest(".view");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = "Close";
    button.addEventListener("click", () => close(view));
    margin.prepend(button);
    margin.addEventListener("click", event => {
      const summary = event.target.closest("details.row > summary");
      if (!summary) return;
      event.preventDefault();
      const row = summary.parentElement;
      if (row.open) close(view);
      else choose(margin, row.dataset.pick);
    });
  }

  document.documentElement.classList.add("js");
  views.forEach(settle);
  for (const one of document.querySelectorAll("input[name=voice]")) {
    one.addEventListener("change", () => {
      views.forEach(settle);
      drawAll();
    });
  }
  isDark.addEventListener("change", drawAll);

  // On paper: light, and as wide as the sheet leaves room.
  const SHEET = 696, GAP = 16, GAP_OF_FINDING = 24;
  function printed(place) {
    if (place.closest(".finding")) return Math.floor((SHEET - GAP_OF_FINDING) * 0.6);
    return place.closest(".pair") ? (SHEET - GAP) / 2 : SHEET;
  }
  addEventListener("beforeprint", () => {
    printing = true;
    for (const place of places) if (isShown(place)) draw(place, printed(place));
  });
  addEventListener("afterprint", () => {
    printing = false;
    drawAll();
  });

  // Plotly measures words when it draws: in the typefaces they are set in.
  Promise.allSettled([...document.fonts].map(face => face.load())).then(drawAll);
})();
