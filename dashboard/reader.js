// The reader: a column of text that scrolls by itself, with a strip of sections as its outline.
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
  const strip = [...root.querySelectorAll(".strip button")];
  const select = root.querySelector("select");
  const heads = [...scroller.querySelectorAll("[data-section]")];

  const show = (element, above = 4) => {
    if (element) scroller.scrollTop = element.offsetTop - scroller.offsetTop - above;
  };
  const mark = () => {
    const line = scroller.scrollTop + scroller.offsetTop + 24;
    const atEnd = scroller.scrollTop > 0 &&
      scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    let here = heads[0];
    for (const head of heads) if (head.offsetTop <= line) here = head;
    if (atEnd && root.dataset.jumped) here = heads.find((h) => h.dataset.section === root.dataset.jumped) || here;
    const number = here ? here.dataset.section : "0";
    strip.forEach((b) => b.classList.toggle("here", b.dataset.section === number));
    if (select) select.value = number;
  };
  const jump = (number) => {
    root.dataset.jumped = number;
    show(heads.find((head) => head.dataset.section === number));
    mark();
  };
  strip.forEach((button) => (button.onclick = () => jump(button.dataset.section)));
  if (select) select.onchange = () => jump(select.value);
  scroller.onscroll = () => requestAnimationFrame(mark);
  scroller.onwheel = scroller.ontouchmove = scroller.onkeydown = () => delete root.dataset.jumped;

  const aim = (sentence) => {
    scroller.querySelectorAll(".target").forEach((one) => one.classList.remove("target"));
    sentence.classList.add("target");
    root.dataset.target = sentence.dataset.sentence;
  };
  scroller.onclick = (event) => {
    const sentence = event.target.closest("[data-sentence]");
    if (!sentence || !document.getSelection().isCollapsed) return;
    aim(sentence);
    setTriggerValue("sentence", sentence.dataset.sentence);
  };

  if (data.search && root.searched !== data.search) {
    const hit = scroller.querySelector("mark.hit");
    if (hit) show(hit.closest("[data-sentence]") || hit, scroller.clientHeight / 3);
  }
  root.searched = data.search;
  if (data.chosen && root.chosen !== data.chosen && !data.target) {
    const first = scroller.querySelector(".on");
    if (first) show(first.closest("[data-sentence]") || first, scroller.clientHeight / 3);
  }
  root.chosen = data.chosen;
  if (data.target && root.dataset.target !== data.target) {
    const sentence = scroller.querySelector(`[data-sentence="${data.target}"]`);
    if (sentence) {
      aim(sentence);
      show(sentence, scroller.clientHeight / 3);
    }
  }
  mark();
}
