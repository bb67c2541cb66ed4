// Where the visitor is in the thread: at its end they stay there, further up nothing moves under them.
import { byId } from "./dom.js";

/** Nearer to the end than this counts as at the end. */
const END_PX = 48;

export function openScroll() {
  const box = byId("scroll");
  const newest = byId("newest");
  const isAtEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < END_PX;
  let ended = true;

  const toEnd = () => {
    box.scrollTop = box.scrollHeight;
    ended = true;
    newest.hidden = true;
  };
  const keepEnd = () => ended && toEnd();
  const scrolled = () => {
    ended = isAtEnd();
    if (ended) newest.hidden = true;
  };

  newest.addEventListener("click", toEnd);
  box.addEventListener("scroll", scrolled, { passive: true });
  // A phone's keyboard comes, or a picture.
  const sizes = new ResizeObserver(keepEnd);
  sizes.observe(box);
  sizes.observe(byId("thread"));
  return {
    toEnd,
    /** Does `draw`: `follow` goes to the end with it, `news` tells of it who reads further up, `above` is what comes over them. */
    around: (draw, { follow = false, news = false, above = false } = {}) => {
      const [height, top, stays] = [box.scrollHeight, box.scrollTop, ended || follow];
      draw();
      if (above) box.scrollTop = top + box.scrollHeight - height;
      else if (stays) toEnd();
      else if (news) newest.hidden = false;
    },
    /** While the history comes, nobody reads it out. */
    quietly: (work) => {
      box.setAttribute("aria-busy", "true");
      work();
      setTimeout(() => box.removeAttribute("aria-busy"));
    },
  };
}
