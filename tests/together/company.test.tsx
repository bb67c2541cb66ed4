import { expect, test } from "bun:test";
import { Lookers } from "../../views/desk/company.tsx";
import { markup } from "../../views/render.tsx";
import { samplePage } from "../views/sample.tsx";

function shown(count: number) {
  const people = Array.from({ length: count }, (_, id) => ({ id, name: `Agent ${id}`, doing: null }));
  const text = markup(samplePage(), <Lookers present={{ people, customerWrites: false, lastsMs: null }} />);
  const names = new Set(text.match(/Agent \d+(?= has)/g));
  return { faces: text.split('id="looker-').length - 1, more: /\+(\d+)</.exec(text)?.[1] ?? null, names: names.size, hidden: text.includes(" hidden") };
}

test("the head has room for three faces; of more people it says how many and who", () => {
  expect(shown(0)).toEqual({ faces: 0, more: null, names: 0, hidden: true });
  expect(shown(3)).toEqual({ faces: 3, more: null, names: 3, hidden: false });
  expect(shown(5)).toEqual({ faces: 2, more: "3", names: 5, hidden: false });
});
