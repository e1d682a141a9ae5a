"""The index as a LangChain retriever. Needs langchain-core, which nothing else in the room does."""

from typing import Annotated

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import GetPydanticSchema
from pydantic_core import core_schema

from index.query import Hit, Query
from index.searchable import Searchable

#: an index is handed through, not taken apart and checked field by field
_AS_IT_IS = GetPydanticSchema(lambda _type, _handler: core_schema.any_schema())


class ClauseRetriever(BaseRetriever):
    """`ClauseRetriever(index=index, k=5).invoke("小巨人奖多少")` → documents with their clause."""

    index: Annotated[Searchable, _AS_IT_IS]
    k: int = 10
    regions: tuple[str, ...] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.index.search(Query(query, regions=self.regions, k=self.k))
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    document, clause = hit.document, hit.clause
    return Document(
        id=f"{document.number} {clause.clause_id}",
        page_content=clause.text,
        metadata={
            "document_number": document.number,
            "document_title": document.title,
            "clause_id": clause.clause_id,
            "label": clause.label,
            "heading": clause.heading,
            "region": document.region,
            "level": str(document.level) if document.level else None,
            "departments": list(clause.departments),
            "issued": document.issued.isoformat() if document.issued else None,
            "source": document.source,
            "score": hit.score,
        },
    )
