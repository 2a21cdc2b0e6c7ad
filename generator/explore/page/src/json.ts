/**
 * JSON that loses nothing: an integer that a JavaScript number cannot hold is a bigint.
 *
 * Services have int64 and uint64; `JSON.parse` would change such a value without a word.  Values are
 * never changed in place, and a key `__proto__` is a key like any other.
 */

import { parse as parseWith, stringify as stringifyWith } from "lossless-json";

export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** A way into a value: member names and positions in arrays. */
export type Path = readonly (string | number)[];

/** Why a text is not JSON, and where. */
export class JsonError extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`line ${line}, column ${column}: ${reason}`);
  }
}

/** The value of a text. Throws JsonError. */
export function parse(text: string): Json {
  try {
    return parseWith(text, null, parseNumber) as Json;
  } catch (error) {
    throw described(text, error instanceof Error ? error.message : String(error));
  }
}

function described(text: string, message: string): JsonError {
  const [, reason = message, position = String(text.length)] =
    /^(.*?)(?:,? (?:at|on) position (\d+))?$/s.exec(message) ?? [];
  const before = text.slice(0, Number(position)).split("\n");
  return new JsonError(reason, before.length, (before.at(-1) ?? "").length + 1);
}

function parseNumber(text: string): number | bigint {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new SyntaxError(`${text} is too large a number`);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

/** A value as text: in lines for people, or, without `indent`, on one line. */
export function stringify(value: Json, indent = 0): string {
  return stringifyWith(value, null, indent) ?? "null";
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values mean the same; the order of members does not matter. */
export function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => equal(item, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && equal(one[name], other[name]))
  );
}

/** A member of an object that is its own; nothing where `value` is no object. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What stands at a path. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  for (const step of path) {
    if (typeof step === "number") value = Array.isArray(value) ? value[step] : undefined;
    else value = member(value, step);
  }
  return value;
}

/**
 * The value with something else at a path, or, with `undefined`, with nothing there.
 *
 * Objects and arrays on the way come into being where they are missing.  An object that is empty
 * because its last member went goes as well, unless it stands in an array.
 */
export function put(value: Json | undefined, path: Path, what: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return what;
  if (typeof step === "number") {
    const items = Array.isArray(value) ? [...value] : [];
    const item = put(items[step], rest, what);
    if (item !== undefined) items[step] = item;
    else if (rest.length) items[step] = {};
    else items.splice(step, 1);
    return items;
  }
  const members = new Map(isObject(value) ? Object.entries(value) : []);
  const inner = put(members.get(step), rest, what);
  if (inner !== undefined) members.set(step, inner);
  else members.delete(step);
  if (what === undefined && members.size === 0) return undefined;
  return Object.fromEntries(members);
}
