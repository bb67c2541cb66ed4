import type { Facts } from "../../http/errors.ts";

/** Notes what is wrong at a path. */
export type Wrong = (path: string, key: string, facts?: Facts) => void;
/** What a value must look like before anything else is asked of it. */
export type Shape = (value: unknown, path: string, wrong: Wrong) => void;
export type Shapes = Readonly<Record<string, Shape>>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const shape =
  (fits: (value: unknown) => boolean, key: string, facts?: Facts): Shape =>
  (value, path, wrong) =>
    fits(value) || wrong(path, key, facts);

export const text = shape((value) => typeof value === "string", "apply.text");
export const yesOrNo = shape((value) => typeof value === "boolean", "apply.yes-or-no");
// Digits in a text too: what comes from the environment is always one.
export const number = shape((value) => Number.isInteger(value) || (typeof value === "string" && /^\d+$/.test(value)), "apply.number");
export const oneOf = (known: readonly string[]) => shape((value) => known.includes(value as string), "apply.one-of", { known: known.join(", ") });

// Degrees of latitude or longitude; which are possible says the verb.
export const degrees = shape((value) => typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)), "apply.degrees");

/** A text of 1 to `max` letters. */
export const filled = (max: number) => shape((value) => typeof value === "string" && value !== "" && value.length <= max, "apply.filled", { max });

/** Null says: none. */
export const orNull =
  (inner: Shape): Shape =>
  (value, path, wrong) =>
    value === null || inner(value, path, wrong);

export const listOf =
  (inner: Shape): Shape =>
  (value, path, wrong) => {
    if (!Array.isArray(value)) return wrong(path, "apply.list");
    for (const [at, one] of value.entries()) inner(one, `${path}[${at}]`, wrong);
  };

/** A table with names of its own choosing. */
export const tableOf =
  (inner: Shape): Shape =>
  (value, path, wrong) => {
    if (!isObject(value)) return wrong(path, "apply.object");
    for (const [name, one] of Object.entries(value)) inner(one, `${path}.${name}`, wrong);
  };

/** These attributes and no others; each may be left out but the needed ones. */
export const objectOf =
  (shapes: Shapes, needed: readonly string[] = []): Shape =>
  (value, path, wrong) => {
    if (!isObject(value)) return wrong(path, "apply.object");
    for (const [name, one] of Object.entries(value)) {
      if (Object.hasOwn(shapes, name)) shapes[name]?.(one, `${path}.${name}`, wrong);
      else wrong(`${path}.${name}`, "apply.unknown-attribute", { known: Object.keys(shapes).join(", ") });
    }
    for (const name of needed) if (!(name in value)) wrong(`${path}.${name}`, "apply.needed");
  };

export const either =
  (one: Shape, other: Shape): Shape =>
  (value, path, wrong) =>
    isObject(value) ? other(value, path, wrong) : one(value, path, wrong);
