// A ticket's window closes when it was taken, and stays open with what is wrong.

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id === "ticket-form" && ctx.response.status === 204) document.getElementById("ticket-dialog")?.close();
});
document.addEventListener("htmx:after:swap", () => document.querySelector("#ticket-form [aria-invalid='true']")?.focus());
