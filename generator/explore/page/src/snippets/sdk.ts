/** What the snippets for the vendor's SDKs have in common. */

import type { Call } from "../engine";
import { isObject, type Json } from "../json";
import type { Field, Type } from "../model";
import { hasRegion } from "../wire";

/** The region as an argument: SDKs want one, which may be empty. */
export function region(call: Call): string {
  return hasRegion(call) ? call.region : "";
}

/** The host, where it is not the one that SDKs use by themselves; else empty. */
export function otherHost(call: Call): string {
  return call.host === `${call.service.name}.tencentcloudapi.com` ? "" : call.host;
}

/** The version as the SDKs' packages are called: `v20180717`. */
export function version(call: Call): string {
  return `v${call.service.version.replaceAll("-", "")}`;
}

/** A name as their classes and methods begin: with a capital letter. */
export function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** A struct's fields by their names; undefined where the spec has no such struct. */
export function fieldsOf(call: Call, name: string): Map<string, Field> | undefined {
  const fields = call.structs.get(name)?.fields;
  return fields && new Map(fields.map((field) => [field.name, field]));
}

/** How an SDK's language holds a scalar. */
export interface Scalars {
  /** Whether a value can be held, exactly, by a field of a type. */
  takes(type: Type, format: Field["format"], value: Json): boolean;
}

/**
 * Whether a request fits the classes of an SDK: members that they have, values of their types, and
 * nothing that they would leave out or round.  One that does not goes through the SDK's own way for
 * calls of any kind.
 */
export function fits(call: Call, scalars: Scalars): boolean {
  const fields = new Map(call.action.input.map((field) => [field.name, field]));
  return fitMembers(call, fields, call.request, scalars);
}

function fitMembers(
  call: Call,
  fields: ReadonlyMap<string, Field>,
  value: Json,
  scalars: Scalars,
): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([name, each]) => {
    const field = fields.get(name);
    return field !== undefined && fitValue(call, field, field.type, each, scalars);
  });
}

function fitValue(call: Call, field: Field, type: Type, value: Json, scalars: Scalars): boolean {
  switch (type.kind) {
    case "array":
      return (
        Array.isArray(value) &&
        type.item.kind !== "array" &&
        value.every((item) => fitValue(call, field, type.item, item, scalars))
      );
    case "struct": {
      const fields = fieldsOf(call, type.struct);
      return fields !== undefined && fitMembers(call, fields, value, scalars);
    }
    case "Object":
      // No two SDKs have the same for it.
      return false;
    case "Boolean":
      return typeof value === "boolean";
    case "Integer":
    case "Float":
      return scalars.takes(type, field.format, value);
    default:
      return typeof value === "string";
  }
}

/** Whether a number is whole, and within limits. */
export function isWhole(value: Json, least: bigint, most: bigint): boolean {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return false;
  if (typeof value !== "number" && typeof value !== "bigint") return false;
  return BigInt(value) >= least && BigInt(value) <= most;
}

export const INT64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;
export const UINT64 = [0n, 2n ** 64n - 1n] as const;

/** Whether a service's short name can be one in a language, which keeps some for itself. */
export function isName(name: string, keywords: ReadonlySet<string>): boolean {
  return /^[a-z][a-z0-9]*$/.test(name) && !keywords.has(name);
}

/** What a snippet says in place of a form that an SDK cannot send but by the classes of some services. */
export function noForm(call: Call, comment: string): string {
  const { name } = call.action;
  return [
    `${comment} ${name} sends this in a form, for which this SDK has no way but the class ${name}Request`,
    `${comment} of the service, if it has one. curl shows what is sent.`,
    "",
  ].join("\n");
}
