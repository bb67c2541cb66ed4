// A link put on words: "words: address", as channels show it that have no links of their own.
import { chosenText, composer, insertText } from "./composer.js";

const dialog = () => document.getElementById("link-dialog");
const field = (name) => document.getElementById(`link-${name}`);

function open() {
  const chosen = chosenText();
  const isAddress = /^https?:\/\/\S+$/.test(chosen.trim());
  field("words").value = isAddress ? "" : chosen.trim();
  field("address").value = isAddress ? chosen.trim() : "";
  look();
  dialog().showModal();
  field(field("words").value ? "address" : "words").focus();
}

// Without an address there is nothing to add.
const look = () => (document.querySelector("[form='link-form'][type='submit']").disabled = field("address").value.trim() === "");

function add() {
  const [words, typed] = [field("words").value.trim(), field("address").value.trim()];
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  dialog().close();
  insertText(words ? `${words}: ${address}` : address);
}

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-link]") && composer()) open();
});
document.addEventListener("input", ({ target }) => {
  if (target.id === "link-address") look();
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "link-form") return;
  event.preventDefault();
  add();
});
