/**
 * The request on screen.  The form and the JSON text are two views of one value: what is typed in
 * either is there for the other at once.  Text that is no JSON yet stands still, with its reason, and
 * the value stays what it was.
 */

import { batch, computed, signal } from "@preact/signals";
import { check, type Finding } from "./check";
import { actions, service, structs } from "./data";
import type { Call } from "./engine";
import { equal, isObject, JsonError, member, parse, put, stringify, type JsonObject, type Path } from "./json";
import type { Action } from "./model";
import type { Draft } from "./route";
import { session } from "./session";
import { keep, recall } from "./store";

const actionName = signal("");
export const request = signal<JsonObject>({});
/** What stands in the JSON editor. */
export const text = signal("{}");
/** Why the text is no request; null where it is one. */
export const textFault = signal<{ reason: string; line: number; column: number } | null>(null);
export const region = signal("");
/** The host, or the URL, that was chosen; empty for the usual one. */
export const host = signal("");
/** In Base64: what is sent, where the body of a request is bytes. */
export const content = signal("");
/** Whether to say of fields that they are missing: not before a person tried to send. */
export const strict = signal(false);

export const action = computed<Action | null>(() => actions.value.get(actionName.value) ?? null);

/** What there is to say of the request; the missing ones as well. */
export const findings = computed(() => {
  const current = action.value;
  return current ? check(current, structs.value, request.value) : new Map<string, Finding[]>();
});

/** Why the request would be refused, in the order of the form. */
export const refusals = computed(() =>
  [...findings.value.values()].flat().filter((finding) => finding.refused),
);

export const call = computed<Call | null>(() => {
  const [of, current] = [service.value, action.value];
  if (!of || !current) return null;
  return {
    service: of,
    action: current,
    structs: structs.value,
    request: request.value,
    region: current.region === "unused" ? "" : region.value,
    host: of.endpoints.find((each) => each.host === host.value)?.host ?? of.endpoints[0]?.host ?? "",
  };
});

/** Where real calls can go, the usual place first. */
export const places = computed<readonly string[]>(() => [
  ...(session.value?.endpoints ?? []),
  ...(service.value?.endpoints ?? []).map((endpoint) => endpoint.host),
]);

/** Where a real call goes. */
export const place = computed(() => host.value || places.value[0] || "");

/** An action's request as it was left, or as a link restores it. */
export function open(name: string, draft?: Draft): void {
  batch(() => {
    if (name !== actionName.value || draft) {
      actionName.value = name;
      strict.value = false;
      content.value = "";
      const known = draft ?? recalled();
      if (draft?.region) region.value = draft.region;
      replace(known?.request ?? {});
    }
  });
}

export function replace(value: JsonObject): void {
  batch(() => {
    request.value = value;
    text.value = stringify(value, 2);
    textFault.value = null;
  });
  remember();
}

/** From an example, which holds the text of files, where a request holds their bytes in Base64. */
export function fillIn(example: JsonObject): void {
  const files = (action.value?.input ?? []).filter((field) => field.type.kind === "Binary");
  let filled: JsonObject = example;
  for (const { name } of files) {
    const value = member(example, name);
    if (typeof value !== "string") continue;
    const bytes = new TextEncoder().encode(value);
    filled = { ...filled, [name]: btoa(String.fromCharCode(...bytes)) };
  }
  replace(filled);
}

/** From the form: something else at a path, or nothing. */
export function edit(path: Path, value: Parameters<typeof put>[2]): void {
  const changed = put(request.value, path, value) ?? {};
  if (isObject(changed)) replace(changed);
}

/** From the JSON editor. */
export function type(typed: string): void {
  batch(() => {
    text.value = typed;
    try {
      const value = parse(typed.trim() || "{}");
      if (isObject(value)) {
        textFault.value = null;
        if (!equal(value, request.value)) request.value = value;
      } else {
        textFault.value = { reason: "A request is an object: { … }", line: 1, column: 1 };
      }
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      textFault.value = error;
    }
  });
  remember();
}

function draftName(): string {
  const of = service.value;
  return `draft.${of?.name}.${of?.version}.${actionName.value}`;
}

function remember(): void {
  keep(draftName(), stringify(request.value), () => sessionStorage);
}

function recalled(): Draft | null {
  try {
    const value = parse(recall(draftName(), () => sessionStorage) ?? "");
    return isObject(value) ? { request: value } : null;
  } catch {
    return null;
  }
}
