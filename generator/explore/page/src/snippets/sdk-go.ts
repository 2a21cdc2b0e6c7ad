/** The vendor's SDK for Go. */

import type { Call, Snippet } from "../engine";
import { isObject, type Json } from "../json";
import type { Field, Type } from "../model";
import { fieldHeaders } from "../wire";
import { goString } from "./literals";
import {
  capital,
  fieldsOf,
  fits,
  INT64,
  isName,
  isWhole,
  noForm,
  otherHost,
  region,
  type Scalars,
  UINT64,
  version,
} from "./sdk";

export const sdkGo: Snippet = {
  id: "sdk-go",
  label: "Go SDK",
  group: "sdk",
  language: "go",
  needs:
    "go get github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common, and …/<service>; keys in " +
    "TENCENTCLOUD_SECRET_ID and _SECRET_KEY",
  render,
};

const SDK = "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud";

/** Numbers have exact types. */
const SCALARS: Scalars = {
  takes(type, format, value) {
    if (type.kind === "Integer") return isWhole(value, ...(format === "uint64" ? UINT64 : INT64));
    return typeof value === "number";
  },
};

function render(call: Call): string {
  const { action, service } = call;
  if (action.body === "multipart") return noForm(call, "//");
  const typed = action.body === "json" && fits(call, SCALARS);
  const alias = packageName(service.name);
  const host = otherHost(call);
  const imports = [
    `"${SDK}/common"`,
    ...(typed ? [] : [`tchttp "${SDK}/common/http"`]),
    `"${SDK}/common/profile"`,
    ...(typed ? [`${alias} "${SDK}/${service.name}/${version(call)}"`] : []),
  ];
  const lines = [
    "credential := common.NewCredential(",
    '\tos.Getenv("TENCENTCLOUD_SECRET_ID"),',
    '\tos.Getenv("TENCENTCLOUD_SECRET_KEY"),',
    ")",
    "settings := profile.NewClientProfile()",
    ...(host ? [`settings.HttpProfile.Endpoint = ${goString(host)}`] : []),
    ...(typed ? typedCall(call, alias) : anyCall(call)),
  ];
  const standard = ["fmt", "log", "os"];
  if (lines.some((line) => line.includes("json.Number("))) standard.unshift("encoding/json");
  return [
    "package main",
    "",
    "import (",
    ...standard.map((name) => `\t"${name}"`),
    "",
    ...imports.map((line) => `\t${line}`),
    ")",
    "",
    "func main() {",
    ...lines.join("\n").split("\n").map((line) => (line ? `\t${line}` : line)),
    "}",
    "",
  ].join("\n");
}

/** A call by the classes of the service. */
function typedCall(call: Call, alias: string): string[] {
  const { action } = call;
  const fields = new Map(action.input.map((field) => [field.name, field]));
  const assignments = Object.entries(call.request).flatMap(([name, value]) => {
    const field = fields.get(name);
    return field ? [`request.${capital(name)} = ${typedValue(call, alias, field, field.type, value)}`] : [];
  });
  return [
    `client, err := ${alias}.NewClient(credential, ${goString(region(call))}, settings)`,
    ...ifError(),
    "",
    `request := ${alias}.New${action.name}Request()`,
    ...assignments,
    "",
    `response, err := client.${action.name}(request)`,
    ...ifError(),
    "fmt.Println(response.ToJsonString())",
  ];
}

/** A call of an action that the SDK need not know. */
function anyCall(call: Call): string[] {
  const { action, service } = call;
  const names = [service.name, service.version, action.name].map(goString).join(", ");
  const bytes = action.body === "octet-stream";
  const given = bytes
    ? [`request.SetOctetStreamParameters(${headers(fieldHeaders(call))}, body)`]
    : [`err := request.SetActionParameters(${anyValue(call.request)})`, ...ifError()];
  return [
    ...(bytes ? [`body, err := os.ReadFile("body.bin")`, ...ifError()] : []),
    `client := common.NewCommonClient(credential, ${goString(region(call))}, settings)`,
    `request := tchttp.NewCommonRequest(${names})`,
    ...given,
    "response := tchttp.NewCommonResponse()",
    `if err := client.${bytes ? "SendOctetStream" : "Send"}(request, response); err != nil {`,
    "\tlog.Fatal(err)",
    "}",
    "fmt.Println(string(response.GetBody()))",
  ];
}

function headers(all: readonly (readonly [name: string, value: string])[]): string {
  const members = all.map(([name, value]) => [`${goString(name)}:`, goString(value)] as const);
  return members.length ? `map[string]string{\n${aligned(members)}\n}` : "map[string]string{}";
}

function ifError(): string[] {
  return ["if err != nil {", "\tlog.Fatal(err)", "}"];
}

/** A value of a field, which is a pointer in this SDK. */
function typedValue(call: Call, alias: string, field: Field, type: Type, value: Json): string {
  if (type.kind === "array" && Array.isArray(value)) {
    const { item } = type;
    if (item.kind !== "struct") {
      const kind = goType(item, field.format);
      const items = value.map((each) => scalar(each)).join(", ");
      return `common.${capital(kind)}Ptrs([]${kind}{${items}})`;
    }
    const struct = `${alias}.${capital(item.struct)}`;
    if (!value.length) return `[]*${struct}{}`;
    const items = value.map((each) => `\t${indented(typedStruct(call, alias, item.struct, "", each))},`);
    return `[]*${struct}{\n${items.join("\n")}\n}`;
  }
  if (type.kind === "struct")
    return typedStruct(call, alias, type.struct, `&${alias}.${capital(type.struct)}`, value);
  return `common.${capital(goType(type, field.format))}Ptr(${scalar(value)})`;
}

/** A struct; within a list of it, its type goes without saying. */
function typedStruct(call: Call, alias: string, name: string, head: string, value: Json): string {
  const fields = fieldsOf(call, name);
  const members = isObject(value) ? Object.entries(value) : [];
  const texts = members.flatMap(([key, each]): [string, string][] => {
    const field = fields?.get(key);
    return field
      ? [[`${capital(key)}:`, indented(typedValue(call, alias, field, field.type, each))]]
      : [];
  });
  return texts.length ? `${head}{\n${aligned(texts)}\n}` : `${head}{}`;
}

/** Members, one to a line; gofmt aligns the values of neighbours that take one line each. */
function aligned(members: readonly (readonly [key: string, text: string])[]): string {
  const isLine = members.map(([, text]) => !text.includes("\n"));
  const widths = members.map(([key]) => [...key].length);
  return members
    .map(([key, text], index) => {
      let [first, last] = [index, index];
      if (isLine[index]) {
        while (first > 0 && isLine[first - 1]) first -= 1;
        while (last < members.length - 1 && isLine[last + 1]) last += 1;
      }
      const width = Math.max(...widths.slice(first, last + 1));
      return `\t${isLine[index] ? key.padEnd(width) : key} ${text},`;
    })
    .join("\n");
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n\t");
}

function goType(type: Type, format: Field["format"]): string {
  switch (type.kind) {
    case "Integer":
      return format === "uint64" ? "uint64" : "int64";
    case "Float":
      return "float64";
    case "Boolean":
      return "bool";
    default:
      return "string";
  }
}

function scalar(value: Json): string {
  return typeof value === "string" ? goString(value) : String(value);
}

/** Plain data. */
function anyValue(value: Json): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => `\t${indented(anyValue(item))},`);
    return items.length ? `[]interface{}{\n${items.join("\n")}\n}` : "[]interface{}{}";
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(
      ([name, each]) => [`${goString(name)}:`, indented(anyValue(each))] as const,
    );
    return members.length
      ? `map[string]interface{}{\n${aligned(members)}\n}`
      : "map[string]interface{}{}";
  }
  if (value === null) return "nil";
  if (typeof value === "bigint") {
    if (isWhole(value, ...INT64)) return `int64(${value})`;
    return isWhole(value, ...UINT64) ? `uint64(${value})` : `json.Number("${value}")`;
  }
  return scalar(value);
}

/** What a snippet calls the service's package: its short name, unless Go or the snippet has it. */
function packageName(service: string): string {
  return isName(service, TAKEN) ? service : `${service.replaceAll(/[^a-z0-9]/g, "")}api`;
}

const TAKEN = new Set(
  (
    "client common credential err fmt func go if import interface len log main map new nil os " +
    "package profile range request response return select settings string struct switch type var"
  ).split(" "),
);
