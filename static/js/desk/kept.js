// What this tab must not lose when it is loaded again: kept for its person, and gone with the tab.

const keyOf = (name) => {
  const me = document.getElementById("list")?.dataset.me;
  return me && `parlo.${name}.${me}`;
};

/** What was kept under a name, or null. */
export function recall(name) {
  const key = keyOf(name);
  try {
    return key ? JSON.parse(sessionStorage.getItem(key)) : null;
  } catch {
    return null;
  }
}

export function keep(name, value) {
  const key = keyOf(name);
  if (key) sessionStorage.setItem(key, JSON.stringify(value));
}
