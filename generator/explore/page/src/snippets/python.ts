/** Our own clients: a method, parameters by name, structs as dataclasses. */

import type { Call, Snippet } from "../engine";
import { isObject, member, type Json, type JsonObject } from "../json";
import type { Field, Type } from "../model";
import { hasRegion } from "../wire";
import { layOut, WIDTH, type Bracket, type Expression } from "./layout";
import { holds, pythonScalar, pythonString } from "./literals";

export const python: Snippet = {
  id: "python",
  label: "Python",
  group: "ours",
  language: "python",
  needs: "The generated client, with urllib3",
  render: (call) => render(call, false),
};

export const pythonAsync: Snippet = {
  id: "python-async",
  label: "Python (async)",
  group: "ours",
  language: "python",
  needs: "The generated client, with aiohttp",
  render: (call) => render(call, true),
};

/** A value that the spec does not describe, so that no method takes it. */
class Undescribed extends Error {}

/** What a script uses besides its client. */
interface Used {
  classes: Set<string>;
  /** Statements that import from the standard library. */
  standard: Set<string>;
}

function render(call: Call, async: boolean): string {
  const { action, service } = call;
  const used: Used = { classes: new Set(), standard: new Set() };
  const streams = action.python.stream;
  let expression: Bracket;
  try {
    expression = method(call, streams ?? action.python.method, used);
  } catch (error) {
    if (!(error instanceof Undescribed)) throw error;
    // It goes through the client's open door.
    used.classes.clear();
    used.standard.clear();
    const items = [pythonString(action.name), plain(call.request)].map((each) => ["", each] as const);
    expression = { open: `${variable(call)}.${streams ? "call_stream" : "call"}(`, items, close: ")" };
  }
  if (async) used.standard.add("import asyncio");
  const client = async ? service.python.asyncClient : service.python.client;
  const indent = async ? 8 : 4;
  const pad = " ".repeat(indent);
  const body = streams
    ? [
        layOut(expression, indent, async ? "async with " : "with ", " as stream:"),
        `${async ? "    async for" : "    for"} event in stream:`,
        "        print(event.reply or event.data)",
      ]
    : [layOut(expression, indent, async ? "response = await " : "response = "), "print(response)"];
  const lines = body.map((line) => pad + line);
  lines.unshift(
    " ".repeat(indent - 4) +
      layOut(opened(call, client), indent - 4, async ? "async with " : "with ", ` as ${variable(call)}:`),
  );
  if (async) lines.unshift("", "async def main() -> None:");
  if (async) lines.push("", "", "asyncio.run(main())");
  const standard = [...used.standard].sort();
  return [
    ...standard,
    ...(standard.length ? [""] : []),
    imports(service.python.package, [client, ...used.classes]),
    "",
    ...lines,
    "",
  ].join("\n");
}

/** What a script calls its client. */
function variable(call: Call): string {
  return call.service.python.package.split(".").at(-1) ?? "client";
}

function opened(call: Call, name: string): Bracket {
  const items: [string, Expression][] = [];
  if (hasRegion(call)) items.push(["region=", pythonString(call.region)]);
  const [usual, ...others] = call.service.endpoints;
  if (call.host && call.host !== usual?.host) {
    const site = others.find(({ host }) => host === call.host)?.site;
    items.push(["endpoint=", pythonString(site ?? call.host)]);
  }
  return { open: `${name}(`, items, close: ")" };
}

function imports(from: string, names: string[]): string {
  const sorted = [...new Set(names)].sort();
  const line = `from ${from} import ${sorted.join(", ")}`;
  if (line.length <= WIDTH) return line;
  // Black gives what it opens for an import a line each.
  return [`from ${from} import (`, ...sorted.map((each) => `    ${each},`), ")"].join("\n");
}

function method(call: Call, name: string, used: Used): Bracket {
  const { action, request } = call;
  // A method sends no null: what it is not given, it leaves out.
  if (holds(request, (part) => part === null)) throw new Undescribed();
  const items: [string, Expression][] = [];
  if (action.body === "octet-stream") {
    used.standard.add("from pathlib import Path");
    items.push(["", 'Path("body.bin").read_bytes()']);
  }
  const files = action.body === "multipart";
  items.push(...members(call, request, action.input, used, files));
  return { open: `${variable(call)}.${name}(`, items, close: ")" };
}

function members(
  call: Call,
  request: Json,
  fields: readonly Field[],
  used: Used,
  files = false,
): [string, Expression][] {
  if (!isObject(request)) throw new Undescribed();
  const known = new Map(fields.map((field) => [field.name, field]));
  return Object.keys(request).map((name) => {
    const field = known.get(name);
    const value = member(request, name) ?? null;
    if (!field) throw new Undescribed();
    if (files && field.type.kind === "Binary" && typeof value === "string") {
      used.standard.add("from base64 import b64decode");
      return [`${field.python}=`, `b64decode(${pythonString(value)})`];
    }
    return [`${field.python}=`, expression(call, value, field.type, used)];
  });
}

function expression(call: Call, value: Json, type: Type, used: Used): Expression {
  if (type.kind === "array") {
    if (!Array.isArray(value)) throw new Undescribed();
    const items = value.map((item) => ["", expression(call, item, type.item, used)] as const);
    return { open: "[", items, close: "]" };
  }
  if (type.kind === "struct") {
    const struct = call.structs.get(type.struct);
    if (!struct) throw new Undescribed();
    const items = members(call, value, struct.fields, used);
    used.classes.add(struct.python);
    return { open: `${struct.python}(`, items, close: ")" };
  }
  return plain(value);
}

/** Plain data: what JSON can say. */
export function plain(value: Json): Expression {
  if (Array.isArray(value))
    return { open: "[", items: value.map((item) => ["", plain(item)] as const), close: "]" };
  if (isObject(value)) return dictionary(value);
  return pythonScalar(value);
}

function dictionary(value: JsonObject): Bracket {
  const items = Object.entries(value).map(
    ([name, each]) => [`${pythonString(name)}: `, plain(each)] as const,
  );
  return { open: "{", items, close: "}" };
}
