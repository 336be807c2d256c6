// A tap on a chart chooses at once, and what was tapped stays in sight.
const PHONE = 640; // up to this width the sentences rise over the page as a sheet (style.css)
const LOOKS = 100;

// Plotly chooses what the pointer hovers over, and a finger hovers over nothing before it taps: so the
// place of a touch is told to the chart as a pointer's first.
function hover(event) {
  const chart = event.target.closest && event.target.closest(".nsewdrag");
  if (!chart) return;
  const { clientX, clientY } = event.touches[0];
  chart.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
}

// Scrolls a place of the page into the upper half of the window, where the sheet does not reach.
function keepInSight(main, place) {
  const height = window.innerHeight;
  if (place - main.scrollTop < height / 2) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  main.scrollTo({ top: place - 0.4 * height, behavior: calm ? "instant" : "smooth" });
}

export default function () {
  if (document.parallaxTouch) return;
  document.parallaxTouch = true;
  document.addEventListener("touchstart", hover, { capture: true, passive: true });

  const sheet = () => document.querySelector(".st-key-margin_open");
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
        if (sheet()) keepInSight(main, place);
        if (sheet() || looks === LOOKS) clearInterval(timer);
      }, 100);
    },
    true,
  );
}
