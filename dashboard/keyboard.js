// The keyboard on the page as a whole: Escape closes what is open, and the focus follows what a key chose.
const MARGIN = ".st-key-margin_open, .st-key-margin_idle";
const CLOSE = ".st-key-close button";
const LEAVE = ".st-key-tour-Leave-the-tour button, .st-key-tour-Done button";
const OTHERS = '[role="dialog"], [role="menu"], [role="listbox"], [aria-label="Close fullscreen"]';
const FIELDS = "input, textarea, select, [contenteditable]";
const LOOKS = 100;

const one = (selector) => document.querySelector(selector);

// Focuses what `find` finds when the server has answered; a visitor who has moved on is left alone.
function focusLater(find) {
  const before = document.activeElement;
  let looks = 0;
  const timer = setInterval(() => {
    const moved = document.activeElement !== before && document.activeElement !== document.body;
    const found = !moved && find();
    if (found) {
      if (!found.matches("button")) found.tabIndex = -1;
      // The sentences may be longer than the margin, which is in sight already
      found.focus({ preventScroll: found.closest(MARGIN) !== null });
    }
    looks += 1;
    if (found || moved || looks === LOOKS) clearInterval(timer);
  }, 100);
}

// What the address says, once the page is drawn: until then its elements may be replaced by others.
function told(name) {
  const isDrawn = one('[data-testid="stApp"]').dataset.testScriptState === "notRunning";
  return isDrawn && new URLSearchParams(window.location.search).get(name);
}

// The sentences of a pick, as soon as they stand in the margin.
function sentencesOf(pick) {
  return told("pick") === pick && one(".st-key-margin_open .st-key-evidence .px-root");
}

// The row a visitor came from, or one that opens the same, as soon as the margin is closed.
function backTo(row) {
  if (one(CLOSE)) return null;
  if (row.isConnected) return row;
  const rows = [...document.querySelectorAll("[data-pick]")];
  return rows.find((other) => other.dataset.pick === row.dataset.pick && !other.closest(MARGIN));
}

export default function () {
  if (document.parallaxKeys) return;
  document.parallaxKeys = true;
  let cameFrom = null;

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      // Streamlit closes its own, and in a field Escape is the field's
      if (one(OTHERS) || event.target.closest(FIELDS)) return;
      const way = one(CLOSE) || one(LEAVE);
      if (way) way.click();
    },
    true,
  );

  document.addEventListener(
    "click",
    (event) => {
      const byKeyboard = event.detail === 0;
      const row = event.target.closest("[data-pick]");
      const margin = event.target.closest(MARGIN);
      if (!byKeyboard) {
        if (!margin) cameFrom = null;
      } else if (event.target.closest(CLOSE)) {
        const from = cameFrom;
        cameFrom = null;
        const focus = document.activeElement;
        if (from && (focus === document.body || focus.closest(MARGIN))) focusLater(() => backTo(from));
      } else if (row && !margin) {
        const pick = row.dataset.pick;
        const kind = pick.split(":")[0];
        if (kind === "tour") focusLater(() => told("tour") && one(".st-key-tour"));
        else if (kind !== "read" && kind !== "view") {
          cameFrom = row;
          focusLater(() => sentencesOf(pick));
        }
      }
    },
    true,
  );
}
