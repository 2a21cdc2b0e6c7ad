/** Where the page is: what stands behind the `#` of its address, so that it works from a file. */

import { signal } from "@preact/signals";
import { isObject, parse, stringify, type JsonObject } from "./json";

export type Route =
  | { page: "home" }
  | { page: "action"; name: string; at?: string; draft?: Draft }
  | { page: "structs" }
  | { page: "struct"; name: string; at?: string }
  | { page: "errors"; code?: string }
  | { page: "calls" };

/** A request that a link restores. */
export interface Draft {
  request: JsonObject;
  region?: string;
}

export const route = signal<Route>(parseRoute(location.hash));

addEventListener("hashchange", () => {
  route.value = parseRoute(location.hash);
});

export function href(to: Route): string {
  const query = new URLSearchParams();
  let path = "";
  if (to.page === "action" || to.page === "struct") {
    path = `${to.page}s/${encodeURIComponent(to.name)}`;
    if (to.at) query.set("at", to.at);
  } else if (to.page === "errors") {
    path = to.code ? `errors/${encodeURIComponent(to.code)}` : "errors";
  } else if (to.page !== "home") {
    path = to.page;
  }
  if (to.page === "action" && to.draft) {
    query.set("request", stringify(to.draft.request));
    if (to.draft.region) query.set("region", to.draft.region);
  }
  const tail = query.toString();
  return `#/${path}${tail ? `?${tail}` : ""}`;
}

export function go(to: Route): void {
  location.hash = href(to);
}

/** A route whose address is wrong leads home, or to the request as it would be empty. */
export function parseRoute(hash: string): Route {
  const [path = "", tail = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const query = new URLSearchParams(tail);
  const [page, ...rest] = path.split("/");
  const name = decoded(rest.join("/"));
  const at = query.get("at");
  const place = at ? { at } : {};
  if (page === "actions" && name) {
    const draft = parseDraft(query);
    return { page: "action", name, ...place, ...(draft ? { draft } : {}) };
  }
  if (page === "structs") return name ? { page: "struct", name, ...place } : { page: "structs" };
  if (page === "errors") return name ? { page: "errors", code: name } : { page: "errors" };
  return page === "calls" ? { page: "calls" } : { page: "home" };
}

function parseDraft(query: URLSearchParams): Draft | null {
  try {
    const request = parse(query.get("request") ?? "");
    const region = query.get("region");
    return isObject(request) ? { request, ...(region ? { region } : {}) } : null;
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
