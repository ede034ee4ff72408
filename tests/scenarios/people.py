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
WENDI, YANCHE, BONING = "lj.wendi", "lj.yanche", "lj.boning"
SONG, WEI = "lj-qy.songyan", "lj-qy.weiran"
