// The parts of the customer's details fold; which of them are folded is kept in this browser for its person.

const key = () => `parlo.folded.${document.getElementById("list")?.dataset.me}`;
const folded = () => new Set((localStorage.getItem(key()) ?? "").split(" ").filter(Boolean));

document.addEventListener("click", ({ target }) => {
  const part = target.closest?.("#details summary")?.parentElement;
  if (!part?.id) return;
  const all = folded();
  // It is about to become what it is not.
  if (part.open) all.add(part.id);
  else all.delete(part.id);
  localStorage.setItem(key(), [...all].join(" "));
});
document.body.addEventListener("desk:shown", () => {
  const all = folded();
  for (const part of document.querySelectorAll("#details details[id]")) part.open = !all.has(part.id);
});
