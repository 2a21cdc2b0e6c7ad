/** The search: a dialog that opens with `/`, with results as one types. */

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { go } from "../route";
import { complete, hits, indexed, query, target, type Entry, type Hit, type Kind } from "../search";
import { Icon } from "./icons";

const searching = signal(false);
const chosen = signal(0);

export function openSearch(): void {
  searching.value = true;
}

const KINDS: Record<Kind, string> = {
  action: "Action",
  parameter: "Parameter",
  result: "Reply",
  struct: "Data type",
  field: "Member",
  error: "Error",
};

export function Search() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = searching.value;
  useEffect(() => {
    if (open) {
      dialog.current?.showModal();
      dialog.current?.querySelector("input")?.select();
    } else {
      dialog.current?.close();
    }
  }, [open]);
  const found = hits.value;
  const at = Math.min(chosen.value, found.length - 1);
  return (
    <dialog
      ref={dialog}
      class="search"
      aria-label="Search"
      onClose={() => (searching.value = false)}
      onClick={(event) => {
        if (event.target === dialog.current) searching.value = false;
      }}
    >
      <div class="search-box">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Search actions, parameters, data types and error codes"
          aria-expanded={found.length > 0}
          aria-controls="hits"
          aria-activedescendant={found.length ? `hit-${at}` : undefined}
          aria-autocomplete="list"
          placeholder="Actions, parameters, data types, errors …"
          spellcheck={false}
          autocomplete="off"
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
            chosen.value = 0;
          }}
          onKeyDown={(event) => onKey(event, found, at)}
        />
        <button type="button" class="key" onClick={() => (searching.value = false)}>
          Esc
        </button>
      </div>
      <ul id="hits" role="listbox" aria-label="Results">
        {found.map((hit, index) => (
          <li
            id={`hit-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => choose(hit)}
            onPointerMove={() => (chosen.value = index)}
          >
            <span class={`kind${hit.entry.kind === "action" ? " first" : ""}`}>{KINDS[hit.entry.kind]}</span>
            <span class="what">
              <span class="name">
                {hit.entry.owner && <span class="owner">{hit.entry.owner}.</span>}
                <Marked text={hit.entry.name} words={hit.words} />
              </span>
              <span class="text">
                <Marked text={excerpt(hit.entry, hit.words)} words={hit.words} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p class="search-foot" role="status">
        {footer(found.length)}
      </p>
    </dialog>
  );
}

function footer(count: number): string {
  if (!complete.value) return `Reading … ${indexed.value} entries so far`;
  if (!query.value.trim()) return `${indexed.value} entries. Typing errors are forgiven.`;
  if (!count) return "Nothing is like that.";
  return "↑ ↓ to choose, Enter to open";
}

function onKey(event: KeyboardEvent, found: readonly Hit[], at: number): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step !== undefined && found.length) {
    event.preventDefault();
    chosen.value = (at + step + found.length) % found.length;
    document.getElementById(`hit-${chosen.value}`)?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    const hit = found[at];
    if (hit) choose(hit);
  }
}

function choose(hit: Hit): void {
  searching.value = false;
  go(target(hit.entry));
}

const EXCERPT = 140;

/** The part of an entry's text that has what was found. */
function excerpt({ text }: Entry, words: readonly string[]): string {
  if (text.length <= EXCERPT) return text;
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
  const start = places.length ? Math.max(0, Math.min(...places) - 40) : 0;
  const cut = text.slice(start, start + EXCERPT);
  return `${start ? "… " : ""}${cut}${start + EXCERPT < text.length ? " …" : ""}`;
}

/** A text with the words in it marked that were found. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const known = words.filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
  if (!known.length) return <>{text}</>;
  const pattern = new RegExp(`(${known.map(escaped).join("|")})`, "giu");
  return (
    <>{text.split(pattern).map((part, index) => (index % 2 ? <mark>{part}</mark> : part))}</>
  );
}

function escaped(word: string): string {
  return word.replace(/[^\p{L}\p{N}]/gu, "\\$&");
}
