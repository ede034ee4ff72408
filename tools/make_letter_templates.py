"""First versions of the letter templates: ``python -m tools.make_letter_templates documents``.

Each template has title, number, addressee, copies, secrecy mark, body, attachments, unit, date, signer and, where the
receiver signs for it, a receipt to return. Afterwards the .docx files are the source; an office edits them in its own
word processor. A body line ``* list: text`` is repeated per item of the list; ``| list: a=甲, b=乙`` is a table of it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tools.letter_texts_cadres import CADRES
from tools.letter_texts_projects import PROJECT_LETTERS, PROJECT_RECEIPT

UNUSED = ("/stylesWithEffects", "/customXml", "/numbering", "/thumbnail", "/webSettings")
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
RECEIPT = (*PROJECT_RECEIPT, "clue-transfer/D-01", "clue-transfer/D-04", "clue-transfer/D-05", "clue-transfer/D-09",
           "talk-inquiry/A3-1",
           "professional-assistance/B5-1", "issue-rectification/D-29", "supervision-letter/D-30",
           "pre-appointment-integrity-talk/D-23", "pre-appointment-integrity-talk/D-25",
           "joint-field-inspection/B3-1", "joint-field-inspection/B3-3", "joint-field-inspection/B3-4")

LETTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    **PROJECT_LETTERS,
    "clue-transfer/D-01": ("问题线索移交函", (
        "现将{{ source_dept }}在工作中发现的问题线索移交你单位，请依规依纪办理。",
        "一、移交类型：{{ transfer_type }}", "二、来源文号：{{ source_ref }}",
        "三、被反映人：{{ subject }}（{{ subject_post }}）", "四、问题类型：{{ category }}（{{ sub_category }}）",
        "五、业务领域：{{ business_field }}；涉及金额：{{ amount }}", "六、主要问题：{{ summary }}",
        "七、已查实情况：{{ verified_facts }}", "八、已作处理：{{ handling_done }}", "经办人：{{ handler }}")),
    "clue-transfer/D-02": ("线索材料清单", (
        "随移交函 {{ letter_no }} 移交下列材料，共 {{ pages_total }} 页。",
        "| materials: title=名称, original=原件或复印件, pages=页数")),
    "clue-transfer/D-03": ("密封径送单", (
        "兹有密封件一件，登记日期 {{ sealed_on }}，共 {{ sealed_pages }} 页，径送你单位。内容不录入系统，不留存复制。",
        "专送人员：{{ sealed_carrier }}；接收：{{ sealed_receiver }}")),
    "clue-transfer/D-04": ("补正通知书", (
        "你部门移交的问题线索（移交函 {{ letter_no }}）材料不完整，请于 {{ due }} 前补正：", "* missing: {{ item }}",
        "无法补正的，请说明情况。")),
    "clue-transfer/D-05": ("转送函", (
        "移交函 {{ letter_no }} 所涉问题线索不属本单位受理范围，现转送你单位办理。", "理由：{{ forward_reason }}")),
    "clue-transfer/D-06": ("线索分办呈批表", (
        "线索编号：{{ clue_no }}；收到日期：{{ received_at }}", "被反映人：{{ subject }}", "主要问题：{{ summary }}",
        "分办方式：{{ mode }}", "分办意见：{{ proposal }}", "提出人：{{ proposer }}", "批准意见：{{ opinion }}")),
    "clue-transfer/D-07": ("线索处置呈批表", (
        "线索编号：{{ clue_no }}；承办人：{{ handlers }}", "被反映人：{{ subject }}", "综合分析：{{ analysis }}",
        "处置方式：{{ method }}", "依据：{{ basis }}", "工作方案：{{ plan }}", "集体研究意见：{{ study_opinion }}",
        "批准意见：{{ opinion }}")),
    "clue-transfer/D-08": ("专题会议纪要", (
        "会议编号：{{ meeting_no }}；日期：{{ meeting_date }}", "应到 {{ members }} 人，出席：{{ attendees }}",
        "议题：问题线索处置（{{ case_ref }}）", "研究意见：{{ study_opinion }}", "结论：{{ conclusion }}")),
    "clue-transfer/D-09": ("办理情况反馈函", (
        "你部门移交的问题线索（移交函 {{ letter_no }}）办理情况反馈如下：", "{{ feedback_text }}")),
    "clue-transfer/D-10": ("归档目录", (
        "档号：{{ file_no }}；保管期限：{{ retention }}；共 {{ pages_total }} 页。",
        "| catalogue: title=文件名称, pages=页数")),
    "talk-inquiry/A3-1": ("函询通知书", (
        "请就下列问题如实作出书面说明，由所在党组织主要负责人签署意见后，于 {{ due }} 前报送我单位：",
        "* questions: {{ item }}", "说明应当由本人撰写，不得对抗组织函询。")),
    "talk-inquiry/A3-2": ("谈话通知", ("请按通知时间到 {{ place }} 接受谈话。", "谈话人：{{ talkers }}")),
    "talk-inquiry/A3-3": ("委托谈话函", (
        "现委托你与 {{ subject }} 谈话，请于 {{ due }} 前完成，并报送谈话记录和意见。谈话内容：",
        "* questions: {{ item }}")),
    "talk-inquiry/A3-4": ("采信告知书", (
        "你于 {{ explained_on }} 就有关问题所作的说明，经研究予以采信，不再追究。", "如发现说明不实，将从重处理。")),
    "talk-inquiry/A3-5": ("谈话记录", (
        "被谈话人：{{ subject }}；地点：{{ place }}", "时间：{{ talk_from }} 至 {{ talk_to }}",
        "谈话人：{{ talkers }}；记录人：{{ recorders }}", "* questions: 问：{{ item }}", "答：{{ explanation }}",
        "被谈话人签名：＿＿＿＿＿")),
    "talk-inquiry/A3-6": ("谈话函询情况报告", (
        "线索编号：{{ clue_no }}；被反映人：{{ subject }}", "说明日期：{{ explained_on }}；可信程度：{{ credible }}",
        "{{ report_text }}", "处理意见：{{ conclusion }}")),
    "talk-inquiry/A3-7": ("情况说明", (
        "说明人：{{ subject }}；日期：{{ reply_on }}（函询通知书 {{ letter_no }}）", "{{ explanation }}",
        "本人签名：＿＿＿＿＿", "所在党组织主要负责人意见：{{ principal_opinion }}")),
    "preliminary-verification/A4-2": ("初步核实方案", (
        "被核查人：{{ subject }}；核查组：{{ group }}", "核查范围：{{ scope }}", "方法步骤和安全预案：{{ plan }}")),
    "preliminary-verification/A4-3": ("调取清单", (
        "| measures: type=措施, object=对象, approved_by=批准人", "| evidence: type=证据, source=来源, page=页码")),
    "preliminary-verification/A4-4": ("初步核实情况报告", (
        "被核查人：{{ subject }}；涉及金额：{{ amount }}", "| facts: issue=问题, finding=核实结果", "{{ report_text }}",
        "处理建议：{{ suggestion }}", "核查组：{{ group }}")),
    "preliminary-verification/A4-5": ("核查措施审批表", (
        "线索编号：{{ clue_no }}；被核查人：{{ subject }}", "措施：{{ measure }}", "批准意见：{{ opinion }}")),
    "preliminary-verification/A4-6": ("谈话笔录", (
        "被谈话人：{{ person }}；日期：{{ talked_on }}；地点：{{ place }}", "谈话人、记录人：{{ talkers }}",
        "{{ content }}",
        "被谈话人签名：＿＿＿＿＿")),
    "reminder-admonition/A8-2": ("谈话记录", (
        "谈话对象：{{ person }}；方式：{{ level }}；日期：{{ talked_on }}；地点：{{ place }}",
        "谈话人：{{ talkers }}；记录人：{{ recorder }}", "{{ talk_summary }}", "态度：{{ attitude }}",
        "本人签名：＿＿＿＿＿")),
    "improvement-loop/B11-2": ("反馈单", (
        "你提出的“{{ title }}”已由{{ owner_dept }}落实。", "措施：{{ action_text }}", "落实情况：{{ done_text }}",
        "感谢你对管理改进的支持。")),
    "preliminary-verification/A4-1": ("初步核实审批表", (
        "线索编号：{{ clue_no }}；被核查人：{{ subject }}", "核查组：{{ group }}", "核查范围：{{ scope }}",
        "方法步骤和安全预案：{{ plan }}", "核查期限至：{{ due }}", "批准意见：{{ opinion }}")),
    "professional-assistance/B5-1": ("协助函", (
        "因工作需要，请你部门提供专业协助（{{ kind }}），于 {{ due }} 前出具意见。", "协助事项：{{ need }}",
        "请指定专家，并签署保密承诺。")),
    "professional-assistance/B5-2": ("保密承诺书", (
        "本人 {{ expert }} 参加协助函 {{ request_no }} 所涉工作，承诺：不向无关人员透露知悉的内容，不留存、复制材料，"
        "工作结束后全部归还，并承担相应责任。",)),
    "professional-assistance/B5-3": ("专业意见书", (
        "根据协助函 {{ request_no }}，就{{ kind }}事项出具意见如下：", "{{ opinion }}", "专家：{{ expert }}")),
    "reminder-admonition/A8-1": ("{{ title }}", (
        "因下列事由，对你进行{{ level }}：{{ reason }}", "要求：{{ requirement }}", "整改期限：{{ improve_by }}")),
    "issue-rectification/D-29": ("整改通知书", (
        "问题编号：{{ issue_no }}；类别：{{ category }}；等级：{{ level }}", "问题：{{ description }}",
        "整改方式：{{ mode }}；完成期限：{{ due }}；主管部门：{{ verify_dept }}", "请在十个工作日内报送整改方案。")),
    "issue-rectification/D-35": ("销号单", (
        "问题编号：{{ issue_no }}", "问题：{{ description }}", "整改结果：{{ result_text }}",
        "核验意见：{{ verify_opinion }}", "经核验，准予销号。")),
    "issue-rectification/C2-1": ("整改方案", (
        "问题编号：{{ issue_no }}", "问题：{{ description }}",
        "| measures: text=整改措施, owner=责任人, due=完成时限, milestone=阶段目标", "期望值：{{ expected_result }}",
        "主管部门审核意见：{{ plan_opinion }}")),
    "issue-rectification/C2-2": ("整改进展报告", (
        "问题编号：{{ issue_no }}", "完成进度：{{ progress }}%", "进展情况：{{ progress_text }}")),
    "issue-rectification/C2-3": ("销号申请表", (
        "问题编号：{{ issue_no }}", "问题：{{ description }}", "整改结果：{{ result_text }}",
        "挽回损失：{{ recovered }}；处理人数：{{ persons_handled }}；建立制度：{{ regulations }} 项",
        "责任单位主要负责人意见：{{ unit_opinion }}", "申请销号。")),
    "supervision-letter/C4-1": ("回复函", (
        "{{ grade }}（{{ letter_no }}）收悉，现回复如下：", "{{ reply }}", "* measures: 措施：{{ item }}")),
    "supervision-letter/D-30": ("{{ title }}", (
        "你单位下列问题尚未解决：", "* basis: {{ item }}", "要求：{{ requirement }}", "办结期限：{{ due }}",
        "请在收到后十个工作日内回复。")),
    "joint-field-inspection/B3-1": ("督查通知", (
        "定于 {{ period }} 就{{ theme }}开展联合实地督查，请做好准备，如实提供情况。",
        "| objects: object=督查对象, unit=单位, address=地点", "督查组组长：{{ leader }}；成员：{{ team }}",
        "督查组轻车简从，不接受宴请和礼品，请按规定安排工作餐。")),
    "joint-field-inspection/B3-2": ("检查记录表", (
        "督查对象：{{ object }}；到达时间：{{ arrived_at }}；定位：{{ gps }}",
        "| checklist: item=检查项目, standard=标准, result=结果, fact=事实", "资料核查意见：{{ documents_opinion }}",
        "检查人：{{ checkers }}")),
    "joint-field-inspection/B3-3": ("现场反馈单", (
        "督查对象：{{ object }}", "反馈意见：{{ exchange_text }}", "现场发现的问题：", "* site_findings: {{ item }}",
        "请被检查单位负责人签署意见。")),
    "joint-field-inspection/B3-4": ("立行立改通知书", (
        "{{ theme }}督查发现下列问题，请于 {{ due }} 前立行立改，并报送整改情况：", "* items: {{ item }}")),
    "joint-field-inspection/B3-5": ("联合实地督查报告", (
        "督查主题：{{ theme }}；督查对象：{{ objects }}；督查组：{{ team }}", "{{ report_text }}",
        "| findings: description=问题, level=等级, basis=依据, suggestion=建议, handle=处理",
        "{{ report_suggestion }}")),
    "improvement-loop/B11-1": ("管理改进单", (
        "事项：{{ title }}", "漏洞与建议：{{ loophole }}", "原因：{{ cause }}。{{ cause_text }}",
        "措施：{{ action_text }}", "完成期限：{{ due }}")),
    **CADRES,
}


def main() -> None:
    """Write every template below the folder named first."""
    root = Path(sys.argv[1])
    for name, (title, body) in LETTERS.items():
        target = root / f"{name}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        lean(template(title, body, name in RECEIPT)).save(str(target))


def template(title: str, body: tuple[str, ...], receipt: bool) -> DocumentType:
    """One template."""
    document = Document()
    document.core_properties.author, document.core_properties.title = "", title
    document.core_properties.created = document.core_properties.modified = MADE
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(15)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    _line(document, "密级：{{ secrecy_text }}", WD_ALIGN_PARAGRAPH.RIGHT, 12)
    _line(document, title, WD_ALIGN_PARAGRAPH.CENTER, 22, bold=True)
    _line(document, "编号：{{ number }}", WD_ALIGN_PARAGRAPH.CENTER, 12)
    _line(document, "主送：{{ to }}")
    _line(document, "{% if cc %}抄送：{{ cc }}{% endif %}")
    for text in body:
        _body(document, text)
    _repeat(document, "attachments", "附件：{{ item }}")
    for text in ("{{ unit_name }}", "签发人：{{ signed_by }}", "{{ date_text }}"):
        _line(document, text, WD_ALIGN_PARAGRAPH.RIGHT)
    if receipt:
        _line(document, "－－－－－－－－－－回执－－－－－－－－－－", WD_ALIGN_PARAGRAPH.CENTER, 12)
        _line(document, f"{title}（编号 {{{{ number }}}}）已收到。签收人：＿＿＿＿＿　日期：＿＿＿＿＿", size=12)
    return document


def lean(document: DocumentType) -> DocumentType:
    """Without what no letter uses: styles that no text has, and the extras of the default package (thumbnail ...)."""
    package = document.part.package
    for rels in (document.part.rels, package.rels):
        for id_ in [id_ for id_, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            del rels[id_]
    styles = document.styles.element
    named = {each.get(qn("w:val")) for each in document.element.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    kept = [style for style in styles.style_lst if style.default or style.styleId in named]
    kept += [style.base_style for style in kept if style.base_style is not None]
    for style in styles.style_lst:
        if style not in kept:
            styles.remove(style)
    return document


def _body(document: DocumentType, text: str) -> None:
    if text.startswith("* "):
        name, _, line = text[2:].partition(": ")
        _repeat(document, name, line)
    elif text.startswith("| "):
        name, _, columns = text[2:].partition(": ")
        _table(document, name, dict(part.split("=") for part in columns.split(", ")))
    else:
        _line(document, text, indent=True)


def _repeat(document: DocumentType, name: str, line: str) -> None:
    for text in (f"{{%p for item in {name} %}}", line, "{%p endfor %}"):
        _line(document, text, indent=True)


def _table(document: DocumentType, name: str, columns: dict[str, str]) -> None:
    table = document.add_table(rows=4, cols=len(columns) + 1, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("序号", *columns.values()), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = f"{{%tr for item in {name} %}}"
    for cell, text in zip(table.rows[2].cells, ("loop.index", *(f"item.{key}" for key in columns)), strict=True):
        cell.text = f"{{{{ {text} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def _line(
    document: DocumentType, text: str, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT, size: int = 15,
    bold: bool = False, indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold


if __name__ == "__main__":
    main()
