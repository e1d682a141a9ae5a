"""Greetings, thanks and questions about the assistant: one polite sentence. A table."""

import re

from assistant.question import Question
from assistant.wording import Wording, wording

_LONGEST_CHARS = 40
_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "thanks",
        r"^(?:好的?[，, ]*)?(?:谢谢|多谢|感谢|辛苦了|再见|拜拜|麻烦(?:你|您)了)|"
        r"^(?:ok(?:ay)?[,. ]*)?(?:thanks?|thank you|bye|goodbye|cheers)\b",
    ),
    (
        "who",
        r"你们?(?:是|叫)(?:谁|什么|啥|机器人|人工|真人)|你(?:能|会|可以)(?:做|干|帮|回答|查)|"
        r"(?:能|可以)(?:帮我)?(?:做|查|干)(?:些)?(?:什么|啥)|谁(?:开发|做|造|研发)(?:了|"
        r"的)?你|你(?:的)?(?:功能|用途|作用|名字|模型)|怎么用你|介绍一下你|你(?:是)?(?:哪个|"
        r"什么)(?:模型|公司)"
        r"|\bwho (?:are|made|built|created|developed) you\b|\bwhat (?:can|do) you do\b|"
        r"\bwhat are you\b|\bare you (?:a |an )?(?:bot|robot|human|ai|real)\b|\bhow (?:do|"
        r"can) i use (?:you|this)\b|\byour name\b|\bhelp me with\??$",
    ),
    (
        "greeting",
        r"^(?:你|您)好|^(?:哈喽|嗨|hi|hello|hey|在吗|在么|早上好|上午好|下午好|晚上好|"
        r"good (?:morning|afternoon|evening))\b|^在[吗么不]|讲(?:个|一个)笑话|天气|唱(?:首|"
        r"个)|吃(?:饭|了)(?:吗|没)|\bjoke\b|\bhow are you\b|\bweather\b",
    ),
)
_POLITE = re.compile(
    r"(?:你|您)好(?:啊|呀)?|哈喽|嗨|在[吗么不]|(?:早上|上午|下午|晚上)好|谢谢(?:你|您)?|"
    r"多谢|感谢|请问|再见|拜拜|好的|[，。！？,.!? ~]"
    r"|\b(?:hi|hello|hey|thanks?|thank you|you|very much|a lot|so much|bye|goodbye|"
    r"good (?:morning|afternoon|evening)|there|please)\b",
    re.IGNORECASE,
)
#: what is left of a greeting that also asks something
_SHORTEST_MATTER = 8
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TOPICS)


def small_talk(question: Question) -> str:
    """The polite sentence; "" where the question is about something."""
    if len(question.asked) > _LONGEST_CHARS * (2 if question.asked.isascii() else 1):
        return ""
    words: Wording = wording(question.language)
    said_besides = _POLITE.sub("", question.asked)
    for name, pattern in _COMPILED:
        if pattern.search(question.asked) and (
            name == "who" or len(said_besides) < _SHORTEST_MATTER
        ):
            said: str = getattr(words, name)
            return said
    return ""
