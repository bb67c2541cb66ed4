// By arrows from one message to the next; the one that has the focus says who sent it and when it was delivered and read.

const STEPS = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };

function next(from, step) {
  let item = from[step];
  while (item && !item.matches(".said")) item = item[step];
  return item;
}

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const log = event.target.closest?.(".chat > .scroll");
  if (!step || !log || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const here = event.target === log ? null : event.target.closest(".said");
  if (event.target !== here && event.target !== log) return;
  const to = here ? next(here, step) : log.querySelector("#thread > .said:last-of-type");
  event.preventDefault();
  if (!to) return;
  to.tabIndex = -1;
  to.focus();
});
