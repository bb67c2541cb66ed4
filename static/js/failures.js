// When the server does not answer, or no longer knows us.
import { announce } from "./page.js";

const show = (id) => document.getElementById("toasts")?.append(document.getElementById(id).content.cloneNode(true));

// A part that only refreshes itself stays as it was: the offline banner says enough. What a person sent is told.
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !ctx.response && ctx.request.method !== "GET") show("toast-unreached");
});
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.response.status === 401) announce("live:ended");
});
