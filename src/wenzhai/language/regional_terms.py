"""Before: Chinese as Taiwan or Hong Kong writes it. After: the same in the words of the mainland.

OpenCC's own table of words (`tw2sp`) is one of software manuals: it makes 執行董事 a 运行董事 and every 文件
a 文档. So the script is OpenCC's and the words are these. What is quoted keeps its words and changes its
script only: a quotation is what somebody said.
"""

from __future__ import annotations

import re

from wenzhai.language.script import to_simplified

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|《[^《》]*》|〈[^〈〉]*〉")
_MARKS = str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’", "〈": "《", "〉": "》"})
# In simplified characters; only words that mean one thing in business news.
_WORDS = """
    营运长 首席运营官|执行长 首席执行官|财务长 首席财务官|技术长 首席技术官|营运总监 运营总监|营运 运营|创办人 创始人|新创 初创|募资 融资
    追随者 粉丝|贴文 帖子|直播主 主播|短片平台 短视频平台|视讯 视频|部落格 博客|社群媒体 社交媒体|社群平台 社交平台|社群网站 社交网站
    介面 界面|萤幕 屏幕|应用程式 应用程序|小程式 小程序|程式码 代码|方程式 方程式|程式 程序|伺服器 服务器|软体 软件|硬体 硬件|韧体 固件|网际网路 互联网
    网路 网络|人工智慧 人工智能|智慧型手机 智能手机|智慧手机 智能手机|演算法 算法|资料库 数据库|资料中心 数据中心|数位化 数字化|数位转型 数字化转型
    数位经济 数字经济|晶片 芯片|记忆体 内存|硬碟 硬盘|作业系统 操作系统|频宽 带宽|宽频 宽带|列印 打印|印表机 打印机|雷射 激光|登入 登录|汇出 导出
    汇入 导入|使用者 用户|帐号 账号|帐户 账户|行动支付 移动支付|行动装置 移动设备|笔电 笔记本电脑|资安 网络安全|个资 个人信息|云端 云
    外送 外卖|通路 渠道|行销 营销|公克 克|计程车 出租车|捷运 地铁|薪资 薪酬|可望 有望|罚锾 罚款|透过 通过
    首季 第一季度|次季 第二季度|末季 第四季度|季增 环比增长|年增 同比增长|季减 环比下降|年减 同比下降
"""
_TERMS: dict[str, str] = {
    pair.split()[0]: pair.split()[1]
    for line in _WORDS.split("\n")
    for pair in line.split("|")
    if pair.strip()
}
# "Per year" of what rose or fell only: a fee that is paid 按年 is no comparison.
_COMPARED = re.compile("按([年季月])(?=[增升减跌降涨扩收多少下上倒])")
_COMPARED_BY = {"年": "同比", "季": "环比", "月": "环比"}
_KEPT = re.compile("|".join(sorted(map(re.escape, _TERMS), key=len, reverse=True)))


def to_mainland(text: str) -> str:
    """Traditional Chinese as an edition in simplified characters prints it: script, words and quotation
    marks. Linear in the length of the text."""
    parts: list[str] = []
    end = 0
    for quoted in _QUOTED.finditer(text):
        parts += [_reword(text[end : quoted.start()]), to_simplified(quoted[0])]
        end = quoted.end()
    return "".join((*parts, _reword(text[end:]))).translate(_MARKS)


def _reword(text: str) -> str:
    text = _COMPARED.sub(lambda match: _COMPARED_BY[match[1]], to_simplified(text))
    return _KEPT.sub(lambda match: _TERMS[match[0]], text)
