// "@" in a note where a word could begin offers the colleagues who may open the conversation; who is chosen is named in it, and told when it is kept.
import { chooserAbove, wordBegins } from "./chooser.js";
import { composer, insertText, mode } from "./composer.js";

function put({ dataset }) {
  const { value, selectionStart } = composer().querySelector("textarea");
  const joins = selectionStart > 0 && !/\s$/.test(value.slice(0, selectionStart));
  insertText(`${joins ? " " : ""}@${dataset.name} `);
}

chooserAbove({
  id: "colleagues",
  path: "colleagues",
  opener: "[data-colleagues]",
  put,
  sign: "@",
  begins: () => mode() === "note" && wordBegins("("),
});
