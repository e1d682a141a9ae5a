"""LangChain users get the clause with everything that cites it."""

from index.langchain import ClauseRetriever
from index.search import Index


def test_documents_carry_the_clause_and_its_metadata(small_index: Index) -> None:
    retriever = ClauseRetriever(index=small_index, k=2, regions=("晋城市", "山西省"))
    first, second = retriever.invoke("专精特新小巨人奖励")
    assert first.page_content.startswith("对新认定的国家级专精特新")
    assert first.metadata["document_number"] == "晋市政办〔2022〕5号"
    assert first.metadata["clause_id"] == "二.22"
    assert first.metadata["departments"] == ["市工信局", "市财政局"]
    assert first.metadata["level"] == "city"
    assert first.metadata["score"] >= second.metadata["score"] > 0
