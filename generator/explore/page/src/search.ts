/**
 * Search as one types: over actions, parameters, replies, structs, error codes and their prose.
 *
 * Names are split into words, so that `rebuild media`, `rebuildmedia` and `rebiuld` all find
 * RebuildMedia.  The index is made in pieces while the page is idle; until then a search finds what
 * is in it.
 */

import MiniSearch from "minisearch";
import { computed, signal } from "@preact/signals";
import { loadTexts, service, structs, texts } from "./data";
import type { Field } from "./model";
import type { Route } from "./route";
import { plain } from "./ui/prose";

export type Kind = "action" | "struct" | "error" | "parameter" | "result" | "field";

export interface Entry {
  id: number;
  kind: Kind;
  name: string;
  /** The action or struct that a field is of; empty for what stands alone. */
  owner: string;
  /** What it is, in a line. */
  text: string;
}

export interface Hit {
  entry: Entry;
  /** The words of the entry that were found. */
  words: string[];
}

/** How much more a hit of a kind is worth: who types a name most likely means the action. */
const WORTH: Record<Kind, number> = {
  action: 4,
  struct: 1.6,
  error: 1.6,
  parameter: 1.3,
  result: 1,
  field: 1,
};

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** Words of a text: those of names, the names as a whole, and pairs of ideographs. */
export function tokenize(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(CJK)) {
    if (run.length === 1) found.push(run);
    for (let at = 0; at + 1 < run.length; at++) found.push(run.slice(at, at + 2));
  }
  for (const [word] of text.replace(CJK, " ").matchAll(/[\p{L}\p{N}]+/gu)) {
    const parts = word.match(/\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?\p{Ll}+\d*|\d+|\p{L}+/gu) ?? [word];
    found.push(word);
    if (parts.length > 1) found.push(...parts);
  }
  return found;
}

const entriesById: Entry[] = [];
const index = new MiniSearch<Entry>({
  fields: ["name", "text"],
  tokenize,
  processTerm: (term) => term.toLowerCase(),
  searchOptions: {
    boost: { name: 5 },
    prefix: true,
    // In letters: two that changed places are two.
    fuzzy: (term) => (term.length > 5 ? 2 : term.length > 3 && 1),
    combineWith: "AND",
    tokenize: (text) => text.match(CJK) ? tokenize(text) : text.split(/[^\p{L}\p{N}]+/u).filter(Boolean),
    boostDocument: (id) => WORTH[entriesById[id as number]?.kind ?? "field"],
  },
});

/** How many entries are in the index; rises while it is made. */
export const indexed = signal(0);
export const complete = signal(false);

export const query = signal("");
const MOST = 40;

/** What is found for the query, the best first. */
export const hits = computed<Hit[]>(() => {
  indexed.value; // what comes into the index may be found
  return find(query.value);
});

export function find(text: string): Hit[] {
  if (!text.trim()) return [];
  let results = index.search(text);
  if (!results.length) results = index.search(text, { combineWith: "OR" });
  // What has prose of its own is in the index twice: by its name, and by that.
  const found = new Map<string, Hit>();
  for (const { id, terms } of results) {
    const entry = entriesById[id as number];
    if (!entry) continue;
    const key = `${entry.kind} ${entry.owner} ${entry.name}`;
    if (!found.has(key)) found.set(key, { entry, words: terms });
    if (found.size === MOST) break;
  }
  return [...found.values()];
}

/** Where a hit leads. */
export function target(entry: Entry): Route {
  switch (entry.kind) {
    case "action":
      return { page: "action", name: entry.name };
    case "parameter":
    case "result":
      return { page: "action", name: entry.owner, at: `${entry.kind}.${entry.name}` };
    case "struct":
      return { page: "struct", name: entry.name };
    case "field":
      return { page: "struct", name: entry.owner, at: entry.name };
    case "error":
      return { page: "errors", code: entry.name };
  }
}

type New = Omit<Entry, "id">;

function* named(): Iterable<New> {
  const of = service.value;
  if (!of) return;
  for (const { name, title = "" } of of.actions) {
    yield { kind: "action", name, owner: "", text: title };
  }
  for (const { name } of of.structs) yield { kind: "struct", name, owner: "", text: "" };
  for (const { code, doc } of of.errors) {
    yield { kind: "error", name: code, owner: "", text: plain(doc) };
  }
}

function* described(): Iterable<New> {
  for (const [owner, text, input, output] of texts.value) {
    if (text) yield { kind: "action", name: owner, owner: "", text };
    for (const [name, said] of input) yield { kind: "parameter", name, owner, text: said };
    for (const [name, said] of output) yield { kind: "result", name, owner, text: said };
  }
  for (const struct of structs.value.values()) {
    if (struct.doc) yield { kind: "struct", name: struct.name, owner: "", text: plain(struct.doc) };
    for (const field of struct.fields) {
      yield { kind: "field", name: field.name, owner: struct.name, text: fieldText(field) };
    }
  }
}

function fieldText(field: Field): string {
  const values = [field.limits, field.items].flatMap((limits) => limits?.enum ?? []);
  const said = values.map((choice) => `${choice.value} ${plain(choice.doc)}`);
  return [plain(field.doc), ...said].join(" ");
}

/** Milliseconds of work after which the page gets a turn. */
const TURN = 8;

/** Makes the index, a little at a time. */
export async function prepare(): Promise<void> {
  await add(named());
  await loadTexts();
  await add(described());
  complete.value = true;
}

async function add(entries: Iterable<New>): Promise<void> {
  let began = performance.now();
  for (const entry of entries) {
    const whole = { ...entry, id: entriesById.length };
    entriesById.push(whole);
    index.add(whole);
    if (performance.now() - began > TURN) {
      indexed.value = entriesById.length;
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
  }
  indexed.value = entriesById.length;
}
