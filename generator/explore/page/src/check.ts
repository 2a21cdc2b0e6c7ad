/**
 * What is wrong with a request, said beside each field while a person types.
 *
 * The rules are those of the generated client: a request that breaks a limit of the spec is not sent.
 * What prose seems to say (hints), and what is only odd, are notes, which keep nobody from sending.
 */

import { member, isObject, stringify, type Json, type Path } from "./json";
import type { Action, Field, Limits, Scalar, Struct, Type } from "./model";

export interface Finding {
  path: Path;
  /** Whether the request would be refused. */
  refused: boolean;
  /** Whether it is that something was left out. */
  missing: boolean;
  message: string;
}

export type Findings = ReadonlyMap<string, readonly Finding[]>;

/** A path as a key of findings, and for people: `Filters[0].Name`. */
export function spelt(path: Path): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

/** All that there is to say of a request, by the path of what it is said of. */
export function check(
  action: Action,
  structs: ReadonlyMap<string, Struct>,
  request: Json,
): Findings {
  const found = new Map<string, Finding[]>();
  const checker = new Checker(structs, (path, message, refused, missing = false) => {
    const key = spelt(path);
    found.set(key, [...(found.get(key) ?? []), { path, message, refused, missing }]);
  });
  checker.members(action.input, request, [], action.name);
  return found;
}

type Say = (path: Path, message: string, refused: boolean, missing?: boolean) => void;

class Checker {
  constructor(
    private readonly structs: ReadonlyMap<string, Struct>,
    private readonly say: Say,
  ) {}

  members(fields: readonly Field[], value: Json, path: Path, owner: string): void {
    if (!isObject(value)) {
      this.say(path, `must be an object with the members of ${owner}`, true);
      return;
    }
    for (const field of fields) {
      const given = member(value, field.name);
      const here = [...path, field.name];
      if (given === undefined) {
        if (field.required) this.say(here, "must be given", true, true);
        continue;
      }
      this.field(field, given, here);
      this.usefulness(field, value, here);
    }
    const known = new Set(fields.map((field) => field.name));
    for (const name of Object.keys(value)) {
      if (!known.has(name)) this.say([...path, name], `${owner} has no member ${name}`, true);
    }
  }

  private field(field: Field, value: Json, path: Path): void {
    if (field.type.kind === "array") {
      const leaf = field.items ?? {};
      this.array(field.type.item, value, path, field, leaf);
    } else {
      this.value(field.type, value, path, field);
    }
  }

  private array(item: Type, value: Json, path: Path, field: Field, each: Limits): void {
    if (!Array.isArray(value)) {
      this.say(path, "must be a list", true);
      return;
    }
    this.count(value.length, field.limits ?? {}, path, true);
    this.count(value.length, field.hints?.limits ?? {}, path, false);
    value.forEach((one, index) => {
      const here = [...path, index];
      if (item.kind === "array") this.array(item.item, one, here, { ...field, limits: {} }, each);
      else this.value(item, one, here, { ...field, limits: each, hints: hintsOfItems(field) });
    });
  }

  private count(length: number, limits: Limits, path: Path, refused: boolean): void {
    const { minItems: least = 0, maxItems: most = Infinity } = limits;
    const seems = refused ? "must have" : "seems to want";
    if (length < least) this.say(path, `${seems} at least ${many(least, "item")}`, refused);
    if (length > most) this.say(path, `${seems} at most ${many(most, "item")}`, refused);
  }

  private value(type: Type, value: Json, path: Path, field: Field): void {
    if (type.kind === "struct") {
      const struct = this.structs.get(type.struct);
      if (struct) this.members(struct.fields, value, path, struct.name);
      return;
    }
    const fault = typeFault(type, value, field.format);
    if (fault) {
      this.say(path, fault, true);
      return;
    }
    const broken = limitFault(field.limits ?? {}, value);
    if (broken) this.say(path, `must be ${broken}`, true);
    const odd = broken ? "" : limitFault({ ...field.hints?.limits, open: true }, value);
    if (odd) this.say(path, `seems to want ${odd}`, false);
  }

  private usefulness(field: Field, siblings: Json, path: Path): void {
    const { field: other, values } = field.when ?? {};
    if (other && values && !values.includes(member(siblings, other) as Scalar)) {
      this.say(path, `has an effect only where ${other} is ${listed(values)}`, false);
    }
  }
}

function hintsOfItems(field: Field): NonNullable<Field["hints"]> {
  return field.hints?.items ? { limits: field.hints.items } : {};
}

const RANGES: Record<string, [bigint, bigint]> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

const FORMS: Record<string, [pattern: RegExp, example: string]> = {
  Date: [/^\d{4}-\d\d-\d\d$/, "2018-07-17"],
  Timestamp: [/^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "2018-07-17 08:30:00"],
  "Timestamp ISO8601": [
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/,
    "2018-07-17T08:30:00Z",
  ],
};

/** An example of a text of fixed form, for a field's placeholder; empty for others. */
export function formExample(kind: string): string {
  return FORMS[kind]?.[1] ?? "";
}

/** Why a value is not of a type at all; empty where it is. */
function typeFault(type: Type, value: Json, format: string | undefined): string {
  switch (type.kind) {
    case "Integer": {
      if (!isInteger(value)) return "must be an integer";
      const [least, most] = RANGES[format ?? ""] ?? [-(2n ** 63n), 2n ** 64n - 1n];
      const number = BigInt(value);
      return number < least || number > most ? `must be within ${format || "64 bits"}` : "";
    }
    case "Float":
      return typeof value === "number" || typeof value === "bigint" ? "" : "must be a number";
    case "Boolean":
      return typeof value === "boolean" ? "" : "must be true or false";
    case "Object":
      return isObject(value) ? "" : "must be a JSON object";
  }
  if (typeof value !== "string") return "must be text";
  if (type.kind === "Binary" && !isBase64(value)) return "must be bytes in Base64, as a file gives them";
  const form = FORMS[type.kind];
  if (form && !(form[0].test(value) && isDay(value.slice(0, 10)))) {
    return `must be of the form ${form[1]}`;
  }
  return "";
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function isInteger(value: Json): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

/** Whether there is such a day: there is no 30 February. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What a value of the right type should be and is not; empty where it keeps to all. */
function limitFault(limits: Limits, value: Json): string {
  const specials = (limits.special ?? []).map((choice) => choice.value);
  if (specials.includes(value as Scalar)) return "";
  const choices = (limits.enum ?? []).map((choice) => choice.value);
  if (choices.length && !limits.open && !choices.includes(value as Scalar)) {
    return `one of ${listed([...choices, ...specials])}`;
  }
  const instead = specials.length ? `, or ${listed(specials)}` : "";
  const fault =
    typeof value === "string" ? textFault(limits, value) : rangeFault(limits, value);
  return fault && fault + instead;
}

/** Longer texts are left to the service to match, as in the client. */
const LONGEST_MATCHED = 1024;

function textFault(limits: Limits, value: string): string {
  const length = [...value].length;
  const { minLength: least = 0, maxLength: most = Infinity, pattern } = limits;
  if (length < least) return `at least ${many(least, "character")} long (it has ${length})`;
  if (length > most) return `at most ${many(most, "character")} long (it has ${length})`;
  if (pattern !== undefined && length <= LONGEST_MATCHED && !matches(pattern, value)) {
    return `a text that matches ${pattern}`;
  }
  return "";
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true; // another dialect, which only documents
  }
}

function rangeFault(limits: Limits, value: Json): string {
  if (typeof value !== "number" && typeof value !== "bigint") return "";
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = limits;
  if (minimum !== undefined && value < minimum) return `at least ${minimum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return `more than ${exclusiveMinimum}`;
  }
  if (maximum !== undefined && value > maximum) return `at most ${maximum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    return `less than ${exclusiveMaximum}`;
  }
  return "";
}

function listed(values: readonly Scalar[]): string {
  return values.map((value) => (typeof value === "string" ? value || '""' : stringify(value))).join(", ");
}

function many(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
