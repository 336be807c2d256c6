// Shows HTML made (and escaped) by the server; anything in it with data-pick reports a click.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".px-root");
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
  }
  root.onclick = (event) => {
    const target = event.target.closest("[data-pick]");
    if (target) setTriggerValue("pick", target.dataset.pick);
  };
}
