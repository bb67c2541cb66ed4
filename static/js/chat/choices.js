// What a message gives to choose from, below its words: buttons that are pressed once. A list shows its rows at once; there is room.
import { el, icon } from "./dom.js";
import { say } from "./given.js";

/** Makes the buttons of a message; `choose` is called with it and the number of what was pressed. */
export function choicesOf(item, choose) {
  const { choices, chosen, live } = item;
  const isList = choices.kind === "list";
  const options = choices.options.map(({ title, description }, n) => {
    const number = n + 1;
    const isChosen = chosen === number;
    const words = el("span", { dir: "auto" }, title, description ? el("small", {}, description) : null);
    const mark = isChosen ? icon("check", { label: say("chosen") }) : null;
    const press = () => choose(item, number);
    return el("li", {}, el("button", { type: "button", disabled: !live, "data-chosen": isChosen, ...(live ? { click: press } : {}) }, mark, words));
  });
  return el("ul", { class: "choices", "data-kind": choices.kind, "aria-label": isList ? choices.open : say("choices") }, ...options);
}
