/** What there is to know of a field besides its prose: its type, its limits, its values. */

import type { ComponentChildren } from "preact";
import type { Choice, Field, Type } from "../model";
import { href } from "../route";
import { textOf } from "./inputs";
import { Prose } from "./prose";

/** The type, with the unit that numbers are in. */
export function TypeName({ of }: { of: Field }) {
  const unit = of.unit ?? of.hints?.unit;
  return (
    <span class="type">
      {typeText(of.type)}
      {unit && `, ${unit}`}
    </span>
  );
}

function typeText(of: Type): ComponentChildren {
  if (of.kind === "array") return <>list of {typeText(of.item)}</>;
  if (of.kind !== "struct") return of.kind;
  return <a href={href({ page: "struct", name: of.struct })}>{of.struct}</a>;
}

/** Sentences on limits, conditions and defaults. */
export function Facts({ of }: { of: Field }) {
  if (!of.facts?.length) return null;
  return (
    <div class="facts">
      <Prose of={of.facts} />
    </div>
  );
}

/** As many values stand open. */
const FEW = 4;

interface ValuesProps {
  of: Field;
  /** Whether one of them is chosen right here, so that names alone would say nothing new. */
  chosen?: boolean;
}

/** The values of an enumeration, and special ones, each with what it means; a long list can be opened. */
export function Values({ of, chosen = false }: ValuesProps) {
  const limits = of.type.kind === "array" ? of.items : of.limits;
  const values = [...(limits?.special ?? []), ...(limits?.enum ?? [])];
  if (!values.length) return null;
  if (!values.some((choice) => choice.doc)) {
    if (chosen && !limits?.open) return null;
    return (
      <p class="values">
        {limits?.open ? "Such as " : "One of "}
        {values.map((choice, index) => (
          <>
            {index > 0 && ", "}
            <code>{shown(choice)}</code>
          </>
        ))}
      </p>
    );
  }
  const list = (
    <dl>
      {values.map((choice) => (
        <div>
          <dt>
            <code>{shown(choice)}</code>
          </dt>
          <dd>
            <Prose of={choice.doc} />
          </dd>
        </div>
      ))}
    </dl>
  );
  if (values.length <= FEW) return <div class="values">{list}</div>;
  return (
    <details class="values">
      <summary>
        {values.length} {limits?.open ? "known values" : "values"}
      </summary>
      {list}
    </details>
  );
}

function shown(choice: Choice): string {
  return textOf(choice.value) || '""';
}
