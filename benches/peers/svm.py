"""A peer: TF-IDF and a linear support vector machine (scikit-learn), a class an entry, trained on its `ask` lines, its
text, the sentences that it cites, its aliases and what it denies.

svm.py KNOWLEDGE.json; then a JSON object {"q"} a line in, {"entry", "score", "elapsed_us"} a line out.
"""

import json
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

with open(sys.argv[1], encoding="utf-8") as file:
    entries = json.load(file)
examples = [
    (line, entry["id"])
    for entry in entries
    for line in [*entry["asks"], entry["text"], *entry["cites"], *entry["hints"]]
]

# Parts of words beside words: they see through misspellings.
features = make_union(
    TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
    TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5)),
)
model = make_pipeline(features, LinearSVC())
model.fit([line for line, _ in examples], [entry for _, entry in examples])

for line in sys.stdin:
    question = json.loads(line)["q"]
    start = time.perf_counter()
    scores = model.decision_function([question])[0]
    best = scores.argmax()
    elapsed = time.perf_counter() - start
    reply = {"entry": model.classes_[best], "score": float(scores[best]), "elapsed_us": elapsed * 1e6}
    print(json.dumps(reply), flush=True)
