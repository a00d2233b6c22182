"""The policy to start from: two queues, and five working days for each request (seed 000)."""

from datetime import date

from django.db import migrations

QUEUES = {"certificates": "Chữ ký số", "passwords": "Mật khẩu"}
QUEUE_OF = {"rebind_lost": "certificates", "rebind_renewed": "certificates", "reset_password": "passwords"}


def add(apps, schema_editor):
    queue_model = apps.get_model("casedesk", "Queue")
    case_type = apps.get_model("casedesk", "CaseType")
    queues = {code: queue_model.objects.create(code=code, name=name) for code, name in QUEUES.items()}
    for request, queue in QUEUE_OF.items():
        case_type.objects.create(request=request, queue=queues[queue], effective_from=date(2018, 6, 21))


class Migration(migrations.Migration):
    dependencies = [("casedesk", "0002_append_only")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
