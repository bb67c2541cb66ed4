// Brings a part of the page into line with what the server wrote and leaves alone what is the same: focus, selection, what plays,
// what is being pressed. Children with an id are known by it, others by their place.

/** What a person did to the page and the server knows nothing of. */
const KEPT = new Set(["data-open", "data-hit"]);

/** Makes `old` like `fresh`; gives the node that stands there now. */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return old;
  if (old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return fresh;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return old;
  }
  morphAttributes(old, fresh);
  morphChildren(old, fresh);
  return old;
}

function morphAttributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
}

function morphChildren(old, fresh) {
  const known = new Map([...old.children].filter(({ id }) => id).map((child) => [child.id, child]));
  const used = new Set();
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const same = child.id ? known.get(child.id) : alike(at, child);
    if (same) {
      if (same !== at) move(old, same, at);
      at = same.nextSibling;
      used.add(morph(same, child));
    } else {
      old.insertBefore(child, at);
      used.add(child);
    }
  }
  for (const child of [...old.childNodes]) if (!used.has(child)) child.remove();
}

function alike(from, child) {
  for (let node = from; node; node = node.nextSibling) if (node.nodeName === child.nodeName && !node.id) return node;
  return null;
}

// Moving keeps the focus where the browser can do it, else it is given back.
function move(parent, child, before) {
  if (parent.moveBefore) return parent.moveBefore(child, before);
  const focused = child.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(child, before);
  focused?.focus({ preventScroll: true });
}
