// The report's behaviour: draws the charts in the colours of the mode, opens the sentences behind a
// row, and makes charts fit a sheet of paper. Everything else works without it.
(() => {
  "use strict";
  const {colours, ground, shade, transparent, config, charts} = JSON.parse(document.getElementById("parallax").textContent);
  const isDark = matchMedia("(prefers-color-scheme: dark)");
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
    const chosen = place.dataset.pick;
    const traces = chosen === undefined ? data : data.map(trace => shaded(trace, chosen));
    Plotly.react(place, coloured(traces, mode), shown, set);
    if (!isNew) return;
    place.classList.add("drawn");
    place.on("plotly_click", event => {
      const row = event.points.find(point => point.customdata);
      if (row) choose(place, ...row.customdata);
    });
  }

  // The rows of a chart, of which one is chosen.
  function shaded(trace, pick) {
    if (trace.type !== "bar" || !trace.customdata) return trace;
    const color = trace.customdata.map(row => row[0] === pick ? shade : transparent);
    return {...trace, marker: {...trace.marker, color}};
  }

  // What is hidden has no width: it is drawn when it is shown.
  const isShown = place => place.offsetParent !== null;
  function drawAll() {
    for (const place of places) if (isShown(place)) draw(place);
  }

  // One row is open in a view, at the sentences of the text that was clicked; its row is shaded in every
  // chart of the view.
  const whole = pick => pick.replace(/^place:[ab]:/, "actor:");
  function choose(place, pick, side) {
    const view = place.closest(".view");
    const rows = [...view.querySelectorAll("details.row")];
    const wanted = rows.find(row => row.dataset.pick === whole(pick) && row.parentElement.offsetParent);
    if (!wanted) return;
    for (const row of rows) open(row, row === wanted);
    view.classList.add("chosen");
    mark(view, pick);
    show(view.querySelector(".margin"), wanted, side);
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

  function close(view) {
    view.classList.remove("chosen");
    for (const row of view.querySelectorAll("details.row")) open(row, false);
    mark(view, "");
  }

  function mark(view, pick) {
    for (const place of view.querySelectorAll(".chart.drawn")) {
      place.dataset.pick = pick;
      if (isShown(place)) draw(place);
    }
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

  // On a phone the charts come first: what stands open beside them elsewhere would lie between them.
  if (matchMedia("screen and (max-width: 760px)").matches) {
    for (const row of document.querySelectorAll("details.row[open]")) row.open = false;
  }

  document.documentElement.classList.add("js");
  for (const one of document.querySelectorAll("input[name=voice]")) {
    one.addEventListener("change", drawAll);
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
