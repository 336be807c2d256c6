// A chart that is on the page keeps its colours when the theme is switched: ask for a rerun then.
export default function ({ data, parentElement, setTriggerValue }) {
  const mode = getComputedStyle(parentElement).colorScheme;
  if (data.mode && mode !== data.mode) setTriggerValue("mode", mode);
}
