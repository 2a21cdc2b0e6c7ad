/** Fields to read: of replies and of structs.  What is nested opens on demand, so recursion stops. */

import { useEffect, useState } from "preact/hooks";
import { loadStructs, structs } from "../data";
import type { Field, Type } from "../model";
import { Facts, TypeName, Values } from "./facts";
import { Icon } from "./icons";
import { Folded, Prose } from "./prose";

interface FieldListProps {
  of: readonly Field[];
  /** What ids of fields begin with, for links to them. */
  id: string;
  /** Which way the fields travel, for what is said of how surely they do. */
  way: "sent" | "received" | "both";
}

export function FieldList({ of, id, way }: FieldListProps) {
  return (
    <ul class="field-list">
      {of.map((field) => (
        <FieldDoc key={field.name} field={field} id={`${id}.${field.name}`} way={way} />
      ))}
    </ul>
  );
}

function FieldDoc({ field, id, way }: { field: Field; id: string; way: FieldListProps["way"] }) {
  const [open, setOpen] = useState(false);
  const struct = structOf(field.type);
  return (
    <li class={`field-doc${field.deprecated ? " old" : ""}`} id={`f-${id}`}>
      <div class="head">
        {struct ? (
          <button type="button" class="branch" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="chevron" />
            <span class="name">{field.name}</span>
          </button>
        ) : (
          <span class="name leaf">{field.name}</span>
        )}
        <TypeName of={field} />
        {field.required && <span class="tag required">required</span>}
        {way !== "sent" && !field.always && <span class="tag">may be missing</span>}
        {field.nullable && <span class="tag">may be null</span>}
        {field.deprecated && <span class="tag old">deprecated</span>}
      </div>
      <div class="about">
        {field.deprecated && (
          <div class="notice">
            <Prose of={field.deprecated.say} />
            <Prose of={field.deprecated.doc} />
          </div>
        )}
        <Folded of={field.doc} />
        <Facts of={field} />
        <Values of={field} />
      </div>
      {open && struct && <Nested name={struct} id={id} way={way} />}
    </li>
  );
}

function Nested({ name, id, way }: { name: string; id: string; way: FieldListProps["way"] }) {
  const struct = structs.value.get(name);
  useEffect(() => {
    if (!struct) void loadStructs("received");
  }, [struct]);
  return (
    <div class="nested">
      {struct ? <FieldList of={struct.fields} id={id} way={way} /> : <p class="muted">Loading …</p>}
    </div>
  );
}

function structOf(type: Type): string {
  if (type.kind === "array") return structOf(type.item);
  return type.kind === "struct" ? type.struct : "";
}
