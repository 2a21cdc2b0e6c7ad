/**
 * A call as it goes over the wire: the bytes of its body, and its headers, signature aside.
 *
 * The local server makes the same (`generator/explore/calls.py`), so that a page shows one request,
 * whoever signs it.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Call } from "./engine";
import { isObject, member, stringify, type Json, type JsonObject } from "./json";
import type { Field } from "./model";
import { json } from "./snippets/literals";

/** What a request holds beside its `Authorization`. */
export interface Wire {
  method: "POST";
  path: "/";
  /** Content-Type and Host are signed. */
  contentType: string;
  host: string;
  /** All others, in the order in which they are sent. */
  headers: [name: string, value: string][];
  body: Uint8Array;
}

export const CONTENT_TYPE = "application/json";

/** The request of a call, but for what signs it. `timestamp` is in seconds since 1970. */
export function wire(call: Call, timestamp: number): Wire {
  const { action, service } = call;
  const { contentType, headers, body } = packed(call);
  return {
    method: "POST",
    path: "/",
    contentType,
    host: call.host,
    headers: [
      ["X-TC-Action", action.name],
      ["X-TC-Version", service.version],
      ["X-TC-Timestamp", String(timestamp)],
      ["X-TC-RequestClient", "tc3gen/1"],
      ...(hasRegion(call) ? ([["X-TC-Region", call.region]] as [string, string][]) : []),
      ...headers,
    ],
    body,
  };
}

/** Whether a region goes with a call. */
export function hasRegion(call: Call): boolean {
  return call.region !== "" && call.action.region !== "unused";
}

interface Packed {
  contentType: string;
  headers: [name: string, value: string][];
  body: Uint8Array;
}

function packed(call: Call): Packed {
  switch (call.action.body) {
    case "multipart":
      return form(call.action.input, call.request);
    case "octet-stream":
      return {
        contentType: "application/octet-stream",
        headers: fieldHeaders(call),
        // What is in the file, no request on screen holds.
        body: new Uint8Array(),
      };
    default:
      return { contentType: CONTENT_TYPE, headers: [], body: utf8ToBytes(jsonBody(call.request)) };
  }
}

/** A request as one line of JSON, in which everything can be seen. */
export function jsonBody(request: JsonObject): string {
  return json(request);
}

/** The headers that the fields of a request are, where its body is bytes. */
export function fieldHeaders(call: Call): [name: string, value: string][] {
  const prefix = call.action.headerPrefix ?? "";
  return call.action.input.flatMap(({ name }): [string, string][] => {
    const value = member(call.request, name);
    return value === undefined || value === null ? [] : [[prefix + name, plainText(value)]];
  });
}

/** A part of a form. */
export interface Part {
  name: string;
  /** What the part's head says after the name, lines and all. */
  head: string;
  /** Text, or, of a file, what stands for its bytes: Base64. */
  text: string;
  file: boolean;
}

/** The parts of a form, in the order of the action's fields. */
export function parts(fields: readonly Field[], request: JsonObject): Part[] {
  return fields.flatMap(({ name, type }): Part[] => {
    const value = member(request, name);
    if (value === undefined || value === null) return [];
    if (type.kind === "Binary") {
      const text = typeof value === "string" ? value : plainText(value);
      return [{ name, head: `; filename="${name}"\r\n`, text, file: true }];
    }
    const kind = typeof value === "object" ? "Content-Type: application/json\r\n" : "";
    return [{ name, head: `\r\n${kind}`, text: plainText(value), file: false }];
  });
}

function form(fields: readonly Field[], request: JsonObject): Packed {
  const pieces = parts(fields, request).map(({ name, head, text, file }) =>
    concatBytes(
      utf8ToBytes(`Content-Disposition: form-data; name="${name}"${head}\r\n`),
      file ? (fromBase64(text) ?? utf8ToBytes(text)) : utf8ToBytes(text),
    ),
  );
  const boundary = boundaryFor(pieces);
  const lines = pieces.map((piece) =>
    concatBytes(utf8ToBytes(`--${boundary}\r\n`), piece, utf8ToBytes("\r\n")),
  );
  if (lines.length) lines.push(utf8ToBytes(`--${boundary}--\r\n`));
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    headers: [],
    body: concatBytes(...lines),
  };
}

/** A boundary that no piece holds; the same form has the same one. */
function boundaryFor(pieces: Uint8Array[]): string {
  let boundary = bytesToHex(sha256(concatBytes(...pieces))).slice(0, 32);
  while (pieces.some((piece) => includes(piece, utf8ToBytes(boundary))))
    boundary = bytesToHex(sha256(utf8ToBytes(boundary))).slice(0, 32);
  return boundary;
}

function includes(piece: Uint8Array, what: Uint8Array): boolean {
  return piece.some((_, start) => what.every((byte, index) => piece[start + index] === byte));
}

/** The bytes that Base64 stands for; null where it is none. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Text as it is, all else as JSON, spelt as Python spells it: with spaces, in ASCII. */
export function plainText(value: Json): string {
  return typeof value === "string" ? value : spaced(value);
}

function spaced(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, each]) => `${spaced(name)}: ${spaced(each)}`);
    return `{${members.join(", ")}}`;
  }
  return stringify(value).replace(/[\u007f-\uffff]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
