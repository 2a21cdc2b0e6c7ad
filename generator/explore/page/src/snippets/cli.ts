/**
 * The command line that is generated with the client.
 *
 * A word says what it can say plainly: `--repair-info switch=ON,type=strong`.  What would need quotes
 * within quotes is JSON, and what no option can say stands in `--input`.
 */

import type { Call, Snippet } from "../engine";
import { isObject, member, type Json, type JsonObject } from "../json";
import type { Field, Type } from "../model";
import { hasRegion, parts } from "../wire";
import { isVisible, json, shellPrinted, shellWord } from "./literals";

export const cli: Snippet = {
  id: "cli",
  label: "Command line",
  group: "ours",
  language: "bash",
  needs: "The generated client with its extra `cli`",
  render,
};

/** Names of options that every action has; a parameter of such a name is spelt as the API does. */
export const OWN: ReadonlySet<string> = new Set(
  (
    "all api-version body cli-input-json cli-unfold-argument detail dry-run endpoint filter " +
    "generate-cli-skeleton help https-proxy input language no-validate output profile proxy query " +
    "region request-client retries role-arn role-session-name secret-id secret-key secretId secretKey " +
    "skeleton timeout token use-cvm-role version wait wait-interval wait-timeout waiter warning"
  ).split(" "),
);

/** What stands in shorthand without quotes, and in a shell as well. */
const BARE = /^[A-Za-z0-9_@%+:./-]+$/;
/** A word of a list that would not be taken for an item of it. */
const TAKEN = /^[-@[]/;

function render(call: Call): string {
  const { action, service } = call;
  const words: string[] = [];
  if (hasRegion(call)) words.push(option("region", [call.region]));
  const [usual, ...others] = service.endpoints;
  if (call.host && call.host !== usual?.host) {
    const site = others.find(({ host }) => host === call.host)?.site;
    words.push(option("endpoint", [site ?? call.host]));
  }
  const before: string[] = [];
  if (action.body === "octet-stream") words.push("--body @body.bin");
  if (action.body === "multipart")
    for (const { name, text, file } of parts(action.input, call.request))
      if (file) before.push(`printf ${shellPrinted(text)} | openssl base64 -d -A > ${shellWord(name)}`);
  const [said, left] = options(call);
  if (Object.keys(left).length) words.push(`--input ${shellWord(json(left))}`);
  words.push(...said);
  const command = `python -m ${service.python.package} ${action.file}`;
  return [...before, [command, ...words].join(" \\\n  "), ""].join("\n");
}

/** An option for each parameter, and those that no option can hold. */
function options(call: Call): [said: string[], left: JsonObject] {
  const known = new Map(call.action.input.map((field) => [field.name, field]));
  const said: string[] = [];
  const left: [string, Json][] = [];
  for (const [name, value] of Object.entries(call.request)) {
    const field = known.get(name);
    const words = field && wordsOf(call, field, value);
    if (!words) left.push([name, value]);
    else said.push(option(OWN.has(kebab(field)) ? field.name : kebab(field), words));
  }
  return [said, Object.fromEntries(left)];
}

function option(name: string, words: readonly string[]): string {
  const [first = "", ...others] = words.map(shellWord);
  return [`--${name}${words[0]?.startsWith("-") ? "=" : " "}${first}`, ...others].join(" ");
}

function kebab(field: Field): string {
  return field.python.replace(/_+$/, "").replaceAll("_", "-");
}

function wordsOf(call: Call, { name, type }: Field, value: Json): string[] | null {
  if (call.action.body === "multipart" && type.kind === "Binary") return [`@${name}`];
  if (type.kind !== "array") {
    const word = wordOf(call, type, value);
    return word === null ? null : [word];
  }
  if (!Array.isArray(value)) return null;
  const words = value.map((item) => wordOf(call, type.item, item));
  const plain = words.every((word) => word !== null && !TAKEN.test(word));
  return plain && words.length ? (words as string[]) : value.some(isNull) ? null : [json(value)];
}

function isNull(value: Json): boolean {
  return value === null;
}

/** One value as one word; null where only a whole request can hold it. */
function wordOf(call: Call, type: Type, value: Json): string | null {
  switch (type.kind) {
    case "struct":
      return isObject(value) ? (shorthand(call, type, value, true) ?? json(value)) : null;
    case "array":
    case "Object":
      return value === null ? null : json(value);
    default:
      return scalar(type, value);
  }
}

/** A scalar as its type reads it; null where it is of another type, or cannot be seen. */
function scalar(type: Type, value: Json): string | null {
  switch (type.kind) {
    case "Integer":
      return /^-?\d+$/.test(json(value)) ? json(value) : null;
    case "Float":
      return typeof value === "number" || typeof value === "bigint" ? json(value) : null;
    case "Boolean":
      return typeof value === "boolean" ? String(value) : null;
    case "Binary":
      return typeof value === "string" && isVisible(value) && !value.startsWith("@") ? value : null;
    default:
      return typeof value === "string" && isVisible(value) ? value : null;
  }
}

/** `switch=ON,type=strong`; null where something of it would need quotes, or does not fit. */
function shorthand(call: Call, type: Type, value: Json, outermost = false): string | null {
  if (type.kind === "array") {
    if (!Array.isArray(value)) return null;
    const items = value.map((item) => shorthand(call, type.item, item));
    return items.includes(null) ? null : `[${items.join(",")}]`;
  }
  if (type.kind !== "struct") {
    const word = type.kind === "Object" ? null : scalar(type, value);
    return word !== null && BARE.test(word) && !word.startsWith("@") ? word : null;
  }
  const known = new Map(call.structs.get(type.struct)?.fields.map((each) => [each.name, each]));
  if (!isObject(value)) return null;
  const members: string[] = [];
  for (const name of Object.keys(value)) {
    const field = known.get(name);
    const said = field && shorthand(call, field.type, member(value, name) ?? null);
    if (!said) return null;
    members.push(`${kebab(field)}=${said}`);
  }
  if (outermost) return members.length ? members.join(",") : null;
  return `{${members.join(",")}}`;
}
