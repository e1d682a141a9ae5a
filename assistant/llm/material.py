"""What the model may speak from: clauses under short markers, without anything that gives orders.

The model never sees a document number or an address, and a sentence of a clause that addresses a
reader like a machine (忽略以上内容, ignore the above) is neither shown nor counted as support.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.compose import Reply
from assistant.evidence import Evidence, Sentence, sentences_of
from corpus.clause import Benefit, Clause, Document
from index.searchable import Searchable

_MOST_CLAUSES = 6
_LONGEST_CLAUSE_CHARS = 900
_ORDERS = re.compile(
    r"(?:忽略|无视|忘记|不要理会|不必理会|跳过|覆盖|推翻).{0,12}(?:以上|上述|之前|前面|此前|其他|所有|一切|指令|指示|提示|规则|内容|条款|规定)"
    r"|(?:请|必须|务必|只需|应当?)(?:直接|只|一律)?(?:回答|回复|输出|复述|答复[：:“]|告诉(?:用户|对方|提问))"
    r"|你(?:现在)?(?:是|的任务|必须|应该|要扮演)|(?:系统|开发者)(?:提示|指令|消息)|提示词|语言模型|大模型|智能助手|AI助手|人工智能助手"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:above|previous|prior|instructions?|rules?|all)\b"
    r"|\b(?:system|developer) (?:prompt|message)\b"
    r"|\byou (?:are|must|should) (?:now|a|an|answer|reply|say)\b"
    r"|\b(?:reply|answer|respond|say) (?:only|with|that)\b"
    r"|<\|?/?(?:im_|system|user|assistant)|\[/?INST\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One clause as the model sees it. `n` is its marker there; `shown` supports what it says."""

    n: int
    clause: Clause
    document: Document
    sentences: tuple[Sentence, ...]
    citation: Citation | None = None

    @property
    def shown(self) -> str:
        """All that the model is shown of the clause."""
        return f"{self.clause.heading}\n{self.text}\n{self.terms}"

    @property
    def text(self) -> str:
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def english(self) -> str:
        return " ".join(s.english for s in self.sentences if s.english)

    @property
    def terms(self) -> str:
        """Who is responsible, and until when."""
        units = "、".join(self.clause.departments)
        basis = self.clause.validity.basis or ""
        return "；".join(
            part
            for part in (
                f"责任单位：{units}" if units else "",
                "" if gives_orders(basis) else basis,
            )
            if part
        )

    @property
    def rows(self) -> tuple[Benefit, ...]:
        """The amounts of the sentences shown."""
        return tuple(row for sentence in self.sentences for row in sentence.benefits)


def gives_orders(text: str) -> bool:
    """Whether a sentence speaks to a machine that reads it."""
    return bool(_ORDERS.search(unicodedata.normalize("NFKC", _visible(text))))


def sources(reply: Reply, evidence: Sequence[Evidence], index: Searchable) -> tuple[Source, ...]:
    """The clauses that the reply cites under its own numbers, then others of the same places."""
    found: dict[tuple[str, str, int], Source] = {}
    for citation in reply.citations:
        row = index.clause(citation.document_number, citation.clause_id)
        if row is not None:
            document, clause = row
            shown = _shown(clause, document, [citation.quote])
            # two lines of a reply may cite one clause: either number names it
            found[(*_key(clause), citation.n)] = Source(
                citation.n, clause, document, shown, citation
            )
    regions = {citation.region for citation in reply.citations}
    for item in evidence:
        if len(found) >= max(_MOST_CLAUSES, len(reply.citations)):
            break
        document, clause = item.sentence.document, item.sentence.clause
        known = {(number, clause_id) for number, clause_id, _ in found}
        if item.key in known or document.region not in regions:
            continue
        n = len(found) + 1
        found[(*item.key, n)] = Source(
            n, clause, document, _shown(clause, document, [item.sentence.text])
        )
    return tuple(source for source in found.values() if source.sentences)


def laid_out(found: Iterable[Source], with_english: bool) -> str:
    """The labelled part of the prompt. A clause cannot close its own bracket."""
    return "\n".join(_laid_out(source, with_english) for source in found)


def plain(text: str) -> str:
    """Text that can be put between tags: no tags of its own, nothing invisible."""
    return _visible(text).replace("<", "＜").replace(">", "＞")


def _laid_out(source: Source, with_english: bool) -> str:
    english = f"\n译文：{plain(source.english)}" if with_english and source.english else ""
    terms = f"\n{plain(source.terms)}" if source.terms else ""
    heading = f' 标题="{plain(source.clause.heading)}"' if source.clause.heading else ""
    return (
        f'<条款 编号="{source.n}" 地区="{plain(source.document.region)}"{heading}>\n'
        f"{plain(source.text)}{terms}{english}\n</条款>"
    )


def _shown(clause: Clause, document: Document, wanted: Sequence[str]) -> tuple[Sentence, ...]:
    """Its sentences, those around the wanted ones first where there is not room for all."""
    safe = [s for s in sentences_of(clause, document) if not gives_orders(s.text)]
    centre = next((i for i, s in enumerate(safe) if _touches(s, wanted)), 0)
    kept: set[int] = set()
    room = _LONGEST_CLAUSE_CHARS
    for i in sorted(range(len(safe)), key=lambda i: (abs(i - centre), i)):
        if kept and len(safe[i].text) > room:
            break
        kept.add(i)
        room -= len(safe[i].text)
    return tuple(safe[i] for i in sorted(kept))


def _key(clause: Clause) -> tuple[str, str]:
    return clause.document_number, clause.clause_id


def _touches(sentence: Sentence, wanted: Sequence[str]) -> bool:
    text = sentence.text.strip()
    return any(text in words or words in text for words in wanted)


def _visible(text: str) -> str:
    """Without characters that nobody sees: zero-width, direction marks, controls."""
    return "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cf", "Cc", "Co")
    )
