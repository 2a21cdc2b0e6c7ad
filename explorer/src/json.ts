/**
 * JSON that loses nothing: an integer that a JavaScript number cannot hold is a bigint.
 *
 * Services have int64 and uint64; `JSON.parse` would change such a value without a word.
 */

export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };
