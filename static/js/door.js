// The pages before one is inside. Without scripts they work too: the server says what is missing.

const whole = (form) => [...form.elements].every((field) => !field.required || field.value !== "" || field.matches(":autofill"));

for (const form of document.querySelectorAll("form[data-whole]")) {
  const button = form.querySelector("[type='submit']");
  const look = () => (button.disabled = !whole(form));
  for (const moment of ["input", "change", "animationstart"]) form.addEventListener(moment, look);
  // A browser fills in what it knows a moment later, and when one comes back to the page.
  addEventListener("pageshow", look);
  setTimeout(look, 300);
  look();
}

// The zone of this browser, unless one was chosen already.
const zone = document.querySelector("select[name='timeZone']");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && zone.value === "UTC" && [...zone.options].some(({ value }) => value === own)) zone.value = own;

// Another language is another page; the user name that was typed goes along.
for (const link of document.querySelectorAll("a[data-keeps]")) {
  link.addEventListener("click", () => {
    const name = document.querySelector("form[data-whole] [name='username']")?.value;
    if (name) sessionStorage.setItem("username", name);
  });
}
const kept = sessionStorage.getItem("username");
const username = document.querySelector("form[data-whole] input[name='username']:not([type='hidden'])");
if (kept && username && username.value === "") {
  username.value = kept;
  username.dispatchEvent(new Event("input", { bubbles: true }));
}
sessionStorage.removeItem("username");

// The first thing that is wrong is where one goes on.
document.querySelector("form [aria-invalid='true']")?.focus();
