"""The words of the grammar: units, currencies, measure words, months, approximations, fixed phrases.

Tables only. Keys are in folded form (simplified, half-width, lower case).
"""

from __future__ import annotations

# unit code -> (dimension, factor to the dimension's base)
DIMENSIONS: dict[str, tuple[str, float]] = {
    "km": ("length", 1000.0), "m": ("length", 1.0), "cm": ("length", 0.01), "mm": ("length", 0.001),
    "nm": ("length", 1e-9), "mi": ("length", 1609.344), "ft": ("length", 0.3048), "in": ("length", 0.0254),
    "yd": ("length", 0.9144), "nmi": ("length", 1852.0), "kg": ("mass", 1.0), "g": ("mass", 0.001),
    "mg": ("mass", 1e-6), "t": ("mass", 1000.0), "lb": ("mass", 0.45359), "pound": ("mass", 0.45359), "oz": ("mass", 0.02835),
    "st": ("mass", 6.35), "jin": ("mass", 0.5), "mph": ("speed", 1.609344), "km/h": ("speed", 1.0),
    "ha": ("area", 1e4), "acre": ("area", 4046.86), "mu": ("area", 666.67), "sqm": ("area", 1.0),
    "sqkm": ("area", 1e6), "sqmi": ("area", 2.59e6), "sqft": ("area", 0.092903), "l": ("volume", 1.0),
    "ml": ("volume", 0.001), "gal": ("volume", 3.785), "bbl": ("volume", 158.987), "cum": ("volume", 1000.0),
    "W": ("power", 1.0), "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9), "kWh": ("energy", 1.0),
    "MB": ("data", 1.0), "GB": ("data", 1e3), "TB": ("data", 1e6), "KB": ("data", 1e-3), "Hz": ("frequency", 1.0),
    "GHz": ("frequency", 1e9), "MHz": ("frequency", 1e6), "°C": ("celsius", 1.0), "°F": ("fahrenheit", 1.0), "°": ("angle", 1.0),
    "seconds": ("time", 1.0), "milliseconds": ("time", 0.001), "minutes": ("time", 60.0), "quarter-hours": ("time", 900.0),
    "hours": ("time", 3600.0), "days": ("time", 86400.0), "weeks": ("time", 604800.0), "fortnights": ("time", 1209600.0),
    "months": ("months", 1.0), "quarters": ("months", 3.0), "years": ("months", 12.0), "decades": ("months", 120.0),
    "centuries": ("months", 1200.0), "mAh": ("charge", 1.0), "V": ("voltage", 1.0), "pixels": ("pixels", 1.0),
}  # fmt: skip

_EN_UNITS = {
    "km": "km kms kilometer kilometers kilometre kilometres", "m": "metre metres meter meters",
    "cm": "cm centimetre centimetres centimeter centimeters", "mm": "mm millimetre millimetres millimeter millimeters",
    "nm": "nm nanometre nanometres nanometer nanometers", "mi": "mile miles", "ft": "ft foot feet", "in": "inch inches",
    "yd": "yd yard yards", "nmi": "nautical-miles", "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "g": "gram grams gramme grammes", "mg": "mg milligram milligrams", "t": "tonne tonnes ton tons", "lb": "lb lbs", "pound": "pound pounds",
    "oz": "oz ounce ounces", "mph": "mph", "km/h": "kph kmh km/h", "ha": "ha hectare hectares", "acre": "acre acres",
    "l": "litre litres liter liters", "ml": "ml millilitre millilitres milliliter milliliters", "gal": "gallon gallons",
    "bbl": "barrel barrels", "kW": "kw kilowatt kilowatts", "MW": "mw megawatt megawatts", "GW": "gw gigawatt gigawatts",
    "W": "watt watts", "kWh": "kwh kilowatt-hours", "MB": "mb megabyte megabytes", "GB": "gb gigabyte gigabytes",
    "TB": "tb terabyte terabytes", "KB": "kb", "Hz": "hz", "GHz": "ghz", "MHz": "mhz", "°C": "celsius centigrade", "°": "degree degrees", "°F": "fahrenheit",
    "seconds": "sec secs seconds", "milliseconds": "ms millisecond milliseconds", "minutes": "min mins minute minutes",
    "hours": "hr hrs hour hours", "days": "day days", "weeks": "week weeks", "fortnights": "fortnight fortnights",
    "months": "month months", "quarters": "quarters", "years": "yr yrs year years", "decades": "decade decades",
    "centuries": "century centuries", "mAh": "mah", "pixels": "pixel pixels", "V": "volt volts v",
}  # fmt: skip
EN_UNITS = {word: code for code, words in _EN_UNITS.items() for word in words.split()}

_ZH_UNITS = {
    "km": "公里 千米", "m": "米 公尺", "cm": "厘米 公分", "mm": "毫米", "nm": "纳米", "mi": "英里 哩", "ft": "英尺 呎 尺",
    "in": "英寸 吋 寸", "yd": "码 英码", "nmi": "海里", "kg": "公斤 千克", "g": "克", "mg": "毫克", "t": "吨 公吨", "lb": "磅",
    "oz": "盎司", "jin": "斤", "mph": "英里/小时 英里每小时 英里/时", "km/h": "公里/小时 公里每小时 公里/时 千米/小时 千米每小时",
    "ha": "公顷", "acre": "英亩", "mu": "亩", "sqm": "平方米 平米", "sqkm": "平方公里 平方千米", "sqmi": "平方英里", "sqft": "平方英尺",
    "l": "升 公升", "ml": "毫升", "gal": "加仑", "bbl": "桶", "cum": "立方米", "W": "瓦", "kW": "千瓦", "MW": "兆瓦", "GW": "吉瓦",
    "kWh": "千瓦时 度电", "°C": "摄氏度 ℃", "°F": "华氏度 ℉", "°": "度", "seconds": "秒钟 秒", "milliseconds": "毫秒",
    "minutes": "分钟", "quarter-hours": "刻钟", "hours": "个小时 小时 个钟头 钟头", "days": "天 日间 昼夜", "weeks": "个星期 星期 周 个礼拜",
    "months": "个月", "quarters": "个季度 季度", "years": "年 周年 载", "centuries": "个世纪", "mAh": "毫安时 毫安", "V": "伏 伏特", "pixels": "像素",
}  # fmt: skip
ZH_UNITS = {word: code for code, words in _ZH_UNITS.items() for word in words.split()}

_ZH_MONEY = {
    "USD": "美元 美金 美刀", "CNY": "人民币 元人民币 元 块钱 块 圆", "HKD": "港元 港币 元港币 港圆", "TWD": "新台币 台币 元新台币 元台币", "EUR": "欧元",
    "GBP": "英镑", "JPY": "日元 日圆", "KRW": "韩元 韩圆 韩币", "INR": "卢比 印度卢比", "AUD": "澳元 澳大利亚元", "CAD": "加元 加拿大元 加币",
    "SGD": "新加坡元 新元 新币", "CHF": "瑞士法郎 瑞郎", "RUB": "卢布", "THB": "泰铢", "VND": "越南盾", "IDR": "印尼盾 印尼卢比", "MYR": "林吉特 令吉",
    "NZD": "新西兰元 纽元", "BRL": "雷亚尔", "MOP": "澳门元", "SEK": "瑞典克朗", "TRY": "里拉", "CENT": "美分", "PENNY": "便士", "JIAO": "毛钱 角钱", "FEN": "分钱",
}  # fmt: skip
ZH_MONEY = {word: code for code, words in _ZH_MONEY.items() for word in words.split()}
_EN_MONEY = {
    "USD": "usd us-dollar us-dollars", "$": "dollar dollars bucks", "CNY": "cny rmb yuan renminbi", "HKD": "hkd hong-kong-dollars",
    "TWD": "twd ntd", "EUR": "eur euro euros", "GBP": "gbp sterling quid", "JPY": "jpy yen", "KRW": "krw won", "INR": "inr rupee rupees rs",
    "AUD": "aud", "CAD": "cad", "SGD": "sgd", "CHF": "chf francs", "RUB": "rub rouble roubles ruble rubles", "THB": "thb baht", "IDR": "rupiah idr",
    "VND": "dong vnd", "MYR": "ringgit myr", "BRL": "reais brl", "CENT": "cent cents", "PENNY": "pence penny",
}  # fmt: skip
EN_MONEY = {word: code for code, words in _EN_MONEY.items() for word in words.split()}
MONEY_SIGNS = {
    "$": "$", "us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "s$": "SGD", "r$": "BRL", "nz$": "NZD",
    "€": "EUR", "£": "GBP", "¥": "¥", "cn¥": "CNY", "jp¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB", "rmb": "CNY", "cny": "CNY", "usd": "USD", "hkd": "HKD",
    "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "twd": "TWD", "inr": "INR", "sgd": "SGD", "aud": "AUD", "cad": "CAD", "rs": "INR",
}  # fmt: skip
DOLLARS = frozenset({"$", "USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD"})

EN_SUFFIX_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}

# counted things, printed in English and in Chinese with its measure word
COUNTED: dict[str, tuple[str, str]] = {
    "downloads": ("次", "下载"), "installs": ("次", "安装"), "views": ("次", "观看"), "visits": ("次", "访问"), "users": ("名", "用户"),
    "people": ("人", ""), "employees": ("名", "员工"), "staff": ("名", "职工"), "companies": ("家", "公司"), "firms": ("家", "企业"),
    "stores": ("家", "门店"), "shops": ("家", "店"), "merchants": ("家", "商家"), "countries": ("个", "国家"), "cities": ("个", "城市"),
    "apps": ("款", "应用"), "games": ("款", "游戏"), "models": ("款", "模型"), "products": ("款", "产品"), "followers": ("名", "粉丝"),
    "subscribers": ("名", "订阅者"), "creators": ("名", "创作者"), "vehicles": ("辆", "汽车"), "cars": ("辆", "车"), "units": ("台", ""),
    "phones": ("部", "手机"), "devices": ("台", "设备"), "servers": ("台", "服务器"), "shares": ("股", ""), "orders": ("份", "订单"),
    "jobs": ("个", "岗位"), "cases": ("起", "案件"), "students": ("名", "学生"), "developers": ("名", "开发者"), "customers": ("名", "客户"),
    "passengers": ("名", "乘客"), "viewers": ("名", "观众"), "children": ("名", "儿童"), "women": ("名", "女性"), "men": ("名", "男性"),
    "videos": ("条", "视频"), "posts": ("条", "帖子"), "comments": ("条", "评论"), "patents": ("项", "专利"), "projects": ("个", "项目"),
    "chips": ("枚", "芯片"), "drivers": ("名", "司机"), "workers": ("名", "工人"), "members": ("名", "成员"), "parameters": ("个", "参数"),
}  # fmt: skip
ZH_COUNTED = {noun: en for en, (_, noun) in COUNTED.items() if noun}

MEASURES = (
    "人次|人|名|位|个|家|台|款|次|部|辆|架|艘|件|条|只|张|座|所|间|起|宗|例|份|本|项|场|届|支|枚|颗|粒|块|瓶|杯|盒|套|种|类|篇|首|集|"
    "期|批|组|队|层|楼|户|口|头|匹|株|棵|根|双|对|副|幅|栋|幢|轮|局|盘|票|席|股|手|声|步|道|处|门|节|课|级|档|代|版|页|行|列|节|笔|"
    "单|桩|球|分|胜|负|平|败|国|州|省|市|县|镇|村|区|旗|成员国|强|大|方|连胜|连败|洞|杆|盏|尊|顶|把|片|扇|封|滴|束|排|圈|环|战|年级|号|路|频道|趟|遍|届|回|下"
)

MONTHS = {
    m: i
    for i, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for m in names.split()
}
WEEKDAYS = {
    d: i
    for i, names in enumerate(
        [
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ],
        start=1,
    )
    for d in names.split()
}
ZH_WEEKDAYS = {**{c: i for i, c in enumerate("一二三四五六", start=1)}, "日": 7, "天": 7}

# what stands before a number: (words, approximation)
ZH_BEFORE = {
    "nearly": "近 将近 接近 几近 临近",
    "about": "约 约莫 大约 约为 约合 大概 左右约 估计 差不多 大致 逾约",
    "over": "逾 超 超过 超出 多于 高于 大于 突破 破 不止 超越 高达逾",
    "at least": "至少 不少于 不低于 最少 起码",
    "at most": "最多 至多 不超过 最高 最高达 最高可达 不高于 不多于 上限 多达 高达 可达",
    "below": "不足 不到 低于 少于 未到 未满 不满",
}
EN_BEFORE = {
    "nearly": "nearly,almost,close to,just under,just below,approaching,near,just shy of,shy of",
    "about": "about,~,≈,around,approximately,roughly,some,an estimated,estimated,circa,c.,approx,approx.,or so,an average of",
    "over": "over,>,a little over,slightly more than,slightly over,a bit more than,little more than,more than,above,exceeding,exceeded,in excess of,upwards of,greater than,surpassing,topping,just over,north of,beyond,well over,surpassed",
    "at least": "at least,≥,no fewer than,no less than,not less than,a minimum of,minimum",
    "at most": "≤,up to,at most,as many as,as much as,no more than,a maximum of,maximum,as high as,not more than",
    "below": "<,slightly less than,a little less than,slightly under,a little under,just short of,less than,fewer than,under,below,short of,lower than",
}
ZH_AFTER = {
    "about": "左右 上下 前后 许",
    "over": "以上 多 余 有余 开外",
    "below": "以下 以内 之内",
    "about+": "来",
}

UP = "涨幅 增幅 升幅 净增 增长 增加 上涨 上升 提高 提升 攀升 飙升 大涨 激增 涨 升 增 扩大"
DOWN = "负增长 跌幅 降幅 裁员 裁撤 下降 下跌 减少 下滑 降低 缩减 跌 降 减 大跌 暴跌 萎缩 缩水 回落 下挫 裁减"
EN_UP = "growth added adds rose rises rise rising grew grows grow growing increased increases increase increasing jumped jumps jump surged surges surge climbed climbs climb up gained gains gain soared soars higher"
EN_DOWN = "shed sheds cuts fell falls fall falling dropped drops drop dropping declined declines decline declining decreased decreases decrease slid slides slipped slips tumbled tumbles plunged plunges down lost shrank shrinks lower reduced cut"

# phrases in which number characters are not numbers
ZH_IDIOMS = """
    一些 一样 一般 一直 一定 一起 一旦 一切 一边 一面 一致 一律 一向 一味 一旁
    一带 一再 一度 一时 一下 一方面 一同 一并 一举 一流 一线 一手 统一 唯一 单一
    同一 之一 第一手 万一 不一 逐一 专一 唯独 十分 十足 三明治 五角大楼 百货 百度
    百科 百姓 百事 百胜 百威 百老汇 百慕大 百家号 百合 千万别 千万不 千万要 千禧
    千古 千里马 千兆 万科 万达 万事 万圣 万岁 万能 万物 万豪 万国 亿万 四川 四处
    四面 四周 四肢 四合院 三星 三亚 三菱 三角 三峡 三国 三里屯 五粮液 五金 五官
    六安 六神 七喜 七夕 七匹狼 八卦 八达岭 九龙 九寨 九江 十堰 二手 二维码 二战后
    二氧化碳 二次元 三文鱼 三七 三包 三农 四通八达 五花八门 五颜六色 乱七八糟 七上八下
    横七竖八 七嘴八舌 不三不四 千方百计 千军万马 千家万户 千变万化 万无一失 一丝不苟
    一如既往 一帆风顺 独一无二 一心一意 三心二意 再三 接二连三 一系列 一体 一体化 一批
    一份子 一员 一把手 一番 一经 一路 一早 一共 一口气 一贯 一概 一席 一哥 一姐
    一言 一触 一连串 一片 一阵 一番 一股 一丝 一刻 一瞬 一如 一来 一代 一族 一众
    一应 一窝 一贫 进一步 下一步 新一代 另一 每一 某一 任一 这一 那一 哪一 同一
    零售 零食 零件 零部件 零星 零散 零碎 归零 五一 六一 十一黄金 双十一 双11
    双十二 双12 六一八 九一八 五四运动 八一 三八 三一重工 三一 四六级 百分点 五环
    二环 三环 四环 六环 三维 二维 一维 两会 两岸 两性 两难 两极 两旁 两侧 几乎
    几何 几率 几时 几度 几近 茶几 二胡 二奶 老二 老三 老大 星期一 张三 李四 王五
    周杰伦 一一 万维 万万 十字 百强 十佳 五金 五星 四季 半岛 半导体 半径 半球 半途
    半空 半夜 半路 两者 两位数 三位数 个位数 千载难逢 千载 千人一面 两年一度 一年一度
    四年一度 百万富翁 亿万富翁 千万富翁 一成不变 唯二 六盘水 四平市 三明市 百色 三门峡
    七台河 万州 千岛 五道口 一加 五台山 一国两制 无一 仅一 零距离 零和 清零 零容忍
    零日 十三太保 七七事变
""".split()


PRODUCTS = frozenset(
    {
        "iphone", "ipad", "ipod", "ios", "ipados", "macos", "airpods", "windows", "android", "galaxy",
        "pixel", "xbox", "playstation", "ps", "boeing", "airbus", "flight", "gpt", "chatgpt", "gemini",
        "llama", "qwen", "claude", "deepseek", "ernie", "grok", "kimi", "glm", "gemma", "mistral",
        "phi", "sora", "dall", "mate", "pura", "nova", "redmi", "xiaomi", "oppo", "vivo", "honor",
        "oneplus", "model", "type", "version", "v", "web", "mark", "mk", "apollo", "falcon", "soyuz",
        "harmonyos", "emui", "miui", "usb", "bluetooth", "wi-fi", "wifi", "hdmi", "chrome", "firefox",
        "nikkei", "ftse", "russell", "iso", "section", "csi", "fortune", "ryzen", "snapdragon", "dimensity", "kirin", "radeon", "rtx", "gtx", "geforce", "studio",
    }
)  # fmt: skip
