// Draws pictures in the browser, with the Plotly that the page's own charts brought along, and saves
// them. What the server sends is words and a figure; words are shown as text, never as HTML.
const FORMATS = ["png", "svg"];
const SCALE = { png: 2, svg: 1 };
const PATIENCE = 100; // looks for Plotly, a tenth of a second apart

async function plotly() {
  for (let look = 0; look < PATIENCE; look += 1) {
    if (window.Plotly) return window.Plotly;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error("no Plotly on the page");
}

async function drawn(figure, format) {
  const { width, height } = figure.layout;
  const options = { format, width, height, scale: SCALE[format], imageDataOnly: true };
  const image = await (await plotly()).toImage(figure, options);
  if (!image) throw new Error("the picture is empty");
  if (format === "svg") return new Blob([image], { type: "image/svg+xml" });
  const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function button(picture, format, told) {
  const made = document.createElement("button");
  made.textContent = format.toUpperCase();
  made.setAttribute("aria-label", `${made.textContent} ${picture.label}`);
  made.onclick = async () => {
    made.disabled = true;
    told.textContent = "";
    try {
      save(await drawn(JSON.parse(picture.figure), format), `${picture.file}.${format}`);
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
    row.append(...FORMATS.map((format) => button(picture, format, told)), label);
    return row;
  });
  root.classList.add("files");
  root.replaceChildren(...rows, told);
}
