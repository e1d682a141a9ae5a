"""The optional chat model: it may say it better, never say anything else.

    model_of(settings) → Model | None

    prompts.py     versioned Chinese prompts       material.py   the clauses as the model sees them
    endpoint.py    langchain-openai, bounded       calls.py      deadline, breaker, counts
    sentences.py   a stream cut into sentences     grounds.py    what each is held against
    write.py       the reply (growing.py)          read.py       the question       rank.py  order

    proof.py       why a sentence may not be said: form.py, numerals.py, bounds.py, binding.py,
                   amounts.py, order.py (figures), whose.py, denial.py, turning.py, subject.py

LangChain is imported only when an endpoint is set.
"""
