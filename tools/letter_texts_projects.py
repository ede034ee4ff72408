"""Texts of the letters of special projects (P02) and large funds (G13), for ``make_letter_templates``."""

from __future__ import annotations

PROJECT_RECEIPT = (
    "special-project-supervision/D-12", "special-project-supervision/D-13", "special-project-supervision/D-14",
    "special-project-supervision/D-16", "large-fund-supervision/G13-2",
)
PROJECT_LETTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "special-project-supervision/D-11": ("专项监督小组成立通知", (
        "经研究，成立{{ project }}专项监督小组。", "组长：{{ leader }}", "| members: name=姓名, profession=专业",
        "小组成员在专项监督期间对所知悉的情况负有保密责任。")),
    "special-project-supervision/D-12": ("专项监督通知书", (
        "现对{{ project }}实施专项监督，请予配合，指定联络人并按阶段提交资料。", "组长：{{ leader }}",
        "监督目标：{{ objectives }}",
        "| checkpoints: stage=阶段, checkpoint=检查要点, method=方式, evidence=证据")),
    "special-project-supervision/D-13": ("监督提示函", (
        "在{{ project }}（{{ stage }}）专项监督中发现下列问题：", "* findings: {{ item }}", "理由：{{ reason }}",
        "要求：{{ requirement }}", "在问题解决前，建议暂缓进入下一阶段并暂缓支付。")),
    "special-project-supervision/D-14": ("阶段监督意见书", (
        "项目：{{ project }}；阶段：{{ stage }}", "监督意见：{{ opinion }}（{{ next_stage }}）",
        "* issues: 问题：{{ item }}", "* conditions: 条件：{{ item }}")),
    "special-project-supervision/D-15": ("专项监督报告", (
        "项目：{{ project }}", "一、监督情况：{{ report_text }}", "二、发现问题 {{ issues_n }} 个",
        "三、结论：{{ conclusion }}", "* suggestions: 建议：{{ item }}")),
    "special-project-supervision/D-16": ("监督建议书", (
        "在{{ project }}专项监督中，就加强管理提出建议：{{ title }}", "{{ text }}", "请研究采纳，并反馈落实情况。")),
    "large-fund-supervision/G13-1": ("付款审批单", (
        "付款编号：{{ pay_no }}；金额：{{ amount }}", "收款单位：{{ payee }}；账号：{{ account }}",
        "用途：{{ purpose }}",
        "合同：{{ contract }}；决议：{{ resolution }}；预算科目：{{ budget_row }}",
        "财务审核：{{ finance }}；财务负责人：{{ head }}", "联签：{{ signers }}")),
    "large-fund-supervision/G13-2": ("暂缓支付通知", (
        "付款编号：{{ pay_no }}；收款单位：{{ payee }}；金额：{{ amount }}",
        "因下列原因暂缓支付：{{ reason }}",
        "在解除暂缓前，任何人不得办理该笔付款。")),
    "accountability/A10-1": ("问责调查报告", (
        "问责对象：{{ object }}", "事实：{{ facts }}", "* findings: {{ item }}", "陈述申辩：{{ statement }}",
        "责任：{{ level }}；建议措施：{{ measure }}", "{{ suggestion_text }}")),
    "accountability/A10-2": ("问责决定书", (
        "经查：{{ facts }}", "责任：{{ level }}。决定给予：{{ measure }}；经济处理：{{ amount }}",
        "{{ decision_text }}",
        "对本决定不服的，可以在收到决定之日起一个月内提出申诉。")),
    "accountability/A10-3": ("问责通报", (
        "问责对象：{{ object }}", "事实：{{ facts }}", "处理：{{ measure }}", "{{ decision_text }}")),
    "rectification-lookback/D-17": ("整改“回头看”通知", (
        "现对你单位开展“{{ lookback_title }}”（{{ period }}），方式：{{ methods }}。", "核查事项：",
        "* items: {{ item }}", "请于 {{ due }} 前逐项自查自评，由主要负责人签字背书后报送。",
        "核查时间：{{ check_from }} 至 {{ check_to }}。重点：{{ focus }}")),
    "rectification-lookback/D-18": ("自查自评报告", (
        "按照“{{ lookback_title }}”要求，逐项自查自评如下：",
        "| items: issue_no=问题编号, measures=措施落实, mechanism=建立机制, grade=自评",
        "主要负责人背书：{{ endorse_opinion }}")),
    "rectification-lookback/D-19": ("关于整改“回头看”情况的通报", (
        "{{ lookback_title }}：{{ stats_text }}", "* problems: {{ item }}", "要求：{{ requirement }}")),
    "rectification-lookback/D-20": ("整改“回头看”反馈意见书", (
        "“{{ lookback_title }}”核查情况反馈如下：{{ totals_text }}，完成率 {{ completion_rate }}%，得分 {{ score }}。",
        "* problems: {{ item }}", "小结：{{ comment }}", "如有异议，请于 {{ due }} 前提出；逾期视为无异议。")),
    "rectification-lookback/D-21": ("整改“回头看”报告", (
        "{{ lookback_title }}：{{ stats_text }}", "| units_table: unit=单位, totals=情况, score=得分",
        "| category_table: category=领域, total=核查, effective=通过, not_in_place=重启, recurred=反复, "
        "new_problem=新问题",
        "{{ report_text }}")),
    "rectification-lookback/D-22": ("约谈通知", (
        "根据“{{ lookback_title }}”情况，决定对你进行约谈。", "要求：{{ requirement }}")),
}
