// Points at what a stop of the tour speaks of: outlines it, brings it into view, and keeps the card off it.
const GAP = 8;
const BAR = 60; // Streamlit's own bar at the top of the window

// How much of a rectangle another one covers, in square pixels.
function covered(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left) + GAP;
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) + GAP;
  return Math.max(0, width) * Math.max(0, height);
}

// Puts the card into the first corner where it covers nothing of the target; it stays where it can.
function standAside(card, target) {
  const covers = (corner) => {
    card.dataset.corner = corner;
    return covered(card.getBoundingClientRect(), target);
  };
  const corners = [card.dataset.corner || "right", "right", "left", "top"];
  let best = corners[0];
  let least = Infinity;
  for (const corner of corners) {
    const covering = covers(corner);
    if (covering < least) [best, least] = [corner, covering];
    if (!covering) break;
  }
  card.dataset.corner = best;
}

// Scrolls so that the target begins below the bar, unless all of it is free of bar and card already.
function bring(main, card, target) {
  if (getComputedStyle(target).position === "fixed") return;
  const place = target.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const beside = box.left > place.right || box.right < place.left;
  const end = beside ? window.innerHeight : box.top;
  if (place.top >= BAR && (place.bottom + GAP <= end || place.top <= BAR + 3 * GAP)) return;
  main.scrollBy({ top: place.top - BAR - 2 * GAP, behavior: "instant" });
}

// Kept here and not on the card: Streamlit makes the card anew when a view has another number of parts.
let reached = 0;
let leads = false; // until the visitor does something: then the page is the visitor's to scroll
let finish = () => {};

export default function ({ data, parentElement }) {
  const card = parentElement.closest(".st-key-tour");
  if (!card) return;
  const main = document.querySelector('[data-testid="stMain"]');
  card.setAttribute("role", "complementary");
  card.setAttribute("aria-label", "Tour");
  finish();
  if (reached !== data.stop) {
    reached = data.stop;
    leads = true;
    main.scrollTo({ top: 0, behavior: "instant" });
  }

  let pointed = null;
  const point = (target) => {
    if (pointed && pointed !== target) pointed.classList.remove("pointed-at");
    if (target) target.classList.add("pointed-at");
    pointed = target;
  };
  // Charts grow when they have loaded and Streamlit replaces what it draws anew: so it looks again and again.
  const look = () => {
    if (!card.isConnected) {
      finish();
      reached = 0;
      return;
    }
    point(document.querySelector(data.target));
    if (!pointed) return;
    if (leads) bring(main, card, pointed);
    standAside(card, pointed.getBoundingClientRect());
  };
  const watch = setInterval(look, 200);
  const acts = new AbortController();
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(act, () => (leads = false), { signal: acts.signal, passive: true });
  }
  finish = () => {
    clearInterval(watch);
    acts.abort();
    point(null);
  };
  look();
}
