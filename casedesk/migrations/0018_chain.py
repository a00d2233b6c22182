"""Events of no case, with their subject and the client's address; the links of the chain; the auditor's flag.

The trigger refuses every change of an event but one: place and digest set once, where there was none. In SQLite the
table is built anew, which loses its trigger: a later migration that does so has to make it again.
"""

import django.db.models.deletion
from django.db import migrations, models

EVENT = ("id", "case_id", "at", "actor_id", "act", "subject", "address", "note", "data")
IS_LINK = "OLD.place IS NULL AND NEW.place IS NOT NULL AND NEW.digest <> ''"
SQLITE = f"""
CREATE TRIGGER casedesk_event_append_only BEFORE UPDATE ON casedesk_event
WHEN NOT ({IS_LINK} AND {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in EVENT)})
BEGIN SELECT RAISE(ABORT, 'casedesk_event is append-only'); END
"""
POSTGRESQL = f"""
CREATE TRIGGER casedesk_event_append_only BEFORE UPDATE ON casedesk_event FOR EACH ROW
WHEN (NOT ({IS_LINK} AND {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in EVENT)}))
EXECUTE FUNCTION casedesk_append_only()
"""
OF_OLD = (
    "CREATE TRIGGER casedesk_event_append_only BEFORE UPDATE ON casedesk_event "
    "BEGIN SELECT RAISE(ABORT, 'casedesk_event is append-only'); END",
    "CREATE TRIGGER casedesk_event_append_only BEFORE UPDATE ON casedesk_event "
    "FOR EACH ROW EXECUTE FUNCTION casedesk_append_only()",
)


def drop(apps, schema_editor):
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON casedesk_event"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS casedesk_event_append_only{on_table}")


def add(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def restore(apps, schema_editor):
    schema_editor.execute(OF_OLD[schema_editor.connection.vendor != "sqlite"])


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('casedesk', '0017_link_renewed'),
    ]

    operations = [
        migrations.RunPython(drop, restore),
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.BigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('linked_at', models.DateTimeField(null=True)),
                ('verified_at', models.DateTimeField(null=True)),
                ('verified_place', models.BigIntegerField(default=0)),
                ('problem', models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name='event',
            name='address',
            field=models.CharField(blank=True, db_default='', default='', max_length=45),
        ),
        migrations.AddField(
            model_name='event',
            name='digest',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='event',
            name='place',
            field=models.BigIntegerField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name='event',
            name='subject',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='user',
            name='is_auditor',
            field=models.BooleanField(default=False, verbose_name='Kiểm tra viên'),
        ),
        migrations.AlterField(
            model_name='event',
            name='act',
            field=models.CharField(choices=[('received', 'Tiếp nhận hồ sơ'), ('read', 'Đọc xong giấy tờ'), ('unreadable', 'Không đọc được giấy tờ'), ('checked', 'Kiểm tra theo danh mục'), ('corrected', 'Sửa thông tin'), ('confirmed', 'Xác nhận thông tin'), ('judged', 'Kết luận điểm chưa chắc'), ('page_changed', 'Sửa trang'), ('page_moved', 'Chuyển trang sang giấy tờ khác'), ('page_out', 'Bỏ trang'), ('page_back', 'Lấy lại trang'), ('certificate_added', 'Thêm chứng thư mới'), ('certificate_removed', 'Bỏ chứng thư mới'), ('bearer_noted', 'Ghi người nộp tại quầy'), ('question_asked', 'Hỏi đồng nghiệp'), ('question_answered', 'Trả lời đồng nghiệp'), ('noted', 'Ghi chú nội bộ'), ('attached', 'Đính kèm tệp nội bộ'), ('accepted', 'Chấp nhận hồ sơ'), ('supplement_requested', 'Yêu cầu bổ sung'), ('supplemented', 'Nhận giấy tờ bổ sung'), ('refused', 'Từ chối hồ sơ'), ('assigned', 'Giao xử lý'), ('proposed', 'Đề xuất thực hiện'), ('returned', 'Trả lại đề xuất'), ('approved', 'Duyệt thực hiện'), ('fulfilled', 'Đã thay đổi tài khoản'), ('gateway_refused', 'Hệ thống tài khoản từ chối'), ('halted', 'Dừng lại, cần người xử lý'), ('resumed', 'Cho chạy tiếp'), ('letter_written', 'Lập văn bản'), ('letter_sent', 'Đã gửi thư'), ('letter_delayed', 'Thư chưa gửi được'), ('letter_refused', 'Thư bị từ chối'), ('letter_unknown', 'Không rõ thư đã gửi chưa'), ('password_seen', 'Doanh nghiệp đã xem mật khẩu'), ('link_renewed', 'Gửi đường dẫn mật khẩu mới'), ('paper_seen', 'Xem giấy tờ'), ('overdue_explained', 'Ghi lý do quá hạn'), ('extended', 'Hẹn lại ngày trả'), ('due_moved', 'Dời ngày hẹn trả theo lịch làm việc'), ('due_counted', 'Tính lại ngày hẹn trả theo loại hồ sơ'), ('closed', 'Kết thúc hồ sơ'), ('withdrawn', 'Doanh nghiệp rút hồ sơ'), ('stopped', 'Dừng giải quyết'), ('reopened', 'Mở lại hồ sơ'), ('joined', 'Nhập vào hồ sơ khác'), ('separated', 'Tách hồ sơ đã nhập'), ('linked', 'Liên kết hồ sơ'), ('unlinked', 'Bỏ liên kết hồ sơ'), ('file_seen', 'Mở tệp'), ('letter_seen', 'Xem văn bản'), ('slip_seen', 'Xem phiếu kiểm soát'), ('account_seen', 'Xem tài khoản'), ('searched', 'Tra cứu'), ('register_seen', 'Xem sổ theo dõi'), ('register_exported', 'Xuất sổ theo dõi'), ('register_closed', 'Khóa sổ theo dõi'), ('trail_seen', 'Xem nhật ký kiểm tra'), ('trail_exported', 'Xuất nhật ký kiểm tra')], max_length=30),
        ),
        migrations.AlterField(
            model_name='event',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='casedesk.case'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('place', None)), fields=['id'], name='event_unlinked'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['actor', 'id'], name='event_actor_id'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['act', 'id'], name='event_act_id'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('is_auditor', False), models.Q(('is_administrator', False), ('is_clerk', False), ('is_supervisor', False), ('is_technician', False)), _connector='OR'), name='auditor_alone', violation_error_message='Kiểm tra viên không giữ vai trò nào khác.'),
        ),
        migrations.RunPython(add, drop),
    ]
