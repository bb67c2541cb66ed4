// Forms that save: Ctrl S, one sending at a time, and the first field that is wrong has the focus.

const saving = "form[data-saves]";

document.addEventListener("keydown", (event) => {
  const form = document.querySelector(saving);
  if (!form || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(saving) || event.submitter?.hasAttribute("hx-post")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "true";
  form.querySelector("[data-kind='primary'][type='submit']")?.setAttribute("aria-busy", "true");
});

// Back from the browser's cache: it may be sent again.
addEventListener("pageshow", ({ persisted }) => {
  const form = persisted && document.querySelector(saving);
  if (!form) return;
  delete form.dataset.sent;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
});

document.querySelector(`${saving} [aria-invalid='true']`)?.focus();
