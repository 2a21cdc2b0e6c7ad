/**
 * The one module through which what a person typed becomes source text.
 *
 * Whatever a request holds, what leaves here means the same value in its language and hides nothing:
 * quotes, backslashes, and every character that cannot be seen (control and bidirectional ones,
 * separators, halves of surrogate pairs) are escaped.  Nothing else in this folder may put a
 * request's text between quotes.
 */

import { isObject, stringify, type Json } from "../json";

/** What cannot be seen: all but the space that Unicode calls other, or a separator. */
const HIDDEN = /[\p{C}\p{Z}]/gu;

function hidden(text: string, escape: (char: string) => string): string {
  return text.replace(HIDDEN, (char) => (char === " " ? char : escape(char)));
}

/** A character in hexadecimal digits, at least so many. */
function hex(char: string, digits: number): string {
  return (char.codePointAt(0) ?? 0).toString(16).padStart(digits, "0");
}

/** `\u` and four digits for each half of a character. */
function units(char: string): string {
  return [...Array(char.length).keys()]
    .map((index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

// JSON ---------------------------------------------------------------------------------------------

/** JSON, on one line or in lines, in which everything can be seen. */
export function json(value: Json, indent = 0): string {
  const text = stringify(value, indent);
  // Line ends stand between members; within text they are escaped already.
  return text.replace(HIDDEN, (char) => (char === " " || char === "\n" ? char : units(char)));
}

// Python -------------------------------------------------------------------------------------------

/** A string, in the quotes that Black would choose. */
export function pythonString(text: string): string {
  const count = (quote: string) => text.split(quote).length - 1;
  const quote = count('"') > count("'") ? "'" : '"';
  const escaped = text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return quote + hidden(escaped, pythonEscape) + quote;
}

function pythonEscape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return SHORT[char] ?? `\\x${hex(char, 2)}`;
  return code < 0x10000 ? `\\u${hex(char, 4)}` : `\\U${hex(char, 8)}`;
}

/** What is no object and no array. */
export function pythonScalar(value: Json): string {
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "None" : stringify(value);
}

// JavaScript ---------------------------------------------------------------------------------------

/** A string. */
export function javascriptString(text: string): string {
  return hidden(JSON.stringify(text), units);
}

/** The name of a member, before its colon. */
export function javascriptKey(name: string): string {
  // In a literal, the bare name would set what the object inherits from.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : javascriptString(name);
}

/** What is no object and no array. */
export function javascriptScalar(value: Json): string {
  if (typeof value === "string") return javascriptString(value);
  return typeof value === "bigint" ? `${value}n` : stringify(value);
}

// Go -----------------------------------------------------------------------------------------------

/** A string.  Half a character is none in Go, whose strings are UTF-8: it becomes U+FFFD. */
export function goString(text: string): string {
  const whole = text.replace(/\p{Cs}/gu, "\ufffd");
  const escaped = whole.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${hidden(escaped, goEscape)}"`;
}

function goEscape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return SHORT[char] ?? `\\x${hex(char, 2)}`;
  return code < 0x10000 ? `\\u${hex(char, 4)}` : `\\U${hex(char, 8)}`;
}

// Java ---------------------------------------------------------------------------------------------

/** A string. */
export function javaString(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${hidden(escaped, javaEscape)}"`;
}

function javaEscape(char: string): string {
  // Java reads \u escapes before it reads anything else, so that a line end would be one.
  if (char.length === 1 && char.charCodeAt(0) < 0x80)
    return SHORT[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`;
  return units(char);
}

// Shell --------------------------------------------------------------------------------------------

/** A word of a POSIX shell, whatever it holds but NUL, which no word can. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Arguments of `printf` that print a text, whatever it holds, as UTF-8. */
export function shellPrinted(text: string): string {
  if (isVisible(text)) return `%s ${shellWord(text)}`;
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("%", "%%");
  // What begins with a dash would be an option.
  return shellWord(hidden(escaped, shellOctal).replace(/^-/, "\\055"));
}

function shellOctal(char: string): string {
  const bytes = [...new TextEncoder().encode(char)];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/** Whether a text shows all that it holds, so that it can stand in a command as it is. */
export function isVisible(text: string): boolean {
  return hidden(text, () => "") === text;
}

// All ----------------------------------------------------------------------------------------------

/** Whether a value holds something anywhere in it. */
export function holds(value: Json, what: (part: Json) => boolean): boolean {
  if (what(value)) return true;
  if (Array.isArray(value)) return value.some((item) => holds(item, what));
  return isObject(value) && Object.values(value).some((item) => holds(item, what));
}
