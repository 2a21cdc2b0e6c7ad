// Answers tests that are written in Python: a line of JSON in, a line of JSON out.
//
// They have what judges snippets best: shells, servers, and the languages' own compilers.

import { createInterface } from "node:readline";
import { parse, stringify } from "../src/json";
import { explain, sign } from "../src/signing";
import { snippets } from "../src/snippets";
import { OWN } from "../src/snippets/cli";
import * as literals from "../src/snippets/literals";

/** Services by their names, as their scripts hand them to the page. */
const known = new Map();

function load({ name, scripts }) {
  const found = { actions: new Map(), structs: new Map() };
  const receive = (kind, key, data) => {
    if (kind === "service") found.service = data;
    if (kind === "action") found.actions.set(key, data);
    if (kind === "structs") for (const struct of data) found.structs.set(struct.name, struct);
  };
  for (const script of scripts) new Function("tc3gen", script)(receive);
  known.set(name, found);
  return [...found.actions.keys()];
}

function call({ service: name, called = name, action, ...rest }) {
  const { actions, structs, ...found } = known.get(name);
  const service = { ...found.service, name: called };
  const host = service.endpoints[0].host;
  return { region: "", host, ...rest, service, action: actions.get(action), structs };
}

const answers = {
  load,
  own: () => [...OWN],
  snippets: () => snippets.map(({ render, ...about }) => about),
  render: ({ id, call: data, options }) =>
    snippets.find((snippet) => snippet.id === id).render(call(data), options),
  explain: ({ call: data, credential, timestamp }) => explain(call(data), credential, timestamp),
  sign: ({ request, credential }) => {
    const body = Buffer.from(request.body, "base64");
    const { canonical, text, signature, authorization } = sign({ ...request, body }, credential);
    return { canonical, text, signature, authorization };
  },
  literal: ({ name, value }) => literals[name](value),
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { ask, ...data } = parse(line);
    answer = { answer: answers[ask](data) };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(`${stringify(answer)}\n`);
}
