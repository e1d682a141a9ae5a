"""What the two collections of a version look like, and how they are indexed and searched.

Every parameter is given: Lite and the cluster differ in what they would choose themselves.
"""

from typing import Any

from pymilvus import CollectionSchema, DataType, MilvusClient
from pymilvus.milvus_client import IndexParams

from index.dense import FLAT_BELOW

METRIC = "IP"  # of vectors of length 1: their cosine
#: bytes of a VARCHAR, and characters that surely fit into it
MOST_BYTES = 65_535
#: hits of one search
MOST_FOUND = 16_384
PIECE = MOST_BYTES // 4
MOST_DEPARTMENTS, MOST_RATES = 256, 1024
_NAME_BYTES = 1024
_HNSW = {"M": 32, "efConstruction": 360}
_SHORTEST_LIST = 128
#: looked up by value; Lite has no index of arrays
_FILTERED = ("clause", "document", "region", "level", "last_day", "issued")


def clauses(dimension: int | None) -> CollectionSchema:
    """A row for each passage; without an encoder one for each clause."""
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("clause", DataType.INT64)
    for name in ("document", "name", "region", "level"):
        schema.add_field(name, DataType.VARCHAR, max_length=_NAME_BYTES)
    schema.add_field("issued", DataType.INT64)
    schema.add_field("last_day", DataType.INT64)
    for name, most in (("departments", MOST_DEPARTMENTS), ("rates", MOST_RATES)):
        schema.add_field(
            name,
            DataType.ARRAY,
            element_type=DataType.VARCHAR,
            max_capacity=most,
            max_length=_NAME_BYTES,
        )
    schema.add_field("body", DataType.VARCHAR, max_length=MOST_BYTES)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    if dimension is not None:
        schema.add_field("meaning", DataType.FLOAT_VECTOR, dim=dimension)
    return schema


def facts() -> CollectionSchema:
    """Named pieces of text. Milvus keeps no collection without a vector."""
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, is_primary=True, max_length=_NAME_BYTES)
    schema.add_field("body", DataType.VARCHAR, max_length=MOST_BYTES)
    schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=2)
    return schema


def clause_indexes(dimension: int | None, passages: int) -> IndexParams:
    """Exact search of vectors while that is fast, then a graph; words always exactly."""
    params = MilvusClient.prepare_index_params()
    params.add_index(
        "words",
        index_type="SPARSE_INVERTED_INDEX",
        metric_type=METRIC,
        params={"inverted_index_algo": "DAAT_MAXSCORE"},
    )
    if dimension is not None:
        kind, built = ("FLAT", {}) if passages < FLAT_BELOW else ("HNSW", _HNSW)
        params.add_index("meaning", index_type=kind, metric_type=METRIC, params=built)
    for name in _FILTERED:
        params.add_index(name, index_type="INVERTED")
    return params


def fact_indexes() -> IndexParams:
    params = MilvusClient.prepare_index_params()
    params.add_index("nothing", index_type="FLAT", metric_type=METRIC, params={})
    return params


def words_search() -> dict[str, Any]:
    return {"metric_type": METRIC, "params": {"drop_ratio_search": 0.0}}


def meaning_search(count: int, is_flat: bool) -> dict[str, Any]:
    searched = {} if is_flat else {"ef": max(2 * count, _SHORTEST_LIST)}
    return {"metric_type": METRIC, "params": searched}
