"""Documents → a whole version in Milvus → the alias. Readers see all of it or none."""

import re
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter
from tqdm import tqdm

from corpus.clause import Clause, Document
from corpus.slips import Conflict, conflicts
from index.build import digest, fingerprint, version
from index.dense import FLAT_BELOW
from index.encoder import Encoder
from index.milvus import schema
from index.milvus.client import Client
from index.milvus.facts import FORMAT, Facts, Head, Manifest, Pieces
from index.milvus.rows import rows_of
from index.milvus.words import Rarity, Statistics, clause_words
from index.passages import fields, passages
from index.search import PASSAGES_PER_CLAUSE
from index.searchable import StoreDown
from index.store import token_rules
from index.weights import DEFAULT, Weights

#: clauses sent at once
_BATCH = 256
_PHYSICAL_MS_SHIFT = 18
_LONG_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Original:
    """A document as it was published, before any change."""

    digest: str
    title: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes clauses as rows of one collection."""

    client: Client
    collection: str
    encoder: Encoder | None
    averages: Sequence[float]
    weights: Weights

    def write(self, document: Document, first: int) -> Head:
        """The document's clauses, numbered from `first`."""
        for start in range(0, len(document.clauses), _BATCH):
            batch = document.clauses[start : start + _BATCH]
            rows = list(self._rows(document, batch, first + start))
            self.client.call("insert", self.collection, rows, timeout=_LONG_SECONDS)
        return head_of(document, first)

    def _rows(
        self, document: Document, clauses: Sequence[Clause], first: int
    ) -> Iterator[dict[str, object]]:
        texts = [passages(document, clause)[:PASSAGES_PER_CLAUSE] for clause in clauses]
        flat = [text for each in texts for text in each]
        encoded = None if self.encoder is None else self.encoder.encode_passages(flat)
        at = 0
        for number, (clause, each) in enumerate(zip(clauses, texts, strict=True), first):
            words = clause_words(fields(document, clause), self.averages, self.weights)
            vectors = None if encoded is None else encoded[at : at + len(each)]
            yield from rows_of(document, clause, number, words, vectors)
            at += len(each)


def publish(
    documents: Sequence[Document],
    encoder: Encoder | None,
    client: Client,
    *,
    weights: Weights = DEFAULT,
    progress: bool = False,
) -> Manifest:
    """A version of these documents, checked, then put in place of the one that answers."""
    digests = {document.number: digest(document) for document in documents}
    name = f"{client.address.name}_{version(digests, encoder)}_{secrets.token_hex(3)}"
    facts = Facts(client, name)
    try:
        manifest = _write(documents, encoder, facts, weights, progress)
        _refuse_holes(facts, manifest)
        facts.commit(manifest)
        for made in (name, facts.name):
            client.call("flush", made, timeout=_LONG_SECONDS)
    except BaseException:
        with suppress(StoreDown):
            _drop(client, [name, facts.name])
        raise
    _switch(client, name)
    return manifest


def _write(
    documents: Sequence[Document],
    encoder: Encoder | None,
    facts: Facts,
    weights: Weights,
    progress: bool,
) -> Manifest:
    rows = [(document, clause) for document in documents for clause in document.clauses]
    statistics = Statistics.of(fields(*row) for row in rows)
    count = sum(len(passages(*row)) for row in rows)
    dimension = None if encoder is None else encoder.dimension
    is_flat = count < FLAT_BELOW
    for name, fields_, indexes in (
        (facts.clauses, schema.clauses(dimension), schema.clause_indexes(dimension, count)),
        (facts.name, schema.facts(), schema.fact_indexes()),
    ):
        facts.client.call("create_collection", name, schema=fields_, index_params=indexes)
    writer = Writer(facts.client, facts.clauses, encoder, statistics.averages, weights)
    heads: list[Head] = []
    for document in tqdm(documents, desc="documents", unit="document", disable=not progress):
        heads.append(writer.write(document, heads[-1].end if heads else 1))
    facts.put_heads(heads, 0)
    digests = {head.document.number: head.digest for head in heads}
    published = {h.document.number: Original(h.digest, h.document.title) for h in heads}
    return Manifest(
        format=FORMAT,
        version=version(digests, encoder),
        edition=0,
        encoder="none" if encoder is None else encoder.name,
        encoder_fingerprint=fingerprint(encoder),
        dimension=dimension,
        is_flat=is_flat,
        token_rules=token_rules(),
        averages=statistics.averages,
        documents=len(heads),
        clauses=len(rows),
        heads=len(heads),
        next_id=heads[-1].end if heads else 1,
        published=facts.put_blob("published", 0, originals().dump_json(published)),
        pieces=put_edition(
            facts,
            0,
            Rarity.of(len(rows), statistics.times),
            {name for _, clause in rows for name in clause.departments},
            conflicts([clause for _, clause in rows]),
        ),
        written=milvus_time(),
    )


def put_edition(
    facts: Facts,
    edition: int,
    rarity: Rarity,
    departments: set[str],
    found: Sequence[Conflict],
) -> Pieces:
    """What every edition has of its own, and in how many pieces."""
    names = dict.fromkeys(sorted(departments), "")
    return Pieces(
        rarity=facts.put_blob("rarity", edition, rarity.to_bytes()),
        departments=facts.put_blob("departments", edition, strings().dump_json(names)),
        conflicts=facts.put_blob("conflicts", edition, all_conflicts().dump_json(tuple(found))),
    )


def head_of(document: Document, first: int) -> Head:
    """The document without what its rows hold, and without the pieces of its source."""
    bare = Document(
        document.number,
        document.title,
        document.issuer,
        document.region,
        document.level,
        document.issued,
        document.source,
        document.trial,
        document.implements,
    )
    return Head(bare, digest(document), first, first + len(document.clauses))


def milvus_time() -> int:
    """Now, as Milvus counts it: what was written before is seen by who asks for this time."""
    return int(time.time() * 1000) << _PHYSICAL_MS_SHIFT


def _refuse_holes(facts: Facts, manifest: Manifest) -> None:
    """Every clause has its first row."""
    found = facts.client.call(
        "query",
        facts.clauses,
        filter='body != ""',
        output_fields=["count(*)"],
        consistency_level="Strong",
        timeout=_LONG_SECONDS,
    )[0]["count(*)"]
    if found < manifest.clauses:
        raise StoreDown(
            f"{facts.clauses} holds {found} of {manifest.clauses} clauses: not published"
        )


def _switch(client: Client, name: str) -> None:
    """The alias names this version; the one before stays for who is still reading it."""
    previous = client.collection()
    alias = client.address.name
    client.call("alter_alias" if previous else "create_alias", name, alias)
    kept = {name, f"{name}_facts", previous, f"{previous}_facts"}
    ours = re.compile(rf"{re.escape(alias)}_[0-9a-f]{{12}}_[0-9a-f]{{6}}(_facts)?")
    made = client.call("list_collections")
    _drop(client, [other for other in made if ours.fullmatch(other) and other not in kept])


def _drop(client: Client, names: Sequence[str]) -> None:
    for name in names:
        if client.call("has_collection", name):
            client.call("drop_collection", name)


@cache
def originals() -> TypeAdapter[dict[str, Original]]:
    return TypeAdapter(dict[str, Original])


@cache
def strings() -> TypeAdapter[dict[str, str]]:
    return TypeAdapter(dict[str, str])


@cache
def all_conflicts() -> TypeAdapter[tuple[Conflict, ...]]:
    return TypeAdapter(tuple[Conflict, ...])
