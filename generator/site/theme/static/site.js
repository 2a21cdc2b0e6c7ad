// Search from the keyboard, copying, and what Furo leaves to the mouse.  No library, no network:
// the index is part of the site, and loads when somebody searches.
"use strict";

(() => {
  const root = new URL(document.documentElement.dataset.content_root, location.href);
  const MOST = 14;
  const NAMED = 8;
  const PAUSE = 80;

  function made(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  // Search -----------------------------------------------------------------------------------

  const dialog = made("dialog", "site-search");
  dialog.setAttribute("aria-label", "Search");
  const input = made("input", "");
  const list = made("ul", "site-search-results");
  const note = made("p", "site-search-note");
  Object.assign(input, { type: "search", placeholder: "Search actions, fields, errors, manual" });
  Object.assign(input, { autocomplete: "off", spellcheck: false });
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-label": "Search",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "site-search-results",
  })) {
    input.setAttribute(name, value);
  }
  list.id = "site-search-results";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Pages");
  note.setAttribute("role", "status");
  dialog.append(input, list, note);
  document.body.append(dialog);

  let names;
  let index;
  let asked = 0;
  let chosen = -1;

  /** What pages are called: a script, which loads without a server as well. */
  function loadNames() {
    names ??= new Promise((resolve) => {
      const script = made("script", "");
      script.src = new URL("names.js", root).href;
      script.onload = script.onerror = () =>
        resolve(
          (window.siteNames ?? []).map(([title, kind, address, about]) => {
            const place = kind === "Action" ? 0 : 1;
            return { title, kind, about, place, url: new URL(address, root).href };
          }),
        );
      document.head.append(script);
    });
    return names;
  }

  /** What pages say. */
  function loadIndex() {
    index ??= import(new URL("pagefind/pagefind.js", root).href).then(async (pagefind) => {
      await pagefind.options({ excerptLength: 24 });
      await pagefind.init();
      return pagefind;
    });
    return index;
  }

  /** How well a title fits: 0 is best, Infinity not at all. */
  function distance(title, wanted) {
    const name = title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    if (name === wanted) return 0;
    const at = name.indexOf(wanted);
    if (at >= 0) return 1 + Math.min(at, 9) / 10 + name.length / 1000;
    // The letters of a name in their order, each at the beginning of a word: `RebMed`.
    const humps = title.split(/(?=[A-Z])|[^\p{L}\p{N}]+/u).map((word) => word.toLowerCase());
    let rest = wanted;
    for (const hump of humps) {
      let common = 0;
      while (common < hump.length && hump[common] === rest[common]) common++;
      rest = rest.slice(common);
    }
    return rest ? Infinity : 3 + name.length / 1000;
  }

  async function named(words) {
    const wanted = words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    if (!wanted) return [];
    return (await loadNames())
      .map((page) => ({ page, far: distance(page.title, wanted) }))
      .filter(({ far }) => far < Infinity)
      .sort((a, b) => Math.floor(a.far) - Math.floor(b.far) || a.page.place - b.page.place || a.far - b.far)
      .slice(0, NAMED)
      .map(({ page }) => page);
  }

  /** What Pagefind found, at the best place in each page. */
  async function told(words, known) {
    const { results } = await (await loadIndex()).search(words);
    const pages = await Promise.all(results.slice(0, MOST).map((each) => each.data()));
    return pages
      .filter((page) => !known.has(new URL(page.url, root).href))
      .map((page) => {
        const place = page.sub_results[0];
        const section = place?.anchor && place.title !== page.meta.title ? ` › ${place.title}` : "";
        const { title, kind } = page.meta;
        const excerpt = place?.excerpt ?? page.excerpt;
        return { title: title + section, kind, excerpt, url: place?.url ?? page.url };
      });
  }

  /** Text with marks around what was found: whatever else it holds stays text. */
  function marked(excerpt) {
    const line = made("p", "site-search-text");
    excerpt.split(/<\/?mark>/).forEach((part, number) => {
      const text = new DOMParser().parseFromString(part, "text/html").body.textContent;
      line.append(number % 2 ? made("mark", "", text) : text);
    });
    return line;
  }

  function option(page, number) {
    const item = made("li", "");
    item.id = `site-search-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const link = made("a", "");
    link.tabIndex = -1;
    link.href = page.url;
    const name = made("div", "site-search-name");
    name.append(made("span", "", page.title), made("span", "site-search-kind", page.kind));
    link.append(name, page.excerpt ? marked(page.excerpt) : made("p", "site-search-text", page.about));
    item.append(link);
    item.addEventListener("mousemove", () => choose(number));
    return item;
  }

  function choose(number) {
    const items = list.children;
    items[chosen]?.setAttribute("aria-selected", "false");
    chosen = items.length ? (number + items.length) % items.length : -1;
    items[chosen]?.setAttribute("aria-selected", "true");
    items[chosen]?.scrollIntoView({ block: "nearest" });
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function show(pages, said) {
    const url = list.children[chosen]?.querySelector("a").href;
    list.replaceChildren(...pages.map(option));
    note.textContent = said;
    input.setAttribute("aria-expanded", String(pages.length > 0));
    chosen = -1;
    choose(Math.max(pages.findIndex((page) => page.url === url), 0));
  }

  async function search() {
    const mine = ++asked;
    const words = input.value.trim();
    if (!words) return show([], "Arrows move, Enter opens, Escape closes.");
    const first = await named(words);
    if (mine !== asked) return;
    show(first, first.length ? "" : "Searching …");
    // Who types on wants to know names at once, and nothing yet of what pages say.
    await new Promise((done) => setTimeout(done, PAUSE));
    if (mine !== asked) return;
    let rest = [];
    let said = "";
    try {
      rest = await told(words, new Set(first.map((page) => page.url)));
    } catch {
      said =
        location.protocol === "file:"
          ? "Names only: what pages say can be searched where a server serves them."
          : "The index could not be loaded.";
    }
    if (mine !== asked) return;
    const found = [...first, ...rest].slice(0, MOST);
    show(found, said || (found.length ? "" : `Nothing is called or says “${words}”.`));
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    input.select();
    search();
    loadNames();
    loadIndex().catch(() => {});
  }

  input.addEventListener("input", search);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(chosen + step);
    else if (event.key === "Enter") list.children[chosen]?.querySelector("a").click();
    else return;
    event.preventDefault();
  });
  for (const button of document.querySelectorAll(".site-search-open")) {
    button.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.target.closest("input, textarea, select");
    const ctrlK = event.key === "k" && (event.ctrlKey || event.metaKey);
    if (slash || ctrlK) {
      event.preventDefault();
      open();
    }
  });

  // Code ---------------------------------------------------------------------------------------

  for (const block of document.querySelectorAll("div.highlight")) {
    const button = made("button", "site-copy", "Copy");
    button.type = "button";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("pre").textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    if (navigator.clipboard) block.append(button);
  }
  for (const wide of document.querySelectorAll("pre, .table-wrapper")) {
    // What moves sideways has to do so from the keyboard as well.
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }

  // Navigation -----------------------------------------------------------------------------------

  document.querySelector(".site-nav [aria-current]")?.scrollIntoView({ block: "center", behavior: "instant" });
  window.scrollTo({ top: location.hash ? window.scrollY : 0, behavior: "instant" });

  // Furo opens its drawers by check boxes that only labels reach, and gives the drawers no names.
  const CONTENTS = "Contents of this page";
  for (const label of document.querySelectorAll("label.nav-overlay-icon, label.toc-overlay-icon")) {
    const button = made("button", label.className);
    button.type = "button";
    button.setAttribute("aria-label", label.htmlFor === "__toc" ? CONTENTS : "Pages");
    button.append(...label.childNodes);
    button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
    label.replaceWith(button);
  }
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Pages");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", CONTENTS);
})();
