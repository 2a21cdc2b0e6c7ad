/** The vendor's SDK for Java. */

import type { Call, Snippet } from "../engine";
import { isObject, type Json } from "../json";
import type { Field, Type } from "../model";
import { fieldHeaders, jsonBody } from "../wire";
import { javaString } from "./literals";
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
  version,
} from "./sdk";

export const sdkJava: Snippet = {
  id: "sdk-java",
  label: "Java SDK",
  group: "sdk",
  language: "java",
  needs: "com.tencentcloudapi:tencentcloud-sdk-java; keys in TENCENTCLOUD_SECRET_ID and _SECRET_KEY",
  render,
};

/** Whole numbers are Long, which ends where int64 does; others are Float, which rounds. */
const SCALARS: Scalars = {
  takes(type, format, value) {
    if (type.kind === "Integer") return isWhole(value, ...INT64);
    // No service has shown what the SDK makes of a double.
    if (format === "double" || typeof value !== "number") return false;
    return Number(Math.fround(value).toPrecision(7)) === value;
  },
};

const COMMON = "com.tencentcloudapi.common";

function render(call: Call): string {
  const { action, service } = call;
  if (action.body === "multipart") return noForm(call, "//");
  const typed = action.body === "json" && isName(service.name, KEYWORDS) && fits(call, SCALARS);
  const host = otherHost(call);
  const models = `com.tencentcloudapi.${service.name}.${version(call)}.models`;
  const script = new Script(call, models);
  const client = typed ? `${capital(service.name)}Client` : "CommonClient";
  const body = [
    "Credential credential = new Credential(",
    '        System.getenv("TENCENTCLOUD_SECRET_ID"), System.getenv("TENCENTCLOUD_SECRET_KEY"));',
    "ClientProfile profile = new ClientProfile();",
    ...(host
      ? [
          "HttpProfile http = new HttpProfile();",
          `http.setEndpoint(${javaString(host)});`,
          "profile.setHttpProfile(http);",
        ]
      : []),
    ...(typed ? script.typed(client) : script.general(client)),
  ];
  const imports = [
    ...(typed ? [`${COMMON}.AbstractModel`] : [`${COMMON}.CommonClient`]),
    `${COMMON}.Credential`,
    `${COMMON}.profile.ClientProfile`,
    ...(host ? [`${COMMON}.profile.HttpProfile`] : []),
    ...(typed ? [`com.tencentcloudapi.${service.name}.${version(call)}.${client}`] : []),
    ...[...script.used].map((name) => `${models}.${name}`),
    ...(action.body === "octet-stream"
      ? ["java.nio.file.Files", "java.nio.file.Paths", "java.util.HashMap"]
      : []),
  ];
  return [
    ...imports.sort().map((name) => `import ${name};`),
    "",
    "public class Example {",
    "    public static void main(String[] args) throws Exception {",
    ...body.map((line) => (line ? `        ${line}` : line)),
    "    }",
    "}",
    "",
  ].join("\n");
}

/** The lines of one program, and the names that it uses. */
class Script {
  /** Classes of the service that are imported. */
  readonly used = new Set<string>();
  readonly #taken = new Set([...KEYWORDS, ...OWN]);

  constructor(
    readonly call: Call,
    readonly models: string,
  ) {}

  /** A call by the classes of the service. */
  typed(client: string): string[] {
    const { action } = this.call;
    const request = this.#class(`${action.name}Request`);
    const response = this.#class(`${action.name}Response`);
    const fields = new Map(action.input.map((field) => [field.name, field]));
    return [
      `${client} client = new ${client}(credential, ${javaString(region(this.call))}, profile);`,
      "",
      `${request} request = new ${request}();`,
      ...this.#members("request", fields, this.call.request),
      "",
      `${response} response = client.${action.name}(request);`,
      "System.out.println(AbstractModel.toJsonString(response));",
    ];
  }

  /** A call of an action that the SDK need not know, whose request it sends as it is. */
  general(client: string): string[] {
    const { action, service } = this.call;
    const names = [service.name, service.version].map(javaString).join(", ");
    return [
      `${client} client = new ${client}(`,
      `        ${names}, credential, ${javaString(region(this.call))}, profile);`,
      ...(action.body === "octet-stream" ? this.#bytes() : this.#json()),
    ];
  }

  #json(): string[] {
    return [
      `String body = ${text(jsonBody(this.call.request))};`,
      `System.out.println(client.call(${javaString(this.call.action.name)}, body));`,
    ];
  }

  #bytes(): string[] {
    const headers = fieldHeaders(this.call).map(
      ([name, value]) => `headers.put(${javaString(name)}, ${javaString(value)});`,
    );
    const name = javaString(this.call.action.name);
    return [
      "HashMap<String, String> headers = new HashMap<>();",
      ...headers,
      `byte[] body = Files.readAllBytes(Paths.get("body.bin"));`,
      `System.out.println(client.callOctetStream(${name}, headers, body));`,
    ];
  }

  /** Statements that set the members of what a variable holds. */
  #members(variable: string, fields: ReadonlyMap<string, Field> | undefined, value: Json): string[] {
    return Object.entries(isObject(value) ? value : {}).flatMap(([name, each]) => {
      const field = fields?.get(name);
      if (!field) return [];
      const [lines, expression] = this.#value(field.type, name, each);
      return [...lines, `${variable}.set${capital(name)}(${expression});`];
    });
  }

  /** What has to come before a value, and the value. */
  #value(type: Type, name: string, value: Json): [lines: string[], expression: string] {
    if (type.kind === "array") {
      const items = Array.isArray(value) ? value.map((item) => this.#value(type.item, name, item)) : [];
      const all = items.map(([, expression]) => expression).join(", ");
      return [items.flatMap(([lines]) => lines), `new ${this.#typeOf(type.item)}[] {${all}}`];
    }
    if (type.kind !== "struct") return [[], scalar(type, value)];
    const kind = this.#class(type.struct);
    const variable = this.#variable(name);
    return [
      [
        `${kind} ${variable} = new ${kind}();`,
        ...this.#members(variable, fieldsOf(this.call, type.struct), value),
      ],
      variable,
    ];
  }

  #typeOf(type: Type): string {
    if (type.kind === "struct") return this.#class(type.struct);
    return type.kind === "array" ? `${this.#typeOf(type.item)}[]` : (BOXES[type.kind] ?? "String");
  }

  /** How a class of the service is called here. */
  #class(name: string): string {
    const known = capital(name);
    if (CLASSES.has(known) || known === `${capital(this.call.service.name)}Client`)
      return `${this.models}.${known}`;
    this.used.add(known);
    return known;
  }

  /** A variable that nothing else is called: `repairInfo`, `repairInfo2`. */
  #variable(name: string): string {
    const plain = name.slice(0, 1).toLowerCase() + name.slice(1);
    let variable = plain;
    for (let count = 2; this.#taken.has(variable); count += 1) variable = `${plain}${count}`;
    this.#taken.add(variable);
    return variable;
  }
}

const BOXES: Readonly<Record<string, string>> = { Integer: "Long", Float: "Float", Boolean: "Boolean" };

function scalar(type: Type, value: Json): string {
  switch (type.kind) {
    case "Integer":
      return `${value}L`;
    case "Float":
      return `${value}F`;
    case "Boolean":
      return String(value);
    default:
      return text(typeof value === "string" ? value : "");
  }
}

/** A constant has at most 65,535 bytes; a longer text is put together when the program runs. */
const LONGEST = 8_000;

function text(value: string): string {
  if (value.length <= LONGEST) return javaString(value);
  const chars = [...value];
  const pieces: string[] = [];
  for (let at = 0; at < chars.length; at += LONGEST)
    pieces.push(javaString(chars.slice(at, at + LONGEST).join("")));
  return `String.join("", ${pieces.join(", ")})`;
}

/** Classes that a program has for itself, so that a struct of such a name is written in full. */
const CLASSES = new Set(
  (
    "AbstractModel Boolean ClientProfile CommonClient Credential Example Exception Float HttpProfile " +
    "Long String System"
  ).split(" "),
);

const KEYWORDS = new Set(
  (
    "abstract assert boolean break byte case catch char class const continue default do double else " +
    "enum extends false final finally float for goto if implements import instanceof int interface " +
    "long native new null package private protected public return short static strictfp super switch " +
    "synchronized this throw throws transient true try void volatile while"
  ).split(" "),
);

/** What no variable of a snippet can be called besides. */
const OWN = "args body client credential http profile request response".split(" ");
