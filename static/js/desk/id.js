/** A name of our own for what is sent, so that the server knows it again: over plain http too, where crypto.randomUUID is missing. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
