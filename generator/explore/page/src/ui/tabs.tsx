/** Tabs as the ARIA practices have them: arrows move between them, one of them is in the tab order. */

import type { ComponentChildren } from "preact";

export interface Tab<Id extends string> {
  id: Id;
  label: ComponentChildren;
}

interface TabsProps<Id extends string> {
  name: string;
  label: string;
  tabs: readonly Tab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

export function Tabs<Id extends string>({ name, label, tabs, chosen, onChoose }: TabsProps<Id>) {
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = Number.isFinite(step) ? (at + step + tabs.length) % tabs.length : step < 0 ? 0 : tabs.length - 1;
    const tab = tabs[next];
    if (!tab) return;
    onChoose(tab.id);
    document.getElementById(`${name}-${tab.id}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} class={`tabs ${name}-tabs`} onKeyDown={onKey}>
      {tabs.map((tab) => (
        <button
          type="button"
          role="tab"
          id={`${name}-${tab.id}`}
          aria-selected={tab.id === chosen}
          aria-controls={`${name}-panel`}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/** What the chosen tab shows. */
export function TabPanel({ name, chosen, children }: { name: string; chosen: string; children: ComponentChildren }) {
  return (
    <div role="tabpanel" id={`${name}-panel`} aria-labelledby={`${name}-${chosen}`} class="panel-body">
      {children}
    </div>
  );
}
