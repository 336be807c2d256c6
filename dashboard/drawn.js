// A figure as a picture that stands alone: it is set in typefaces that it brings along.
async function drawnSvg(plotly, figure, faces) {
  const { width, height } = figure.layout;
  const svg = await plotly.toImage(figure, { format: "svg", width, height, imageDataOnly: true });
  if (!svg) throw new Error("the picture is empty");
  return svg.replace(">", `><style>${faces}</style>`); // behind the first tag
}

async function drawnPng(svg, figure, scale) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = figure.layout.width * scale;
  canvas.height = figure.layout.height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
