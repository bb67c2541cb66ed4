import { describe, expect, test } from "bun:test";
import { addressesOf, isPrivate } from "../../src/http/addresses.ts";
import { egressOf, NotSent } from "../../src/http/egress.ts";
import { egress, ended, message } from "./asking.ts";
import { answer, rawServer } from "./raw-server.ts";

describe("where it may go", () => {
  const inner =
    "127.0.0.1 10.2.3.4 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 198.18.0.1 224.0.0.1 255.255.255.255 " +
    ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe fe80::1 fd00::1 ff02::1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 2002:7f00:1:: not-an-address";
  const outer = "8.8.8.8 172.15.255.255 172.32.0.1 100.128.0.1 223.255.255.255 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808";

  test.each(inner.split(" "))("not to %s", (address) => expect(isPrivate(address)).toBe(true));
  test.each(outer.split(" "))("to %s", (address) => expect(isPrivate(address)).toBe(false));

  test.each(["http://127.0.0.1", "http://localhost", "http://127.1", "http://2130706433", "http://[::1]", "http://[::ffff:7f00:1]"])(
    "not to %s",
    async (url) => {
      await expect(egress(url)).rejects.toThrow(NotSent);
    },
  );

  test.each(["ftp://provider.example/", "file:///etc/passwd", "no address"])("not to %s", async (url) => {
    await expect(egress(url)).rejects.toThrow("is no address that can be asked");
  });

  test("to a private address that an administrator named, and to its port alone", async () => {
    using server = await rawServer(answer);
    expect(await ended(server.url)).toBe("200 ok");
    expect(await ended(server.url, { named: "http://127.0.0.1:9" })).toBe("NotSent 127.0.0.1 is a private address");
  });

  test("a name with one private address is refused whole", async () => {
    const by = egressOf({ held: () => false, token: () => "", addressesOf: async () => ["8.8.8.8", "10.0.0.1"] });
    await expect(by("https://provider.example/")).rejects.toThrow("provider.example is a private address");
  });

  test("the address that was looked at is the one that is asked, the next one when nobody is there", async () => {
    using server = await rawServer(answer);
    let asked = 0;
    const addressesOf = async () => (asked++ === 0 ? ["127.0.0.2", "127.0.0.1"] : ["10.0.0.1"]);
    const by = egressOf({ held: () => false, token: () => "", addressesOf, isPrivate: () => false });
    const url = `http://provider.example:${server.port}/x`;
    expect(await ended(url, { named: "http://elsewhere", ...message }, by)).toBe("200 ok");
    expect(server.seen.requests[0]).toContain(`Host: provider.example:${server.port}`);
    expect(asked).toBe(1);
  });

  test("with TLS the certificate must be the name's, whatever the address", async () => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: `${import.meta.dir}/provider.example.pem` };
    const child = Bun.spawn([process.execPath, new URL("./pinned-tls.ts", import.meta.url).pathname], { env, stdout: "pipe" });
    expect(JSON.parse(await new Response(child.stdout).text())).toEqual(["provider.example", "NotSent ERR_TLS_CERT_ALTNAME_INVALID"]);
  });

  test("an address is its own name", async () => expect(await addressesOf("8.8.8.8")).toEqual(["8.8.8.8"]));
});
