"""Why a value is refused: codes with their texts in both languages."""

from __future__ import annotations

from engine.model.errors import FieldProblem

TEXTS: dict[str, tuple[str, str]] = {
    "required": ("此项必填", "This field is required"),
    "must_check": ("此项必须勾选", "This box must be checked"),
    "unknown": ("表单中没有此字段", "The form has no such field"),
    "hidden": ("此字段当前不可填写", "This field is hidden and cannot be filled in"),
    "text": ("应为文本", "Must be a text"),
    "characters": ("含有不允许的字符", "Contains characters that are not allowed"),
    "too_long": ("最多 {limit} 个字", "At most {limit} characters"),
    "too_short": ("至少 {limit} 个字", "At least {limit} characters"),
    "pattern": ("格式不符", "Does not have the required format"),
    "number": ("应为数字", "Must be a number"),
    "whole": ("应为整数", "Must be a whole number"),
    "decimals": ("最多 {limit} 位小数", "At most {limit} decimal places"),
    "too_large": ("不能大于 {limit}", "Must not be greater than {limit}"),
    "too_small": ("不能小于 {limit}", "Must not be less than {limit}"),
    "digits": ("数值位数过多", "The number has too many digits"),
    "date": ("应为日期(年-月-日)", "Must be a date (YYYY-MM-DD)"),
    "datetime": ("应为日期时间", "Must be a date and time"),
    "past": ("不能早于今天", "Must not be in the past"),
    "boolean": ("应为是或否", "Must be true or false"),
    "option": ("不在可选范围内", "Is not one of the options"),
    "list": ("应为列表", "Must be a list"),
    "twice": ("重复选择", "Is chosen twice"),
    "single": ("只能上传一个文件", "Only one file is allowed"),
    "too_many": ("最多 {limit} 项", "At most {limit} entries"),
    "rows": ("应为表格行", "Must be a list of rows"),
    "rows_fixed": ("不能增加或删除行", "Rows cannot be added or removed"),
    "readonly": ("只读内容不能修改", "Read-only content cannot be changed"),
    "group": ("应为一组字段", "Must be a group of fields"),
    "sign": ("签名须为本人姓名", "The signature must be your own name"),
}


class Refused(Exception):
    """One value does not fit; ``code`` is a key of ``TEXTS``."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def at(self, path: str) -> FieldProblem:
        """The refusal as the problem of a field."""
        zh, en = TEXTS[self.code]
        return FieldProblem(path, self.code, zh.format(**self.values), en.format(**self.values))
