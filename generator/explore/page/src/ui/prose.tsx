/** Prose of the spec.  It is a tree of a few kinds, and becomes text and elements, never HTML. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { service } from "../data";
import type { Block, Inline, Prose as ProseTree } from "../model";
import { href, type Route } from "../route";

export function Prose({ of }: { of: ProseTree | undefined }) {
  if (!of?.length) return null;
  if (typeof of === "string") return <p>{of}</p>;
  return <>{of.map(block)}</>;
}

/** Characters beyond which prose starts folded. */
const LONG = 240;

/** Prose that starts with its first lines, where it is long. */
export function Folded({ of }: { of: ProseTree | undefined }) {
  const [open, setOpen] = useState(false);
  if (!of?.length) return null;
  const long = lengthOf(of) > LONG;
  return (
    <div class="prose">
      <div class={long && !open ? "folded" : ""}>
        <Prose of={of} />
      </div>
      {long && (
        <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Less" : "More"}
        </button>
      )}
    </div>
  );
}

/** Prose as one line of plain text. */
export function plain(of: ProseTree | undefined): string {
  return of === undefined || typeof of === "string" ? (of ?? "") : of.map(plainBlock).join(" ");
}

function plainBlock(of: Block): string {
  switch (of[0]) {
    case "p":
      return of.slice(1).map((each) => plainInline(each as Inline)).join("");
    case "ul":
      return of[1].map((item) => plain(item)).join(" ");
    case "ol":
      return of[2].map((item) => plain(item)).join(" ");
    case "quote":
      return plain(of[1]);
    case "pre":
      return of[1];
  }
}

function plainInline(of: Inline): string {
  if (typeof of === "string") return of;
  if (of[0] === "br") return " ";
  if (of[0] === "code") return of[1];
  const children = of[0] === "a" || of[0] === "ref" ? of.slice(2) : of.slice(1);
  return children.map((each) => plainInline(each as Inline)).join("");
}

function lengthOf(of: ProseTree): number {
  return typeof of === "string" ? of.length : plain(of).length + 60 * (of.length - 1);
}

function block(of: Block): ComponentChildren {
  switch (of[0]) {
    case "p":
      return <p>{(of.slice(1) as Inline[]).map(inline)}</p>;
    case "ul":
      return <ul>{items(of[1])}</ul>;
    case "ol":
      return <ol start={of[1]}>{items(of[2])}</ol>;
    case "quote":
      return <blockquote>{of[1].map(block)}</blockquote>;
    case "pre":
      return (
        <pre tabIndex={0}>
          <code>{of[1]}</code>
        </pre>
      );
  }
}

function items(of: Block[][]): ComponentChildren {
  return of.map((item) => (
    // An item that is one paragraph needs no space around it.
    <li>{item.length === 1 && item[0]?.[0] === "p" ? (item[0].slice(1) as Inline[]).map(inline) : item.map(block)}</li>
  ));
}

function inline(of: Inline): ComponentChildren {
  if (typeof of === "string") return of;
  switch (of[0]) {
    case "br":
      return <br />;
    case "code":
      return <code>{of[1]}</code>;
    case "em":
      return <em>{(of.slice(1) as Inline[]).map(inline)}</em>;
    case "strong":
      return <strong>{(of.slice(1) as Inline[]).map(inline)}</strong>;
    case "a":
      return (
        <a href={of[1]} target="_blank" rel="noopener noreferrer">
          {(of.slice(2) as Inline[]).map(inline)}
        </a>
      );
    case "ref":
      return <Ref to={of[1]}>{(of.slice(2) as Inline[]).map(inline)}</Ref>;
  }
}

/** A link to an action, a struct or an error code, by its name. */
export function Ref({ to, children }: { to: string; children: ComponentChildren }) {
  return <a href={href(resolve(to))}>{children}</a>;
}

export function resolve(name: string): Route {
  const of = service.value;
  if (of?.actions.some((action) => action.name === name)) return { page: "action", name };
  if (of?.structs.some((struct) => struct.name === name)) return { page: "struct", name };
  return { page: "errors", code: name };
}
