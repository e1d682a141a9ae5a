# mypy: ignore-errors
"""Other frameworks' in-memory hybrid search, timed. Runs in an environment of its own.

    python pipelines.py FRAMEWORK INPUT.json        → {"p50": …, "p95": …} in milliseconds

Every framework is given the same tokens (texts joined by blanks, cut at blanks) and the same
vectors, looked up by text; nothing is tokenised or encoded while the clock runs. Types are not
checked, as the frameworks are not installed where the checks run.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

TOP_K = 10
_AT_BLANKS = r"\S+"
_WARM_UP = 5

Ask = Callable[[str], Any]


def langchain(texts: list[str], vectors: list[list[float]], lookup: dict[str, list[float]]) -> Ask:
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Known(Embeddings):
        def embed_query(self, text: str) -> list[float]:
            return lookup[text]

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [lookup[text] for text in texts]

    words = BM25Retriever.from_texts(texts, preprocess_func=str.split, k=TOP_K)
    pairs = list(zip(texts, vectors, strict=True))
    dense = FAISS.from_embeddings(pairs, Known()).as_retriever(search_kwargs={"k": TOP_K})
    both = EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])
    return both.invoke


def llamaindex(texts: list[str], vectors: list[list[float]], lookup: dict[str, list[float]]) -> Ask:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    class Known(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return lookup[query]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return lookup[query]

        def _get_text_embedding(self, text: str) -> list[float]:
            return lookup[text]

    nodes = [
        TextNode(text=text, id_=str(number), embedding=vector)
        for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
    ]
    words = BM25Retriever.from_defaults(
        nodes=nodes, similarity_top_k=TOP_K, token_pattern=_AT_BLANKS, skip_stemming=True
    )
    dense = VectorStoreIndex(nodes, embed_model=Known()).as_retriever(similarity_top_k=TOP_K)
    both = QueryFusionRetriever(
        [words, dense],
        llm=MockLLM(),
        mode="relative_score",
        num_queries=1,
        similarity_top_k=TOP_K,
        use_async=False,
    )
    return both.retrieve


def haystack(texts: list[str], vectors: list[list[float]], lookup: dict[str, list[float]]) -> Ask:
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import (
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(
        bm25_tokenization_regex=_AT_BLANKS, embedding_similarity_function="cosine"
    )
    pairs = enumerate(zip(texts, vectors, strict=True))
    store.write_documents([Document(id=str(n), content=t, embedding=v) for n, (t, v) in pairs])
    pipeline = Pipeline()
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=TOP_K))
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=TOP_K))
    pipeline.add_component("both", DocumentJoiner("reciprocal_rank_fusion", top_k=TOP_K))
    pipeline.connect("words", "both")
    pipeline.connect("dense", "both")

    def ask(text: str) -> Any:
        asked = {"words": {"query": text}, "dense": {"query_embedding": lookup[text]}}
        return pipeline.run(asked)

    return ask


FRAMEWORKS = {"langchain": langchain, "llamaindex": llamaindex, "haystack": haystack}


def timed(ask: Ask, questions: list[str]) -> dict[str, float]:
    """Milliseconds for one question: the median, and what 95 of 100 stay below."""
    for question in questions[:_WARM_UP]:
        ask(question)
    found = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        found.append(1000 * (time.perf_counter() - start))
    return {"p50": median(found), "p95": sorted(found)[int(0.95 * len(found))]}


def main() -> None:
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    framework, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    lookup = dict(zip(given["questions"], given["question_vectors"], strict=True))
    ask = FRAMEWORKS[framework](given["texts"], given["vectors"], lookup)
    print(json.dumps(timed(ask, given["questions"])))


if __name__ == "__main__":
    main()
