"""Needs clausewise[milvus]; where that is not installed there is nothing to test here."""

from importlib.util import find_spec

if find_spec("pymilvus") is None:
    collect_ignore_glob = ["*"]
else:
    from tests.store.fixtures import in_faiss, in_milvus, lite, server, store, whole

    __all__ = ["in_faiss", "in_milvus", "lite", "server", "store", "whole"]
