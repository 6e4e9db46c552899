"""What is wrong with an identifier, in words."""

from collections.abc import Mapping

from office.fault import Words

IDENTIFIER_WORDS: Mapping[str, Words] = {
    "credit_code_length": Words(
        "统一社会信用代码应为18位,现为{length}位;请对照营业执照补齐或删去多余的字符。",
        "A unified social credit code has 18 characters, not {length}; compare it with the licence.",
    ),
    "credit_code_letter": Words(
        "统一社会信用代码第{position}位的“{letter}”不在代码字符集内(不用 I、O、Z、S、V);{hint}请对照营业执照改正。",
        "Character {position}, “{letter}”, never stands in a credit code (nor do I, O, Z, S, V); {hint_en}compare it with the licence.",
    ),
    "credit_code_authority": Words(
        "统一社会信用代码第1位应为登记管理部门代码({allowed}之一);请对照营业执照改正。",
        "The first character of a credit code names the registering authority: one of {allowed}.",
    ),
    "credit_code_area": Words(
        "统一社会信用代码第3至8位应为6位数字的登记机关行政区划码;请对照营业执照改正第{position}位。",
        "Characters 3 to 8 of a credit code are the six digits of an area; mend character {position}.",
    ),
    "credit_code_check": Words(
        "统一社会信用代码的校验位(第18位)不符,至少有一位抄错;请对照营业执照逐位核对。",
        "The check character (the 18th) does not fit: at least one character is miscopied; compare all of them.",
    ),
    "credit_code_organisation_check": Words(
        "统一社会信用代码中主体标识码(第9至17位)的校验位不符;请对照营业执照核对这一段。",
        "The check character of the organisation part (9 to 17) does not fit; compare that part.",
    ),
    "registration_number_form": Words(
        "工商注册号应为15位数字;请对照原营业执照,已换证的请改填统一社会信用代码。",
        "An old registration number is 15 digits; if the licence was renewed, give the credit code.",
    ),
    "organisation_code_form": Words(
        "组织机构代码应为8位数字或大写字母加1位校验码,如 12345678-X。",
        "An organisation code is eight digits or capitals and a check character, as in 12345678-X.",
    ),
    "organisation_code_check": Words(
        "组织机构代码的校验位(第9位)不符;请对照代码证逐位核对。",
        "The check character (the 9th) does not fit; compare the code with the certificate.",
    ),
    "identity_number_length": Words(
        "身份证号应为18位,现为{length}位;15位旧号请按现行身份证填写。",
        "An identity number has 18 characters, not {length}; 15-digit numbers are no longer used.",
    ),
    "identity_number_form": Words(
        "身份证号第{position}位有误:前17位为数字,末位为数字或X。",
        "Character {position} is wrong: 17 digits, then a digit or X.",
    ),
    "identity_number_date": Words(
        "身份证号第7至14位不是一个可能的出生日期;请对照证件核对。",
        "Digits 7 to 14 are no possible date of birth; compare the number with the card.",
    ),
    "identity_number_check": Words(
        "身份证号校验位(第18位)不符,至少有一位抄错;请对照证件逐位核对。",
        "The check character (the 18th) does not fit: at least one digit is miscopied; compare all of them.",
    ),
    "certificate_number_form": Words(
        "特种作业操作证号应为字母 T 加18位身份证号;请对照证件填写。",
        "A special operator's certificate number is the letter T and the 18-character identity number.",
    ),
    "area_code_form": Words(
        "区划代码应为12位数字;请按统计用区划代码填写。",
        "An area code is 12 digits of the statistical division code.",
    ),
    "area_code_gap": Words(
        "区划代码的上级为空(000)而下级不为空;请对照统计用区划代码改正第{position}位起的一段。",
        "The area code names a lower level without its upper one; mend the part from digit {position}.",
    ),
}
