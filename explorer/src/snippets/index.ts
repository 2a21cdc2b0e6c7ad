import type { Snippets } from "../engine";

export const snippets: Snippets = [];
