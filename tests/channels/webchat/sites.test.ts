import { expect, test } from "bun:test";
import { SITES_MAX, sitesOf, sitesProblem } from "../../../src/channels/webchat/sites.ts";

test("sites are origins, one a line", () => {
  const lines = "https://www.example.com\n\n  http://localhost:8080/  \nhttps://www.example.com\nhttps://köln.example";
  expect(sitesProblem(lines)).toBeNull();
  expect(sitesOf(lines)).toEqual(["https://www.example.com", "http://localhost:8080", "https://xn--kln-sna.example"]);
});

test("no line can say more in the page's policy than one site", () => {
  const wrong = [
    "www.example.com",
    "https://example.com/shop",
    "https://*.example.com",
    "*",
    "https:",
    "https://a.example https://b.example",
    "https://a.example;script-src *",
    "data:text/html,x",
    "javascript:alert(1)",
    "https://user@example.com",
    "null",
  ];
  for (const line of wrong) {
    expect([line, sitesProblem(line), sitesOf(line)]).toEqual([line, "setting.webchat.allowedSites.wrong", []]);
  }
});

test("more sites than a header should hold are refused", () => {
  const lines = Array.from({ length: SITES_MAX + 1 }, (_, n) => `https://s${n}.example`).join("\n");
  expect(sitesProblem(lines)).toBe("setting.webchat.allowedSites.too-many");
});
