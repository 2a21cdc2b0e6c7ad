/**
 * What the explorer knows of a service.
 *
 * `generator/languages/explorer` makes it from the spec, as JSON in script files, of which the page
 * loads what it needs: the service first, an action when it is opened, the structs that requests
 * hold with the first action, and all else after that. What is false, empty or null in the spec is
 * left out, so that each such member is optional here.
 */

import type { Json, JsonObject } from "./json";

/** A service in one version. */
export interface Service {
  /** The short name that signatures and hosts use: `vod`. */
  name: string;
  /** What `X-TC-Version` carries: `2018-07-17`. */
  version: string;
  /** For people: `Video on Demand`. */
  title: string;
  doc?: Prose;
  /** The default one first. */
  endpoints: Endpoint[];
  python: PythonService;
  /** In the order of the spec. */
  actions: ActionSummary[];
  structs: StructSummary[];
  /** All error codes of the service; an action lists codes. */
  errors: ErrorCode[];
}

/** A site and its host: `intl`, `vod.intl.tencentcloudapi.com`. */
export interface Endpoint {
  site: string;
  host: string;
}

export interface PythonService {
  /** What callers import from: `tc3.vod`. */
  package: string;
  /** The package of this version: `tc3.vod.v20180717`. Same names as `package` has, if that is this version's. */
  module: string;
  /** `VodClient`, which both packages export. */
  client: string;
  /** `AsyncVodClient` */
  asyncClient: string;
}

/** What a list of actions shows. */
export interface ActionSummary {
  /** The wire name: `RebuildMedia`. */
  name: string;
  /** As a file and in links: `rebuild-media`. */
  file: string;
  title?: string;
  deprecated?: true;
  /** The service does not answer it any more. */
  offline?: true;
}

export interface StructSummary {
  name: string;
  /** Whether requests hold it; if not, only replies do. */
  sent?: true;
}

/** One call that the service answers, with all that there is to know of it. */
export interface Action {
  name: string;
  file: string;
  title?: string;
  doc?: Prose;
  /** How it is called and answered, where that is not as others are. */
  facts?: Prose;
  /** The parameters, in the order of the spec. */
  input: Field[];
  /** What stands in `Response`, `RequestId` the last. */
  output: Field[];
  /** Codes that this action is said to answer with. */
  errors: string[];
  examples: Example[];
  /** Requests per second that one account may make. */
  rateLimit?: number;
  /** Whether `X-TC-Region` goes with a request. */
  region: "required" | "optional" | "unused";
  /** Changes nothing, so that it may be repeated at will. */
  readOnly?: true;
  /** The parameter whose value makes a repeated request one request. */
  deduplicatedBy?: string;
  /** Bears no signature (`Authorization: SKIP`), and needs no credentials. */
  unsigned?: true;
  body: "json" | "multipart" | "octet-stream";
  /** What makes a parameter's name that of a header, where the body is bytes. */
  headerPrefix?: string;
  /** The reply can be a stream of events. */
  streams?: true;
  deprecated?: Deprecation;
  offline?: true;
  python: PythonAction;
}

export interface PythonAction {
  /** The client's method: `rebuild_media`. Its parameters are the fields' `python`. */
  method: string;
  /** The class of the request: `RebuildMediaRequest`. */
  request: string;
  /** The class of the reply: `RebuildMediaResponse`. */
  response: string;
  /** The method that goes through a list that comes in parts: `describe_tasks_items`. */
  items?: string;
  /** The methods that wait for what it tells of: `wait_until_task_finished`. */
  waiters?: string[];
  /** The method that hands out events: `recite_stream`. */
  stream?: string;
}

/** A data type that requests, replies or other structs refer to by name. */
export interface Struct {
  /** The wire name, which the vendor's SDKs use as it is. */
  name: string;
  doc?: Prose;
  fields: Field[];
  /** The class: `RepairInfo`, exported by the service's package. */
  python: string;
  /** Names of the actions and structs that use it. */
  usedBy?: string[];
}

/** A parameter, a member of a struct, or a member of a reply. */
export interface Field {
  /** The wire name. */
  name: string;
  type: Type;
  doc?: Prose;
  /** What it must keep to besides a list of values, in words. */
  facts?: Prose;
  /** Must be sent. */
  required?: true;
  /** Replies always hold it. */
  always?: true;
  /** Replies may hold null. */
  nullable?: true;
  /** What a request that breaks it is refused for. */
  limits?: Limits;
  /** The same for each element of an array. */
  items?: Limits;
  /** What prose seems to say: shown, never enforced. */
  hints?: Hints;
  /** The exact type of a number. */
  format?: "int32" | "int64" | "uint64" | "float" | "double";
  /** What the service assumes where the field is left out. */
  default?: Scalar;
  unit?: string;
  example?: Json;
  when?: Condition;
  deprecated?: Deprecation;
  /** The parameter of the method, or the attribute of the dataclass: `sub_app_id`. */
  python: string;
}

/** A type where it is used. */
export type Type =
  | { kind: ScalarKind }
  | { kind: "struct"; struct: string }
  | { kind: "array"; item: Type };

/** `Timestamp` is `2018-10-01 00:00:00`; `Object` is any JSON object; `Binary` is bytes. */
export type ScalarKind =
  | "String"
  | "Integer"
  | "Float"
  | "Boolean"
  | "Timestamp"
  | "Timestamp ISO8601"
  | "Date"
  | "Binary"
  | "Object";

export type Scalar = boolean | number | bigint | string;

/** What a value must keep to, in JSON Schema's words where it has them. */
export interface Limits {
  enum?: Choice[];
  /** The enumeration lists what is known; other values are allowed. */
  open?: true;
  /** Values that are allowed beside the range. */
  special?: Choice[];
  minimum?: number | bigint;
  exclusiveMinimum?: number | bigint;
  maximum?: number | bigint;
  exclusiveMaximum?: number | bigint;
  /** Lengths count Unicode characters. */
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
}

export interface Choice {
  value: Scalar;
  doc?: Prose;
}

export interface Hints {
  limits?: Limits;
  items?: Limits;
  default?: Scalar;
  unit?: string;
  /** As text, though it may not have the field's type. */
  example?: string;
}

/** When a field means something: text for people, or a sibling field and its values. */
export interface Condition {
  text?: string;
  field?: string;
  values?: Scalar[];
}

export interface Deprecation {
  /** That it is deprecated, since when, and what to use instead. */
  say: Prose;
  doc?: Prose;
  /** A wire name, or a sentence. */
  replacement?: string;
  since?: string;
}

export interface ErrorCode {
  /** `InvalidParameterValue.SessionId` */
  code: string;
  doc?: Prose;
  /** What a caller can do about it. */
  solution?: Prose;
  /** The class in the module `errors`: `InvalidParameterValueSessionId`. */
  python: string;
}

/** A call as it could be. */
export interface Example {
  title: string;
  doc?: Prose;
  /** Absent where the example shows the reply alone. */
  input?: JsonObject;
  /** What stands inside `Response`; absent where the example shows the request alone. */
  output?: JsonObject;
  /** The request, or the reply, as text where it is no JSON that fits. */
  request?: string;
  reply?: string;
}

/**
 * Prose of the spec, which is Markdown, as a tree that can only ever be shown as text: there is no
 * HTML in it. A plain text is a paragraph.
 */
export type Prose = string | Block[];

export type Block =
  | ["p", ...Inline[]]
  | ["ul", Block[][]]
  /** Begins with a number. */
  | ["ol", number, Block[][]]
  | ["quote", Block[]]
  | ["pre", string];

export type Inline =
  | string
  | ["br"]
  | ["code", string]
  | ["em", ...Inline[]]
  | ["strong", ...Inline[]]
  /** To the web. */
  | ["a", string, ...Inline[]]
  /** To an action, a struct or an error code of this service, by its name. */
  | ["ref", string, ...Inline[]];

/** What a list of services shows. */
export interface ServiceEntry {
  name: string;
  version: string;
  title: string;
  doc?: Prose;
  /** Of its page, from the list's: `vod/v20180717/index.html`. */
  path: string;
  /** How many there are. */
  actions: number;
}

/** What a search finds in an action: its name, its prose, its parameters and its reply's members. */
export type ActionTexts = [name: string, text: string, input: FieldText[], output: FieldText[]];

export type FieldText = [name: string, text: string];
