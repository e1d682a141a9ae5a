"""The least that a service can do: what it was sent, back again."""

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Echo(BaseModel):
    """As large as an answer."""

    question: str
    padding: str


@app.post("/echo")
async def echo(body: Echo) -> Echo:
    return body
