/**
 * The local server, where there is one.  The page was opened with a token in its address then; it
 * takes that out of the address, so that no link and no history has it, and keeps it for the tab.
 */

import { signal } from "@preact/signals";
import {
  TOKEN_HEADER,
  type CallReply,
  type CallRequest,
  type FakeChange,
  type FakeState,
  type Session,
} from "./api";
import type { SigningSteps } from "./engine";
import { parse, stringify, type Json } from "./json";
import { keep, recall } from "./store";

/** What the server says of itself; null on a static page. */
export const session = signal<Session | null>(null);
/** Why there is no session where there should be one. */
export const trouble = signal("");

let token = takeToken();

function takeToken(): string {
  const given = /^#token=([\w-]+)(?:&(.*))?$/.exec(location.hash);
  if (given?.[1]) {
    keep("token", given[1], () => sessionStorage);
    history.replaceState(null, "", `${location.pathname}${location.search}#/${given[2] ?? ""}`);
    return given[1];
  }
  return recall("token", () => sessionStorage) ?? "";
}

/** Asks the server who it is, if the page came from one. */
export async function connect(): Promise<void> {
  if (!token || !location.protocol.startsWith("http")) return;
  try {
    const found = await ask<Session>("session");
    // A browser is started with an address that works once, since others may see it.
    if (found.token) {
      token = found.token;
      keep("token", token, () => sessionStorage);
    }
    session.value = found;
  } catch (error) {
    trouble.value = said(error);
  }
}

export function callAction(request: CallRequest): Promise<CallReply> {
  return ask("call", request as unknown as Json);
}

export function sign(request: CallRequest): Promise<SigningSteps> {
  return ask("sign", request as unknown as Json);
}

export async function changeFake(change: FakeChange): Promise<void> {
  const fake = await ask<FakeState>("fake", change as unknown as Json);
  if (session.value) session.value = { ...session.value, fake };
}

/** An error in words for people. */
export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function ask<Reply>(what: string, body?: Json): Promise<Reply> {
  const base = document.body.dataset["base"] ?? "";
  const init: RequestInit = { headers: { [TOKEN_HEADER]: token }, cache: "no-store" };
  if (body !== undefined) {
    init.method = "POST";
    init.headers = { ...init.headers, "Content-Type": "application/json" };
    init.body = stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(`${base}api/${what}`, init);
  } catch {
    throw new Error("The local server does not answer: is `tc3gen explore` still running?");
  }
  const text = await response.text();
  const reply = parse(text) as unknown as Reply & { problem?: string };
  if (!response.ok) throw new Error(reply.problem ?? `The local server answers ${response.status}.`);
  return reply;
}
