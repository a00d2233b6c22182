"""A text with a fault is told of, with its place; nothing in it reaches further than its own values."""

from dataclasses import replace

import pytest

from letters import checking, language, samples, texts, variables
from letters.forms import KIND_OF, Form
from letters.rendering import render
from letters.texts import Text
from tests.letters.letter import TODAY, content, letterhead

GOOD = texts.built_in(Form.REFUSAL)
END = " {{ ly_do }} {{ ghi_them }}./."


def told(form: Form, text: Text) -> list[str]:
    return [problem.sentence for problem in checking.problems(form, text)]


@pytest.mark.parametrize("form", Form)
def test_the_words_of_the_house_are_good(form: Form) -> None:
    assert told(form, texts.built_in(form)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{{ ten_cong_ti }}" + END, "dòng 1: không có giá trị {{ ten_cong_ti }}. Có phải là {{ ten_cong_ty }}?"),
        ("một\nhai {{ so_se_ri }}" + END, "dòng 2: không có giá trị {{ so_se_ri }}"),
        ("{% if ly_do %}" + END, "dòng 1: {% if %} chưa có {% endif %}."),
        ("{% endif %}" + END, "{% endif %} không có {% if %} nào ở trước"),
        ("{{ ly_do" + END, "dấu {{ không có cặp"),
        ("%}" + END, "dấu %} không có cặp"),
        ("**đậm" + END, "dấu ** không có cặp"),
        ("<b>x</b>" + END, "thẻ <b> không dùng được"),
        ("{% include 'letters/mail.html' %}" + END, "không dùng được {% include %}"),
        ("{% load wording %}" + END, "không dùng được {% load %}"),
        ("{% for x in ly_do %}" + END, "không dùng được {% for %}"),
        ("{% debug %}" + END, "không dùng được {% debug %}"),
        ("{# ghi chú #}" + END, "chú thích"),
        ("{{ ly_do|safe }}" + END, "bộ lọc sau dấu |"),
        ("{{ ly_do|default:settings }}" + END, "không có giá trị {{ settings }}"),
        ("{{ ly_do.upper }}" + END, "không lấy được phần bên trong: {{ ly_do.upper }}"),
        ("{{ __class__ }}" + END, "không hiểu được"),
        ("{% if a.b == ly_do %}x{% endif %}" + END, "không có giá trị {{ a }}"),
        ("Chỉ có {{ ghi_them }}./.", "thiếu phần bắt buộc {{ ly_do }}"),
        ("{% if ten_cong_ty == 'x' %}{{ ly_do }}{% endif %}{{ ghi_them }}./.", "thiếu phần bắt buộc {{ ly_do }}"),
        ("{{ ly_do }} {{ ghi_them }}", "«./.»"),
        ("", "không được để trống"),
        ("x" * 12_001, "dài quá 12000 chữ"),
    ],
)
def test_a_fault_is_told_with_its_place(body: str, words: str) -> None:
    found = told(Form.REFUSAL, replace(GOOD, body=body))
    assert any(words in sentence for sentence in found), found


@pytest.mark.parametrize("part", ["title", "body", "subject"])
def test_a_secret_is_for_the_mail_alone(part: str) -> None:
    good = texts.built_in(Form.PASSWORD)
    bad = replace(good, **{part: getattr(good, part) + " {{ lien_ket }}"})
    assert any("bí mật" in sentence for sentence in told(Form.PASSWORD, bad))
    setting = variables.Setting(samples.content(Form.PASSWORD, TODAY), letterhead(), "", "", TODAY)
    assert "lien_ket" not in variables.printed(Form.PASSWORD, setting)


def test_an_answer_must_name_both_ways_to_its_password() -> None:
    good = texts.built_in(Form.PASSWORD)
    bad = replace(good, mail=good.mail.replace("{{ lien_ket }}", ""))
    assert any("{{ lien_ket }}" in sentence for sentence in told(Form.PASSWORD, bad))


def test_markup_in_a_text_is_printed_and_not_obeyed() -> None:
    html = language.paragraphs("<script>x</script> {{ a|default:'<b>y</b>' }} **đậm**", {"a": "", "b": ""})
    assert "<script>" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html and "<strong>đậm</strong>" in html


def test_markup_in_a_value_makes_nothing_bold_and_no_table() -> None:
    html = language.paragraphs("{{ a }}", {"a": "**x**\n<table>y</table>"})
    assert "<strong>" not in html and "<table" not in html


def test_every_value_has_a_meaning_and_is_a_word() -> None:
    names = [one.name for one in variables.VARIABLES]
    assert len(names) == len(set(names))
    for form in Form:
        setting = variables.Setting(samples.content(form, TODAY), letterhead(), "05/KH", "Tên", TODAY)
        made = variables.printed(form, setting) | variables.mailed(form, setting)
        assert all(isinstance(value, str | bool) for value in made.values())
        assert all(str(one.meaning) for one in variables.of(form))


def test_own_words_are_printed() -> None:
    words = replace(GOOD, body="Lời mới: **{{ ly_do }}** {{ ghi_them }}./.", title="Tiêu đề\nmới")
    rendered = render(KIND_OF[Form.REFUSAL], content(), letterhead(), 1, TODAY, words)
    assert rendered.words == words and rendered.subject.startswith("Tiêu đề mới – hồ sơ")
