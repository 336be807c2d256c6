// Shows HTML made (and escaped) by the server; anything in it with data-pick reports a click, with the
// text it belongs to (data-side).
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".px-root");
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
    const margin = root.closest('[class*="st-key-margin"]');
    if (margin && !root.goesOn) {
      // What was pointed at, or else the first sentence; whoever asked for more reads on where he was.
      const target = root.querySelector(".target");
      const top = (element) => element.getBoundingClientRect().top;
      margin.scrollTop = target
        ? margin.scrollTop + top(target) - top(margin) - margin.clientHeight / 4
        : 0;
    }
    root.goesOn = false;
  }
  root.onclick = (event) => {
    const target = event.target.closest("[data-pick]");
    if (!target) return;
    const { pick, side } = target.dataset;
    root.goesOn = pick === "more";
    setTriggerValue("pick", { pick, side: side || "" });
  };
}
