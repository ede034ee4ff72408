"""The people of the sample province by account id."""

HAN, LUO, LIANG = "lj-lh.hancheng", "lj-lh.luoyihe", "lj-lh.liangjiming"
BAI, CHENG, QIN, MU = "lj-lh.baitang", "lj-lh.chengye", "lj-lh.qinruochuan", "lj-lh.muqing"
YAO, MENG, MIAO = "lj-lh.yaoxi", "lj-lh.mengzhou", "lj-lh.miaoqing"
JI, TANG, ZHUO, SHAO, LIN = (
    "lj-lh.jihuaijin", "lj-lh.tangwei", "lj-lh.zhuoran", "lj-lh.shaoqian", "lj-lh.linshu"
)
HE, ZHENG = "lj-lh-wq.helin", "lj-lh-wq.zhengmian"
SHEN, LU, XU, YE, FANG, JIANG = (
    "lj.shenzhiheng", "lj.luqinghe", "lj.xuyan", "lj.yelan", "lj.fangxiu", "lj.jiangchi"
)
WENYU, SHIMO = "lj.wenyu", "lj.shimo"
WENDI, YANCHE, BONING = "lj.wendi", "lj.yanche", "lj.boning"
SONG, WEI = "lj-qy.songyan", "lj-qy.weiran"
ZHOU, LIU, JIANGYAN, MUCHEN = "lj-qy.zhoudi", "lj-qy.liuxu", "lj-qy.jiangyan", "lj-qy.muchen"
YU, JI_CHENG, DU, QI = "lj-qy.yubai", "lj-qy.jicheng", "lj-qy.duheng", "lj-qy.qiran"
MUYUN, FANGYAN, GU, WU = "lj-qy.muyun", "lj-qy.fangyan", "lj-qy.guping", "lj-qy.wuning"
LUOCHUAN, QINLAN, SHI, CEN = "lj-qy.luochuan", "lj-qy.qinlan", "lj-qy.shiyue", "lj-qy.cenan"
REN, HENG = "lj-qy.renyuan", "lj-qy.linheng"
