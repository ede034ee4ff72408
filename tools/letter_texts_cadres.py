"""Titles and bodies of the letters on cadres: selection, opinions, talks before appointment, archives."""

CADRES: dict[str, tuple[str, tuple[str, ...]]] = {
    "cadre-selection-supervision/D3-1": ("选拔任用工作方案", (
        "批次：{{ batch }}", "拟选任岗位：{{ post }}（{{ vacancies }} 名）", "资格条件：{{ conditions }}",
        "工作安排：{{ plan_text }}", "纪检监察部门意见：{{ opinion }}")),
    "cadre-selection-supervision/D3-2": ("考察报告", (
        "批次：{{ batch }}", "* candidates: {{ item }}", "{{ report }}", "考察组：{{ examiners }}",
        "监督意见：{{ opinion }}")),
    "cadre-selection-supervision/D3-3": ("任前公示", (
        "经研究，下列同志拟任职务公示如下：", "* people: {{ item }}",
        "公示期：{{ from }} 至 {{ until }}。如有意见，请向纪检监察部门或组织人事部门反映。")),
    "cadre-selection-supervision/D3-4": ("关于{{ person }}任职的通知", (
        "文号：{{ notice_no }}",
        "{{ meeting }}研究决定：{{ person }}同志任{{ post }}，自 {{ notice_date }} 起任职，试用期一年。")),
    "cadre-selection-supervision/D3-5": ("干部选拔任用全程纪实表", (
        "批次：{{ batch }}；岗位：{{ post }}", "| steps: step=步骤, date=日期, ok=合规, missing=问题")),
    "integrity-archive-update/D4-1": ("廉政档案表", (
        "姓名：{{ person }}；单位：{{ person_unit }}", "| sections: section=栏目, event=内容, at=日期")),
    "integrity-archive-update/D4-2": ("廉政档案年度确认书", (
        "本人 {{ person }} 确认 {{ year }} 年度廉政档案真实、完整。变化情况：",
        "* changes: {{ item }}", "签名：{{ report_sign }}")),
    "integrity-opinion-reply/D-27": ("党风廉政意见回复函", (
        "{{ person_unit }}{{ person }}同志（用途：{{ purpose }}）的廉政意见：{{ conclusion }}。", "理由：{{ reason }}",
        "本意见有效期至 {{ valid_until }}，有效期内情况变化另行告知。")),
    "pre-appointment-integrity-talk/D-23": ("任前廉洁谈话通知书", (
        "{{ person }}同志：",
        "你拟任{{ new_post }}。请于 {{ time }} 到 {{ place }} 参加任前廉洁谈话（{{ form }}）。",
        "谈话人：{{ talkers }}", "岗位廉政风险点：", "* risk_points: {{ item }}",
        "请提前学习下列制度：",
        "* regulations: {{ item }}", "典型案例：", "* cases: {{ item }}", "收到后请在一个工作日内确认。")),
    "pre-appointment-integrity-talk/D-24": ("任前廉洁谈话记录", (
        "谈话对象：{{ person }}（拟任{{ new_post }}）",
        "时间：{{ started }} 至 {{ ended }}；地点：{{ place }}",
        "谈话人：{{ talkers }}；记录人：{{ recorder }}",
        "谈话要点：{{ key_points }}", "表态：{{ appointee_statement }}",
        "说明的事项：{{ matters }}", "意见和请求：{{ requests }}",
        "以上记录经本人核对无误。签名：{{ record_sign }}")),
    "pre-appointment-integrity-talk/D-25": ("暂缓任职建议函", (
        "{{ decision_meeting }}决定任用的{{ person }}同志（批次 {{ batch_no }}），因下列原因建议暂缓任职：",
        "{{ reason }}", "请在查清前不印发任职通知。")),
    "pre-appointment-integrity-talk/D-26": ("廉洁自律承诺书", (
        "本人 {{ person }}，拟任{{ new_post }}，郑重承诺：", "* articles: {{ loop.index }}. {{ item }}",
        "个人承诺：{{ personal_promise }}", "如有违反，自愿接受组织处理。",
        "承诺人：{{ sign }}；日期：{{ signed_on }}；见证人：{{ witness }}；家属：{{ family_sign }}")),
    "pre-appointment-integrity-talk/D-28": ("任后回访记录", (
        "回访对象：{{ person }}（{{ new_post }}）；任前谈话日期：{{ talk_date }}", "履职表现：{{ performance }}",
        "承诺事项对照：", "* pledge_items: {{ item }}", "任职以来信访反映 {{ complaints }} 件",
        "结论：{{ conclusion }}；{{ note }}")),
}
