"""The Arabic nouns that more than one module looks for: who fights, who is held, in whose hands a town is.

The secret of this module is which words count as one of a kind.
"""

from __future__ import annotations

from typing import Final

from geo.extract.text import folded

FIGHTERS: Final = folded(
    "مقاتلون مقاتلو المقاتلون الفصائل متمردون المتمردون جهاديون الجهاديون الحوثيون مسلحو مسلحون المسلحون الدعم"
)
"""Men who hold no state's arms."""

SUSPECTS: Final = folded(
    "شخص شخصا أشخاص شابا شبان شاب شابين شبانا متهم متهما متهمين مطلوب مطلوبا مطلوبين مشتبه مشتبها مشتبهين ناشط ناشطا ناشطين ناشطة صحفي صحفيا صحافيا صحافي صحفيين صحافيين مواطن مواطنا مواطنين عناصر عنصر عنصرا قيادي "
    "قياديا قياديين مدنيا مدني مدنيين رجلا رجال رجل رجلين امرأة نساء سيدات سيدة طالبا طالب طلاب محتجين متظاهرين مهربين خلية أفراد إرهابيا إرهابيين مسلحا مسلحين طبيبا أطباء إعلاميا إعلاميين موظفا موظفين موظفي مسؤولا"
)
"""Whom a police holds."""

HANDS: Final = folded(
    "يد يده يدها يدهم يديه أيدي أيديهم أيديها قبضة قبضته قبضتها قبضتهم سيطرة سيطرته سيطرتها سيطرتهم حوزة حوزته حوزتها حوزتهم عهدة عهدته عهدتها عهدتهم نفوذ نفوذه نفوذها نفوذهم سلطة سلطته سلطتها إمرة بيد بأيدي"
)
"""What a town falls into or is taken out of."""

REJOICING: Final = folded(
    "ابتهاجا احتفالا احتفال فرحا احتفاء استقبالا لاستقبال للاحتفال استعراض مراسم بعيد بذكرى بمناسبة"
)
"""What tells a feast from a protest or a victory."""
