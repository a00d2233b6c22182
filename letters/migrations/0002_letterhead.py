"""The letterheads to start from: the centre before and after the customs authority was renamed on 1 March 2025."""

from datetime import date

from django.db import migrations

SAME = {
    "body": "Trung tâm Quản lý vận hành hệ thống CNTT Hải quan",
    "one_stop_unit": "Bộ phận tiếp nhận và trả kết quả",
    "place": "Hà Nội",
    "address": "Lô E3 Dương Đình Nghệ, Yên Hòa, Cầu Giấy, Hà Nội",
    "phone": "19009299",
    "symbols": {"receipt": "TNHS", "supplement": "HDHS", "refusal": "TCHS", "answer": "CNTT-VHHT"},
    "archive": "VT, VHHT",
    "authority": "TL. GIÁM ĐỐC",
    "signer_title": "PHỤ TRÁCH BỘ PHẬN HỖ TRỢ",
}


def add(apps, schema_editor):
    letterhead = apps.get_model("letters", "Letterhead")
    letterhead.objects.create(effective_from=date(2013, 12, 3), parent_body="Tổng cục Hải quan", **SAME)
    letterhead.objects.create(effective_from=date(2025, 3, 1), parent_body="Cục Hải quan", **SAME)


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
