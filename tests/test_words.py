import json
import re

import pytest

from app.places import locales_dir
from app.words import languages, negotiate, translate, words

PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")
HAN = re.compile(r"[\u3400-\u9fff]+")

CHARACTER_SETS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
"""The character set of each script, which lacks most signs of the other."""

SIGNS_OF_BOTH = {"zh-Hans": "於著裡", "zh-Hant": "与么于优体余准几划后复异并据机极构确离种网舍范适采里"}
"""Signs of the other script that the set has all the same, as rare words of its own."""

ELSEWHERE = (
    *("函式(?!庫)", "引數", "啟用函", "激活", "活化", "啟動函", "激勵", "導數", "鏈式", "偏置", "中心差分", "優化"),
    *(
        "概率",
        "正態",
        "隨機種子",
        "迴圈",
        "迭代",
        "信號",
        "數據",
        "網絡",
        "信息",
        "程序",
        "(?<!演)算法",
        "默認",
        "支持",
    ),
    *("響應", "字段", "數組", "對象", "字符", "字節", "服務器", "內存", "鏈接", "視頻", "屏幕", "窗口", "菜單", "鼠標"),
    *("單擊", "點擊", "拖動", "打印", "保存", "撤銷", "刷新", "快捷鍵", "您", "台灣", "質量", "個樣本", "[“”‘’]"),
)
"""What converters and the mainland write, or a second word for one idea, in place of Taiwan's own."""

BIAS = {"en": r"\bbias(es)?\b", "zh-Hans": "偏置", "zh-Hant": "偏差(?!（bias）)"}


def test_english_comes_first_and_every_language_is_named_in_itself():
    assert dict(languages()) == {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
    assert next(iter(languages())) == "en"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys(language):
    assert set(words(language)) == set(words("en"))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_placeholders(language):
    def names(text: str) -> set[str]:
        return {name for name, _ in PLACEHOLDER.findall(text)}

    for key, text in words(language).items():
        assert names(text) == names(words("en")[key]), key


@pytest.mark.parametrize("language", languages())
def test_every_noun_that_is_counted_has_its_forms(language):
    counted = {noun for text in words(language).values() for _, noun in PLACEHOLDER.findall(text) if noun}
    assert len(counted) >= 10
    for noun in counted:
        for form in ("one", "other"):
            assert "{count}" in words(language)[f"count.{noun}.{form}"]


@pytest.mark.parametrize("language", languages())
def test_words_are_plain_text(language):
    for key, text in words(language).items():
        behind = re.match(r"problem\.(suggestion|unavailable|note\.)", key)
        assert text == text.strip() or (behind and language == "en"), f"{key} has space around it"
        assert text, f"{key} is empty"
        assert not re.search(r"<[a-zA-Z/!]|&[a-z]+;|&#", text), f"{key} holds markup"
        assert "{" not in PLACEHOLDER.sub("", text), f"{key} has a placeholder that is no name"


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_is_kept_in_the_order_of_its_keys(language):
    assert list(words(language)) == sorted(words(language))


def test_notes_for_translators_speak_of_keys_that_exist():
    notes = json.loads((locales_dir() / "notes.json").read_text("utf-8"))
    for key in notes:
        assert any(known == key or known.startswith(key) for known in words("en")), key


@pytest.mark.parametrize("language", CHARACTER_SETS)
def test_chinese_is_written_with_chinese_punctuation(language):
    for key, text in words(language).items():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text), f"{key}: {text}"


@pytest.mark.parametrize(("language", "character_set"), CHARACTER_SETS.items())
def test_either_chinese_is_written_in_its_own_script(language, character_set):
    for key, text in words(language).items():
        for signs in HAN.findall(text):
            assert signs.encode(character_set, "ignore").decode(character_set) == signs, f"{key}: {text}"
            assert not set(signs) & set(SIGNS_OF_BOTH[language]), f"{key}: {text}"


def test_taiwan_is_spoken_to_in_its_own_words():
    for key, text in words("zh-Hant").items():
        assert not (found := re.search("|".join(ELSEWHERE), text)), f"{key}: {found}"


def test_in_taiwan_a_row_lies_and_a_column_stands():
    for key, english in words("en").items():
        english = PLACEHOLDER.sub("", english)
        text = words("zh-Hant")[key].replace("陣列", "")
        if re.search(r"(?<!in a )\brows?\b", english, re.IGNORECASE):
            assert "列" in text, f"{key}: {text}"
        if re.search(r"(?<!,)\bcolumns?\b", english, re.IGNORECASE):
            assert re.search("行|欄", text), f"{key}: {text}"
        assert not re.search("列（column）|行（row）", text), f"{key}: {text}"


@pytest.mark.parametrize("language", languages())
def test_the_word_for_a_bias_says_nothing_else(language):
    def speaking(code: str) -> set[str]:
        return {key for key, text in words(code).items() if re.search(BIAS[code], PLACEHOLDER.sub("", text), re.I)}

    assert speaking(language) == speaking("en")


def test_placeholders_are_filled_in_and_lists_joined(monkeypatch):
    monkeypatch.setattr("app.words.words", lambda language: {"k": "{n} of {names}, {n}"})
    assert translate("en", "k", n=3, names=["relu", "elu"]) == "3 of relu, elu, 3"


def test_a_count_takes_its_noun_in_the_form_that_the_language_wants(monkeypatch):
    catalogue = {"k": "{n:wires} of {m}", "count.wires.one": "{count} wire", "count.wires.other": "{count} wires"}
    monkeypatch.setattr("app.words.words", lambda language: catalogue)
    assert translate("en", "k", n=1, m=1) == "1 wire of 1"
    assert translate("en", "k", n=0, m=1) == "0 wires of 1"
    assert translate("en", "k", n=21, m=1) == "21 wires of 1"
    assert translate("en", "k", n="1", m=1) == "1 wire of 1"
    assert translate("zh-Hans", "k", n=1, m=1) == "1 wires of 1"


def test_what_is_filled_in_is_not_filled_in_again(monkeypatch):
    monkeypatch.setattr("app.words.words", lambda language: {"k": "{a}"})
    assert translate("en", "k", a="{b}") == "{b}"


def test_a_missing_key_placeholder_or_language_is_an_error():
    with pytest.raises(LookupError):
        translate("en", "no.such.key")
    with pytest.raises(LookupError):
        words("../en")


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [
        (None, None, "en"),
        ("zh-Hans", "en", "zh-Hans"),
        ("ZH-HANS", None, "zh-Hans"),
        ("../../etc/passwd", "zh-CN", "zh-Hans"),
        ("fr", "fr", "en"),
        ("zh-Hant", "en", "zh-Hant"),
        ("zh-TW", "en", "zh-Hant"),
        ("zh-tw", None, "zh-Hant"),
        ("zh-CN", "zh-TW", "zh-Hans"),
        ("zh", None, "zh-Hans"),
        ("en-GB", "zh-TW", "en"),
        ("zh-Hant'><script>", "en", "en"),
        ("-" * 5000, "zh-TW", "zh-Hant"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        (None, "zh-HK", "zh-Hant"),
        (None, "zh-MO", "zh-Hant"),
        (None, "zh-Hant-TW", "zh-Hant"),
        (None, "zh-Hant-CN", "zh-Hant"),
        (None, "zh-Hans-HK", "zh-Hans"),
        (None, "zh-SG", "zh-Hans"),
        (None, "en;q=0.5, zh-HK;q=0.8", "zh-Hant"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        (None, "de-DE, zh;q=0.4, en;q=0.7", "en"),
        (None, "en-GB", "en"),
        (None, "zh;q=0, en", "en"),
        (None, "zh;q=0", "en"),
        (None, "*", "en"),
        (None, "zh;q=nonsense,,;;q=1", "en"),
        (None, "zh;q=nan", "en"),
        (None, "x" * 100_000, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_best_that_the_reader_knows(query, header, expected):
    assert negotiate(query, header) == expected
