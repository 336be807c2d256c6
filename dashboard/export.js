// Draws pictures in the browser (drawn.js), with the Plotly that the page's own charts brought along,
// and saves them. What the server sends is words and a figure; words are shown as text, never as HTML.
const FORMATS = ["png", "svg"];
const SCALE = 2; // pixels of a PNG for each of the figure
const PATIENCE = 100; // looks for Plotly, a tenth of a second apart

async function plotly() {
  for (let look = 0; look < PATIENCE; look += 1) {
    if (window.Plotly) return window.Plotly;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error("no Plotly on the page");
}

async function file(picture, faces, format) {
  const figure = JSON.parse(picture.figure);
  const svg = await drawnSvg(await plotly(), figure, faces);
  if (format === "svg") return new Blob([svg], { type: "image/svg+xml" });
  const [, image] = (await drawnPng(svg, figure, SCALE)).split(",");
  return new Blob([Uint8Array.from(atob(image), (one) => one.charCodeAt(0))], { type: "image/png" });
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function button(picture, faces, format, told) {
  const made = document.createElement("button");
  made.textContent = format.toUpperCase();
  made.setAttribute("aria-label", `${made.textContent} ${picture.label}`);
  made.onclick = async () => {
    made.disabled = true;
    told.textContent = "";
    try {
      save(await file(picture, faces, format), `${picture.file}.${format}`);
    } catch (error) {
      told.textContent = "This picture could not be made. Reload the page and try again.";
      console.warn(error);
    } finally {
      made.disabled = false;
    }
  };
  return made;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".px-root");
  const sent = JSON.stringify(data);
  if (root.sent === sent) return; // a new button would lose the focus
  root.sent = sent;
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const rows = data.pictures.map((picture) => {
    const row = document.createElement("p");
    const label = document.createElement("span");
    label.textContent = picture.label;
    row.append(...FORMATS.map((format) => button(picture, data.faces, format, told)), label);
    return row;
  });
  root.classList.add("files");
  root.replaceChildren(...rows, told);
}
