// The reader: a column of text that scrolls by itself, with a strip of sections as its outline.
const PAGE = '[data-testid="stMain"]';
const HEADER = 64; // what lies over the upper edge of the page
const MARGIN = 40; // what is nearer to the lower edge of the window is hardly seen
const GROWS = 1000; // milliseconds in which a page may still grow after it was drawn

const columnOf = (root) => root.querySelector(".px-scroll");
const topOf = (element) => element.getBoundingClientRect().top;

// The column's stretch that is in the window: where it begins, and how high it is.
const inWindow = (column) => {
  const { top, bottom } = column.getBoundingClientRect();
  const from = Math.max(top, HEADER);
  return { from: from - top, height: Math.min(bottom, innerHeight) - from };
};

// Scrolls by what is left to go. The rest of a pixel is left, or it would tremble.
const scroll = (what, by) => {
  if (Math.abs(by) >= 1) what.scrollTop += by;
};

// Moves something in the column to so many pixels below the column's upper edge.
const show = (column, element, above) => scroll(column, topOf(element) - topOf(column) - above);

// Moves it to where it can be seen without moving the page, below the heading that stays in view.
const showInWindow = (column, element) => {
  const seen = inWindow(column);
  const heading = element.closest("section").querySelector(".sh");
  // A section that begins just above is shown from its heading on, not the end of the one before.
  const section = element.closest("section");
  // A heading that stays in view tells by itself nothing of where its section begins.
  const isNear = topOf(element) - topOf(section) < seen.height / 2;
  if (isNear || heading.contains(element)) return show(column, section, seen.from);
  const third = seen.height > 0 ? seen.from + seen.height / 3 : column.clientHeight / 3;
  show(column, element, Math.max(third, heading.offsetHeight + 8));
};

// The same after a step that the visitor made in the column; moves the page too if it must.
const reach = (root, element) => {
  showInWindow(columnOf(root), element);
  const { top, bottom } = element.getBoundingClientRect();
  if (top >= HEADER && bottom <= innerHeight - MARGIN) return;
  scroll(document.querySelector(PAGE), topOf(root.querySelector(".found")) - HEADER);
  showInWindow(columnOf(root), element);
};

// Leads to the marked sentence, in the column and in the window, as long as the page may still grow
// above it. Whatever the visitor does ends it.
const lead = (root) => {
  root.leading?.abort();
  const leading = (root.leading = new AbortController());
  const { signal } = leading;
  for (const sign of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(sign, () => leading.abort(), { capture: true, passive: true, signal });
  }
  const until = performance.now() + GROWS;
  const move = () => {
    const column = columnOf(root);
    const sentence = column.querySelector(".target");
    if (signal.aborted || !sentence || !root.isConnected) return leading.abort();
    const page = document.querySelector(PAGE);
    show(column, sentence, column.clientHeight / 3);
    scroll(page, topOf(sentence) - HEADER - (page.clientHeight - HEADER) / 3);
    // The button that led here is gone: the keyboard goes on from the text.
    if (document.activeElement === document.body) column.focus({ preventScroll: true });
    if (performance.now() < until) setTimeout(move, 50);
    else leading.abort();
  };
  move();
};

// Puts new HTML in, but lets the line of what was found stay: a screen reader tells what changes in
// a line, not what a new one says.
const draw = (root, html) => {
  const made = document.createElement("template");
  made.innerHTML = html;
  const parts = [...made.content.children];
  const before = columnOf(root);
  if (!before) return root.replaceChildren(...parts);
  const kept = before.scrollTop;
  [...root.children].forEach((old, number) => {
    const part = parts[number];
    if (!old.matches(".found")) return old.replaceWith(part);
    old.dataset.places = part.dataset.places;
    for (const piece of ["p", ".steps"]) {
      old.querySelector(piece).innerHTML = part.querySelector(piece).innerHTML;
    }
  });
  columnOf(root).scrollTop = kept;
};

// The sentence that the keyboard goes to from the column: the marked one, or else the first in view.
const nearest = (column, sentences) => {
  const box = column.getBoundingClientRect();
  const bottom = box.bottom;
  const top = box.top + column.querySelector(".sh").offsetHeight; // which stays in view
  const marked = column.querySelector(".target");
  if (marked && topOf(marked) >= top && topOf(marked) < bottom) return marked;
  let from = 0;
  let to = sentences.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (topOf(sentences[middle]) < top) from = middle + 1;
    else to = middle;
  }
  return sentences[from];
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".px-root");
  const isNew = root.shown !== data.html;
  if (isNew) draw(root, data.html);
  root.shown = data.html;
  const scroller = columnOf(root);
  const strip = [...root.querySelectorAll(".strip button")];
  const select = root.querySelector("select");
  const sections = [...scroller.querySelectorAll("[data-section]")];
  const found = root.querySelector(".found");

  // One sentence of the column at a time can be reached with Tab.
  const sentences = [...scroller.querySelectorAll(".sn")];
  const rove = (sentence) => {
    scroller.querySelectorAll(".sn[tabindex]").forEach((one) => one.removeAttribute("tabindex"));
    if (sentence) sentence.tabIndex = 0;
  };

  // Where the reader is: the strip and the list of sections follow.
  const mark = () => {
    const line = topOf(scroller) + 24;
    const atEnd = scroller.scrollTop > 0 &&
      scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    let here = sections.findLast((section) => topOf(section) <= line) || sections[0];
    if (atEnd && root.dataset.jumped) here = sections.find((s) => s.dataset.section === root.dataset.jumped) || here;
    const number = here ? here.dataset.section : "0";
    strip.forEach((b) => b.classList.toggle("here", b.dataset.section === number));
    if (select) select.value = number;
    if (!sentences.includes(document.activeElement)) rove(nearest(scroller, sentences));
  };
  const jump = (number) => {
    const section = sections.find((one) => one.dataset.section === number);
    if (!section) return;
    root.dataset.jumped = number;
    show(scroller, section, 0);
    mark();
  };
  strip.forEach((button) => (button.onclick = () => jump(button.dataset.section)));
  if (select) select.onchange = () => jump(select.value);
  scroller.onscroll = () => requestAnimationFrame(mark);
  scroller.onwheel = scroller.ontouchmove = () => delete root.dataset.jumped;
  // Arrow keys walk from sentence to sentence once one has the focus, Enter points at it. In the
  // column itself they scroll.
  scroller.onkeydown = (event) => {
    delete root.dataset.jumped;
    const now = sentences.indexOf(document.activeElement);
    if (now < 0 || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = sentences[Math.max(0, Math.min(sentences.length - 1, now + step))];
      rove(next);
      next.focus();
    } else if (event.key === "Enter" || event.key === " ") pointAt(sentences[now]);
    else return;
    event.preventDefault();
  };

  // The place that is the current one among those searched for.
  const places = Number(found.dataset.places);
  const point = (place) => {
    root.place = place;
    scroller.querySelectorAll(".hit.now").forEach((piece) => piece.classList.remove("now"));
    const pieces = scroller.querySelectorAll(`.hit-${place}`);
    pieces.forEach((piece) => piece.classList.add("now"));
    const said = found.querySelector(".now");
    const number = (place + 1).toLocaleString("en-GB");
    if (said && said.textContent !== number) said.textContent = number;
    return pieces[0];
  };
  found.onclick = (event) => {
    const step = event.target.closest("[data-step]");
    if (!step) return;
    const piece = point((root.place + Number(step.dataset.step) + places) % places);
    delete root.dataset.jumped;
    if (piece) reach(root, piece);
  };

  // Sentences that were clicked here and that the page has not told of yet.
  const clicked = (root.clicked ||= []);
  const aim = (number) => {
    scroller.querySelectorAll(".target").forEach((one) => {
      one.classList.remove("target");
      one.removeAttribute("aria-current");
    });
    const sentence = number && scroller.querySelector(`[data-sentence="${number}"]`);
    if (sentence) {
      sentence.classList.add("target");
      sentence.setAttribute("aria-current", "true");
    }
    root.aimed = number;
    return sentence;
  };
  const pointAt = (sentence) => {
    const number = sentence.dataset.sentence;
    aim(number);
    if (number === root.told) return;
    clicked.push(number);
    setTriggerValue("sentence", number);
  };
  scroller.onclick = (event) => {
    const sentence = event.target.closest("[data-sentence]");
    if (!sentence || !document.getSelection().isCollapsed) return;
    // Whoever points with a mouse goes on scrolling with the arrow keys, whichever sentence it was.
    if (sentence === document.activeElement) scroller.focus({ preventScroll: true });
    rove(sentence);
    pointAt(sentence);
  };

  const isSought = root.searched !== data.search;
  root.searched = data.search;
  if (isSought || isNew) {
    const piece = point(isSought || root.place >= places ? 0 : root.place);
    if (isSought && piece) showInWindow(scroller, piece);
  }
  if (data.chosen && root.chosen !== data.chosen) {
    const first = scroller.querySelector(".on");
    if (first) showInWindow(scroller, first.closest("[data-sentence]") || first);
  }
  root.chosen = data.chosen;
  const isTold = root.told !== data.target;
  root.told = data.target;
  const isOwn = clicked.includes(data.target);
  if (clicked.at(-1) === data.target) clicked.length = 0;
  if (isTold && !isOwn) {
    if (aim(data.target)) lead(root);
  } else if (isNew) aim(root.aimed);
  mark();
}
