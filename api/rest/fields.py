"""Request fields that several routes share."""

from __future__ import annotations

from api.kinds import Choice, Text, Whole
from api.shapes import Field

REASON = Field(Text(), "理由", "Reason")
NOTE = Field(Text(), "说明", "Note", required=False)
SEARCH = Field(Text(200), "检索词", "Search words", required=False)
AFTER = Field(Text(200), "上一页的 next 值", "The ``next`` of the page before", required=False)
LIMIT = Field(Whole(1, 200), "每页条数(默认 50)", "Items a page (50 unless told)", required=False)
DEFINITION = Field(Text(100), "流程标识", "Key of the definition", required=False)
LIGHT = Field(Choice(("green", "blue", "yellow", "red", "none")), "红黄绿灯", "Light", required=False)
UNIT = Field(Text(100), "单位代码", "Unit code", required=False)
SEQ = Field(Whole(0), "事件序号", "Number of the event in its case")

PAGE = 50
