// A tap on a chart chooses at once, and what was tapped stays in sight.
const PHONE = 640; // up to this width the sentences rise over the page as a sheet (style.css)
const LOOKS = 100;
const GROWS = 10; // looks for which a page may still grow after it was drawn
const IN_A_VOICE = /^(all|author|quoted):/;

// Plotly chooses what the pointer hovers over, and a finger hovers over nothing before it taps: so the
// place of a touch is told to the chart as a pointer's first.
function hover(event) {
  const chart = event.target.closest && event.target.closest(".nsewdrag");
  if (!chart) return;
  const { clientX, clientY } = event.touches[0];
  chart.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
}

// Scrolls a place of the page into the upper half of the window, where the sheet does not reach.
function keepInSight(main, place, how) {
  const height = window.innerHeight;
  if (place - main.scrollTop < height / 2) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  main.scrollTo({ top: place - 0.4 * height, behavior: calm ? "instant" : how });
}

const sheet = () => document.querySelector(".st-key-margin_open");

// The row of a chart that opens a pick; rows are bars, which carry their pick as their custom data.
function rowOf(pick) {
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    const bars = (chart.data || []).filter((trace) => trace.type === "bar");
    const drawn = [...chart.querySelectorAll(".trace.bars")];
    for (const [number, trace] of bars.entries()) {
      const row = (trace.customdata || []).findIndex((one) => one && one[0] === pick);
      const found = row >= 0 && drawn.length === bars.length && drawn[number].querySelectorAll("path")[row];
      if (found) return found;
    }
  }
  return null;
}

// Whoever opens a link to a row sees the row above the sheet, as if it had just been tapped. Whatever
// the visitor does ends it.
function showChosen() {
  const pick = new URLSearchParams(window.location.search).get("pick");
  if (!pick || window.innerWidth > PHONE) return;
  const row = pick.replace(IN_A_VOICE, "");
  let looks = 0;
  let shown = 0;
  const timer = setInterval(() => {
    looks += 1;
    const isDrawn = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning";
    const found = isDrawn && sheet() && rowOf(row);
    if (found) {
      const main = document.querySelector('[data-testid="stMain"]');
      keepInSight(main, found.getBoundingClientRect().top + main.scrollTop, "instant");
      shown += 1;
    }
    if (looks === LOOKS || shown === GROWS) end();
  }, 100);
  const acts = ["wheel", "touchstart", "pointerdown", "keydown"];
  const end = () => {
    clearInterval(timer);
    acts.forEach((act) => removeEventListener(act, end, true));
  };
  acts.forEach((act) => addEventListener(act, end, { capture: true, passive: true }));
}

export default function () {
  if (document.parallaxTouch) return;
  document.parallaxTouch = true;
  document.addEventListener("touchstart", hover, { capture: true, passive: true });
  showChosen();

  let timer = 0;
  document.addEventListener(
    "pointerup",
    (event) => {
      clearInterval(timer);
      if (window.innerWidth > PHONE || sheet()) return;
      const main = document.querySelector('[data-testid="stMain"]');
      const place = event.clientY + main.scrollTop;
      let looks = 0;
      timer = setInterval(() => {
        looks += 1;
        if (sheet()) keepInSight(main, place, "smooth");
        if (sheet() || looks === LOOKS) clearInterval(timer);
      }, 100);
    },
    true,
  );
}
