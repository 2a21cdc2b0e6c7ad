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

/** Opens all that a field stands in, scrolls to it and puts the cursor there. */
export function reveal(path: Path): void {
  const map = new Map(opened.value);
  path.forEach((_, index) => map.set(spelt(path.slice(0, index + 1)), true));
  opened.value = map;
  // Once what was opened has been drawn.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const key = spelt(path);
      const field = document.getElementById(`f-${key}`);
      field?.scrollIntoView({ block: "center" });
      field?.classList.add("found");
      setTimeout(() => field?.classList.remove("found"), 1600);
      const input = document.getElementById(`in-${key}`) ?? field?.querySelector<HTMLElement>("button, input, select");
      input?.focus({ preventScroll: true });
    }),
  );
}
