/**
 * What the page has of the services, and how it gets more.
 *
 * Data comes in script files that call `tc3gen(kind, key, data)`: a page that was opened from a file
 * may load scripts, and nothing else.  Their paths are made of names that our own files hold.
 */

import { signal } from "@preact/signals";
import type { Action, ActionTexts, Service, ServiceEntry, Struct } from "./model";

/** What script files bring. */
interface Brought {
  entry: ServiceEntry;
  service: Service;
  action: Action;
  structs: Struct[];
  texts: ActionTexts[];
}

declare global {
  interface Window {
    tc3gen: <Kind extends keyof Brought>(kind: Kind, key: string, data: Brought[Kind]) => void;
  }
}

export const entries = signal<readonly ServiceEntry[]>([]);
/** The service whose page this is; none on the list of services. */
export const service = signal<Service | null>(null);
export const actions = signal<ReadonlyMap<string, Action>>(new Map());
/** Those that have been loaded, by wire name. */
export const structs = signal<ReadonlyMap<string, Struct>>(new Map());
export const texts = signal<readonly ActionTexts[]>([]);

window.tc3gen = (kind, key, data) => {
  const receive: { [Kind in keyof Brought]: (data: Brought[Kind]) => void } = {
    entry: (entry) => (entries.value = [...entries.value, entry]),
    service: (brought) => (service.value = brought),
    action: (action) => (actions.value = new Map(actions.value).set(key, action)),
    structs: (brought) =>
      (structs.value = new Map([
        ...structs.value,
        ...brought.map((struct) => [struct.name, struct] as const),
      ])),
    texts: (brought) => (texts.value = brought),
  };
  receive[kind](data);
};

const loading = new Map<string, Promise<void>>();

/** Runs a script file beside the page, once. */
function load(path: string): Promise<void> {
  const known = loading.get(path);
  if (known) return known;
  const loaded = new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = () => resolve();
    script.onerror = () => {
      loading.delete(path);
      script.remove();
      reject(new Error(`The file ${path} beside this page cannot be loaded.`));
    };
    document.head.append(script);
  });
  loading.set(path, loaded);
  return loaded;
}

/** An action, with the structs that its request can hold. */
export async function loadAction(name: string): Promise<void> {
  const summary = service.value?.actions.find((action) => action.name === name);
  if (!summary) throw new Error(`There is no action ${name}.`);
  await Promise.all([load(`actions/${summary.file}.js`), loadStructs("sent")]);
}

/** The structs that requests hold, or those that only replies do. */
export function loadStructs(which: "sent" | "received"): Promise<void> {
  return load(`${which}.js`);
}

/** Everything that a search looks through. */
export async function loadTexts(): Promise<void> {
  await Promise.all([load("texts.js"), loadStructs("sent"), loadStructs("received")]);
}
