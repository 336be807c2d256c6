// A tap on a chart chooses at once. Plotly chooses what the pointer hovers over, and a finger hovers over
// nothing before it taps: so the place of a touch is told to the chart as a pointer's first.
export default function () {
  if (document.parallaxTouch) return;
  document.parallaxTouch = true;
  document.addEventListener(
    "touchstart",
    (event) => {
      const chart = event.target.closest && event.target.closest(".nsewdrag");
      if (!chart) return;
      const { clientX, clientY } = event.touches[0];
      chart.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
    },
    { capture: true, passive: true },
  );
}
