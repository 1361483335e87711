"""A peer: BM25 (tantivy), a document an entry: its text, the sentences that it cites, its `ask` lines, its aliases and
what it denies.

bm25.py KNOWLEDGE.json; then a JSON object {"q"} a line in, {"entry", "score", "elapsed_us"} a line out.
"""

import json
import re
import sys
import time

import tantivy

with open(sys.argv[1], encoding="utf-8") as file:
    entries = json.load(file)

schema = tantivy.SchemaBuilder()
schema.add_text_field("id", stored=True, tokenizer_name="raw")
schema.add_text_field("body", tokenizer_name="en_stem")
index = tantivy.Index(schema.build())
writer = index.writer(num_threads=1)
for entry in entries:
    body = "\n".join([entry["text"], *entry["cites"], *entry["asks"], *entry["hints"]])
    writer.add_document(tantivy.Document(id=entry["id"], body=body))
writer.commit()
index.reload()
searcher = index.searcher()

for line in sys.stdin:
    question = json.loads(line)["q"]
    start = time.perf_counter()
    # The query language has signs and words of its own; a question has none of them.
    words = " ".join(re.findall(r"\w+", question)).lower()
    hits = searcher.search(index.parse_query(words, ["body"]), 1).hits if words else []
    entry = searcher.doc(hits[0][1])["id"][0] if hits else None
    elapsed = time.perf_counter() - start
    reply = {"entry": entry, "score": hits[0][0] if hits else 0.0, "elapsed_us": elapsed * 1e6}
    print(json.dumps(reply), flush=True)
