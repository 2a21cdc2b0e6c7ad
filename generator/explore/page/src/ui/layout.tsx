/** What stands around every page: the bar above, the list of actions, the bar below on a phone. */

import { computed, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { entries, service } from "../data";
import { href, route } from "../route";
import { session } from "../session";
import { theme, THEMES } from "../store";
import { Icon } from "./icons";
import { PANELS, panel } from "./panel";
import { openSearch } from "./searching";

const drawer = signal(false);
const filter = signal("");
/** Bound to the address's `#`, which a link to a place in the page would change. */
const focusMain = () => document.getElementById("main")?.focus();

export function Layout({ children }: { children: ComponentChildren }) {
  const at = route.value;
  useEffect(() => {
    drawer.value = false;
  }, [at]);
  return (
    <div class={`app${drawer.value ? " drawn" : ""}`}>
      <button type="button" class="skip" onClick={focusMain}>
        Skip to the content
      </button>
      <Bar />
      {service.value && <Sidebar />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {at.page === "action" && <PhoneBar />}
    </div>
  );
}

function Bar() {
  const of = service.value;
  const base = document.body.dataset["base"] ?? "";
  return (
    <header class="bar-top">
      {of && (
        <button type="button" class="icon-button menu" aria-label="Actions" aria-expanded={drawer.value} onClick={() => (drawer.value = !drawer.value)}>
          <Icon name={drawer.value ? "close" : "menu"} />
        </button>
      )}
      <a class="brand" href={of ? href({ page: "home" }) : "#/"}>
        <img src={`${base}assets/icon.svg`} alt="" width="26" height="26" />
        <span>{of ? of.title : "API explorer"}</span>
      </a>
      {of && <Versions base={base} />}
      {of && (
        <button type="button" class="search-open" onClick={openSearch} aria-label="Search" aria-keyshortcuts="/">
          <Icon name="search" />
          <span>Search</span>
          <kbd>/</kbd>
        </button>
      )}
      <span class="grow" />
      {of && (
        <span class={`mode ${session.value ? "on" : ""}`} title={session.value ? "The local server is there: calls can be made." : "A page of files: calls are off."}>
          {session.value ? "local server" : "offline"}
        </span>
      )}
      {of && (
        <a class="icon-button" href={href({ page: "calls" })} aria-label="Calls" title="Calls">
          <Icon name="clock" />
        </a>
      )}
      <ThemeButton />
    </header>
  );
}

/** Leads to another service, where there are several. */
function Versions({ base }: { base: string }) {
  const of = service.value;
  if (!of || entries.value.length < 2) return null;
  const here = `${of.name} ${of.version}`;
  return (
    <label class="versions">
      <span class="hidden">Service</span>
      <select
        value={here}
        onChange={(event) => {
          const chosen = entries.value.find((entry) => `${entry.name} ${entry.version}` === event.currentTarget.value);
          if (chosen) location.href = base + chosen.path;
        }}
      >
        {entries.value.map((entry) => (
          <option value={`${entry.name} ${entry.version}`}>
            {entry.name} {entry.version}
          </option>
        ))}
      </select>
    </label>
  );
}

function ThemeButton() {
  const next = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? "auto";
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Colours: ${theme.value}. Change to ${next}`}
      title={`Colours: ${theme.value}`}
      onClick={() => (theme.value = next)}
    >
      <Icon name={theme.value} />
    </button>
  );
}

const listed = computed(() => {
  const wanted = filter.value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const all = service.value?.actions ?? [];
  return wanted ? all.filter((action) => action.name.toLowerCase().includes(wanted)) : all;
});

function Sidebar() {
  const at = route.value;
  const name = at.page === "action" ? at.name : "";
  useEffect(() => {
    document.querySelector(".sidebar [aria-current]")?.scrollIntoView({ block: "center" });
  }, [name]);
  return (
    <nav class="sidebar" aria-label="Actions">
      <div class="sidebar-head">
        <input
          type="search"
          aria-label="Filter the actions"
          placeholder="Filter actions"
          spellcheck={false}
          value={filter.value}
          onInput={(event) => (filter.value = event.currentTarget.value)}
        />
      </div>
      <ul>
        {listed.value.map((action) => (
          <li class={action.deprecated || action.offline ? "old" : ""}>
            <a href={href({ page: "action", name: action.name })} aria-current={action.name === name ? "page" : undefined} title={action.title}>
              {action.name}
            </a>
          </li>
        ))}
        {!listed.value.length && <li class="muted">No action is called that.</li>}
      </ul>
      <ul class="sidebar-foot">
        <li><a href={href({ page: "structs" })} aria-current={at.page === "structs" ? "page" : undefined}>Data types</a></li>
        <li><a href={href({ page: "errors" })} aria-current={at.page === "errors" ? "page" : undefined}>Error codes</a></li>
        <li><a href={href({ page: "calls" })} aria-current={at.page === "calls" ? "page" : undefined}>Calls</a></li>
      </ul>
    </nav>
  );
}

/** On a phone the panel stands below the form; this leads there. */
function PhoneBar() {
  return (
    <nav class="phone-bar" aria-label="Views of the request">
      <button type="button" onClick={() => scrollTo({ top: 0 })}>
        Form
      </button>
      {PANELS.map(({ id, label }) => (
        <button
          type="button"
          onClick={() => {
            panel.value = id;
            document.getElementById("side")?.scrollIntoView();
          }}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
