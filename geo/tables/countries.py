"""Which country a publisher means: ISO 3166-1 alpha-2 for the names that ACLED and UCDP write.

The secret of this module is the spellings: UCDP's "DR Congo (Zaire)", ACLED's "Democratic Republic
of Congo", and the short names of everybody else. A name that is not here stays as it was given.
"""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = """
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AL Albania|AM Armenia
AO Angola|AR Argentina|AT Austria|AU Australia|AZ Azerbaijan|BA Bosnia and Herzegovina
BA Bosnia-Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain
BI Burundi|BJ Benin|BN Brunei|BO Bolivia|BR Brazil|BS Bahamas|BT Bhutan|BW Botswana|BY Belarus
BZ Belize|CA Canada|CD DR Congo|CD Democratic Republic of Congo
CD Democratic Republic of the Congo|CD Zaire|CF Central African Republic|CG Congo
CG Republic of Congo|CG Republic of the Congo|CH Switzerland|CI Ivory Coast|CI Cote d'Ivoire
CI Côte d'Ivoire|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde
CV Cabo Verde|CY Cyprus|CZ Czech Republic|CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica
DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea
ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FM Micronesia|FR France|GA Gabon|GB United Kingdom
GB Great Britain|GD Grenada|GE Georgia|GH Ghana|GM Gambia|GM The Gambia|GN Guinea
GQ Equatorial Guinea|GR Greece|GT Guatemala|GW Guinea-Bissau|GY Guyana|HK Hong Kong|HN Honduras
HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IN India|IQ Iraq|IR Iran|IS Iceland
IT Italy|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros
KN Saint Kitts and Nevis|KP North Korea|KR South Korea|KW Kuwait|KZ Kazakhstan|LA Laos|LB Lebanon
LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg
LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MG Madagascar|MH Marshall Islands
MK Macedonia|MK North Macedonia|ML Mali|MM Myanmar|MM Burma|MN Mongolia|MR Mauritania|MT Malta
MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NE Niger|NG Nigeria
NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NZ New Zealand|OM Oman|PA Panama|PE Peru
PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PS Palestine|PS State of Palestine
PT Portugal|PW Palau|PY Paraguay|QA Qatar|RO Romania|RS Serbia|RU Russia|RU Soviet Union|RW Rwanda
SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SI Slovenia
SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan
ST Sao Tome and Principe|SV El Salvador|SY Syria|SY Syrian Arab Republic|SZ Swaziland|SZ eSwatini
TD Chad|TG Togo|TH Thailand|TJ Tajikistan|TL East Timor|TL Timor-Leste|TM Turkmenistan|TN Tunisia
TO Tonga|TR Turkey|TR Türkiye|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine
UG Uganda|US United States|US United States of America|UY Uruguay|UZ Uzbekistan|VA Vatican City
VC Saint Vincent and the Grenadines|VE Venezuela|VN Vietnam|VU Vanuatu|WS Samoa|XK Kosovo|YE Yemen
YE North Yemen|ZA South Africa|ZM Zambia|ZW Zimbabwe|SY سوريا|LB لبنان|IQ العراق|YE اليمن|PS فلسطين
SD السودان|LY ليبيا|SZ Kingdom of eSwatini|MK Macedonia, FYR|PR Puerto Rico|NC New Caledonia|GF French Guiana
GP Guadeloupe|MQ Martinique|RE Reunion|RE Réunion|YT Mayotte
"""
_PAIRS: Final = [
    (entry.strip()[:2], entry.strip()[3:]) for entry in re.split(r"[|\n]", _NAMES) if entry.strip()
]
_CODES: Final[dict[str, str]] = {name.casefold(): code for code, name in _PAIRS}
_FIRST: Final[dict[str, str]] = dict(reversed(_PAIRS))


def country_code(name: str) -> str:
    """Return the alpha-2 code of a country's name, or the name itself where that is unknown.

    A former or local name in brackets is passed over.

    Examples
    --------
    >>> country_code("DR Congo (Zaire)"), country_code("Syria"), country_code("SY")
    ('CD', 'SY', 'SY')
    """
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return _CODES.get(plain.casefold(), name)


def country_name(code: str) -> str:
    """Return the English name of an alpha-2 code, or what was given where that is unknown.

    Examples
    --------
    >>> country_name("SY"), country_name("Nowhere")
    ('Syria', 'Nowhere')
    """
    return _FIRST.get(code, code)
