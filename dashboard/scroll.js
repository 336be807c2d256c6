// Shows the page from its top when a new stop of the tour is reached.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".px-root");
  if (root.dataset.stop === String(data.stop)) return;
  root.dataset.stop = data.stop;
  const main = document.querySelector('[data-testid="stMain"]');
  if (main) main.scrollTo(0, 0);
}
