"""The index in Milvus opened, and its documents changed, while others search it.

A change adds rows that no reader asks for yet, commits the manifest that covers them and leaves
out the rows of what they replace, and takes those out of the engine later.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.clause import Clause, Document
from corpus.slips import Conflict, conflicts, rate_contexts
from index.build import fingerprint, version
from index.encoder import Encoder, load_encoder
from index.milvus.client import Client
from index.milvus.facts import Facts, Head, Manifest, Range
from index.milvus.filters import all_of, listed, visible
from index.milvus.index import MilvusIndex
from index.milvus.publish import (
    Original,
    Writer,
    all_conflicts,
    milvus_time,
    originals,
    put_edition,
    strings,
)
from index.milvus.rows import Cache, Clauses, Kept
from index.milvus.words import Rarity
from index.store import BadIndex, token_rules
from index.weights import DEFAULT

#: about 20 KB each
_CLAUSES_KEPT = 8_192
#: who still reads the state before a change has gone over to the new one by then
_GRACE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """Which version answers, and how often it was changed."""

    collection: str
    edition: int


def state(client: Client) -> State | None:
    """Where the alias leads now; None: nothing is published."""
    collection = client.collection()
    if collection is None:
        return None
    return State(collection, Facts(client, collection).manifest().edition)


def published(index: MilvusIndex) -> Mapping[str, Original]:
    """What was published, before any change, by number."""
    return originals().validate_json(index.facts.blob("published", 0, index.manifest.published))


def load(
    client: Client, encoder: Encoder | None = None, before: MilvusIndex | None = None
) -> MilvusIndex:
    """The version that answers now; clauses known from the one before need not be read again."""
    collection = client.collection()
    if collection is None:
        at = client.address
        raise BadIndex(f'{at.uri} has no index {at.name}: run "python serve.py publish"')
    facts = Facts(client, collection)
    manifest = facts.manifest()
    is_same = before is not None and before.clauses.collection == collection
    if before is not None and is_same and before.manifest == manifest:
        return before
    known = encoder or (before.encoder if before and is_same else load_encoder(manifest.encoder))
    _refuse_others(collection, manifest, known)
    cache = before.clauses.cache if before and is_same else Cache(_CLAUSES_KEPT)
    found = MilvusIndex(
        clauses=Clauses(client, collection, manifest.dimension is not None, cache),
        facts=facts,
        manifest=manifest,
        heads=facts.heads(manifest),
        rarity=Rarity.from_bytes(
            manifest.clauses, facts.blob("rarity", manifest.edition, manifest.pieces.rarity)
        ),
        departments=tuple(
            strings().validate_json(
                facts.blob("departments", manifest.edition, manifest.pieces.departments)
            )
        ),
        conflicts=all_conflicts().validate_json(
            facts.blob("conflicts", manifest.edition, manifest.pieces.conflicts)
        ),
        encoder=known,
    )
    # a second change in the meantime may have written over what was read
    return found if facts.manifest() == manifest else load(client, encoder, before)


def changed(
    index: MilvusIndex, added: Sequence[Document] = (), removed: Iterable[str] = ()
) -> MilvusIndex:
    """The index with these documents, new or in place of those of the same number, or without."""
    numbers = {*removed, *(document.number for document in added)}
    gone = [head for head in index.heads if head.document.number in numbers]
    if not gone and not added:
        return index
    client, manifest = index.clauses.client, index.manifest
    writer = Writer(client, index.clauses.collection, index.encoder, manifest.averages, DEFAULT)
    heads: list[Head] = []
    for document in added:
        heads.append(writer.write(document, heads[-1].end if heads else manifest.next_id))
    old = index.clauses.of([n for head in gone for n in range(head.first, head.end)])
    new = index.clauses.of([n for head in heads for n in range(head.first, head.end)])
    left = [head for head in index.heads if head not in gone] + heads
    rarity = index.rarity.changed(
        sum(head.end - head.first for head in left), _times(old.values()), _times(new.values())
    )
    index.facts.put_heads(heads, manifest.heads)
    edition = manifest.edition + 1
    departments = {*index.departments, *(d for k in new.values() for d in k.clause.departments)}
    pieces = put_edition(
        index.facts, edition, rarity, departments, _conflicts(index, numbers, new.values())
    )
    expired, retired = _retired(manifest, gone)
    _take_out(index, expired)
    index.facts.commit(
        replace(
            manifest,
            version=version({h.document.number: h.digest for h in left}, index.encoder),
            edition=edition,
            documents=len(left),
            clauses=rarity.clauses,
            heads=manifest.heads + len(heads),
            next_id=heads[-1].end if heads else manifest.next_id,
            written=milvus_time(),
            retired=retired,
            pieces=pieces,
        )
    )
    return load(client, index.encoder, index)


def _refuse_others(collection: str, manifest: Manifest, encoder: Encoder | None) -> None:
    if fingerprint(encoder) != manifest.encoder_fingerprint:
        raise BadIndex(
            f"{collection} was published with the model {manifest.encoder} "
            f"({manifest.encoder_fingerprint}), this one is {fingerprint(encoder)}: "
            'run "python serve.py publish"'
        )
    if manifest.token_rules != token_rules():
        raise BadIndex(
            f"{collection} was published by the token rules {manifest.token_rules}, these are "
            f'{token_rules()}: run "python serve.py publish"'
        )


def _times(kept: Iterable[Kept]) -> Mapping[int, int]:
    """In how many of the clauses each token stands."""
    found: Counter[int] = Counter()
    for each in kept:
        found.update(at for at in each.dimensions.tolist() if at)
    return found


def _conflicts(index: MilvusIndex, numbers: set[str], new: Iterable[Kept]) -> tuple[Conflict, ...]:
    """Those of the documents that stay, and those that the new clauses bring."""
    kept = [
        c for c in index.conflicts if not {c.one.document_number, c.other.document_number} & numbers
    ]
    clauses = [each.clause for each in new]
    contexts = sorted({context for clause in clauses for context in rate_contexts(clause)})
    if not contexts:
        return tuple(kept)
    others = _with_rates(index, contexts, numbers)
    is_new = {(c.document_number, c.clause_id) for c in clauses}
    found = (
        c
        for c in conflicts([*others, *clauses])
        if {(f.document_number, f.clause_id) for f in (c.one, c.other)} & is_new
    )
    return (*kept, *found)


def _with_rates(index: MilvusIndex, contexts: Sequence[str], numbers: set[str]) -> list[Clause]:
    rows = index.clauses.client.call(
        "query",
        index.clauses.collection,
        filter=all_of([*visible(index.manifest), f"array_contains_any(rates, {listed(contexts)})"]),
        output_fields=["clause"],
        consistency_level="Strong",
    )
    found = index.clauses.of(sorted({row["clause"] for row in rows}))
    return [k.clause for k in found.values() if k.clause.document_number not in numbers]


def _retired(manifest: Manifest, gone: Sequence[Head]) -> tuple[list[Range], tuple[Range, ...]]:
    """What can be taken out of the engine, and what must only not be found any more."""
    now = time.time()
    expired = [r for r in manifest.retired if now - r.retired > _GRACE_SECONDS]
    left = [r for r in manifest.retired if r not in expired]
    return expired, (*left, *(Range(head.first, head.end, now) for head in gone))


def _take_out(index: MilvusIndex, expired: Sequence[Range]) -> None:
    facts, manifest = index.facts, index.manifest
    facts.drop_heads(facts.head_numbers(manifest, expired) if expired else [])
    for gone in expired:
        index.clauses.client.call(
            "delete",
            index.clauses.collection,
            filter=f"clause >= {gone.first} and clause < {gone.end}",
        )
