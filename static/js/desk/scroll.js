// Where the messages stand: at the newest, unless somebody reads further up.

const NEAR_PX = 80;

const scroller = () => document.querySelector(".chat > .scroll");
const isNear = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;

let pinned = true;
let lastTop = 0;

/** Shows the newest message. */
export function toEnd() {
  const box = scroller();
  if (box) box.scrollTop = box.scrollHeight;
  lastTop = box?.scrollTop ?? 0;
  pinned = true;
  showNewBelow(false);
}

/** Something was added at the end: it is shown, or told of while somebody reads further up. */
export function added() {
  if (pinned) toEnd();
  else showNewBelow(true);
}

/** Changes what stands above, and what was before one's eyes stays there. */
export function inPlace(change) {
  const box = scroller();
  if (!box) return change();
  const fromEnd = box.scrollHeight - box.scrollTop;
  change();
  box.scrollTop = box.scrollHeight - fromEnd;
}

function showNewBelow(shown) {
  const button = document.querySelector("[data-new-below]");
  if (button) button.hidden = !shown;
}

// The box below grows with what is written, pictures when they have come. Whoever has begun to scroll up is left there.
const sizes = new ResizeObserver(() => {
  const box = scroller();
  if (pinned && box && (box.scrollTop === lastTop || isNear(box))) toEnd();
});

document.body.addEventListener("desk:shown", ({ detail: { keeps } }) => {
  sizes.disconnect();
  const box = scroller();
  if (!box) return;
  for (const element of [box, ...box.children]) sizes.observe(element);
  if (!keeps) toEnd();
});
document.addEventListener(
  "scroll",
  ({ target }) => {
    if (target !== scroller()) return;
    pinned = isNear(target);
    lastTop = target.scrollTop;
    if (pinned) showNewBelow(false);
  },
  { capture: true, passive: true },
);
document.addEventListener("click", ({ target }) => target.closest?.("[data-new-below]") && toEnd());
