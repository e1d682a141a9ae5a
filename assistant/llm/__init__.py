"""The optional chat model: it may say it better, never say anything else.

    model_of(settings) → Model | None

    prompts.py     versioned Chinese prompts       material.py   the clauses as the model sees them
    endpoint.py    langchain-openai, bounded       calls.py      deadline, breaker, counts
    sentences.py   a stream cut into sentences     proof.py      why a sentence may not be said
    write.py       the reply                       read.py       the question       rank.py  order

LangChain is imported only when an endpoint is set.
"""
