"""Which division an issuer sits in: 晋城市人民政府办公室 → 晋城市, city; pure."""

import re

from corpus.clause import Level
from corpus.places import level_of, mentions

NATIONWIDE = "全国"
_HAN = "[\u4e00-\u9fff]"
_PARTY = re.compile("^(?:中共|中国共产党)(?!中央)")
_CENTRAL = re.compile(
    "^(?:中共中央|国务院|中央|中华人民共和国|全国|国家|最高人民|中国|"
    f"{_HAN}{{2,12}}(?:部|总局|总署)(?:$|等|办|[ 、]))"
)
# The gazetteer ends at the cities outside one province; their counties are read off the name.
_COUNTY = re.compile(
    f"^({_HAN}{{1,12}}?(?:自治县|自治旗|林区|县|旗|区|市))(?=人民|政府|委|{_HAN}{{2,16}}(?:局|办公室)$)"
)


def seat(*names: str) -> tuple[str, Level | None]:
    """The region and level of the first name that begins with a division or is a central office."""
    for name in names:
        own = _PARTY.sub("", name.lstrip("《“【"))
        first = next((m for m in mentions(own) if m.start == 0), None)
        if _CENTRAL.match(own) and not first:
            return NATIONWIDE, Level.NATIONAL
        county = _COUNTY.match(own[first.end if first else 0 :])
        if county and not (first and level_of(first.place) is Level.COUNTY):
            return county[1], Level.COUNTY
        if first:
            return first.place, level_of(first.place)
    return "", None
