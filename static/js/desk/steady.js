// Parts that are asked for again when something in them changed, and in which nothing moves while the pointer is over them.

const AGAIN_MS = 2000;

/** What asks for a part anew, where its data-source says, and hands on what came: at most one question on its way, and one after it. */
export function asksAgain(part, take) {
  let asking = false;
  let askAgain = false;
  let timer = 0;
  return async function refresh() {
    if (!part()) return;
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    askAgain = false;
    try {
      const { source } = part().dataset;
      const response = await fetch(source, { headers: { "HX-Request": "true" } });
      if (response.status >= 500) throw new Error(`the server failed with ${response.status}`);
      if (response.ok) take(parse(await response.text()), source);
    } catch {
      clearTimeout(timer);
      timer = setTimeout(refresh, AGAIN_MS);
    }
    asking = false;
    if (askAgain) void refresh();
  };
}

function parse(markup) {
  const fresh = document.createElement("template");
  fresh.innerHTML = markup;
  return fresh.content.firstElementChild;
}

/** Whether the pointer is over what a selector names: `is` tells. `left` is called whenever it is elsewhere. */
export function pointerOver(selector, left) {
  let over = false;
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    over = pointerType !== "touch" && Boolean(target.closest?.(selector));
    if (!over) left();
  });
  document.documentElement.addEventListener("pointerleave", () => {
    over = false;
    left();
  });
  return { is: () => over };
}

/** The pill above the rows says how many wait behind it. */
export function sayAdded(part, added) {
  const pill = part.querySelector("[data-new-rows]");
  pill.textContent = pill.dataset.text.replace("{n}", added);
  pill.hidden = added === 0;
}
