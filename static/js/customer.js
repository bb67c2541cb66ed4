// The customer's record: its window closes when it was taken, and stays open with what is wrong.

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id === "customer-form" && ctx.response.status === 204) document.getElementById("customer-dialog")?.close();
});
document.addEventListener("htmx:after:swap", () => document.querySelector("#customer-form [aria-invalid='true']")?.focus());
