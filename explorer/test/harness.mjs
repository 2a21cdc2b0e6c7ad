// Answers tests that are written in Python: a line of JSON in, a line of JSON out.
//
// They have what judges snippets best: shells, servers, and the languages' own compilers.

import { createInterface } from "node:readline";
import { parse, stringify } from "../src/json";
import { explain, sign } from "../src/signing";
import { snippets } from "../src/snippets";
import * as literals from "../src/snippets/literals";

function call(data) {
  return { ...data, structs: new Map(data.structs.map((struct) => [struct.name, struct])) };
}

const answers = {
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
