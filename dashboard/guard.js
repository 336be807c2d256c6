// Asks before the page is left while there is unsaved work; the browser words the question.
export default function ({ data }) {
  window.onbeforeunload = data.unsaved ? (event) => event.preventDefault() : null;
}
