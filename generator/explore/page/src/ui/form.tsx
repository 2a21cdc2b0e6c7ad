/** The form of a request: a field for each parameter, made from its type, whatever that holds. */

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { spelt } from "../check";
import { structs } from "../data";
import { at, isObject, member, type Json, type Path } from "../json";
import type { Field, Hints, Limits, Type } from "../model";
import { edit, findings, request, strict } from "../request";
import { Facts, TypeName, Values } from "./facts";
import { Icon } from "./icons";
import { ScalarInput, textOf } from "./inputs";
import { DEPRECATED, isOpened, setOpened } from "./opened";
import { Folded, Prose } from "./prose";

/** Beyond, what is set does not open by itself; a person can always go deeper. */
const OPENS = 3;

/** Fields in the order in which a person meets them: required, optional, deprecated. */
export function Fields({ of, path }: { of: readonly Field[]; path: Path }) {
  const { required, optional, deprecated } = useMemo(
    () => ({
      required: of.filter((field) => field.required && !field.deprecated),
      optional: of.filter((field) => !field.required && !field.deprecated),
      deprecated: of.filter((field) => field.deprecated),
    }),
    [of],
  );
  const holder = at(request.value, path);
  const used = deprecated.some((field) => member(holder, field.name) !== undefined);
  const here = [...path, DEPRECATED];
  const shown = isOpened(here, used);
  const draw = (field: Field) => <FieldRow key={field.name} field={field} path={[...path, field.name]} />;
  return (
    <div class="fields">
      {required.map(draw)}
      {optional.map(draw)}
      {deprecated.length > 0 && (
        <button type="button" class="more" aria-expanded={shown} onClick={() => setOpened(here, !shown)}>
          <Icon name="chevron" />
          {deprecated.length} deprecated
        </button>
      )}
      {shown && deprecated.map(draw)}
    </div>
  );
}

function FieldRow({ field, path }: { field: Field; path: Path }) {
  const key = spelt(path);
  const value = at(request.value, path);
  const set = value !== undefined;
  const nested = field.type.kind === "struct" || field.type.kind === "array";
  const { why, bad } = reasons(key);
  const clear = set && (
    <button
      type="button"
      class="icon-button clear"
      aria-label={`Clear ${field.name}`}
      title="Do not send it"
      onClick={() => edit(path, undefined)}
    >
      <Icon name="close" />
    </button>
  );
  return (
    <div id={`f-${key}`} class={`field${set ? " set" : ""}${bad ? " bad" : ""}${field.deprecated ? " old" : ""}`}>
      {nested ? (
        <Nested field={field} path={path} value={value} clear={clear} why={why} />
      ) : (
        <>
          <div class="line">
            <Head field={field} id={key} />
            {clear}
          </div>
          <Input field={field} path={path} type={field.type} limits={field.limits} hints={field.hints} />
          {why}
          <About field={field} id={key} />
        </>
      )}
    </div>
  );
}

function Head({ field, id }: { field: Field; id: string }) {
  const nested = field.type.kind === "struct" || field.type.kind === "array";
  const name = <span class="name">{field.name}</span>;
  return (
    <div class="head">
      {nested ? <span class="label">{name}</span> : <label for={`in-${id}`}>{name}</label>}
      <TypeName of={field} />
      {field.required && <span class="tag required">required</span>}
      {field.deprecated && <span class="tag old">deprecated</span>}
    </div>
  );
}

function About({ field, id }: { field: Field; id: string }) {
  return (
    <div class="about" id={`doc-${id}`}>
      {field.deprecated && (
        <div class="notice">
          <Prose of={field.deprecated.say} />
          <Prose of={field.deprecated.doc} />
        </div>
      )}
      <Folded of={field.doc} />
      <Facts of={field} />
      <Values of={field} chosen />
    </div>
  );
}

function reasons(key: string): { why: ComponentChildren; bad: boolean } {
  const all = findings.value.get(key) ?? [];
  const found = all.filter((finding) => strict.value || !finding.missing);
  return {
    bad: found.some((finding) => finding.refused),
    why: (
      <ul class="reasons" id={`why-${key}`} aria-live="polite">
        {found.map((finding) => (
          <li class={finding.refused ? "refused" : "note"}>
            {finding.refused ? "It " : "Note: it "}
            {finding.message}.
          </li>
        ))}
      </ul>
    ),
  };
}

interface ValueProps {
  field: Field;
  path: Path;
  type: Type;
  limits: Limits | undefined;
  hints: Pick<Hints, "limits"> | undefined;
  /** For inputs that no label stands beside. */
  label?: string;
}

function Input({ field, path, type, limits, hints, label }: ValueProps) {
  const key = spelt(path);
  return (
    <ScalarInput
      id={`in-${key}`}
      type={type}
      value={at(request.value, path)}
      limits={limits ?? {}}
      hints={hints?.limits ?? {}}
      placeholder={label ? "" : placeholder(field)}
      describedBy={`why-${key} doc-${label ? spelt(path.slice(0, -1)) : key}`}
      invalid={reasons(key).bad}
      {...(label ? { label } : {})}
      onValue={(value) => edit(path, value ?? (label ? "" : undefined))}
    />
  );
}

function placeholder(field: Field): string {
  if (field.default !== undefined) return `default: ${textOf(field.default)}`;
  const example = field.example ?? field.hints?.example;
  if (example === undefined || isObject(example) || Array.isArray(example)) return "";
  const shown = textOf(example);
  return shown && shown.length < 40 ? `for example ${shown}` : "";
}

interface NestedProps {
  field: Field;
  path: Path;
  value: Json | undefined;
  clear: ComponentChildren;
  why: ComponentChildren;
}

/** A struct or a list: a line that opens. */
function Nested({ field, path, value, clear, why }: NestedProps) {
  const open = isOpened(path, value !== undefined && path.length <= OPENS);
  const key = spelt(path);
  const what = field.type.kind === "array" ? "items" : "members";
  return (
    <>
      <div class="line">
        <button
          type="button"
          id={`in-${key}`}
          class="icon-button toggle"
          aria-expanded={open}
          aria-label={`${field.name}: ${what}`}
          onClick={() => setOpened(path, !open)}
        >
          <Icon name="chevron" />
        </button>
        <Head field={field} id={key} />
        <span class="summary">{summary(value)}</span>
        {clear}
      </div>
      {why}
      <About field={field} id={key} />
      {open && (
        <div class="nested">
          <Value field={field} path={path} type={field.type} limits={field.limits} hints={field.hints} />
        </div>
      )}
    </>
  );
}

function summary(value: Json | undefined): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.length === 1 ? "1 item" : `${value.length} items`;
  return isObject(value) ? Object.keys(value).join(", ") : "";
}

function Value(props: ValueProps) {
  const { type, path } = props;
  if (type.kind === "struct") {
    const struct = structs.value.get(type.struct);
    return struct ? <Fields of={struct.fields} path={path} /> : <p class="muted">Loading …</p>;
  }
  if (type.kind === "array") return <List {...props} item={type.item} />;
  return <Input {...props} />;
}

function List({ field, path, item }: ValueProps & { item: Type }) {
  const value = at(request.value, path);
  const items = Array.isArray(value) ? value : [];
  const limits = item.kind === "array" ? undefined : field.items;
  const hints = item.kind === "array" || !field.hints?.items ? undefined : { limits: field.hints.items };
  const first: Json = item.kind === "struct" ? {} : item.kind === "array" ? [] : "";
  return (
    <div class="list">
      {items.map((_, index) => {
        const here = [...path, index];
        const key = spelt(here);
        const { why, bad } = reasons(key);
        const label = `${field.name}, item ${index + 1}`;
        return (
          <div class={`item${bad ? " bad" : ""}`} id={`f-${key}`} role="group" aria-label={label}>
            <div class="item-head">
              <span class="number">{index + 1}</span>
              {item.kind !== "struct" && item.kind !== "array" && (
                <Input field={field} path={here} type={item} limits={limits} hints={hints} label={label} />
              )}
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove ${label}`}
                title="Remove"
                onClick={() => edit(here, undefined)}
              >
                <Icon name="trash" />
              </button>
            </div>
            {why}
            {(item.kind === "struct" || item.kind === "array") && (
              <Value field={field} path={here} type={item} limits={limits} hints={hints} />
            )}
          </div>
        );
      })}
      <button type="button" class="add" onClick={() => edit([...path, items.length], first)}>
        <Icon name="plus" />
        Add {items.length ? "another" : "an item"}
        <span class="hidden"> to {field.name}</span>
      </button>
    </div>
  );
}
