/** The calls that were made from this browser, the newest first. */

import { signal } from "@preact/signals";
import { parse, stringify, type Json, type JsonObject } from "./json";
import { keep, recall } from "./store";

export interface Made {
  /** Milliseconds since 1970. */
  at: number;
  service: string;
  version: string;
  action: string;
  region: string;
  request: JsonObject;
  target: "fake" | "real";
  ms: number;
  /** `ok`, an error code of the service, or why there was no reply. */
  outcome: string;
  requestId: string;
}

/** How many are kept. */
const MOST = 100;

export const made = signal<readonly Made[]>(recalled());

function recalled(): Made[] {
  try {
    const known = parse(recall("calls") ?? "[]");
    return Array.isArray(known) ? (known as unknown as Made[]) : [];
  } catch {
    return [];
  }
}

export function note(call: Made): void {
  set([call, ...made.value].slice(0, MOST));
}

export function forget(): void {
  set([]);
}

function set(calls: readonly Made[]): void {
  made.value = calls;
  keep("calls", stringify(calls as unknown as Json));
}
