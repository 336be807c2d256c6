// A text to be corrected: tells which part was pointed at, or which words were selected.
// Offsets are code points, as in Python; a browser counts in UTF-16 units.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".px-root");
  if (root.shown !== data.html) {
    const text = root.querySelector(".px-scroll");
    const kept = text ? text.scrollTop : 0;
    root.innerHTML = data.html;
    root.shown = data.html;
    root.querySelector(".px-scroll").scrollTop = kept;
  }
  const scroller = root.querySelector(".px-scroll");
  const points = (text) => [...text].length;

  const walk = (element) => document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const offset = (node, within) => {
    const element = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
    if (!element || !root.contains(element)) return null;
    if (element.dataset.whole) return { element, at: +element.dataset.at };
    let before = 0;
    const walker = walk(element);
    while (walker.nextNode()) {
      if (walker.currentNode === node) return { element, at: +element.dataset.at + before + points(node.data.slice(0, within)) };
      before += points(walker.currentNode.data);
    }
    return { element, at: +element.dataset.at };
  };
  const tell = (start, end) => {
    const told = `${start}:${end}`;
    if (root.told === told) return;
    root.told = told;
    setTriggerValue("pointed", told);
  };
  const whole = (element) => tell(element.dataset.at, element.dataset.to);

  const read = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return false;
    const range = selection.getRangeAt(0);
    if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return false;
    const from = offset(range.startContainer, range.startOffset);
    const to = offset(range.endContainer, range.endOffset);
    if (!from || !to) return false;
    if (from.element.dataset.whole && from.element === to.element) whole(from.element);
    else if (to.at > from.at) tell(from.at, to.at);
    return true;
  };
  root.onclick = (event) => {
    const selection = document.getSelection();
    if (selection.rangeCount && !selection.isCollapsed && root.contains(selection.anchorNode)) return;
    const element = event.target.closest("[data-at]");
    if (!element) return;
    const here = selection.anchorNode && element.contains(selection.anchorNode) && !element.dataset.whole
      ? offset(selection.anchorNode, selection.anchorOffset) : null;
    if (element.dataset.whole) whole(element);
    else tell(here ? here.at : element.dataset.at, here ? here.at : element.dataset.at);
  };

  // Arrow keys walk from part to part, Enter points at it.
  const parts = [...scroller.querySelectorAll("[data-at]")];
  parts.forEach((part) => (part.tabIndex = -1));
  if (parts.length) parts[Math.min(root.at || 0, parts.length - 1)].tabIndex = 0;
  scroller.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const now = parts.indexOf(document.activeElement);
    if (step && !event.shiftKey) {
      const next = Math.max(0, Math.min(parts.length - 1, now + step));
      if (parts[now]) parts[now].tabIndex = -1;
      parts[next].tabIndex = 0;
      parts[next].focus();
      root.at = next;
      event.preventDefault();
    } else if ((event.key === "Enter" || event.key === " ") && now >= 0) {
      const part = parts[now];
      if (part.dataset.whole) whole(part);
      else tell(part.dataset.at, part.dataset.at);
      event.preventDefault();
    }
  };

  // Selecting with a finger or the keyboard ends without a click: wait until it rests.
  let rest;
  const selected = () => {
    clearTimeout(rest);
    rest = setTimeout(read, 350);
  };
  document.addEventListener("selectionchange", selected);

  // What was pointed at is marked without touching the page's elements, so a selection stays.
  const locate = (at, last) => {
    for (const element of scroller.querySelectorAll("[data-at]:not([data-whole])")) {
      if (at < +element.dataset.at || at > +element.dataset.to || (!last && at === +element.dataset.to)) continue;
      let left = at - element.dataset.at;
      const walker = walk(element);
      while (walker.nextNode()) {
        const characters = [...walker.currentNode.data];
        if (left <= characters.length) return [walker.currentNode, characters.slice(0, left).join("").length];
        left -= characters.length;
      }
    }
    return null;
  };
  scroller.querySelectorAll(".chosen").forEach((element) => element.classList.remove("chosen"));
  if (window.CSS && CSS.highlights) CSS.highlights.delete("px-chosen");
  if (!data.chosen.length) root.told = undefined;
  else {
    const [start, end] = data.chosen;
    const part = scroller.querySelector(`[data-whole][data-at="${start}"][data-to="${end}"]`);
    const from = locate(start, false), to = locate(end, true);
    if (part) part.classList.add("chosen");
    else if (from && to && window.CSS && CSS.highlights) {
      const range = new Range();
      range.setStart(...from);
      range.setEnd(...to);
      CSS.highlights.set("px-chosen", new Highlight(range));
    }
  }
  return () => {
    clearTimeout(rest);
    document.removeEventListener("selectionchange", selected);
  };
}
