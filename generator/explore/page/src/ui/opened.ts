/** Which parts of the form a person opened or closed, by path; what they left alone opens by itself. */

import { signal } from "@preact/signals";
import { spelt } from "../check";
import type { Path } from "../json";

export const opened = signal<ReadonlyMap<string, boolean>>(new Map());

export function setOpened(path: Path, open: boolean): void {
  opened.value = new Map(opened.value).set(spelt(path), open);
}

export function isOpened(path: Path, otherwise: boolean): boolean {
  return opened.value.get(spelt(path)) ?? otherwise;
}

/** What stands for the deprecated fields of a struct; no member is called that. */
export const DEPRECATED = "(deprecated)";

/** Opens all that a field stands in, scrolls to it and puts the cursor there. */
export async function reveal(path: Path): Promise<void> {
  const inside = path.map((_, index) => path.slice(0, index));
  open([...inside.slice(1), path]);
  await drawn();
  const id = `f-${spelt(path)}`;
  if (!document.getElementById(id)) {
    open(inside.map((place) => [...place, DEPRECATED]));
    await drawn();
  }
  const field = spot(id);
  const input = document.getElementById(`in-${spelt(path)}`);
  (input ?? field?.querySelector<HTMLElement>("button, input, select"))?.focus({ preventScroll: true });
}

/** Scrolls to an element, and marks it for a moment. */
export function spot(id: string): HTMLElement | null {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: "center" });
  element?.classList.add("found");
  setTimeout(() => element?.classList.remove("found"), 2000);
  return element;
}

function open(places: readonly Path[]): void {
  opened.value = new Map([...opened.value, ...places.map((place) => [spelt(place), true] as const)]);
}

/** Until what has changed is on screen. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
