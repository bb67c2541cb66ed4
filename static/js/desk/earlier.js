// What is further up, on demand: older messages of this conversation, and those of earlier ones, which an eye folds and unfolds.
import { inPlace } from "./scroll.js";
import { insert, parse } from "./thread.js";

async function fetchItems(button, url) {
  button.disabled = true;
  try {
    const response = await fetch(url, { headers: { "HX-Request": "true" } });
    return response.ok ? parse(await response.text()) : null;
  } catch {
    return null;
  } finally {
    button.disabled = false;
  }
}

/** Brings the messages above those that are shown; `many` = more than somebody reads at once. False where they did not come. */
export async function showOlder(button, { many = false } = {}) {
  const list = document.getElementById("thread");
  const items = await fetchItems(button, button.dataset.older + (many ? "&many=true" : ""));
  if (!items || document.getElementById("thread") !== list) return false;
  inPlace(() => {
    document.getElementById("older").remove();
    for (const item of items) if (!document.getElementById(item.id)) insert(list, item);
  });
  htmx.process(list);
  return true;
}

async function unfold(button) {
  const list = document.getElementById("earlier");
  if (list.childElementCount === 0 && !(await addEarlier(button, button.dataset.earlier))) return;
  const open = list.hidden;
  inPlace(() => {
    list.hidden = !open;
  });
  button.setAttribute("aria-expanded", String(open));
  button.querySelector("span").textContent = open ? button.dataset.hide : button.dataset.show;
}

async function addEarlier(button, url) {
  const list = document.getElementById("earlier");
  const items = await fetchItems(button, url);
  if (!items || !list.isConnected) return false;
  inPlace(() => {
    document.getElementById("earlier-more")?.remove();
    // Where a conversation began is known only now.
    for (const { id } of items) document.getElementById(id)?.remove();
    list.prepend(...items);
  });
  return true;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button");
  if (button?.dataset.older) void showOlder(button);
  if (button?.dataset.earlier) void unfold(button);
  if (button?.dataset.earlierMore) void addEarlier(button, button.dataset.earlierMore);
});
