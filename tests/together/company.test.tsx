import { expect, test } from "bun:test";
import { Lookers } from "../../views/desk/company.tsx";
import { markup } from "../../views/render.tsx";
import { samplePage } from "../views/sample.tsx";

  const people = Array.from({ length: count }, (_, id) => ({ id, name: `Agent ${id}`, doing: null }));
  const text = markup(samplePage(), <Lookers present={{ people, customerWrites: false, lastsMs: null }} />);
  return { faces: text.split('id="looker-').length - 1, more: /\+(\d+)</.exec(text)?.[1] ?? null, names: count === 0 ? [] : text.match(/Agent \d+(?= has)/g), text };
};

test("the head has room for three faces; of more people it says how many and who", () => {
  expect(shown(3)).toMatchObject({ faces: 3, more: null });
  const five = shown(5);
  expect(five).toMatchObject({ faces: 2, more: "3" });
  expect(new Set(five.names)).toEqual(new Set(["Agent 0", "Agent 1", "Agent 2", "Agent 3", "Agent 4"]));
  expect((shown(0)).text).toInclude("hidden");
});
