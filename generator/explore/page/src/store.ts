/** What the browser keeps: settings for good, drafts for the tab.  Where it keeps nothing, all works. */

import { effect, signal } from "@preact/signals";

const PREFIX = "tc3gen.";

export function recall(name: string, store: () => Storage = () => localStorage): string | null {
  try {
    return store().getItem(PREFIX + name);
  } catch {
    return null; // private windows and embedded pages may have no storage
  }
}

export function keep(name: string, text: string, store: () => Storage = () => localStorage): void {
  try {
    store().setItem(PREFIX + name, text);
  } catch {
    // full, or not there: a convenience less
  }
}

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const known = recall("theme");
export const theme = signal<Theme>(THEMES.find((each) => each === known) ?? "auto");

// At once, while the page is still empty, so that it never flashes in the other colours.
effect(() => {
  document.documentElement.dataset["theme"] = theme.value;
  keep("theme", theme.value);
});
