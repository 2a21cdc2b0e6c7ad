/** Inputs for scalars: what is typed becomes a value of the field's type where it can, else text. */

import { useEffect, useState } from "preact/hooks";
import { formExample } from "../check";
import { equal, isObject, parse, stringify, type Json } from "../json";
import type { Choice, Limits, Scalar, Type } from "../model";

export interface InputProps {
  id: string;
  type: Type;
  value: Json | undefined;
  limits: Limits;
  /** What prose seems to say. */
  hints: Limits;
  placeholder: string;
  describedBy: string;
  invalid: boolean;
  label?: string;
  onValue: (value: Json | undefined) => void;
}

export function ScalarInput(props: InputProps) {
  const { type, limits, hints } = props;
  if (type.kind === "Binary") return <FileInput {...props} />;
  if (type.kind === "Boolean") {
    return <Choices {...props} choices={[{ value: true }, { value: false }]} />;
  }
  if (limits.enum && !limits.open) {
    return <Choices {...props} choices={[...(limits.special ?? []), ...limits.enum]} />;
  }
  const known = [...(limits.special ?? []), ...(limits.enum ?? hints.enum ?? [])];
  return <TextInput {...props} known={known} />;
}

type FileProps = Pick<InputProps, "id" | "value" | "describedBy" | "invalid" | "label" | "onValue">;

/** A file, whose bytes are a text in Base64. */
export function FileInput({ id, value, describedBy, invalid, label, onValue }: FileProps) {
  const bytes = typeof value === "string" ? Math.floor((value.replace(/=+$/, "").length * 3) / 4) : 0;
  return (
    <div class="file">
      <input
        id={id}
        type="file"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (!file) return;
          const reader = new FileReader();
          // A data URL: what it is, a comma, its bytes in Base64.
          reader.onload = () => onValue(String(reader.result).split(",")[1] || undefined);
          reader.readAsDataURL(file);
        }}
      />
      {value !== undefined && value !== "" && <span class="muted">{bytes} bytes</span>}
    </div>
  );
}

/** A choice of values, and that none is sent. */
function Choices(props: InputProps & { choices: Choice[] }) {
  const { choices, value } = props;
  const index = choices.findIndex((choice) => equal(choice.value, value));
  const strange = value !== undefined && index < 0;
  return (
    <select
      id={props.id}
      class={value === undefined ? "unset" : ""}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      value={strange ? "?" : String(index)}
      onChange={(event) => props.onValue(choices[Number(event.currentTarget.value)]?.value)}
    >
      <option value="-1">{props.placeholder || "not sent"}</option>
      {strange && <option value="?">{textOf(value)}</option>}
      {choices.map((choice, position) => (
        <option value={String(position)}>{textOf(choice.value) || '"" (empty)'}</option>
      ))}
    </select>
  );
}

function TextInput(props: InputProps & { known: Choice[] }) {
  const { type, value } = props;
  const [typed, setTyped] = useState(textOf(value));
  // What is typed stays as it is while it means the value: `1.0` does not turn into `1`.
  useEffect(() => {
    if (!equal(read(type, typed), value)) setTyped(textOf(value));
  }, [value]);
  const long = type.kind === "Object" || (typeof value === "string" && /\n|.{120}/.test(value));
  const common = {
    id: props.id,
    "aria-label": props.label,
    "aria-describedby": props.describedBy,
    "aria-invalid": props.invalid,
    placeholder: props.placeholder || formExample(type.kind),
    spellcheck: false,
    autocomplete: "off",
    value: typed,
    onInput: (event: { currentTarget: { value: string } }) => {
      setTyped(event.currentTarget.value);
      props.onValue(read(type, event.currentTarget.value));
    },
  };
  if (long) return <textarea {...common} rows={4} />;
  const listId = props.known.length ? `${props.id}-known` : undefined;
  return (
    <>
      <input
        type="text"
        inputMode={type.kind === "Integer" || type.kind === "Float" ? "decimal" : "text"}
        list={listId}
        {...common}
      />
      {listId && (
        <datalist id={listId}>
          {props.known.map((choice) => (
            <option value={textOf(choice.value)} />
          ))}
        </datalist>
      )}
    </>
  );
}

export function textOf(value: Json | Scalar | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : stringify(value, isObject(value) ? 2 : 0);
}

/** The value that a text means; text that means none stays text, which the check then refuses. */
function read(type: Type, text: string): Json | undefined {
  if (text === "") return undefined;
  const number = /^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(text);
  if (type.kind === "Object" || (number && (type.kind === "Integer" || type.kind === "Float"))) {
    try {
      return parse(text);
    } catch {
      return text;
    }
  }
  return text;
}
