"""The record that a website prints beside a document (索引号, 发文机关, 成文日期 …); pure."""

import re

from corpus.readers import clean

_LABELS = (
    "索引号|主题分类|主题词|发文机关|发布机构|制发机关|发文单位|公开主体|标题|名称|文件名称|发文字号|文号|"
    "文件编号|成文日期|生成日期|发布日期|公开日期|印发日期|发文日期|发布时间|施行日期|实施日期|失效日期|"
    "废止日期|有效性|效力状态|公文种类|来源"
)
_LABEL = re.compile(rf"(?<![\u4e00-\u9fff])({_LABELS})[：:]")


def pairs(line: str) -> list[tuple[str, str]]:
    """`索 引 号： | 000014349/2019-00006 | 发文机关： | 国务院` → its labels with their values.

    A line that does not begin with a label is running text and has none.
    """
    flat = clean.unspaced(re.sub(r" *\| *", " ", line).strip())
    marks = list(_LABEL.finditer(flat))
    if not marks or marks[0].start() > 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(flat)]
    return [
        (mark[1], flat[mark.end() : end].strip(" \u3000"))
        for mark, end in zip(marks, ends, strict=True)
    ]
