/**
 * Expressions of Python laid out as Black lays them out.
 *
 * What fits in the line stays in one; else a call's items go to one line of their own; else each gets
 * a line, with a trailing comma.
 */

/** Black's own width. */
export const WIDTH = 88;

/** A call or a collection: what opens it, items with a label each (`name=` or nothing), the end. */
export interface Bracket {
  open: string;
  items: readonly (readonly [label: string, value: Expression])[];
  close: string;
}

export type Expression = string | Bracket;

/** The expression on one line. */
function flat(expression: Expression): string {
  if (typeof expression === "string") return expression;
  const items = expression.items.map(([label, item]) => label + flat(item)).join(", ");
  return expression.open + items + expression.close;
}

/** How wide Black holds a text to be: most characters of East Asia take two columns. */
function width(text: string): number {
  return /^[\x20-\x7e]*$/.test(text)
    ? text.length
    : [...text].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : MARK.test(char) ? 0 : 1), 0);
}

const WIDE = new RegExp(
  "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff" +
    "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}" +
    "\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]",
  "u",
);
const MARK = /\p{Mn}/u;

/**
 * The expression as lines, the first without its indentation.
 *
 * `indent` is that of the line it begins in; `prefix` and `suffix` stand before and after it there.
 */
export function layOut(expression: Expression, indent = 0, prefix = "", suffix = ""): string {
  const line = prefix + flat(expression) + suffix;
  if (typeof expression === "string") return line;
  const { open, items, close } = expression;
  if (indent + width(line) <= WIDTH || items.length === 0) return line;
  const pad = " ".repeat(indent + 4);
  const isCollection = ["[", "(", "{"].includes(open) && items.length > 1;
  let body = items.map(([label, item]) => label + flat(item)).join(", ");
  if (isCollection || indent + 4 + width(body) > WIDTH)
    body = items.map(([label, item]) => layOut(item, indent + 4, label, ",")).join(`\n${pad}`);
  return `${prefix}${open}\n${pad}${body}\n${" ".repeat(indent)}${close}${suffix}`;
}
