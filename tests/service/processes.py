"""What most of these tests ask and upload, and requests that arrive in halves."""

import json
import socket

_SECONDS = 60
QUESTION = {"question": "省级专精特新在晋城奖多少"}
NOTICE = """阳城县人民政府办公室关于支持低空经济的通知
阳政办发〔2024〕9号

一、对首次在我县注册的低空经济企业，给予37万元的一次性落户奖励。
"""
FLYING = {"question": "阳城县首次注册的低空经济企业落户奖励多少钱？"}


def half_sent(port: int) -> socket.socket:
    """A connection whose question is on its way."""
    body = json.dumps(QUESTION).encode()
    connection = socket.create_connection(("127.0.0.1", port), timeout=_SECONDS)
    head = f"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body[:5])
    return connection


def finished(connection: socket.socket) -> bytes:
    """Sends the rest, and reads the answer to its end."""
    connection.sendall(json.dumps(QUESTION).encode()[5:])
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    connection.close()
    return b"".join(parts)
