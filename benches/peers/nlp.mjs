// A peer: nlp.js, an intent an entry, trained on its `ask` lines, its aliases and what it denies.
//
// nlp.mjs KNOWLEDGE.json FOLDER_OF_NODE_MODULES; then a JSON object {"q"} a line in,
// {"entry", "score", "elapsed_us"} a line out.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [knowledge, folder] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { containerBootstrap } = require("@nlpjs/core");
const { Nlp } = require("@nlpjs/nlp");
const { LangEn } = require("@nlpjs/lang-en-min");

const container = await containerBootstrap();
// Its defaults, but for two: nothing about training among the answers, and misspellings seen through.
container.registerConfiguration("nlu-??", {
  keepStopwords: true,
  nonefeatureValue: 1,
  nonedeltaMultiplier: 1.2,
  spellCheck: true,
  spellCheckDistance: 1,
  filterZeros: true,
  log: false,
});
container.use(Nlp);
container.use(LangEn);
const nlp = container.get("nlp");
nlp.settings.autoSave = false;
nlp.addLanguage("en");
for (const entry of JSON.parse(readFileSync(knowledge, "utf8"))) {
  for (const line of [...entry.asks, ...entry.hints]) nlp.addDocument("en", line, entry.id);
}
await nlp.train();

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line).q;
  const start = process.hrtime.bigint();
  const { classifications } = await nlp.process("en", question);
  const best = classifications.find((each) => each.intent !== "None");
  const elapsed_us = Number(process.hrtime.bigint() - start) / 1e3;
  console.log(JSON.stringify({ entry: best?.intent ?? null, score: best?.score ?? 0, elapsed_us }));
}
